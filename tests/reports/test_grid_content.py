"""What the grid says, as data: before any renderer has touched it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

from speir.reports.builders import grid as grids
from speir.reports.content import (
    Blanks,
    Bullets,
    Findings,
    Level,
    LevelLine,
    NoLevel,
    Paragraph,
    Room,
    Scale,
    Table,
)
from tests.reports import cast


def section(document, heading):
    return next(one for one in document.sections if one.heading == heading)


def listed(document, heading):
    (findings,) = section(document, heading).blocks
    assert isinstance(findings, Findings)
    return [(item.number, getattr(item.level, "name", "")) for item in findings.items]


def texts(thing):
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts(one)


def test_very_good_and_excellent_are_levels_of_service_to_be_maintained():
    document = grids.filled(cast.grid())
    assert listed(document, "Levels of service to be maintained") == [
        ("1.3", "Very good"),
        ("4.1", "Very good"),
        ("4.5", "Excellent"),
        ("5.3", "Very good"),
    ]


def test_good_is_a_key_strength_too():
    document = grids.filled(cast.grid())
    assert {name for _, name in listed(document, "Other key strengths")} == {"Good"}
    assert section(document, "Key strengths").depth == 1
    assert section(document, "Other key strengths").depth == 2


def test_key_strengths_are_called_other_only_beside_those_to_be_maintained():
    questions = cast.grid().key_questions
    first, *rest = questions[0].indicators
    assert first.level == "Good"
    document = grids.filled(cast.grid(key_questions=(replace(questions[0], indicators=(first,)),)))
    assert listed(document, "Key strengths") == [("1.1", "Good")]
    assert "Other key strengths" not in set(texts(document))
    kept = tuple(one for one in rest if one.level == "Very good")
    document = grids.filled(cast.grid(key_questions=(replace(questions[0], indicators=kept),)))
    assert listed(document, "Levels of service to be maintained") == [("1.3", "Very good")]
    assert "Other key strengths" not in set(texts(document))


def test_adequate_and_below_are_priorities_in_the_publications_order():
    document = grids.filled(cast.grid())
    found = listed(document, "Priorities for improvement")
    assert [number for number, _ in found] == ["1.2", "1.4", "3.2", "3.3", "4.2", "5.4"]
    assert {name for _, name in found} == {"Unsatisfactory", "Weak", "Adequate"}


def test_what_is_provisional_is_listed_with_the_reason():
    (findings,) = section(grids.filled(cast.grid()), "Still provisional").blocks
    assert {item.number: item.level.provisional for item in findings.items} == {
        "1.4": "provisional: one kind of source",
        "3.1": "provisional: one kind of source",
        "3.3": "provisional: no view of children yet",
    }


def test_what_has_no_level_says_whether_it_was_left_out_or_is_still_to_come():
    (findings,) = section(grids.filled(cast.grid()), "Not evaluated, or not yet judged").blocks
    assert [(item.number, item.level.words) for item in findings.items] == [
        ("2.1", "Not evaluated"),
        ("4.4", "Not yet judged"),
    ]


def test_the_crucial_are_marked_and_how_sure_stands_beside_the_level():
    (findings,) = section(grids.filled(cast.grid()), "Priorities for improvement").blocks
    marked = {item.number: item.emphasis for item in findings.items if item.emphasis}
    assert marked == {"1.4": "Crucial", "3.3": "Crucial"}
    assert all(item.notes for item in findings.items)


def test_where_nothing_is_judged_adequate_or_below_it_says_that_and_not_that_all_is_well():
    good = cast.grid()
    questions = (replace(good.key_questions[0], indicators=good.key_questions[0].indicators[:1]),)
    document = grids.filled(replace(good, key_questions=questions))
    assert section(document, "Priorities for improvement").blocks == (
        Paragraph(
            "No indicator is judged adequate or below.",
            section(document, "Priorities for improvement").blocks[0].tone,
        ),
    )


def test_a_grid_with_nothing_judged_can_still_be_read():
    empty = cast.grid()
    questions = tuple(
        replace(
            question,
            answer="",
            indicators=tuple(
                replace(one, level=None, evidence=(), strengths="", improvements="")
                for one in question.indicators
            ),
        )
        for question in empty.key_questions
    )
    document = grids.filled(replace(empty, key_questions=questions))
    assert "None yet." in set(texts(section(document, "Key strengths")))
    assert "No answer written yet." in set(texts(document.sections))


def test_the_summary_has_the_first_page_to_itself():
    document = grids.filled(cast.grid())
    (first,) = [at for at, one in enumerate(document.sections) if one.new_page]
    assert document.sections[first].heading == cast.grid().overarching_question
    assert all(
        isinstance(block, Findings | Paragraph) for one in document.sections[:first] for block in one.blocks
    )


def test_each_indicator_shows_its_level_its_words_and_its_evidence():
    document = grids.filled(cast.grid())
    at = next(n for n, one in enumerate(document.sections) if one.heading.startswith("1.4  "))
    judged, well, improve, known = document.sections[at : at + 4]
    line = judged.blocks[0]
    assert isinstance(line, LevelLine)
    assert line.level == Level("Weak", 2, "provisional: one kind of source")
    assert "Crucial" in line.notes
    assert well.heading == "What we do well"
    assert improve.heading == "What needs to improve"
    assert isinstance(known.blocks[-1], Bullets)
    assert len(known.blocks[-1].items) == 5
    assert (
        known.blocks[-1]
        .items[0]
        .note.startswith("Case files · January to March 2026 · difference made to children")
    )


def test_the_reason_stands_beside_the_level_and_nothing_stands_where_none_was_given():
    document = grids.filled(cast.grid())
    said = {
        one.heading: [block.text for block in one.blocks if isinstance(block, Paragraph)]
        for one in document.sections
        if one.introduces()
    }
    with_reason = {heading[:3]: words[0] for heading, words in said.items() if words[0].startswith("Why")}
    assert with_reason == {"1.4": f"Why this level: {cast.REASON}", "2.1": f"Why this level: {cast.REASON}"}
    table = document.sheets[0].table
    column = [column.heading for column in table.columns].index("Why this level")
    cells = {row.cells[0]: row.cells[column] for row in table.rows if not row.group}
    assert {number: words for number, words in cells.items() if words} == {
        "1.4": cast.REASON,
        "2.1": cast.REASON,
    }


def test_a_blank_grid_carries_none_of_the_answers():
    said = "\n".join(texts(grids.blank(cast.grid())))
    assert cast.STRENGTHS not in said
    assert "Confirmed by" not in said
    assert "Not yet judged" not in said


def test_a_blank_grid_has_the_publications_four_columns_and_room_to_write():
    _who, only = grids.blank(cast.grid()).sections
    _scale, table = only.blocks
    assert isinstance(table, Table)
    assert [column.heading for column in table.columns] == [
        "No",
        "QI and themes",
        "Level",
        "Evidence to support assigned level",
    ]
    rows = [row for row in table.rows if not row.group]
    assert len(rows) == 18
    assert all(row.cells[2] == NoLevel() and isinstance(row.cells[3], Room) for row in rows)


def test_a_blank_grid_says_once_what_it_asks_and_leaves_lines_for_whose_it_is():
    document = grids.blank(cast.grid())
    asked = cast.grid().overarching_question
    assert [text for text in texts((document.lede, document.facts, document.sections)) if asked in text] == [
        cast.grid().framework_title
    ]
    who, found = document.sections
    labels = ("Who we are", "Period", "Filled in by", "Date")
    assert who.blocks == (Blanks(labels),)
    assert document.sheets[0].blanks == Blanks(labels)
    assert found.blocks[0] == Scale("Levels", document.levels)
    assert all(name in document.sheets[0].table.caption for name, _ in cast.LEVELS)


def test_the_workbook_has_a_sheet_for_the_grid_the_evidence_and_the_answers():
    assert [sheet.name for sheet in grids.filled(cast.grid()).sheets] == ["Grid", "Evidence", "Answers"]
    assert [sheet.name for sheet in grids.blank(cast.grid()).sheets] == ["Grid", "Evidence"]


def test_nothing_typed_is_left_out_of_the_workbook_or_the_page():
    document = grids.filled(cast.grid())
    sheets, pages = set(texts(document.sheets)), set(texts(document.sections))
    for one in cast.grid().indicators():
        for text in (one.strengths, one.improvements, *(piece.summary for piece in one.evidence)):
            assert not text or (text in sheets and text in pages)


def test_dates_are_written_out_and_what_a_reader_must_know_stands_first():
    document = grids.filled(cast.grid())
    assert document.printed == "Printed 3 March 2026"
    assert {fact.label: fact.value for fact in document.facts}["Edition"] == "Sealed 30 June 2026"
    assert document.mark == cast.MARK


def test_levels_are_listed_best_first_whatever_order_they_come_in():
    shuffled = cast.grid(levels=tuple(reversed(cast.LEVELS)))
    assert [level.name for level in grids.blank(shuffled).levels] == [name for name, _ in cast.LEVELS]
