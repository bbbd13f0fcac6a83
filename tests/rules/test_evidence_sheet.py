"""A sheet of evidence: what words in a cell mean, and what each row says or gets wrong."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from speir.core.errors import Refused
from speir.core.sheets.cells import Bad
from speir.evidence.rules import sheet, understanding
from speir.evidence.rules.items import Draft
from speir.evidence.rules.links import Link
from speir.evidence.rules.packing import Checked, pack, unpack
from speir.evidence.rules.sheet import Line, columns, read
from speir.evidence.rules.understanding import Names, Unknown

TODAY = dt.date(2026, 11, 26)


def theme(path: str, title: str, short: str) -> SimpleNamespace:
    return SimpleNamespace(path=path, title=title, short=short)


def indicator(number: str, title: str, *themes: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(number=number, title=title, short=title, themes=themes)


FRAMEWORK = SimpleNamespace(
    source_kinds=(
        SimpleNamespace(key="case_files", name="Reviews of case files"),
        SimpleNamespace(key="minutes", name="Minutes of meetings"),
    ),
    indicators=(
        indicator(
            "1.1",
            "Listening",
            theme("f/1.1/talk", "Communication", "Talk"),
            theme("f/1.1/trust", "Trust", "Trust"),
        ),
        indicator("3.2", "Sharing", theme("f/3.2/joint", "Joint view, shared and kept", "Joint view")),
        indicator("4.4", "Trusting staff", theme("f/4.4/trust", "Trust", "Trust of staff")),
    ),
)
NAMES: Names = understanding.names_in(FRAMEWORK, [("own/0123456789abcdef", "Our café talks")])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("3.2", ["f/3.2/joint"]),
        ("1.1", ["f/1.1/talk", "f/1.1/trust"]),
        ("3.2, 1.1", ["f/3.2/joint", "f/1.1/talk", "f/1.1/trust"]),
        ("3.2 and 1.1;", ["f/3.2/joint", "f/1.1/talk", "f/1.1/trust"]),
        ("joint VIEW", ["f/3.2/joint"]),
        ("Joint view, shared and kept; Communication", ["f/3.2/joint", "f/1.1/talk"]),
        ("1.1 Trust", ["f/1.1/trust"]),
        ("4.4: Trust", ["f/4.4/trust"]),
        ("1.1 Listening", ["f/1.1/talk", "f/1.1/trust"]),
        ("Trust of staff\n3.2", ["f/4.4/trust", "f/3.2/joint"]),
        ("", []),
    ],
)
def test_a_theme_is_named_by_its_indicator_s_number_or_by_its_title(words, paths):
    assert list(understanding.themes(words, NAMES)) == paths


@pytest.mark.parametrize("words", ["9.9", "Nothing of ours", "3.2 Communication", "3", "Trust"])
def test_a_theme_that_is_none_or_one_of_several_is_asked_back(words):
    with pytest.raises(Unknown) as unknown:
        understanding.themes(words, NAMES)
    assert unknown.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("words", "bears"),
    [
        ("3.2 strength", {"f/3.2/joint": "strength"}),
        ("3.2: weakness; 1.1 Trust both", {"f/3.2/joint": "weakness", "f/1.1/trust": "both"}),
        ("3.2 (strength and weakness)", {"f/3.2/joint": "both"}),
        ("strength: 3.2", {"f/3.2/joint": "strength"}),
        ("weakness in Communication", {"f/1.1/talk": "weakness"}),
        ("3.2", {"f/3.2/joint": ""}),
    ],
)
def test_how_it_bears_is_said_beside_the_theme(words, bears):
    assert understanding.bearing(words, NAMES) == bears


def test_kinds_are_named_as_people_see_them_and_own_ones_too():
    assert understanding.kind("reviews of case files", NAMES) == "case_files"
    assert understanding.kind("Our Café talks", NAMES) == "own/0123456789abcdef"
    with pytest.raises(Unknown, match="no such kind of source"):
        understanding.kind("Minutes of a meeting", NAMES)


def rows(**typed: str) -> list[Line | list[Bad]]:
    at = columns([sheet.COLUMNS[key] for key in ("shows", *typed)])
    return list(read([[typed.get("shows", "It is so."), *typed.values()]], at, NAMES, TODAY))


def mistakes(**typed: str) -> list[Bad]:
    [found] = rows(**typed)
    assert not isinstance(found, Line)
    return found


def test_a_row_says_all_that_an_item_can():
    [line] = read(
        [
            [
                "Plans are  agreed early.",
                "•\tOne\n•\tTwo",
                "Minutes of meetings",
                "April 2026",
                "Audit",
                "Impact",
                "opinion",
                "Parents and young people",
                "3.2",
                "Communication",
                "1.1 Trust",
                "Uncertain",
                "2027",
                "https://a.example/b https://c.example",
            ]
        ],
        columns(list(sheet.COLUMNS.values())),
        NAMES,
        TODAY,
    )
    assert line == Line(
        2,
        Draft(
            kind="minutes",
            shows="Plans are agreed early.",
            account="- One\n- Two",
            from_day=dt.date(2026, 4, 1),
            to_day=dt.date(2026, 4, 30),
            origin="Audit",
            speaks_of="impact",
            taken_as="opinion",
            voices=("children", "families"),
            themes={"f/3.2/joint": "strength", "f/1.1/talk": "weakness", "f/1.1/trust": "both"},
            triage="uncertain",
            valid_until=dt.date(2027, 12, 31),
            links=(Link("https://a.example/b"), Link("https://c.example")),
        ),
    )


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("when", "soon", "Write a day"),
        ("when", "2027", "up to today"),
        ("when", "31/2/2026", "no 31 February"),
        ("kind", "Gossip", "no such kind of source"),
        ("speaks_of", "hope", "what happens, impact"),
        ("taken_as", "both", "fact or opinion"),
        ("voices", "teachers", "children, families, staff"),
        ("strength", "9.9", "is no theme"),
        ("triage", "bad", "no significant concern"),
        ("valid_until", "2060", "Is the year right"),
        ("links", "javascript:alert(1)", "no address of a page"),
        ("account", "word " * 1_001, "1,001 words"),
        ("origin", "x" * 301, "Keep where it came from"),
        ("account", "=1+1", "like a formula"),
    ],
)
def test_a_cell_that_does_not_fit_is_named_with_its_column(key, typed, sentence):
    [bad] = mistakes(**{key: typed})
    assert (bad.row, bad.cell, bad.column) == (2, "B2", sheet.COLUMNS[key])
    assert sentence in bad.sentence


def test_every_mistake_of_a_row_is_told_from_left_to_right():
    at = columns(["What it shows", "Kind of source", "Date or period"])
    [found] = read([[], ["", "Gossip", "soon"]], at, NAMES, TODAY)
    assert [bad.cell for bad in found] == ["A3", "B3", "C3"]


def test_one_theme_in_two_columns_is_asked_back():
    [bad] = mistakes(strength="3.2", weakness="3.2")
    assert bad.column == "Weakness in"
    assert "in two ways" in bad.sentence


@pytest.mark.parametrize(
    "headings", [[], ["Account"], ["What it shows", "What it shows"], ["What it shows", "Foo"]]
)
def test_a_first_row_that_names_no_columns_is_refused(headings):
    with pytest.raises(Refused, match="name the columns"):
        columns(headings)


def test_columns_may_stand_in_any_order_and_be_left_out():
    assert columns(["Account", "", "what it SHOWS "]) == {"account": 0, "shows": 2}


def test_what_was_packed_is_the_same_again():
    [line] = rows(when="April 2026", links="https://a.example", voices="staff", strength="3.2")
    given = [Checked(2, line.draft, ("shows",), (1, None, -3), ("0123456789abcdef",), True)]
    assert unpack(pack(given)) == given
