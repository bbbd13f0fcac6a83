"""What a new broad view needs."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.evaluations.rules.beginning import check

TODAY = dt.date(2026, 3, 2)
START, END = dt.date(2026, 1, 1), dt.date(2026, 6, 30)


def broken(title="Broad view 2026", start=START, end=END):
    return [(refused.code, refused.field) for refused in check(title, start, end, TODAY)]


def test_a_title_and_a_period_are_enough():
    assert broken() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"title": ""}, [("view-needs-title", "title")]),
        ({"title": " \n\x00 "}, [("view-needs-title", "title")]),
        ({"title": "x" * 201}, [("view-title-long", "title")]),
        ({"title": " x" * 100}, []),
        ({"start": None}, [("view-needs-start", "period_from")]),
        ({"end": None}, [("view-needs-end", "period_to")]),
        (
            {"start": None, "end": None},
            [("view-needs-start", "period_from"), ("view-needs-end", "period_to")],
        ),
        ({"start": dt.date(1989, 12, 31)}, [("view-too-old", "period_from")]),
        ({"start": dt.date(1990, 1, 1)}, []),
        ({"start": END, "end": START}, [("view-backwards", "period_to")]),
        ({"start": START, "end": START}, []),
        ({"end": dt.date(2031, 12, 31)}, []),
        ({"end": dt.date(2032, 1, 1)}, [("view-too-far", "period_to")]),
    ],
)
def test_each_thing_that_is_wrong_is_named_with_its_field(changed, expected):
    assert broken(**changed) == expected


def test_every_refusal_is_a_sentence():
    for refused in check("", dt.date(1900, 1, 1), dt.date(1899, 1, 1), TODAY):
        assert refused.sentence[0].isupper()
        assert refused.sentence.endswith((".", "?"))
