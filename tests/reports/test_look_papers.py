"""The papers of a closer look: what they say as data, and that they leave as files that can be read back."""

from __future__ import annotations

import dataclasses
from io import BytesIO

import docx
import pypdf
import pytest

from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import lines
from speir.evaluations.actions.looks.describing import describe
from speir.evaluations.queries.looks.briefing import briefing as read_briefing
from speir.evaluations.queries.looks.findings_note import (
    Asked,
    Follows,
    LookedFor,
    ThemeFound,
    findings_note,
)
from speir.evaluations.queries.looks.found_by import Hearing, Sat, Went
from speir.evaluations.rules.looks.briefing import OURS
from speir.evaluations.rules.looks.naming import Answered, FollowKind
from speir.evaluations.rules.saving import mark
from speir.reports.builders import looks
from speir.reports.content import Bullets, Level, LevelLine, NoLevel, Paragraph, Table
from speir.reports.renderers import FORMATS
from tests import world, world_look

pytestmark = pytest.mark.django_db
QUESTION = "Do we pass on what others need to know?"
WAY = "Two focus groups of staff from three services"
FEATURE = "Staff can say what they passed on, to whom and why"


@pytest.fixture
def cast():
    return world.cast()


@pytest.fixture
def look(cast):
    look = world_look.look(cast.team, cast.lead)
    _question, way, _feature = world_look.planned(look, cast.lead)
    lines.assign(
        look_id=look.id,
        line_id=way.id,
        how="focus_group",
        person_id=cast.evaluator.person.id,
        due=look.evaluation.period_to,
        number=2,
        by=cast.lead.actor,
    )
    return look


def told(cast, look):
    return read_briefing(cast.reader.actor, look.id)


def flat(block) -> list[str]:
    """Every text of a block, cell by cell."""
    match block:
        case Paragraph():
            return [block.text]
        case Bullets():
            return [text for item in block.items for text in (item.text, item.note) if text]
        case Table():
            return [
                text
                for row in block.rows
                for cell in row.cells
                for text in ([cell] if isinstance(cell, str) else [t for part in cell for t in flat(part)])
            ]
        case LevelLine():
            return [getattr(block.level, "name", "") or block.level.words, *block.notes]
    return []


def under(document, heading: str) -> list[str]:
    """The texts in the section of this heading and in those below it."""
    at = next(n for n, one in enumerate(document.sections) if one.heading == heading)
    depth, found = document.sections[at].depth, []
    for n, one in enumerate(document.sections[at:]):
        if n and one.depth <= depth:
            break
        found += ([one.heading] if n else []) + [text for block in one.blocks for text in flat(block)]
    return found


