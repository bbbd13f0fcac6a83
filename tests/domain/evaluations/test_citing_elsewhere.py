"""An item is one item, cited wherever its citer may read it; citing opens it to nobody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import citations, editions, sharing
from speir.evaluations.models import Citation, Edition, EditionItem
from speir.evaluations.queries import audiences, citing, panels, records, rooms
from speir.evaluations.queries import editions as edition_queries
from speir.evaluations.rules.record_text import from_json
from speir.evidence.actions import items, withdrawing
from speir.evidence.actions import sharing as evidence
from speir.evidence.queries import finding
from speir.evidence.rules.finding import Wanted
from speir.evidence.rules.items import NOT_OPEN
from speir.organisations.actions import enrol
from speir.organisations.models import Seat, Unit
from speir.sharing.models import Sharing
from tests import world

SAID = "Two families waited a week."
WHY = "For the yearly report."


@pytest.fixture
def committee(cast):
    """The team and another agency sit in a committee."""
    made = world.unit_of(world.somebody("Convener"), "A committee", "partnership")
    for organisation in (cast.team, cast.elsewhere):
        Seat.objects.create(organisation=organisation, partnership=made, starts=dt.date(2020, 1, 1))
    return made


@pytest.fixture
def theirs(cast) -> str:
    """An item of another agency, which nobody has shared."""
    draft = world.draft(shows=SAID, account="At night.", themes={"hmie-2005/1.1/trust": "weakness"})
    made = items.write(
        unit_id=cast.elsewhere.id, framework=world.framework(), draft=draft, by=cast.stranger.actor
    )
    return made.id


def lend(item: str, by: world.Somebody, audience: str) -> Sharing:
    evidence.share(item_id=item, audience=audience, why=WHY, ends=None, taken_as="fact", by=by.actor)
    return Sharing.objects.get(about="evidence", about_id=item)


def cite(view, item, by, number="1.1", stance="supports"):
    return citations.cite(evaluation_id=view.id, number=number, item_id=item, stance=stance, by=by.actor)


def to_cite(cast, *, elsewhere: bool = False):
    """What the lead officer could use that is cited nowhere."""
    lines = finding.to_cite(
        cast.lead.actor,
        Wanted(),
        unit_id=cast.team.id,
        without=(),
        today=timezone.localdate(),
        most=50,
        elsewhere=elsewhere,
    )
    return [line.item for line in lines]


def beside(view, who, number="1.1"):
    return [each.item for each in panels.panel(who.actor, view.id, number).evidence]


def test_what_another_agency_shared_is_cited_here_and_stays_one_item(cast, committee, theirs):
    view = world.begun(cast)
    assert theirs not in [e.id for e in to_cite(cast)]
    with pytest.raises(NotYours):
        cite(view, theirs, cast.lead)
    lend(theirs, cast.stranger, f"partnership:{committee.id}")
    offered = to_cite(cast, elsewhere=True)
    assert [e.id for e in offered] == [theirs]
    cite(view, theirs, cast.evaluator)
    assert [e.shows for e in beside(view, cast.reader)] == [SAID]
    items.change(
        item_id=theirs,
        framework=world.framework(),
        draft=world.draft(shows="Three families waited."),
        revision=1,
        by=cast.stranger.actor,
    )
    assert [e.shows for e in beside(view, cast.reader)] == ["Three families waited."]


def test_who_may_not_read_it_sees_that_there_is_one_and_no_word_of_it(cast, committee, theirs):
    """Shared with one person alone: the others of the team read the broad view, and not the piece."""
    enrol(person=cast.evaluator.person, unit_id=committee.id, role="evaluator", by=convener(committee))
    lend(theirs, cast.stranger, f"named:{cast.evaluator.person.id}")
    view = world.begun(cast)
    cite(view, theirs, cast.evaluator)
    for who in (cast.lead, cast.reader):
        (piece,) = beside(view, who)
        assert piece.hidden
        assert not any((piece.shows, piece.account, piece.origin, piece.themes, piece.own_kind))
        record = records.opened(who.actor, view.id).record
        (judgement,) = [j for j in record.judgements if j.evidence]
        assert (judgement.evidence[0].said, judgement.evidence[0].item) == (NOT_OPEN, "")
    assert beside(view, cast.evaluator)[0].shows == SAID


def convener(committee):
    from speir.accounts.models import Person

    return world.Somebody(Person.objects.get(name="Convener")).actor


def test_an_edition_leaves_out_its_words_where_fewer_may_read_it_and_keeps_them_where_all_may(
    cast, committee, theirs
):
    view = world.begun(cast)
    act = lend(theirs, cast.stranger, f"partnership:{committee.id}")
    cite(view, theirs, cast.evaluator)
    world.seal(view, cast.lead)
    evidence.end_sharing(item_id=theirs, act_id=act.id, by=cast.stranger.actor)
    kept = edition_queries.edition(cast.reader.actor, view.id, 1).record
    assert SAID in [e.said for j in kept.judgements for e in j.evidence]  # sealed is sealed
    assert [e.hidden for e in beside(view, cast.reader)] == [True]
    editions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    world.seal(view, cast.lead)
    assert SAID not in Edition.objects.get(number=2).content
    assert from_json(Edition.objects.get(number=2).content).items == frozenset()


def test_sharing_a_broad_view_takes_nothing_along_that_another_unit_wrote(cast, committee):
    """Not even what its sharer could share there by themselves."""
    second = world.unit_of(cast.lead, "A second team of the same lead")
    draft = world.draft(shows=SAID)
    mine = items.write(unit_id=second.id, framework=world.framework(), draft=draft, by=cast.lead.actor)
    view = world.begun(cast)
    own = world.cite(view, "1.2", cast.lead, shows="Our own.")
    cite(view, mine.id, cast.lead)
    audience = f"partnership:{committee.id}"
    assert (
        sharing.share(
            evaluation_id=view.id,
            audience=audience,
            why=WHY,
            ends=None,
            with_evidence=True,
            by=cast.lead.actor,
        )
        == 1
    )
    assert [act.about_id for act in Sharing.objects.filter(about="evidence")] == [own]
    assert [e.hidden for e in beside(view, cast.stranger)] == [True]
    assert [e.shows for e in beside(view, cast.stranger, "1.2")] == ["Our own."]
    closed = audiences.of_view(cast.lead.actor, view.id).closed
    assert closed == 1


def test_what_is_shared_no_longer_is_taken_away_by_whoever_leads_and_by_no_other(cast, committee, theirs):
    act = lend(theirs, cast.stranger, f"partnership:{committee.id}")
    view = world.begun(cast)
    cite(view, theirs, cast.evaluator)
    own = world.cite(view, "1.1", cast.evaluator, only_me=True)
    evidence.end_sharing(item_id=theirs, act_id=act.id, by=cast.stranger.actor)
    taken = {"evaluation_id": view.id, "number": "1.1"}
    with pytest.raises(NotYours):
        citations.uncite(**taken, item_id=theirs, by=cast.evaluator.actor)
    with pytest.raises(NotYours):
        citations.uncite(**taken, item_id=own, by=cast.lead.actor)  # its owner's, who could
    assert citations.uncite(**taken, item_id=theirs, by=cast.lead.actor) == "supports"
    assert [e.id for e in beside(view, cast.evaluator)] == [own]


def test_what_is_invented_for_the_demonstration_is_cited_there_alone(cast, theirs):
    second = world.unit_of(cast.lead, "Invented")
    Unit.objects.filter(pk=second.pk).update(demonstration=True)
    draft = world.draft(shows=SAID)
    made = items.write(unit_id=second.id, framework=world.framework(), draft=draft, by=cast.lead.actor)
    view = world.begun(cast)
    assert to_cite(cast, elsewhere=True) == []
    with pytest.raises(Refused) as refused:
        cite(view, made.id, cast.lead)
    assert "invented" in refused.value.sentence
    assert not Citation.objects.exists()


def test_who_cites_it_does_not_change_it(cast, committee, theirs):
    lend(theirs, cast.stranger, f"partnership:{committee.id}")
    view = world.begun(cast)
    cite(view, theirs, cast.lead)
    with pytest.raises(NotAllowed):
        citations.change_cited(
            evaluation_id=view.id,
            number="1.1",
            item_id=theirs,
            draft=world.draft(),
            revision=1,
            stance="supports",
            by=cast.lead.actor,
        )
    for forbidden in (
        lambda: withdrawing.withdraw(item_id=theirs, why="x", by=cast.lead.actor),
        lambda: lend(theirs, cast.lead, f"partnership:{committee.id}"),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert citations.uncite(evaluation_id=view.id, number="1.1", item_id=theirs, by=cast.lead.actor)


def test_in_an_inspectors_room_what_another_unit_wrote_stays_without_its_words(cast, committee, theirs):
    lend(theirs, cast.stranger, f"partnership:{committee.id}")
    view = world.begun(cast)
    cite(view, theirs, cast.evaluator)
    room = world.room(cast.lead, cast.team)
    assert rooms.shut(view, room, cast.lead.person.id) == {theirs}


def test_where_it_is_used_is_told_to_whoever_may_see_the_broad_view_and_counted_for_others(
    cast, committee, theirs
):
    lend(theirs, cast.stranger, f"partnership:{committee.id}")
    view = world.begun(cast)
    cite(view, theirs, cast.evaluator, "1.1", "qualifies")
    cite(view, theirs, cast.evaluator, "1.2")
    ours = citing.used(cast.reader.actor, theirs)
    assert [(one.number, one.stance) for one in ours.now] == [("1.1", "qualifies"), ("1.2", "supports")]
    assert (ours.unseen, ours.sealed) == (0, ())
    others = citing.used(cast.stranger.actor, theirs)
    assert (others.now, others.sealed, others.unseen) == ((), (), 1)
    world.seal(view, cast.lead)
    assert [one.edition for one in citing.used(cast.reader.actor, theirs).sealed] == [1, 1]
    assert citing.used(cast.stranger.actor, theirs).unseen == 1


def test_that_somebody_uses_it_for_themselves_alone_nobody_learns(cast, committee, theirs):
    lend(theirs, cast.stranger, f"partnership:{committee.id}")
    cite(world.begun(cast, only_me=True), theirs, cast.lead)
    assert not citing.used(cast.stranger.actor, theirs).anywhere
    assert citing.used(cast.lead.actor, theirs).now


def test_an_edition_is_found_by_what_it_cites_also_when_it_is_cited_no_more(cast):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    world.seal(view, cast.lead)
    editions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    citations.uncite(evaluation_id=view.id, number="1.1", item_id=item, by=cast.lead.actor)
    found = citing.used(cast.reader.actor, item)
    assert (found.now, [(one.number, one.edition) for one in found.sealed]) == ((), [("1.1", 1)])
    assert EditionItem.objects.count() == 1


def test_what_is_withdrawn_is_used_nowhere_anew_and_stays_where_it_is(cast):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    withdrawing.withdraw(item_id=item, why="Counted twice.", by=cast.evaluator.actor)
    with pytest.raises(Refused) as refused:
        cite(view, item, cast.evaluator, "1.2")
    assert "withdrawn" in refused.value.sentence
    cite(view, item, cast.evaluator, stance="qualifies")
    assert Citation.objects.get().stance == "qualifies"
    assert not to_cite(cast)
    withdrawing.bring_back(item_id=item, by=cast.evaluator.actor)
    assert cite(view, item, cast.evaluator, "1.2")
