"""What a level that was sealed says beside the one before it, and which notes may stand between."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.trends import LONGEST_NOTE, Point, breaks, change, check_note
from tests.factories.records import LEVELS

DAY = dt.date(2026, 3, 2)
NONE, LEFT_OUT = Point(DAY, None, False, 1), Point(DAY, None, True, 1)


def at(level: str, version: int = 1) -> Point:
    return Point(DAY, LEVELS[level], False, version)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (None, at("good"), "The first edition that says something of it."),
        (None, NONE, "No level was given."),
        (at("good"), at("adequate"), "From good to adequate."),
        (at("weak"), at("very_good"), "From weak to very good."),
        (at("good"), at("good"), "Still good."),
        (NONE, at("good"), "Now good."),
        (at("good"), NONE, "No level was given."),
        (at("good"), LEFT_OUT, "Not evaluated."),
        (NONE, NONE, "Again: no level was given."),
        (
            at("good"),
            at("good", 2),
            "Version 2 of the framework begins: its scale is its own.",
        ),
    ],
)
def test_what_changed_is_said_in_a_sentence(before, now, said):
    assert change(before, now) == said


@given(st.sampled_from(list(LEVELS)), st.sampled_from(list(LEVELS)))
def test_a_change_names_the_two_levels_and_no_other(one, other):
    said = change(at(one), at(other))
    named = {LEVELS[one].name.lower(), LEVELS[other].name.lower()}
    for level in LEVELS.values():
        if not any(level.name.lower() in name for name in named):
            assert level.name.lower() not in said
    assert not any(sign.isdigit() for sign in said)


def test_the_line_breaks_where_nothing_led_and_where_another_scale_begins():
    assert breaks(None, at("good"))
    assert breaks(NONE, at("good"))
    assert breaks(at("good"), at("good", 2))
    assert not breaks(at("good"), at("weak"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"day": None}, "day"),
        ({"day": dt.date(1900, 1, 1)}, "day"),
        ({"day": dt.date(2026, 3, 3)}, "day"),
        ({"kind": "feast"}, "kind"),
        ({"text": ""}, "text"),
        ({"text": "a" * (LONGEST_NOTE + 1)}, "text"),
    ],
)
def test_a_note_without_a_day_that_was_a_kind_or_a_sentence_is_refused_beside_its_field(changed, field):
    whole: dict[str, Any] = {"day": DAY, "kind": "action", "text": "Files were read together."}
    assert check_note(**whole, today=DAY) == []
    assert [refused.field for refused in check_note(**(whole | changed), today=DAY)] == [field]
