"""What an item of evidence needs, and what it may not claim."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from speir.evidence.rules.items import (
    LONGEST,
    Draft,
    check,
    check_withdrawing,
    in_a_line,
    is_stale,
    usual_validity,
    views,
)
from speir.evidence.rules.links import Link

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
        ({"kind": ""}, []),
        ({"kind": "rumours"}, [("item-kind-unknown", "kind")]),
        ({"speaks_of": ""}, []),
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
        ({"voices": ("staff", "public")}, []),
        ({"voices": ("dogs",)}, [("item-voice-unknown", "voices")]),
        ({"account": "word " * 1000}, []),
        ({"account": "word " * 1001}, [("item-account-too-long", "account")]),
        ({"account": "x" * 12_001}, [("item-account-too-long", "account")]),
        ({"origin": "x" * 300}, []),
        ({"origin": "x" * 301}, [("item-origin-too-long", "origin")]),
        ({"taken_as": "opinion", "triage": "uncertain"}, []),
        ({"taken_as": "rumour"}, [("item-taken-as-unknown", "taken_as")]),
        ({"triage": "red"}, [("item-triage-unknown", "triage")]),
        ({"valid_until": dt.date(2026, 2, 1)}, []),
        ({"valid_until": dt.date(2026, 1, 31)}, [("item-valid-backwards", "valid_until")]),
        ({"valid_until": dt.date(2036, 3, 2)}, []),
        ({"valid_until": dt.date(2036, 3, 3)}, [("item-valid-too-long", "valid_until")]),
        ({"links": (Link("https://files.example/a?b=c", "The report"),)}, []),
        ({"links": (Link("http://files.example"),) * 10}, []),
        ({"links": (Link("http://files.example"),) * 11}, [("item-links-too-many", "links")]),
        *(
            ({"links": (Link(url),)}, [("item-link-unfit", "url_0")])
            for url in (
                "files.example",
                "javascript:alert(1)",
                "ftp://a.example",
                "https://",
                "https://a b",
                "https://[",
            )
        ),
        ({"links": (Link("https://a.example/" + "x" * 990),)}, [("item-link-too-long", "url_0")]),
    ],
)
def test_each_rule_that_a_draft_breaks_is_named_with_its_field(changed, expected):
    assert broken(**changed) == expected


def test_everything_that_is_wrong_is_said_at_once_in_sentences():
    refused = check(
        draft(
            shows="",
            kind="rumours",
            speaks_of="hoped",
            from_day=dt.date(1900, 1, 1),
            to_day=dt.date(2030, 1, 1),
        ),
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


def test_a_text_that_was_longer_before_may_stay_and_not_change():
    before = "x" * (LONGEST + 1)
    assert check(draft(shows=before), kinds=KINDS, themes=THEMES, today=TODAY, before=before) == []
    assert check(draft(shows=before + "y"), kinds=KINDS, themes=THEMES, today=TODAY, before=before)


LONG = "Children were seen that day. " + "Then more was said. " * 20


@pytest.mark.parametrize(
    ("typed", "line", "account"),
    [
        (("One line.", ""), "One line.", ""),
        (("One line.", "What else."), "One line.", "What else."),
        (("One.\nTwo.", "What else."), "One.\nTwo.", "What else."),
        ((" First line \r\n\r\nSecond.\n- third", ""), "First line", "Second.\n- third"),
        ((LONG, ""), "Children were seen that day.", ("Then more was said. " * 20).strip()),
        (("x" * 400, ""), "x" * 400, ""),
        (("", ""), "", ""),
    ],
)
def test_a_longer_text_becomes_a_line_and_an_account_and_nothing_is_cut(typed, line, account):
    assert in_a_line(*typed) == (line, account)


@pytest.mark.parametrize(
    ("first", "last", "until"),
    [
        (None, None, dt.date(2027, 9, 2)),
        (dt.date(2025, 8, 31), None, dt.date(2027, 2, 28)),
        (dt.date(2024, 1, 1), dt.date(2024, 12, 31), dt.date(2026, 6, 30)),
    ],
)
def test_an_item_is_valid_for_eighteen_months_and_stale_from_the_next_day(first, last, until):
    assert usual_validity(first, last, TODAY) == until
    assert not is_stale(until, until)
    assert is_stale(until, until + dt.timedelta(days=1))


def test_withdrawing_takes_a_reason_that_fits():
    assert [r.code for r in check_withdrawing(" \n")] == ["withdrawn-without-reason"]
    assert [r.code for r in check_withdrawing("x" * 501)] == ["withdrawn-reason-too-long"]
    assert check_withdrawing("Counted twice.") == []


def test_whose_views_it_carries_is_said_in_words():
    assert views(()) == ""
    assert views(("public", "children", "staff")) == "views of children, staff and the public"
