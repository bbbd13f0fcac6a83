"""What an item of evidence needs, and what it may not claim."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from speir.evidence.rules import LONGEST, Draft, check

TODAY = dt.date(2026, 3, 2)
KINDS = frozenset({"case_files", "surveys"})
THEMES = frozenset({"hmie-2005/1.1/trust", "hmie-2005/1.1/communication"})


def draft(**changed):
    fields: Any = {
        "kind": "case_files",
        "shows": "Children were seen that day.",
        "from_day": dt.date(2026, 2, 1),
        "to_day": dt.date(2026, 2, 28),
        "speaks_of": "happens",
        "voices": ("children",),
        "themes": {"hmie-2005/1.1/trust": "strength"},
    }
    return Draft(**(fields | changed))


def broken(**changed):
    return [(r.code, r.field) for r in check(draft(**changed), kinds=KINDS, themes=THEMES, today=TODAY)]


def test_an_item_that_says_what_happens_and_where_it_comes_from_can_be_saved():
    assert broken() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"shows": ""}, [("item-says-nothing", "shows")]),
        ({"shows": " \x00\n "}, [("item-says-nothing", "shows")]),
        ({"shows": "x" * LONGEST}, []),
        ({"shows": "x" * (LONGEST + 1)}, [("item-too-long", "shows")]),
        ({"kind": ""}, [("item-kind-unknown", "kind")]),
        ({"kind": "rumours"}, [("item-kind-unknown", "kind")]),
        ({"speaks_of": ""}, [("item-speaks-of-unknown", "speaks_of")]),
        ({"speaks_of": "impact"}, []),
        ({"speaks_of": "intended"}, []),
        ({"speaks_of": "hoped"}, [("item-speaks-of-unknown", "speaks_of")]),
        ({"from_day": None, "to_day": None}, []),
        ({"from_day": dt.date(1990, 1, 1)}, []),
        ({"from_day": dt.date(1900, 1, 1)}, [("item-too-old", "from_day")]),
        (
            {"from_day": dt.date(1900, 1, 1), "to_day": dt.date(1900, 1, 2)},
            [("item-too-old", "from_day"), ("item-too-old", "to_day")],
        ),
        ({"to_day": TODAY}, []),
        ({"from_day": TODAY, "to_day": TODAY}, []),
        ({"to_day": dt.date(2026, 12, 31)}, []),
        ({"from_day": dt.date(2026, 3, 3), "to_day": dt.date(2026, 3, 3)}, [("item-in-future", "from_day")]),
        ({"from_day": None}, [("item-period-open", "from_day")]),
        ({"to_day": None}, []),
        ({"to_day": dt.date(2026, 1, 31)}, [("item-period-backwards", "to_day")]),
        ({"themes": {"hmie-2005/9.9/none": "strength"}}, [("item-theme-unknown", "themes")]),
        ({"themes": {"hmie-2005/1.1/trust": "perhaps"}}, [("item-theme-unknown", "themes")]),
        ({"themes": {"hmie-2005/1.1/trust": "weakness", "hmie-2005/1.1/communication": "both"}}, []),
        ({"themes": {}}, []),
        ({"voices": ("children", "families")}, []),
        ({"voices": ("staff",)}, [("item-voice-unknown", "voices")]),
    ],
)
def test_each_rule_that_a_draft_breaks_is_named_with_its_field(changed, expected):
    assert broken(**changed) == expected


def test_everything_that_is_wrong_is_said_at_once_in_sentences():
    refused = check(
        draft(shows="", kind="", speaks_of="", from_day=dt.date(1900, 1, 1), to_day=dt.date(2030, 1, 1)),
        kinds=KINDS,
        themes=THEMES,
        today=TODAY,
    )
    assert {r.field for r in refused} == {"shows", "kind", "speaks_of", "from_day"}
    assert all(r.sentence[0].isupper() and r.sentence.endswith((".", "?")) for r in refused)


def test_a_text_that_is_too_long_is_told_how_long_it_is_and_that_nothing_is_cut():
    (refused,) = check(draft(shows="x" * 6123), kinds=KINDS, themes=THEMES, today=TODAY)
    assert "6,123 characters" in refused.sentence
    assert "nothing is cut off" in refused.sentence
