"""What is said of finding out: how many were held, by when, whose views, and of which kind a note is evidence."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.evaluations.rules.looks import finding as rules
from speir.evaluations.rules.looks.naming import HOW_WORDS
from speir.evidence.rules.items import ORIGIN_LONGEST
from tests import world

TODAY = dt.date(2026, 3, 20)
KINDS = {
    "staff_focus_groups",
    "children_focus_groups",
    "parent_focus_groups",
    "staff_interviews",
    "family_interviews",
    "manager_interviews",
    "documents",
}


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Parents of children under five", ("families",)),
        ("Children under twelve", ("children",)),
        ("Children and their parents", ("children", "families")),
        ("Staff of the children’s team", ("staff",)),
        ("Families who speak Polish", ("families",)),
        ("The north of the area", ()),
    ],
)
def test_whose_views_they_are_is_found_in_what_people_wrote(text, voices):
    assert tuple(voice.value for voice in rules.voices_in(text)) == voices


@pytest.mark.parametrize(
    ("how", "texts", "kind"),
    [
        ("focus_group", ("Two groups of staff",), "staff_focus_groups"),
        ("focus_group", ("A group", "Parents of children under five"), "parent_focus_groups"),
        ("focus_group", ("Young people who were looked after",), "children_focus_groups"),
        ("focus_group", ("A group",), "staff_focus_groups"),
        ("interview", ("Each family that was seen",), "family_interviews"),
        ("interview", ("The manager of each service",), "manager_interviews"),
        ("document", ("The guidance",), "documents"),
        ("survey", ("All staff",), ""),
        ("other", ("A walk",), ""),
    ],
)
def test_the_kind_of_source_fits_how_and_of_whom(how, texts, kind):
    assert rules.best_kind(how, KINDS, *texts) == kind


@pytest.mark.django_db
def test_every_way_of_finding_out_has_a_kind_in_the_framework_that_ships():
    known = world.framework().kind_by_key
    without = {how for how in HOW_WORDS if not rules.kinds_for(how, known)}
    assert without == {"other"}


def test_how_many_were_held_and_by_when_is_said_in_words():
    assert rules.held("focus_group", 2, 1) == "1 of 2 focus groups held"
    assert rules.held("files", 5, 0) == "5 files planned"
    assert rules.held("files", 5, 1) == "5 files planned, notes taken once"
    assert rules.held("survey", 40, 2) == "40 answers planned, notes taken twice"
    assert rules.held("minutes", None, 3) == "notes taken 3 times"
    assert rules.held("document", None, 0) == ""
    assert rules.held("interview", None, 1) == "1 interview held"
    assert rules.held("interview", None, 0) == ""
    assert rules.due_words(dt.date(2026, 3, 19), TODAY, done=False) == (
        "was due by 19 March 2026, 1 day ago",
        True,
    )
    assert rules.due_words(TODAY, TODAY, done=False) == ("by today, 20 March 2026", False)
    assert rules.due_words(dt.date(2026, 3, 1), TODAY, done=True) == ("by 1 March 2026", False)
    assert rules.due_words(None, TODAY, done=False) == ("", False)


def test_a_talk_with_few_people_is_told_by_its_month_without_a_service():
    said = rules.About(TODAY, 1, "the school nurse’s team")
    assert rules.origin("interview", "One talk", TODAY, said) == (
        "Interview, March 2026: One talk; fewer than five people present"
    )
    unsaid = rules.About(TODAY, None, "the school nurse’s team")
    assert rules.origin("focus_group", "A talk", TODAY, unsaid) == "Focus group, March 2026: A talk"
    assert rules.origin("interview", "Talks", TODAY, rules.About(TODAY, 5, "health")) == (
        "Interview, 20 March 2026: Talks; 5 present, from health"
    )
    assert rules.when("files", TODAY, 1) == "20 March 2026"


def test_where_a_note_comes_from_always_fits_its_line():
    said = rules.About(TODAY, 12, "s" * 300, "w" * 300)
    for how in HOW_WORDS:
        assert len(rules.origin(how, "A way " * 160, TODAY, said)) <= ORIGIN_LONGEST
        assert len(rules.origin(how, "A way " * 160, TODAY, rules.About(TODAY))) <= ORIGIN_LONGEST
