"""Content is plain data and refuses what could not be drawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from speir.reports.content import (
    Blanks,
    Column,
    Document,
    Level,
    LevelLine,
    NoLevel,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)

NOW = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize("position", [0, 7, -1])
def test_a_level_stands_on_one_of_six_steps(position):
    with pytest.raises(ValueError, match="one of 6 steps"):
        Level("Good", position)


def test_every_row_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="1 cells where 2 belong"):
        Table("Grid", (Column("No"), Column("Level")), (Row(("1.1",)),))


def test_a_group_row_has_one_cell():
    with pytest.raises(ValueError, match="2 cells where 1 belong"):
        Table("Grid", (Column("No"), Column("Level")), (Row(("1", "2"), group=True),))


@pytest.mark.parametrize("depths", [(2,), (1, 3), (1, 2, 4)])
def test_no_heading_skips_a_depth(depths):
    with pytest.raises(ValueError, match="skips a depth"):
        Document("Grid", NOW, sections=tuple(Section(f"at {depth}", depth=depth) for depth in depths))


def test_headings_may_go_back_up_as_far_as_they_like():
    document = Document("Grid", NOW, sections=tuple(Section("x", depth=depth) for depth in (1, 2, 3, 1)))
    assert [section.depth for section in document.sections] == [1, 2, 3, 1]


def test_a_page_may_end_after_anything_but_what_introduces_the_sections_below():
    line, quiet = LevelLine(NoLevel("Not yet judged")), Paragraph("Themes", Tone.MUTED)
    sections = (
        Section("1", (quiet,)),
        Section("1.1", (line, quiet), depth=2),
        Section("How do we know?", (quiet,), depth=3),
        Section("1.2", (line, quiet), depth=2),
        Section("1.3", (line,), depth=2),
        Section("What is asked", (quiet,), leads=True),
        Section("Ring the school", (quiet,), depth=2),
    )
    kept = [kept for _section, kept in Document("Grid", NOW, sections=sections).kept()]
    assert kept == [(False,), (True, True), (False,), (True, False), (False,), (True,), (False,)]


def test_what_is_asked_stays_with_its_line_and_a_page_may_end_before_a_long_text():
    short, long, line = Paragraph("Stuck"), Paragraph("word " * 100), Blanks(("Decision asked",))
    sections = (Section("Ring", (short, short, line)), Section("Train", (short, long, line)))
    kept = [kept for _section, kept in Document("Agenda", NOW, sections=sections).kept()]
    assert kept == [(True, True, False), (False, True, False)]


def test_a_document_is_named_by_what_it_is_and_whom_it_is_about():
    assert Document("Grid", NOW, subtitle="Lochside").named() == "Grid · Lochside"
    assert Document("Grid", NOW).named() == "Grid"
