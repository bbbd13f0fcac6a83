"""Citing evidence beside a judgement, and taking it away again."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import citations
from speir.evaluations.models import Citation
from speir.evaluations.queries import panels
from speir.evidence.actions.items import Stale, write
from speir.evidence.models import Item
from speir.trail.models import Entry
from tests import world


@pytest.fixture
def view(cast):
    return world.begun(cast)


def written(cast, unit=None, by=None, **item) -> str:
    """An item that is cited nowhere."""
    by = by or cast.evaluator
    unit = unit or cast.team
    return write(unit_id=unit.id, framework=world.framework(), draft=world.draft(**item), by=by.actor).id


def cite(view, item_id, by, stance="supports", number="1.1"):
    return citations.cite(evaluation_id=view.id, number=number, item_id=item_id, stance=stance, by=by.actor)


def listed(view, who, number="1.1"):
    evidence = panels.panel(who.actor, view.id, number).evidence
    return [(each.item.shows, each.stance) for each in evidence]


def test_an_item_is_written_down_and_cited_in_one_go(cast, view):
    world.cite(view, "1.1", cast.evaluator, "contradicts", shows="Two families were not told.")
    assert listed(view, cast.reader) == [("Two families were not told.", "contradicts")]
    assert set(Entry.objects.filter(about="evidence").values_list("verb", flat=True)) == {"wrote", "cited"}


def test_sent_twice_it_is_written_and_cited_once(cast, view):
    wanted = new_id()
    for _ in range(2):
        made = citations.write_and_cite(
            evaluation_id=view.id,
            number="1.1",
            draft=world.draft(),
            stance="supports",
            item_id=wanted,
            by=cast.evaluator.actor,
        )
        assert made.item_id == wanted
    assert Item.objects.count() == Citation.objects.count() == 1
    assert Entry.objects.filter(verb="wrote").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"shows": "In 2 of 12 files it was the day after."},
        {"kind": "surveys"},
        {"speaks_of": "impact"},
        {"voices": ("families",)},
        {"themes": {"hmie-2005/1.3/initial-response": "strength"}},
        {"stance": "contradicts"},
    ],
)
def test_sent_again_with_other_words_it_is_another_item_and_neither_is_lost(cast, view, other):
    wanted, stance = new_id(), other.pop("stance", "supports")
    for said, how in (({}, "supports"), (other, stance)):
        citations.write_and_cite(
            evaluation_id=view.id,
            number="1.1",
            draft=world.draft(**said),
            stance=how,
            item_id=wanted,
            by=cast.evaluator.actor,
        )
    assert [how for _shows, how in listed(view, cast.lead)] == ["supports", stance]


def test_one_item_serves_several_judgements_with_a_stance_in_each(cast, view):
    item = world.cite(view, "1.1", cast.evaluator)
    cite(view, item, cast.lead, "qualifies", "1.2")
    assert [stance for _, stance in listed(view, cast.lead)] == ["supports"]
    assert [stance for _, stance in listed(view, cast.lead, "1.2")] == ["qualifies"]


def test_citing_again_changes_what_the_citation_says(cast, view):
    item = world.cite(view, "1.1", cast.evaluator)
    cite(view, item, cast.lead, "contradicts")
    assert [stance for _, stance in listed(view, cast.lead)] == ["contradicts"]
    assert Citation.objects.count() == 1


def test_an_item_that_its_citer_may_not_read_is_not_there(cast, view):
    for item in (written(cast, cast.elsewhere, cast.stranger), "nosuchitem", new_id()):
        with pytest.raises(NotYours):
            cite(view, item, cast.lead)
    assert not Citation.objects.exists()


def change(view, item_id, by, stance="supports", number="1.1", revision=1, **changed):
    return citations.change_cited(
        evaluation_id=view.id,
        number=number,
        item_id=item_id,
        draft=world.draft(**changed),
        revision=revision,
        stance=stance,
        by=by.actor,
    )


def test_an_item_and_what_it_does_here_are_changed_together(cast, view):
    item = world.cite(view, "1.1", cast.evaluator)
    change(view, item, cast.lead, "contradicts", shows="Otherwise.")
    assert listed(view, cast.reader) == [("Otherwise.", "contradicts")]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"stance": "proves"}, Refused),
        ({"revision": 7}, Stale),
        ({"shows": ""}, Unfit),
        ({"number": "1.2"}, NotYours),
    ],
)
def test_a_change_that_is_refused_changes_neither_item_nor_citation(cast, view, wrong, refusal):
    item = world.cite(view, "1.1", cast.evaluator, shows="As it was.")
    with pytest.raises(refusal):
        change(view, item, cast.lead, **({"stance": "contradicts", "shows": "Otherwise."} | wrong))
    assert listed(view, cast.reader) == [("As it was.", "supports")]


def test_a_stance_that_is_none_of_the_three_is_refused(cast, view):
    item = written(cast)
    for stance in ("", "proves"):
        with pytest.raises(Refused) as refused:
            cite(view, item, cast.lead, stance)
        assert refused.value.field == "stance"
        with pytest.raises(Refused):
            world.cite(view, "1.1", cast.evaluator, stance)
    assert Item.objects.count() == 1


def test_a_draft_that_breaks_rules_leaves_neither_item_nor_citation(cast, view):
    with pytest.raises(Unfit) as unfit:
        world.cite(view, "1.1", cast.evaluator, shows="", kind="rumours")
    assert {refused.field for refused in unfit.value.broken} == {"shows", "kind"}
    assert not Item.objects.exists()


def test_a_citation_is_taken_away_and_the_item_stays_so_that_it_can_be_undone(cast, view):
    item = world.cite(view, "1.1", cast.evaluator, "qualifies")
    stance = citations.uncite(evaluation_id=view.id, number="1.1", item_id=item, by=cast.lead.actor)
    assert stance == "qualifies"
    assert listed(view, cast.lead) == []
    assert Item.objects.filter(pk=item).exists()
    assert Entry.objects.get(verb="took away").about_id == item
    cite(view, item, cast.lead, stance)
    assert [stance for _, stance in listed(view, cast.lead)] == ["qualifies"]


def test_what_is_not_cited_here_is_not_taken_away_from_elsewhere(cast, view):
    """Pressed twice, it was done once; what nobody here wrote down is not there."""
    item = world.cite(view, "1.1", cast.evaluator)
    assert citations.uncite(evaluation_id=view.id, number="1.2", item_id=item, by=cast.lead.actor) == ""
    assert len(listed(view, cast.lead)) == 1
    theirs = written(cast, cast.elsewhere, cast.stranger)
    for item_id in (new_id(), theirs):
        with pytest.raises(NotYours):
            citations.uncite(evaluation_id=view.id, number="1.1", item_id=item_id, by=cast.lead.actor)


def test_a_reader_cites_nothing_and_another_agency_finds_nothing(cast, view):
    item = world.cite(view, "1.1", cast.evaluator)
    for who, refusal in ((cast.reader, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            world.cite(view, "1.1", who)
        with pytest.raises(refusal):
            cite(view, item, who, "contradicts")
        with pytest.raises(refusal):
            citations.uncite(evaluation_id=view.id, number="1.1", item_id=item, by=who.actor)
    assert listed(view, cast.lead)[0][1] == "supports"


def test_what_is_sealed_keeps_its_citations(cast):
    view = world.sealed(cast)
    before = listed(view, cast.lead)
    item = Citation.objects.filter(judgement__indicator__number="1.1")[0].item_id
    with pytest.raises(Refused, match="sealed"):
        world.cite(view, "1.1", cast.lead)
    with pytest.raises(Refused, match="sealed"):
        cite(view, item, cast.lead, "contradicts")
    with pytest.raises(Refused, match="sealed"):
        change(view, item, cast.lead, "contradicts", shows="Late.")
    with pytest.raises(Refused, match="sealed"):
        citations.uncite(evaluation_id=view.id, number="1.1", item_id=item, by=cast.lead.actor)
    assert listed(view, cast.lead) == before
