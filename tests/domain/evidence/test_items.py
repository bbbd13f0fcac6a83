"""Items of evidence: written once by a unit, changed with what they said before kept."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.core.ids import new_id
from speir.core.words import asked
from speir.evidence.actions import items as actions
from speir.evidence.models import EarlierItem, Item
from speir.evidence.queries import finding
from speir.evidence.queries import items as queries
from speir.evidence.rules.finding import Wanted
from speir.trail.models import Entry
from tests import world


def write(cast, by=None, unit=None, item_id="", **item):
    return actions.write(
        unit_id=(unit or cast.team).id,
        framework=world.framework(),
        draft=world.draft(**item),
        item_id=item_id,
        by=(by or cast.evaluator).actor,
    )


def change(item, by, revision=1, **changed):
    return actions.change(
        item_id=item.id,
        framework=world.framework(),
        draft=world.draft(**changed),
        revision=revision,
        by=by.actor,
    )


THEMES = {"hmie-2005/1.1/trust": "strength", "hmie-2005/3.3/assessment": "both"}


def test_an_item_keeps_all_that_was_said_of_it(cast, clock):
    item = write(
        cast,
        shows=" Seen\r\nthat day. ",
        kind="surveys",
        speaks_of="impact",
        voices=("children",),
        themes=THEMES,
    )
    shown = queries.one(cast.reader.actor, item.id)
    assert (shown.shows, shown.account) == ("Seen", "that day.")
    assert (shown.kind, shown.speaks_of) == ("surveys", "impact")
    assert (shown.from_day, shown.to_day) == (dt.date(2025, 4, 13), dt.date(2025, 4, 24))
    assert (shown.voices, dict(shown.themes)) == (("children",), THEMES)
    assert (shown.written_by_name, shown.written_at, shown.revision) == (cast.evaluator.name, clock.now, 1)
    assert Entry.objects.get(verb="wrote").about_id == item.id


def test_an_item_that_breaks_a_rule_is_not_written(cast):
    with pytest.raises(Unfit) as unfit:
        write(cast, shows="", themes={"hmie-2005/1.1/hope": "strength"})
    assert {refused.field for refused in unfit.value.broken} == {"shows", "themes"}
    assert "Write what we know" in str(unfit.value)
    assert not Item.objects.exists()


def test_evidence_of_tomorrow_is_refused_by_the_clock_in_scotland(cast, clock):
    clock.set(2026, 7, 1, 0, 30)
    assert write(cast, from_day=dt.date(2026, 7, 1), to_day=dt.date(2026, 7, 1))
    with pytest.raises(Unfit):
        write(cast, from_day=dt.date(2026, 7, 2), to_day=dt.date(2026, 7, 2))


def test_an_item_takes_the_id_its_form_brought_where_it_is_free(cast):
    wanted = new_id()
    assert write(cast, item_id=wanted).id == wanted
    assert write(cast, item_id=wanted).id != wanted
    assert write(cast, item_id="../../etc/passwd").id != "../../etc/passwd"


def test_what_an_item_said_before_is_kept_with_who_wrote_it(cast):
    item = write(cast, shows="As the first wrote it.")
    change(item, cast.lead, shows="As the second wrote it.", kind="surveys", voices=("families",))
    now = queries.one(cast.reader.actor, item.id)
    assert (now.shows, now.kind, now.revision, now.written_by_name) == (
        "As the second wrote it.",
        "surveys",
        2,
        cast.lead.name,
    )
    (before,) = queries.earlier(cast.reader.actor, item.id)
    assert (before.shows, before.written_by_name) == ("As the first wrote it.", cast.evaluator.name)
    assert Entry.objects.get(verb="changed").about_id == item.id


def test_a_change_over_somebody_elses_change_is_shown_theirs_and_nothing_is_written(cast):
    item = write(cast)
    change(item, cast.lead, shows="The lead was first.")
    with pytest.raises(actions.Stale) as stale:
        change(item, cast.evaluator, shows="The evaluator was second.")
    assert (stale.value.item.shows, stale.value.item.revision) == ("The lead was first.", 2)
    assert EarlierItem.objects.count() == 1
    change(item, cast.evaluator, revision=2, shows="Both together.")
    assert [e.shows for e in queries.earlier(cast.lead.actor, item.id)] == [
        "The lead was first.",
        world.draft().shows,
    ]


def test_a_change_that_is_sent_twice_is_made_once(cast):
    item = write(cast)
    for _ in range(2):
        assert change(item, cast.lead, shows=" Pressed twice. ", themes=THEMES).revision == 2
    assert EarlierItem.objects.count() == 1
    with pytest.raises(actions.Stale):
        change(item, cast.lead, shows="Pressed twice.", themes={})


def test_a_change_that_breaks_a_rule_changes_nothing(cast):
    item = write(cast, themes=THEMES)
    with pytest.raises(Unfit):
        change(item, cast.lead, kind="rumours")
    assert queries.one(cast.lead.actor, item.id).revision == 1
    assert dict(queries.one(cast.lead.actor, item.id).themes) == THEMES


def test_themes_of_this_framework_are_replaced_and_others_stay(cast):
    item = write(cast, themes=THEMES)
    item.themes.create(theme="another-2030/1.1/trust", bears="strength")
    change(item, cast.lead, themes={"hmie-2005/1.1/trust": "weakness"})
    assert dict(queries.one(cast.lead.actor, item.id).themes) == {
        "another-2030/1.1/trust": "strength",
        "hmie-2005/1.1/trust": "weakness",
    }


def test_a_reader_writes_nothing_and_for_another_agency_nothing_is_there(cast):
    item = write(cast)
    for who, refusal in ((cast.reader, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            write(cast, by=who)
        with pytest.raises(refusal):
            change(item, who)
    with pytest.raises(NotYours):
        queries.one(cast.stranger.actor, item.id)
    with pytest.raises(NotYours):
        queries.earlier(cast.stranger.actor, item.id)


def test_what_can_be_cited_is_the_units_own_the_newest_first(cast, clock):
    first = write(cast, shows="Children were seen that day.")
    clock.forward(days=1)
    second = write(cast, shows="Children said so at night.")
    write(cast, cast.stranger, cast.elsewhere, shows="Children elsewhere.")

    def found(words="", without=(), who=cast.reader, theme="", most=50):
        wanted = Wanted(words=asked(words), theme=theme)
        there = finding.to_cite(
            who.actor, wanted, unit_id=cast.team.id, without=without, today=clock.now.date(), most=most
        )
        return [line.item.id for line in there]

    assert found() == [second.id, first.id]
    assert found("child DAY") == [first.id]
    assert found("children pigs") == []
    assert found("%") == [second.id, first.id]
    assert found(without=[second.id]) == [first.id]
    assert found(most=1) == [second.id]
    assert found(who=cast.stranger) == []
    themed = write(cast, shows="Children trust us.", themes=THEMES)
    clock.forward(days=1)
    newest = write(cast, shows="Children again.")
    assert found(theme="hmie-2005/1.1/") == [themed.id, newest.id, second.id, first.id]
    assert found(theme="hmie-2005/1.1/", most=1) == [themed.id]