def read_back(document) -> tuple[str, str]:
    """All that the Word file and the PDF say."""
    word = docx.Document(BytesIO(FORMATS["docx"].render(document)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    pages = pypdf.PdfReader(BytesIO(FORMATS["pdf"].render(document))).pages
    pdf = " ".join(" ".join(page.extract_text().replace("\u200b", "").split()) for page in pages)
    return "\n".join([*(one.text for one in word.paragraphs), *cells]), pdf


# The briefing


def test_it_says_why_what_is_asked_how_what_stays_between_us_and_what_comes_after(cast, look):
    document = looks.briefing(told(cast, look))
    assert document.title == "Briefing for those who take part"
    assert document.subtitle == "How we share information"
    assert document.lede == world_look.SAID.about_words
    assert under(document, "Why we are asking") == ["To learn how sharing helps"]
    assert under(document, "What stays between us") == [OURS["confidentiality"]]
    assert under(document, "What happens with what is said") == [OURS["afterwards"]]
    assert QUESTION in under(document, "What you may be asked")
    assert under(document, "How we find out") == [
        "Focus group",
        WAY,
        "2 focus groups",
        cast.evaluator.person.name,
        "30 April 2026",
    ]
    facts = {fact.label: fact.value for fact in document.facts}
    assert facts["Left out"] == world_look.SAID.left_out
    assert facts["Who takes part"] == world_look.SAID.takes_part
    assert facts["Why now"]


def test_what_to_look_for_is_for_the_group_alone(cast, look):
    assert FEATURE not in str(looks.briefing(told(cast, look)))
    group = looks.briefing(told(cast, look), features=True)
    assert group.title == "Briefing for the group"
    assert FEATURE in under(group, "What we look for")


def test_a_briefing_of_a_closer_look_without_a_plan_says_that_questions_are_to_come(cast):
    bare = world_look.look(cast.team, cast.lead)
    document = looks.briefing(told(cast, bare), features=True)
    assert under(document, "What you may be asked") == ["The questions are not written yet."]
    assert "What we look for" not in [one.heading for one in document.sections]


def test_the_briefing_leaves_as_word_and_pdf_with_all_of_it(cast, look):
    for said in read_back(looks.briefing(told(cast, look), features=True)):
        for text in (QUESTION, WAY, FEATURE, "To learn how sharing helps", "2 focus groups", "30 April 2026"):
            assert text in said


# The note of what was found


@pytest.fixture
def note(cast, look):
    """A note as full as one can be, of data alone."""
    found = findings_note(cast.reader.actor, look.id)
    (indicator,) = found.indicators
    good = next(level for level in found.page.framework.levels if level.key == "good")
    theme = ThemeFound(
        title=indicator.themes[0].title,
        strengths="It travels where people know each other.",
        weaknesses="Nobody tells the family centre.",
        asked=(
            Asked(QUESTION, Answered.PARTLY, "Within a service yes.\n\nBetween services seldom."),
            Asked("Who was not asked?", Answered.NOT_YET, ""),
        ),
        features=(
            LookedFor(FEATURE, ("Focus group: staff",), (), ("Review of case files: five files", "")),
            LookedFor("Parents knew", (), ("Interview: parents",), ()),
            LookedFor("Files are safe", (), (), ()),
        ),
    )
    indicator = dataclasses.replace(
        indicator,
        level=good,
        sure="some_doubt",
        provisional=True,
        kinds=1,
        reason="Two of five files.",
        strengths="Calls are returned.",
        themes=(theme, indicator.themes[1]),
    )
    return dataclasses.replace(
        found,
        ways=(
            Went(
                "Focus group",
                WAY,
                "2 focus groups",
                "under way",
                (Sat("3 March 2026", 7, "Nursery, health visiting", ""), Sat("5 March 2026", 1, "", "")),
                f"Focus group: {WAY}",
                "2 of 2 focus groups held",
                "3 to 5 March 2026",
            ),
            Went("Review of case files", "Five files", "", "not begun", (), "Five files"),
        ),
        groups=(
            Hearing("Parents of under-fives", "by age", True),
            Hearing("Polish speakers", "by language", False),
        ),
        indicators=(indicator,),
        follows=(
            (
                FollowKind.GOOD_PRACTICE,
                (
                    Follows(
                        "The ten-minute call",
                        "the other localities",
                        "Isla",
                        "1 May 2026",
                        "done",
                        "They use it.",
                    ),
                ),
            ),
            (FollowKind.MISSING, (Follows("What fathers say", "", "", "", "still to do", ""),)),
        ),
    )


def test_in_full_it_says_what_was_asked_looked_for_and_done_each_time(note):
    document = looks.findings(note, full=True)
    assert under(document, "What we asked") == [
        QUESTION,
        "Answered in part: Within a service yes.\n\nBetween services seldom.",
        "Who was not asked?",
        "Not answered yet",
    ]
    assert under(document, "What we looked for") == [
        FEATURE,
        "Seen in 1 source; looked for and not found in 2 sources",
        "Parents knew",
        "Seen in part in 1 source",
        "Files are safe",
        "Not looked for yet",
    ]
    assert under(document, "Each time that we found out") == [
        "Focus group",
        WAY,
        "2 focus groups",
        "3 March 2026",
        "7 people · Nursery, health visiting",
        "5 March 2026",
        "1 person",
        "Review of case files",
        "Five files",
        "–",
        "Not begun",
    ]
    assert "What we asked" not in [one.heading for one in looks.findings(note).sections]


def test_talks_with_few_people_are_told_together_so_that_a_day_and_a_service_do_not_say_who(note):
    ways = (dataclasses.replace(note.ways[0], few=True), note.ways[1])
    document = looks.findings(dataclasses.replace(note, ways=ways), full=True)
    said = under(document, "Each time that we found out")
    assert "2 of 2 focus groups held · 3 to 5 March 2026 · Nursery, health visiting" in said
    assert "5 March 2026" not in said


def test_it_says_how_we_found_out_with_which_services_and_who_was_heard(note):
    assert under(looks.findings(note), "How we found out") == [
        f"Focus group: {WAY}",
        "2 of 2 focus groups held · 3 to 5 March 2026 · Nursery, health visiting",
        "Five files",
        "Not begun",
        "Heard: Parents of under-fives",
    ]
    nobody = dataclasses.replace(note, groups=(Hearing("Parents", "by age", False),))
    assert under(looks.findings(nobody), "How we found out")[-1] == "Nobody of those whom we named was heard."
    assert under(looks.findings(nobody), "Not heard") == ["Parents (by age)"]


def test_what_is_not_known_is_said(note):
    first = note.indicators[0].themes[0]
    gone = LookedFor("Meetings end with who does what", (), (), ("Minutes",))
    themes = (dataclasses.replace(first, features=(*first.features, gone)),)
    indicators = (dataclasses.replace(note.indicators[0], themes=themes),)
    document = looks.findings(dataclasses.replace(note, indicators=indicators))
    assert under(document, "What we did not find, and what we are not sure of") == [
        "Seen in one source, and not in another",
        FEATURE,
        "Seen: Focus group: staff. Not found: Review of case files: five files; a piece of evidence.",
        "Looked for and not found",
        "Meetings end with who does what",
        "Nobody looked for",
        "Files are safe",
        "Answered in part",
        QUESTION,
        "Within a service yes.\n\nBetween services seldom.",
        "Not answered yet",
        "Who was not asked?",
        "Not heard",
        "Polish speakers (by language)",
    ]


def test_a_level_is_a_word_with_how_sure_and_what_qualifies_it_and_never_a_numeral(note):
    document = looks.findings(note)
    section = next(one for one in document.sections if one.heading.startswith("3.2"))
    (line, why, *_more) = section.blocks
    assert line.level == Level("Good", 4, "provisional: one kind of source")
    assert line.notes == ("Some doubt",)
    assert why.text == "Why this level: Two of five files."
    for said in read_back(document):
        assert "Good" in said
        assert "4 of 6" not in said


def test_where_no_level_is_given_it_says_so(note):
    (indicator,) = note.indicators
    for chosen, words in ((False, "No level given"), (True, "No level: we chose to give none")):
        bare = dataclasses.replace(indicator, level=None, provisional=False, not_evaluated=chosen)
        document = looks.findings(dataclasses.replace(note, indicators=(bare,)))
        line = next(one for one in document.sections if one.heading.startswith("3.2")).blocks[0]
        assert line.level == NoLevel(words)


def test_strengths_and_weaknesses_stand_side_by_side_theme_by_theme(note):
    first, second = note.indicators[0].themes
    (_line, _why, table, left) = looks.findings(note).sections[0].blocks
    assert flat(table) == [
        *("As a whole", "Calls are returned.", "–"),
        *(first.title, "It travels where people know each other.", "Nobody tells the family centre."),
    ]
    assert left.text == f"Nothing is written down yet of: {second.title}"


def test_it_says_what_follows(note):
    assert under(looks.findings(note), "What follows") == [
        "Good practice worth sharing: The ten-minute call",
        "For whom: the other localities · Isla, by 1 May 2026 · Done: They use it.",
        "Information still missing: What fathers say",
        "Still to do",
    ]


def test_a_note_of_a_closer_look_that_has_just_begun_says_how_little_there_is(cast):
    bare = world_look.look(cast.team, cast.lead)
    document = looks.findings(findings_note(cast.lead.actor, bare.id))
    facts = {fact.label: fact.value for fact in document.facts}
    assert facts["So far"] == "Under way: what is here may still change"
    assert under(document, "What follows") == ["Nothing is written down yet."]
    assert under(document, "How we found out") == ["No way of finding out is written down."]
    assert "Not heard" not in [one.heading for one in document.sections]


def test_the_note_leaves_as_word_and_pdf_with_all_of_it(note):
    for said in read_back(looks.findings(note, full=True)):
        for text in (
            QUESTION,
            "It travels where people know each other.",
            "Why this level: Two of five files.",
            "7 people · Nursery, health visiting",
            "Polish speakers",
            "The ten-minute call",
        ):
            assert text in said


# Writing the texts of a briefing: see also tests/web/test_look_papers.py


def test_a_text_of_ones_own_is_in_the_briefing_and_ours_comes_back_when_it_is_emptied(cast, look):
    typed = {"afterwards": Field("You get a letter.", mark(""))}
    describe(look_id=look.id, typed=typed, by=cast.lead.actor)
    assert under(looks.briefing(told(cast, look)), "What happens with what is said") == ["You get a letter."]
    typed = {"afterwards": Field("", mark("You get a letter."))}
    describe(look_id=look.id, typed=typed, by=cast.lead.actor)
    assert under(looks.briefing(told(cast, look)), "What happens with what is said") == [OURS["afterwards"]]
