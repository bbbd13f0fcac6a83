"""What may be planned, what an organisation is asked for in a month, and what clashes."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from speir.evaluations.rules.programme import Ask, Entry, Plan, by_month, check, clashes, doubt, last_of, load

TODAY = dt.date(2026, 3, 2)
POLICE, HEALTH = Ask("p" * 16, "Police"), Ask("h" * 16, "Health")


def entry(
    title: str, starts: dt.date, ends: dt.date | None = None, *asks: Ask, kind: str = "reading"
) -> Entry:
    stamp = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return Entry(title, "planned", kind, title, "u", "Unit", starts, ends or starts, stamp, asks)


def may(day: int) -> dt.date:
    return dt.date(2026, 5, day)


GOOD = Plan("reading", "Reading", may(1), may(3), "", {"a": "Six files"})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"asked": {}}, []),
        ({"ends": may(1)}, []),
        ({"starts": dt.date(1900, 1, 1)}, []),
        ({"kind": "party"}, [("planned-kind-unknown", "kind")]),
        ({"title": ""}, [("planned-needs-title", "title")]),
        ({"title": "x" * 201}, [("planned-too-long", "title")]),
        ({"words": "x" * 2001}, [("planned-too-long", "words")]),
        ({"asked": {"a": "x" * 201}}, [("planned-too-long", "for_a")]),
        ({"asked": {"b": ""}}, [("planned-asks-another", "asked")]),
        ({"starts": None, "ends": None}, [("planned-needs-start", "starts"), ("planned-needs-end", "ends")]),
        ({"ends": dt.date(2026, 4, 30)}, [("planned-backwards", "ends")]),
        ({"ends": dt.date(2032, 1, 1)}, [("planned-far", "ends")]),
    ],
)
def test_what_a_plan_needs(changed, expected):

    broken = check(dataclasses.replace(GOOD, **changed), askable=["a"], today=TODAY)
    assert [(one.code, one.field) for one in broken] == expected


def test_a_day_that_is_over_is_asked_about_and_today_is_not():
    assert doubt(Plan("reading", "x", TODAY, TODAY), TODAY) == ""
    over = Plan("reading", "x", TODAY, TODAY - dt.timedelta(days=1))
    assert doubt(over, TODAY) == "1 March 2026 is over already. Change it, or say that this day is meant."


@pytest.mark.parametrize(("first", "last"), [((2026, 2, 1), 28), ((2028, 2, 1), 29), ((2026, 12, 1), 31)])
def test_the_last_day_of_a_month(first, last):
    assert last_of(dt.date(*first)).day == last


def test_what_runs_already_stands_in_the_first_month_and_what_is_later_in_its_own():
    things = [entry("Long", dt.date(2025, 1, 1), may(2)), entry("Soon", may(1)), entry("Over", TODAY)]
    months = by_month(things, dt.date(2026, 4, 1), dt.date(2026, 6, 30))
    assert [(month.name, [one.title for one in month.entries]) for month in months] == [
        ("April 2026", ["Long"]),
        ("May 2026", ["Soon"]),
    ]


def test_who_is_asked_for_several_things_in_a_month_is_said_in_words_the_most_first():
    things = [
        entry("One", may(1), may(31), POLICE, HEALTH),
        entry("Two", may(2), None, HEALTH),
        entry("Three", dt.date(2026, 4, 2), may(1), HEALTH),
        entry("Four", dt.date(2026, 6, 2), None, HEALTH, POLICE),
        entry("Five", may(5), None, Ask(POLICE.unit_id, "Police", "", done=True)),
    ]
    assert load(things, may(1)) == ["Health is asked for three things in May."]
    assert load([*things, entry("Six", may(9), None, POLICE)], may(1)) == [
        "Health is asked for three things in May.",
        "Police is asked for two things in May.",
    ]


def said(*things: Entry) -> list[str]:
    return [one.said for one in clashes(things, TODAY)]


def test_two_readings_that_ask_one_organisation_in_the_same_fortnight_clash():
    assert said(entry("A", may(1), may(3), POLICE), entry("B", may(10), may(16), POLICE)) == [
        "Two readings of case files ask Police in the same fortnight: A (3 May 2026) and B (16 May 2026)."
    ]


def test_different_things_clash_as_well_and_both_are_named():
    assert said(entry("A", may(3), None, POLICE), entry("B", may(4), None, POLICE, kind="survey")) == [
        "A reading of case files and a survey ask Police in the same fortnight: A (3 May 2026) and B (4 May 2026)."
    ]


@pytest.mark.parametrize(
    "things",
    [
        (entry("A", may(3), None, POLICE), entry("B", may(17), None, POLICE)),  # the fifteenth day
        (entry("A", may(3), None, POLICE), entry("B", may(3), None, HEALTH)),
        (entry("A", TODAY - dt.timedelta(days=2), None, POLICE), entry("B", TODAY, None, POLICE)),
        (
            entry("A", may(3), None, POLICE),
            entry("B", may(4), None, Ask(POLICE.unit_id, "Police", "", done=True)),
        ),
    ],
)
def test_what_is_a_fortnight_apart_over_done_or_asks_others_does_not_clash(things):
    assert said(*things) == []


def test_a_row_of_things_is_named_in_its_widest_groups_and_none_of_them_twice():
    row = [entry(title, may(day), None, POLICE) for title, day in (("A", 1), ("B", 8), ("C", 14), ("D", 20))]
    assert [[one.title for one in found.entries] for found in clashes(row, TODAY)] == [
        ["A", "B", "C"],
        ["B", "C", "D"],
    ]
