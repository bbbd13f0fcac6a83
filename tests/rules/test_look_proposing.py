"""What is proposed while a closer look is planned: questions, features and titles made by plain rules."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from speir.core.text import one_line
from speir.evaluations.rules.looks import proposing
from speir.evaluations.rules.looks.describing import LINE_LONGEST, check_line
from speir.evaluations.rules.looks.naming import how_beside

PUBLISHED = Path(__file__).resolve().parents[2] / "speir/frameworks/published/hmie-2005.yaml"
STARTING = PUBLISHED.parents[2] / "evaluations" / "starting"
BEFORE = "To what extent is it true here that "


def ours() -> list[tuple[str, bool]]:
    """Every illustration that ships, with whether it is one of weak."""
    themes = yaml.safe_load(PUBLISHED.read_text())["wording"]["themes"]
    return [
        (text, level == "weak")
        for of in themes.values()
        for theme in of.values()
        for level in ("very_good", "weak")
        for text in theme[level]
    ]


@pytest.mark.parametrize(
    ("illustration", "question"),
    [
        ("Records contain what the child thinks.", f"{BEFORE}records contain what the child thinks?"),
        ("A child knows whom to tell.", f"{BEFORE}a child knows whom to tell?"),
        ("CPC members' skills have gaps.", f"{BEFORE}CPC members' skills have gaps?"),
        ("Children's Reporters are told.", f"{BEFORE}Children's Reporters are told?"),
        ("When English is not spoken, help is given.", f"{BEFORE}when English is not spoken, help is given?"),
        ("The CPC leads", f"{BEFORE}the CPC leads?"),
        ("I can tell somebody.", f"{BEFORE}I can tell somebody?"),
        ("One thing. And another.", "To what extent is this true here? One thing. And another."),
        ("Who is told?", "To what extent is this true here? Who is told?"),
    ],
)
def test_an_illustration_becomes_a_question_by_words_before_it(illustration, question):
    assert proposing.as_question(illustration) == question


def test_every_illustration_becomes_one_question_that_a_plan_can_hold():
    for text, _weak in ours():
        question = proposing.as_question(text)
        assert question.startswith(BEFORE)
        assert question.endswith("?")
        assert question.count("?") == 1
        # Nothing of what it says is changed but its first letter and its full stop.
        assert one_line(text).rstrip(".")[1:] == question.removeprefix(BEFORE).rstrip("?")[1:]
        assert not check_line(question)


def test_a_feature_is_the_illustration_itself_and_of_weak_it_is_said_that_one_watches_for_it():
    assert proposing.as_feature("Staff  are told.", weak=False) == "Staff are told."
    assert proposing.as_feature("Some staff wait.", weak=True) == "Watch for this: some staff wait."
    for text, weak in ours():
        assert len(proposing.as_feature(text, weak=weak)) <= LINE_LONGEST
        assert proposing.as_feature(text, weak=weak).startswith("Watch for this: ") is weak


def test_a_title_is_the_question_and_a_long_one_is_cut_between_words():
    assert proposing.title_of("How well do we\nshare?") == "How well do we share"
    long = proposing.title_of("How " + "very well " * 40 + "do we share?")
    assert len(long) <= proposing.TITLE_LONGEST + 1
    assert long.endswith("…")
    assert proposing.title_of("How " + "very well " * 40, "Sharing") == "Sharing"
    assert proposing.title_of("How well?", "Sharing") == "How well"


@pytest.mark.parametrize(
    ("way", "how"),
    [
        ("Minutes of the locality group, last six months", "minutes"),
        ("Reports of care inspections of our nurseries", "inspections"),
        ("Sit in on two review meetings", "observation"),
        ("Parents' survey of spring", "survey"),
        ("Ask the workers whom children named", "interview"),
        ("Read our guidance in two focus groups", "focus_group"),
        ("Talk for 20 minutes with whoever comes", "other"),
        ("Interview those whose files we read", "other"),
        ("A walk through the building", "other"),
    ],
)
def test_how_one_finds_out_is_read_from_words_that_name_one_way_alone(way, how):
    assert proposing.how_of(way) == how


def test_no_way_of_the_shipped_plans_is_taken_for_another():
    for path in STARTING.glob("*.yaml"):
        for plan in yaml.safe_load(path.read_text()):
            for way in (way for lines in plan["themes"].values() for way in lines["ways"]):
                assert proposing.how_of(way["text"]) in {way["how"], "other"}, way


def test_a_key_says_which_theme_and_which_illustration():
    key = proposing.illustration_key("hmie-2005/3.2/recording", "weak", 3)
    assert proposing.parted(key) == ("hmie-2005/3.2/recording", "weak", "3")
    assert proposing.parted(proposing.source_key("hmie-2005/3.2/recording", "minutes")) == (
        "hmie-2005/3.2/recording",
        "source",
        "minutes",
    )
    assert proposing.parted("nonsense") == ("", "", "nonsense")


def test_every_kind_of_source_of_the_framework_is_a_way_of_finding_out():
    kinds = {one["key"] for one in yaml.safe_load(PUBLISHED.read_text())["structure"]["source_kinds"]}
    assert kinds <= set(proposing.HOW_OF_KIND)


@pytest.mark.parametrize(
    ("how", "text", "said"),
    [
        ("files", "Reviews of case files", ""),
        ("focus_group", "Focus groups of staff", ""),
        ("interview", "Interviews", ""),
        ("files", "Read five files side by side", "Review of case files"),
        ("minutes", "Minutes of meetings", "Reading minutes"),
    ],
)
def test_a_way_that_begins_with_how_is_not_told_twice(how, text, said):
    assert how_beside(how, text) == said
