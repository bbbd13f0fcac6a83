"""The plans that ship with Speir to start a closer look from, and how a plan is read and kept."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import yaml

from speir.evaluations.rules.looks import plans
from speir.evaluations.rules.looks.describing import Description, check, check_line
from speir.evaluations.rules.looks.naming import How
from speir.evaluations.rules.looks.plans import Part, Plan, PlanGroup, PlanWay
from speir.frameworks.rules import schema
from speir.mentions.rules import mentions
from tests.rules.test_framework_file import (
    FILE,
    LONGEST_RUN,
    ROOT,
    indicators,
    publication,
    runs,
    words_of,
)

STARTING = ROOT / "speir" / "evaluations" / "starting" / "hmie-2005.yaml"
TOLD = yaml.load(STARTING.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
PLANS = {one["key"]: plans.read(one, framework="hmie-2005") for one in TOLD}
FRAMEWORK = schema.parse(yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def spoken(node: Any) -> list[str]:
    """Every text in what a file says; a number of files is none."""
    if isinstance(node, int):
        return []
    if isinstance(node, str):
        return [node]
    return [text for value in (node.values() if isinstance(node, dict) else node) for text in spoken(value)]


OWN = Plan(
    key="",
    name="Ours",
    framework="hmie-2005",
    parts=(
        Part("3.2/joint-understanding", ("Is it clear?",), (PlanWay("files", "Five files", 5),), ()),
        Part("3.2"),
    ),
    groups=(PlanGroup("age", "Pupils"),),
    about_words="Do we share what we know?",
)


def told(**changes: Any) -> dict[str, Any]:
    return {
        "key": "one",
        "name": "One",
        "themes": {"3.2/joint-understanding": {"questions": ["Is it?"]}},
    } | changes


def test_three_plans_ship_each_under_the_themes_that_the_publication_works_through():
    assert {key: tuple(part.theme for part in plan.parts) for key, plan in PLANS.items()} == {
        "help": ("1.1/communication", "1.1/trust", "1.2/support"),
        "sharing": (
            "3.2/appropriate-sharing",
            "3.2/joint-understanding",
            "3.2/management-and-recording",
        ),
        "referrals": ("3.3/recognising", "3.3/initial-gathering"),
    }


def test_each_theme_is_one_of_the_framework_and_has_lines_in_all_three_columns():
    known = {f"{one.number}/{theme.key}" for one in indicators(FRAMEWORK) for theme in one.themes}
    for plan in PLANS.values():
        for part in plan.parts:
            assert part.theme in known
            assert len(part.questions) >= 3
            assert len(part.ways) >= 2
            assert len(part.features) >= 3


def test_each_fills_in_a_description_that_breaks_no_rule_and_names_groups_to_hear():
    reasons = {fact.key for fact in FRAMEWORK.structure.reasons}
    for plan in PLANS.values():
        assert not check(plan.said, reasons=reasons, key_questions=())
        assert all(
            (plan.covers, plan.area, plan.area_words, plan.takes_part, plan.left_out, plan.cost, plan.purpose)
        )
        assert len(plan.groups) >= 3


def test_no_line_breaks_a_rule_or_mentions_anybody():
    for one in TOLD:
        for text in spoken({name: value for name, value in one.items() if name != "key"}):
            assert not check_line(text), text
            assert not mentions(text), text


def test_how_one_finds_out_differs_within_each_plan():
    for plan in PLANS.values():
        assert len({way.how for part in plan.parts for way in part.ways}) >= 4


def test_none_of_their_words_are_the_publications_sentences():
    theirs = runs(words_of(publication()), LONGEST_RUN + 1)
    shared = [
        " ".join(run) for text in spoken(TOLD) for run in runs(words_of(text), LONGEST_RUN + 1) & theirs
    ]
    assert not shared


def test_a_plan_comes_back_from_its_text_as_it_was():
    back = plans.from_text(plans.to_text(OWN), key="abc")
    assert back == dataclasses.replace(OWN, key="abc")
    for plan in PLANS.values():
        assert plans.from_text(plans.to_text(plan), key=plan.key) == plan


def test_a_plan_says_its_themes_numbers_and_what_it_fills_in():
    assert OWN.themes == ("hmie-2005/3.2/joint-understanding",)
    assert OWN.numbers == ("3.2",)
    assert OWN.said == Description(about="question", about_words="Do we share what we know?")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "blue"}, "knows no colour"),
        ({"name": ""}, "has a name"),
        ({"themes": {}}, "has a name"),
        ({"cost": 3}, "cost of a plan is a text"),
        ({"themes": {"3.2/x": {"questions": [" "]}}}, "line of a plan is a text"),
        ({"themes": {"3.2/x": {"questions": ["x" * 1001]}}}, "over 1000 characters"),
        ({"themes": {"3.2/x": {"ways": [{"how": "magic", "text": "We know."}]}}}, "No way of finding out"),
        ({"themes": {"3.2/x": {"ways": [{"how": "files", "text": "Some.", "number": "5"}]}}}, "No way"),
        ({"groups": [{"by": "height", "text": "Tall people"}]}, "told apart"),
        ({"groups": [{"by": "need", "text": "Parents", "a comma": None}]}, "no a comma there"),
        ({"themes": {"3.2/x": {"answers": ["No."]}}}, "no answers there"),
        ({"about": "weather"}, "not known"),
        ({"area": "moon"}, "not known"),
        ({"reason": "own"}, "said in words"),
    ],
)
def test_a_plan_that_is_not_one_is_refused_with_what_is_wrong(changes, said):
    with pytest.raises(ValueError, match=said):
        plans.read(told(**changes), framework="hmie-2005")


def test_a_kept_text_that_is_no_plan_is_refused():
    with pytest.raises(ValueError, match="object"):
        plans.from_text("[]", key="x")


def test_a_name_is_there_short_enough_and_not_taken():
    assert plans.check_name("Sharing in our schools", taken=False) == []
    assert [one.code for one in plans.check_name(" \n", taken=False)] == ["plan-needs-name"]
    assert [one.code for one in plans.check_name("x" * 201, taken=False)] == ["plan-name-too-long"]
    assert [one.code for one in plans.check_name("Ours", taken=True)] == ["plan-name-taken"]


def test_every_way_of_the_plans_is_one_that_speir_knows():
    assert {way.how for plan in PLANS.values() for part in plan.parts for way in part.ways} <= set(How)
