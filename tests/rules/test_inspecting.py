"""An inspection as it is recorded, as a sheet says it, and beside what we said ourselves."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.core.errors import Refused
from speir.evaluations.rules import inspection_sheet
from speir.evaluations.rules.beside_inspection import Compared, Ours, in_order, told
from speir.evaluations.rules.inspecting import Draft, Said, changes, check, level_named
from speir.frameworks.rules.levels import CountsAs, Level
from speir.frameworks.rules.structure import Framework, Indicator, KeyQuestion, Source

TODAY = dt.date(2026, 3, 2)
DAY = dt.date(2025, 11, 20)
HEADINGS = ["Area", "Date", "Indicator", "Level"]
NAMES = ("Unsatisfactory", "Weak", "Adequate", "Good", "Very good", "Excellent")
SCALE = tuple(
    Level(
        f"l{at}",
        name.lower().replace(" ", "_"),
        name,
        at,
        CountsAs.STRENGTH if at > 3 else CountsAs.PRIORITY,
        False,
        "",
    )
    for at, name in enumerate(NAMES, 1)
)
INDICATORS = tuple(
    Indicator(f"i{at}", number, f"Indicator {number}", "", "", False, "1", ())
    for at, number in enumerate(("1.1", "1.3", "2.1", "3.2", "3.3"))
)
FRAMEWORK = Framework(
    "f",
    "k",
    1,
    "A framework",
    "",
    "",
    "",
    "",
    "",
    (),
    "",
    SCALE,
    (KeyQuestion("q", "1", "", "", (), INDICATORS),),
    (),
    (),
    (),
    (),
    (),
    Source("s", "ours", "en", 1, ""),
)
ONE = INDICATORS[0]


def codes(draft: Draft) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in check(draft.as_kept(), FRAMEWORK, TODAY)]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (Draft(DAY, {"1.1": "good"}), []),
        (Draft(TODAY, {"1.1": "good"}, "Joint inspection", "https://example.scot/a"), []),
        (Draft(None, {"1.1": "good"}), [("inspection-needs-day", "day")]),
        (Draft(dt.date(2026, 3, 3), {"1.1": "good"}), [("inspection-day-ahead", "day")]),
        (Draft(DAY, {"1.1": ""}), [("inspection-needs-levels", "levels")]),
        (Draft(DAY, {"9.9": "good"}), [("inspection-indicator-unknown", "levels")]),
        (Draft(DAY, {"1.1": "brilliant"}), [("inspection-level-unknown", "level_1.1")]),
        (Draft(DAY, {"1.1": "good"}, "x" * 201), [("inspection-title-long", "title")]),
        (Draft(DAY, {"1.1": "good"}, "", "javascript:alert(1)"), [("item-link-unfit", "link")]),
    ],
)
def test_what_an_inspection_needs(draft, expected):
    assert codes(draft) == expected


def test_a_level_outside_the_scale_is_refused_by_its_name_and_the_scale_is_named():
    (refused,) = check(Draft(DAY, {"1.1": "Brilliant"}), FRAMEWORK, TODAY)
    best, worst = max(FRAMEWORK.levels).name, min(FRAMEWORK.levels).name
    assert refused.sentence.startswith(f"“Brilliant” is no level of “{FRAMEWORK.title}”: use one of {best}, ")
    assert refused.sentence.endswith(f" or {worst}.")


@pytest.mark.parametrize("words", ["Very good", "very good", " VERY  GOOD ", "very_good", "very-good"])
def test_a_level_is_known_however_it_is_written(words):
    assert level_named(words, FRAMEWORK) == "very_good"


def test_what_was_corrected_is_said_thing_by_thing():
    before = Draft(DAY, {"1.1": "good", "1.3": "weak"}, "A")
    after = Draft(TODAY, {"1.1": "weak", "2.1": "good"}, "B")
    assert list(changes(before, after)) == [
        (Said.LEVEL, "1.1", "good", "weak"),
        (Said.LEVEL, "1.3", "weak", ""),
        (Said.LEVEL, "2.1", "", "good"),
        (Said.DAY, "", "2025-11-20", "2026-03-02"),
        (Said.DESCRIBED, "", "", ""),
    ]
    assert list(changes(before, before)) == []


# The sheet


def sheet(*rows: list[str]) -> tuple[list, list]:
    return inspection_sheet.read([HEADINGS, *rows], FRAMEWORK, TODAY)


def test_a_sheet_is_read_in_any_order_of_columns_and_empty_rows_are_passed_over():
    table = [["level", "AREA", "Indicator", "Date"], [], ["Very good", "Lochside", "1.1", "20/11/2025"]]
    lines, bad = inspection_sheet.read(table, FRAMEWORK, TODAY)
    assert bad == []
    assert [(one.row, one.area, one.day, one.number, one.level) for one in lines] == [
        (3, "Lochside", DAY, "1.1", "very_good")
    ]


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (["", "2025-11-20", "1.1", "Good"], "A2", "Say which area"),
        (["Lochside", "", "1.1", "Good"], "B2", "Write the day"),
        (["Lochside", "soon", "1.1", "Good"], "B2", "Write the day on which it was published, such as"),
        (["Lochside", "November 2025", "1.1", "Good"], "B2", "Write the day on which it was published"),
        (["Lochside", "3 March 2026", "1.1", "Good"], "B2", "still to come"),
        (["Lochside", "31/2/2025", "1.1", "Good"], "B2", "There is no 31 February 2025"),
        (["Lochside", "1900-01-01", "1.1", "Good"], "B2", "Is the year right?"),
        (["Lochside", "2025-11-20", "", "Good"], "C2", "Write the number"),
        (["Lochside", "2025-11-20", "9.9", "Good"], "C2", "“9.9” is no indicator of"),
        (["Lochside", "2025-11-20", "1.1", ""], "D2", "leave the row out"),
        (["Lochside", "2025-11-20", "1.1", "Brilliant"], "D2", "“Brilliant” is no level of"),
        (["Lochside", "2025-11-20", "1.1", "5"], "D2", "“5” is no level of"),
    ],
)
def test_every_bad_cell_is_named_with_a_sentence(row, cell, words):
    lines, bad = sheet(row)
    assert lines == []
    assert [one.cell for one in bad] == [cell]
    assert words in bad[0].sentence


def test_a_row_with_several_mistakes_names_each():
    _lines, bad = sheet(["", "soon", "x", "y"])
    assert [one.cell for one in bad] == ["A2", "B2", "C2", "D2"]


def test_two_rows_that_give_one_indicator_two_levels_are_refused_and_the_same_said_twice_is_not():
    row = ["Lochside", "2025-11-20", "1.1", "Good"]
    lines, bad = sheet(row, row, [*row[:3], "Weak"])
    assert len(lines) == 2
    assert [(one.cell, one.sentence) for one in bad] == [("D4", "Row 2 says Good for the same indicator.")]


def test_a_sheet_without_headings_is_refused():
    with pytest.raises(Refused):
        inspection_sheet.read([["Lochside", "2025-11-20", "1.1", "Good"]], FRAMEWORK, TODAY)


# Beside our own


def level(key: str):
    return FRAMEWORK.level_by_key[key] if key else None


def ours(key: str) -> Ours | None:
    return Ours(level(key), DAY, "v" * 16, 1, "Broad view 2025") if key else None


def row(before: str, theirs: str, after: str = "", indicator=ONE) -> Compared:
    return Compared(indicator, level(theirs), ours(before), ours(after))


@pytest.mark.parametrize(
    ("compared", "said"),
    [
        (
            row("good", "weak"),
            "We said good; inspectors said weak: two steps lower. Talk about this first.",
        ),
        (row("good", "adequate"), "We said good; inspectors said adequate: one step lower."),
        (row("good", "very_good"), "We said good; inspectors said very good: one step higher."),
        (row("good", "good"), "We and the inspectors both said good."),
        (row("", "good"), "Inspectors said good. We had sealed no level before."),
        (row("good", ""), "Inspectors gave no level."),
    ],
)
def test_a_row_is_said_in_a_sentence(compared, said):
    assert compared.said == said


def test_what_we_said_afterwards_is_said_beside_it():
    assert row("good", "weak", "weak").since == "Afterwards we said weak, as the inspectors had."
    assert row("good", "weak", "good").since == "Afterwards we said good."
    assert row("good", "weak").since == ""


def test_the_widest_differences_come_first_and_what_inspectors_left_out_last():
    indicators = FRAMEWORK.indicators
    given = [
        row("good", "", indicator=indicators[0]),
        row("good", "good", indicator=indicators[1]),
        row("good", "adequate", indicator=indicators[2]),
        row("weak", "excellent", indicator=indicators[3]),
        row("", "good", indicator=indicators[4]),
    ]
    assert [indicators.index(one.indicator) for one in in_order(given)] == [3, 2, 4, 1, 0]


def test_what_differs_is_counted_in_indicators_and_nothing_else():
    given = [row("good", "weak"), row("good", "good"), row("good", "good"), row("", "good")]
    assert told(given) == [
        "One indicator differs.",
        "In two indicators we said what the inspectors said.",
        "Of one indicator we had sealed no level before the inspection.",
    ]
    assert told([row("good", "")]) == []
