"""The levels of one indicator by date: from editions that its reader may read, with what their unit wrote between."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations.actions import sharing, trend_notes
from speir.evaluations.models import TrendNote
from speir.evaluations.queries import trends
from speir.mentions.rules import Waits
from tests import world, world_agreed, world_joint, world_moderation

pytestmark = pytest.mark.django_db
LEVELS = ("good", "adequate", "", "very_good")


def said(somebody, unit, number="3.2"):
    return [(at.said, at.reason) for at in trends.trend(somebody.actor, unit.id, number).editions]


def test_levels_come_by_date_with_what_changed_why_and_who_sealed_them(cast):
    made = world_agreed.over_years(cast.team, cast.lead, LEVELS)
    shown = trends.trend(cast.reader.actor, cast.team.id, "3.2")
    assert [at.said for at in shown.editions] == [
        "The first edition that says something of it.",
        "From good to adequate.",
        "No level was given.",
        "Now very good.",
    ]
    assert [at.evaluation_id for at in shown.editions] == [edition.evaluation_id for edition in made]
    assert {at.sealed_by for at in shown.editions} == {cast.lead.name}
    assert shown.editions[1].reason.startswith("What the files of")
    assert [at.breaks for at in shown.editions] == [True, False, False, True]
    assert shown.editions[1].before == (made[0].evaluation_id, 1)


def test_a_level_that_was_agreed_stands_with_what_people_came_to_and_for_whom_they_spoke(cast):
    view, _moderation, _row = world_moderation.done(cast)
    world.seal(view, cast.lead)
    (at,) = trends.trend(cast.reader.actor, cast.team.id, "1.1").editions
    assert at.agreement is not None
    assert (at.agreement.agreed, at.agreement.level, at.agreement.by) == (True, "Good", cast.lead.name)
    assert at.agreement.views.startswith("From very good to adequate")
    assert at.agreement.standpoints


def test_only_editions_that_its_reader_may_read_stand_in_it_and_notes_only_for_those_who_belong_there():
    here = world_joint.committee(("Health", "Police"))
    health, police = here.members["Health"], here.members["Police"]
    made = world_agreed.over_years(health.unit, health.lead, ("good", "weak"))
    world_agreed.fell(health.unit, health.evaluator, timezone.localdate(), "Files were read together.")
    with pytest.raises(NotYours):
        trends.trend(police.lead.actor, health.unit.id, "3.2")
    sharing.share(
        evaluation_id=made[1].evaluation_id,
        audience=f"partnership:{here.unit.id}",
        why="All of us read it.",
        ends=None,
        with_evidence=False,
        by=health.lead.actor,
    )
    shown = trends.trend(police.lead.actor, health.unit.id, "3.2")
    assert [at.evaluation_id for at in shown.editions] == [made[1].evaluation_id]
    assert (shown.notes, shown.may_write) == ((), False)
    own = trends.trend(health.evaluator.actor, health.unit.id, "3.2")
    assert [note.text for note in own.notes] == ["Files were read together."]
    assert own.may_write


def test_a_unit_or_an_indicator_that_there_is_not_is_not_found(cast):
    assert trends.trend(cast.lead.actor, cast.team.id, "3.2").editions == ()
    with pytest.raises(NotYours):
        trends.trend(cast.stranger.actor, cast.team.id, "3.2")
    world_agreed.over_years(cast.team, cast.lead, ("good",))
    for unit, number, key in (
        (cast.team.id, "9.9", ""),
        (cast.team.id, "3.2", "another"),
        ("0" * 16, "3.2", ""),
        ("’; drop", "3.2", ""),
    ):
        with pytest.raises(NotYours):
            trends.trend(cast.lead.actor, unit, number, key)


def test_a_note_is_written_once_changed_where_it_stands_and_taken_away(cast):
    today = timezone.localdate()
    typed: dict[str, Any] = {
        "unit_id": cast.team.id,
        "indicator_id": world.framework().by_number["3.2"].id,
        "day": today,
        "kind": "action",
        "text": "Files were read together.",
        "note_id": "a" * 16,
    }
    note = trend_notes.write(**typed, by=cast.evaluator.actor)
    assert trend_notes.write(**typed, by=cast.evaluator.actor).pk == note.pk
    with pytest.raises(Unfit, match="another one"):  # after Back, with other words in it
        trend_notes.write(**typed | {"text": "Nights began."}, by=cast.evaluator.actor)
    assert TrendNote.objects.count() == 1
    base = trends.note_to_change(cast.evaluator.actor, note.id).base
    changed: dict[str, Any] = {"note_id": note.id, "day": today, "kind": "guidance", "base": base}
    trend_notes.change(**changed, text="New guidance.", by=cast.lead.actor)
    with pytest.raises(Refused, match="New guidance"):
        trend_notes.change(**changed, text="Something else.", by=cast.evaluator.actor)
    # Sent twice, it is changed once.
    trend_notes.change(**changed, text="New guidance.", by=cast.lead.actor)
    trend_notes.remove(note_id=note.id, by=cast.lead.actor)
    assert not TrendNote.objects.exists()
    with pytest.raises(NotYours):
        trend_notes.remove(note_id=note.id, by=cast.lead.actor)


def test_others_neither_change_a_note_nor_write_where_they_only_read(cast):
    note = world_agreed.fell(cast.team, cast.lead, timezone.localdate(), "We began to meet weekly.")
    with pytest.raises(NotAllowed):
        trend_notes.remove(note_id=note.id, by=cast.evaluator.actor)
    with pytest.raises(NotAllowed):
        world_agreed.fell(cast.team, cast.reader, timezone.localdate(), "We began to meet weekly.")
    with pytest.raises(NotYours):
        trend_notes.remove(note_id=note.id, by=cast.stranger.actor)


def test_a_note_that_breaks_a_rule_or_names_somebody_is_not_written(cast):
    with pytest.raises(Unfit):
        world_agreed.fell(cast.team, cast.lead, dt.date(1900, 1, 1), "Long ago.")
    with pytest.raises(Waits):
        world_agreed.fell(cast.team, cast.lead, timezone.localdate(), "Ring 0131 496 0123 about it.")
    assert not TrendNote.objects.exists()
