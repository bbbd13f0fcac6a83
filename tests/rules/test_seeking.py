"""Where to look next for a judgement: its gaps, each with a kind of source from the publication's list."""

from __future__ import annotations

import pytest
from hypothesis import given

from speir.evaluations.rules.seeking import MOST, Where, another, seek
from speir.evaluations.rules.standing import ground, standing
from tests.rules.test_standing import CITED, THEMES, cited

SHORT = {THEMES[0]: "Communication", THEMES[1]: "Trust"}
WHERE = {key: Where(name) for key, name in SHORT.items()}

NAMES = {
    "case_files": "Reviews of case files",
    "staff_interviews": "Interviews with key staff",
    "family_interviews": "Interviews with children and families",
    "staff_focus_groups": "Focus groups of staff",
    "children_focus_groups": "Focus groups of children",
    "parent_focus_groups": "Focus groups of parents",
    "manager_interviews": "Interviews with managers",
    "documents": "Policies, plans and other documents",
    "area_profile": "Facts about the area",
    "other_inspections": "Findings of other inspections",
    "observation": "Observations of practice",
    "minutes": "Minutes of meetings",
    "surveys": "Surveys and questionnaires",
}
BOTH, CHILD = ("children", "families"), ("children",)


def seek_in(*those, themes=THEMES):
    return seek(ground(those, themes), WHERE, NAMES)


def heard(**more):
    return cited("family_interviews", speaks_of="impact", voices=("children", "families", "staff"), **more)


@pytest.mark.parametrize(
    ("those", "first"),
    [
        (
            [],
            "To begin, try reviews of case files or observations of practice.",
        ),
        (
            [cited("documents", speaks_of="intended", themes=THEMES)],
            "Only what is intended so far. To see what happens, try reviews of case files or "
            "observations of practice.",
        ),
        (
            [cited(themes=THEMES)],
            "Only reviews of case files so far. To know it from elsewhere too, try interviews "
            "with children and families.",
        ),
        (
            [cited("family_interviews", themes=THEMES)],
            "Only interviews with children and families so far. To know it from elsewhere too, "
            "try reviews of case files.",
        ),
        (
            [cited(themes=THEMES[:1]), heard(themes=THEMES[:1])],
            "Nothing yet on “Trust”. Try reviews of case files or observations of practice.",
        ),
        (
            [cited(), heard()],
            "Say which theme each piece bears on, to see where nothing is known yet.",
        ),
        (
            [cited(themes=THEMES), cited("minutes", themes=THEMES)],
            "No child or family is heard yet, and nothing tells of impact. Try interviews with "
            "children and families or focus groups of children.",
        ),
        (
            [
                cited(themes=THEMES),
                cited("parent_focus_groups", speaks_of="impact", voices=("families",), themes=THEMES),
            ],
            "Families are heard, children are not yet. Try focus groups of children or "
            "interviews with children and families.",
        ),
        (
            [cited(themes=THEMES), cited("surveys", voices=BOTH, themes=THEMES)],
            "Nothing tells of impact on children and families yet. Try interviews with children "
            "and families or focus groups of children.",
        ),
        (
            [cited(themes=THEMES), heard(themes=THEMES), cited("minutes", "contradicts", themes=THEMES)],
            "Its evidence does not agree: talk about it. To look once more, try observations of practice.",
        ),
        (
            [cited(themes=THEMES, stale=True), heard(themes=THEMES, stale=True)],
            "All of it is stale. To see how it is now, try reviews of case files or interviews "
            "with children and families.",
        ),
        (
            [cited(themes=THEMES), heard(themes=THEMES), cited("", themes=THEMES)],
            "Say where each piece comes from: it may confirm more than is shown.",
        ),
        (
            [
                cited(themes=THEMES[:1]),
                heard(themes=THEMES[:1]),
                cited("documents", speaks_of="intended", themes=THEMES[1:]),
            ],
            "Only what is intended on “Trust”. To see what happens, try reviews of case files "
            "or observations of practice.",
        ),
        (
            [cited(themes=THEMES[:1]), heard(themes=THEMES), cited("minutes", themes=THEMES[:1])],
            "One kind of source on “Trust”. To know it from elsewhere too, try reviews of case files.",
        ),
    ],
)
def test_the_widest_gap_comes_first_and_says_where_it_could_be_filled(those, first):
    assert seek_in(*those)[0] == first


def test_nothing_is_suggested_where_nothing_is_missing():
    assert seek_in(cited(themes=THEMES), heard(themes=THEMES)) == []


def test_a_theme_is_not_called_empty_to_somebody_who_cannot_know_it():
    said = seek_in(cited(themes=THEMES[:1]), heard(themes=THEMES[:1]), cited("minutes", hidden=True))
    assert not any("Trust" in sentence for sentence in said)


def test_an_indicator_with_one_theme_is_not_asked_for_its_themes():
    said = seek_in(cited(), heard(), themes=THEMES[:1])
    assert said == []


@given(CITED)
def test_there_are_a_few_at_most_each_a_whole_sentence(those):
    said = seek_in(*those)
    assert len(said) <= MOST == 3
    assert len(set(said)) == len(said)
    assert all(sentence.endswith(".") and "  " not in sentence for sentence in said)


@given(CITED)
def test_a_framework_with_other_kinds_of_source_gets_its_sentences_without_them(those):
    said = seek(ground(those, THEMES), WHERE, {"chats": "Chats"})
    assert all(sentence.endswith(".") and "try ." not in sentence for sentence in said)


@given(CITED)
def test_another_kind_of_source_is_never_one_that_confirms_already(those):
    found = standing(those)
    named = another(found, NAMES)
    assert named not in [NAMES[key].lower() for key in found.confirming if key in NAMES]


TOLD = {
    THEMES[0]: Where("Communication", ("children_focus_groups", "case_files")),
    THEMES[1]: Where("Trust", ("documents", "staff_interviews", "minutes")),
}


@pytest.mark.parametrize(
    ("those", "first"),
    [
        ([], "To begin, try focus groups of children or reviews of case files."),
        (
            [cited(themes=THEMES[:1]), heard(themes=THEMES[:1])],
            "Nothing yet on “Trust”. Try interviews with key staff or minutes of meetings.",
        ),
        (
            [cited(themes=THEMES)],
            "Only reviews of case files so far. To know it from elsewhere too, try focus groups of children.",
        ),
        (
            [cited("documents", speaks_of="intended", themes=THEMES)],
            "Only what is intended so far. To see what happens, try focus groups of children or "
            "reviews of case files.",
        ),
    ],
)
def test_what_tells_most_of_a_theme_is_suggested_first_and_no_plan_where_practice_is_missing(those, first):
    assert seek(ground(those, THEMES), TOLD, NAMES)[0] == first
