"""Rules for what is tracked beside priorities."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from speir.improvement.rules.texts import PAST
from speir.improvement.rules.tracked import (
    MOST_PRIORITIES,
    MOST_TAKEN,
    MOST_TRACKED,
    Said,
    Taken,
    check,
    check_taken,
    late,
    said_mark,
    taken_mark,
)

TODAY = dt.date(2026, 3, 2)
PASSED = dt.date(2026, 3, 1)
WHOLE = Said("recommendation", "Read chronologies.", "Inspection 2026, 2", due=TODAY)
TAKEN = Taken(who="A nursery", on=TODAY, what="It helps.")


def codes(said: Said, **more: object) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in check(said, TODAY, **more)]  # type: ignore[arg-type]


def test_a_whole_one_breaks_no_rule():
    assert codes(WHOLE) == []
    assert check_taken(TAKEN, TODAY) == []


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        (replace(WHOLE, kind="wish"), "tracked-unknown", "kind"),
        (replace(WHOLE, text=" "), "tracked-says-nothing", "text"),
        (replace(WHOLE, reference="\n"), "reference-missing", "reference"),
        (replace(WHOLE, reference="x" * 201), "text-too-long", "reference"),
        (replace(WHOLE, outcome="x" * 1001), "text-too-long", "outcome"),
        (replace(WHOLE, state="lost"), "progress-unknown", "state"),
        (replace(WHOLE, state="dropped"), "tracked-dropped-why", "outcome"),
        (replace(WHOLE, priorities=("x",) * (MOST_PRIORITIES + 1)), "too-many-priorities", "priorities"),
        (replace(WHOLE, due=PASSED), PAST, "due"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(said, code, field):
    assert codes(said) == [(code, field)]


def test_an_inspection_that_is_recorded_is_reference_enough():
    assert codes(replace(WHOLE, reference="", inspection="x")) == []
    assert codes(replace(WHOLE, kind="practice", reference="")) == []


def test_a_past_day_is_asked_about_once_and_refused_never():
    assert codes(replace(WHOLE, due=PASSED), known=PASSED) == []
    assert codes(replace(WHOLE, due=PASSED, state="done")) == []


def test_there_are_so_many_and_no_more():
    assert codes(WHOLE, before=MOST_TRACKED) == [("too-many-tracked", "text")]
    assert [one.code for one in check_taken(TAKEN, TODAY, before=MOST_TAKEN)] == ["too-many-taken"]


@pytest.mark.parametrize(
    ("taken", "code", "field"),
    [
        (Taken(who=" ", on=TODAY), "taken-by-nobody", "who"),
        (Taken(who="A nursery"), "taken-when", "on"),
        (Taken(unit="x", on=TODAY + dt.timedelta(days=1)), "taken-later", "on"),
        (Taken(who="x" * 201, on=TODAY), "text-too-long", "who"),
        (Taken(who="x", on=TODAY, what="x" * 1001), "text-too-long", "what"),
    ],
)
def test_what_is_wrong_with_who_took_it_up_is_said_beside_its_field(taken, code, field):
    assert [(one.code, one.field) for one in check_taken(taken, TODAY)] == [(code, field)]


def test_where_it_stands_is_of_recommendations_alone():
    said = replace(WHOLE, kind="training", inspection="x").clean()
    assert (said.reference, said.inspection) == ("", "")


def test_marks_know_every_field():
    assert said_mark(WHOLE) != said_mark(replace(WHOLE, priorities=("a",)))
    assert said_mark(WHOLE) != said_mark(replace(WHOLE, inspection="a"))
    assert taken_mark(TAKEN) != taken_mark(replace(TAKEN, unit="a"))


def test_what_is_still_to_do_is_late_in_words():
    assert late("open", PASSED, TODAY) == "1 day overdue"
    assert late("under_way", PASSED - dt.timedelta(days=20), TODAY) == "3 weeks overdue"
    assert late("done", PASSED, TODAY) == late("open", TODAY, TODAY) == late("open", None, TODAY) == ""
