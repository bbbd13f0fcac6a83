"""A sheet of organisations and their first people: what its rows say, and every mistake by its cell."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.core.errors import Refused
from speir.organisations.rules.sheet import COLUMNS, Line, read

TODAY = dt.date(2026, 3, 2)
HEADINGS = list(COLUMNS.values())


def row(**cells: str) -> list[str]:
    return [cells.get(key, "") for key in COLUMNS]


def sheet(*rows: list[str]) -> list[list[str]]:
    return [HEADINGS, *rows]


def test_a_row_says_an_organisation_a_service_a_team_and_somebody_with_a_role_there():
    lines, bad = read(
        sheet(
            row(organisation=" NHS  Strathardle ", sector="health"),
            row(),
            row(
                organisation="NHS Strathardle",
                service="Children’s service",
                team="Riverside",
                name="Iain Gow",
                email="Iain@Example.scot",
                role="evaluator",
                starts="1 April 2026",
                ends="2027-03-31",
            ),
        ),
        TODAY,
    )
    assert bad == []
    assert lines[0] == Line(2, "NHS Strathardle", "health", "", "", "", "", "", None, None)
    one = lines[1]
    assert (one.row, one.place, one.kind, one.who) == (
        4,
        ("nhs strathardle", "children’s service", "riverside"),
        "team",
        ("", "iain@example.scot"),
    )
    assert (one.role, one.starts, one.ends) == ("evaluator", dt.date(2026, 4, 1), dt.date(2027, 3, 31))


def test_columns_stand_in_any_order_and_some_may_be_missing():
    lines, bad = read([["role", "ORGANISATION", "", "Name"], ["Agency lead", "Police", "x", "Una"]], TODAY)
    assert bad == []
    assert (lines[0].organisation, lines[0].role, lines[0].who) == (
        "Police",
        "agency_lead",
        ("police", "una"),
    )


@pytest.mark.parametrize(
    "headings", [[], ["NHS"], ["Name"], ["Organisation", "Shoe size"], ["Organisation", "Organisation"]]
)
def test_a_sheet_whose_first_row_names_no_columns_is_refused(headings):
    with pytest.raises(Refused, match="The first row has to name the columns"):
        read([headings, ["NHS"]], TODAY)


FINE = {"organisation": "NHS", "name": "Iain", "role": "Evaluator"}


@pytest.mark.parametrize(
    ("cells", "where", "sentence"),
    [
        ({"organisation": ""}, ["A2"], "Say which organisation"),
        ({"organisation": "x" * 201}, ["A2"], "at most 200 characters"),
        ({"organisation": "=1+1"}, ["A2"], "begins like a formula"),
        ({"organisation": "@SUM(A1)"}, ["A2"], "begins like a formula"),
        ({"name": "+44 1632"}, ["E2"], "begins like a formula"),
        ({"sector": "Spies"}, ["B2"], "Use one of these: Police, Health"),
        ({"role": ""}, ["G2"], "Say what they do there"),
        ({"role": "Director"}, ["G2"], "There is no such role"),
        ({"role": "Keeper"}, ["G2"], "There is no such role"),
        ({"role": "Chair"}, ["G2"], "An agency has no chair"),
        ({"role": "Inspector"}, ["I2"], "six months at most"),
        ({"email": "iain at nhs"}, ["F2"], "such as name@example.scot"),
        ({"email": "a@b"}, ["F2"], "such as name@example.scot"),
        ({"starts": "soon"}, ["H2"], "Write a day"),
        ({"starts": "31/02/2027"}, ["H2"], "There is no 31 February 2027"),
        ({"ends": "1 March 2026"}, ["I2"], "This last day is over"),
        ({"starts": "1 May 2026", "ends": "1 April 2026"}, ["I2"], "before the first day"),
        ({"name": "", "email": "a@b.scot", "role": ""}, ["F2"], "There is no name in this row"),
        ({"name": "", "ends": "1 May 2027"}, ["G2", "I2"], "There is no name in this row"),
        (
            {"organisation": "", "role": "Director", "email": "x"},
            ["A2", "F2", "G2"],
            "Say which organisation",
        ),
    ],
)
def test_every_mistake_is_named_by_its_cell_with_a_sentence(cells, where, sentence):
    lines, bad = read(sheet(row(**(FINE | cells))), TODAY)
    assert lines == []
    assert [one.cell for one in bad] == where
    assert sentence in bad[0].sentence


def test_a_first_day_that_has_passed_is_no_mistake_since_the_sheet_may_come_again():
    lines, bad = read(sheet(row(**FINE, starts="1 January 2026")), TODAY)
    assert (len(lines), bad) == (1, [])


def test_rows_that_contradict_an_earlier_one_are_named():
    rows = (
        row(organisation="NHS", sector="Health"),
        row(organisation="nhs", sector="Police"),
        row(**FINE, email="iain@example.scot"),
        row(**(FINE | {"name": "Una"}), email="iain@example.scot"),
        row(**(FINE | {"name": "Ewan"}), ends="1 May 2027"),
        row(**(FINE | {"name": "ewan"}), ends="2 May 2027"),
        row(**(FINE | {"name": "Ewan"}), ends="1 May 2027"),
    )
    _lines, bad = read(sheet(*rows), TODAY)
    assert [one.cell for one in bad] == ["B3", "F5", "I7"]
    assert [one.sentence for one in bad] == [
        "Row 2 says that it is: Health.",
        "Row 4 has this e-mail address with another name.",
        "Row 6 gives them this role with other days.",
    ]


@given(st.lists(st.lists(st.text(max_size=30), max_size=12), max_size=6))
def test_whatever_stands_in_a_sheet_it_is_read_or_named(rows):
    lines, bad = read([HEADINGS, *rows], TODAY)
    assert all(line.organisation for line in lines)
    assert all(one.sentence.endswith(".") and one.cell for one in bad)


def test_a_locality_is_said_once_of_a_place_and_is_not_too_long():
    lines, bad = read(
        sheet(
            row(organisation="NHS", team="Riverside", locality=" The  north "),
            row(organisation="NHS", team="riverside", locality="the North"),
            row(organisation="NHS", team="Riverside", locality="the south"),
            row(organisation="Police", locality="x" * 201),
        ),
        TODAY,
    )
    assert [line.locality for line in lines] == ["The north", "the North", "the south"]
    assert [(one.cell, one.sentence[:30]) for one in bad] == [
        ("J4", "Row 2 says that it works in Th"),
        ("J5", "Use at most 100 characters for"),
    ]
