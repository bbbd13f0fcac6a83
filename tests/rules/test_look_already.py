"""What is known already on the themes of a closer look, and what is missing, in sentences."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.evaluations.rules.looks.already import Pile, known, missing, missing_in, said

TODAY = dt.date(2026, 6, 1)
MARCH, MAY = dt.date(2026, 3, 3), dt.date(2026, 5, 20)


def pile(
    kind="Reviews of case files", voices=("staff", "children"), pieces=1, stale=0, first=MARCH, last=MAY
):
    return Pile(kind, voices, pieces, stale, first, last)


def test_what_there_is_is_said_with_kinds_voices_and_days():
    have = known([pile(pieces=2), pile("Minutes", ("families",), first=MAY), pile(pieces=1, stale=1)])
    assert said(have) == [
        "Four pieces of evidence: reviews of case files (three) and minutes (one).",
        "They carry the views of children, families and staff.",
        "The oldest tells of 3 March 2026, the newest of 20 May 2026.",
        "One of them is stale.",
    ]
    assert missing(have, TODAY) == []


def test_of_one_piece_it_is_said_plainly():
    assert said(known([pile(voices=(), first=MAY)])) == [
        "One piece of evidence: reviews of case files.",
        "It tells of 20 May 2026.",
    ]


@pytest.mark.parametrize(
    ("piles", "gaps"),
    [
        ([], ["Nothing yet."]),
        ([pile(voices=()), pile("Minutes")], []),
        ([pile(voices=("staff",)), pile("Minutes", ())], ["Nothing from children or families."]),
        ([pile(voices=("families", "staff")), pile("Minutes", ())], ["Nothing from children."]),
        ([pile(voices=("children",)), pile("Minutes", ())], ["Nothing from staff."]),
        ([pile()], ["One kind of source only."]),
        ([pile(stale=1), pile("Minutes", stale=1)], ["All of it is stale: is it still so?"]),
        (
            [pile(last=dt.date(2025, 5, 1), first=dt.date(2025, 5, 1)), pile("Minutes", last=MARCH)],
            [],
        ),
        (
            [
                pile(first=dt.date(2024, 5, 1), last=dt.date(2025, 5, 1)),
                pile("Minutes", last=dt.date(2025, 1, 1)),
            ],
            ["Nothing of the last twelve months."],
        ),
    ],
)
def test_what_is_missing_on_a_theme(piles, gaps):
    assert missing(known(piles), TODAY) == gaps


def test_what_is_missing_over_all_themes_names_them():
    nothing, staff, all_of_them = known([]), known([pile(voices=("staff",))]), known([pile()])
    assert missing_in([("Trust", nothing), ("Care", all_of_them)]) == ["Nothing yet on “Trust”."]
    assert missing_in([("Trust", staff), ("Care", all_of_them)]) == [
        "Nothing from children or families on “Trust”."
    ]
    assert missing_in([("Trust", staff), ("Care", nothing)]) == [
        "Nothing yet on “Care”.",
        "Nothing from children or families on any of these themes.",
    ]
    assert missing_in([("Care", all_of_them)]) == []
