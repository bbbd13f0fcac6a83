"""The gauge in words: counts in sentences, never a share, and nothing blocks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from speir.evaluations.rules import gauge
from speir.evaluations.rules.standing import ground, standing
from tests.rules.test_standing import CITED, THEMES, cited

INTENTIONS = "Only intentions so far: what actually happens?"
NO_IMPACT = "No evidence yet of impact on children and families."
NO_VOICE = "No view of children or families yet."
CHILD = ("children",)


@pytest.mark.parametrize(
    ("those", "sentence"),
    [
        ([], "No evidence yet"),
        ([cited(withdrawn=True)], "No evidence yet"),
        ([cited("documents", "contradicts")], "Not yet confirmed by any source"),
        ([cited("")], "Not yet confirmed by any source"),
        ([cited()], "Confirmed by 1 kind of source: look for another"),
        ([cited(), cited("surveys")], "Confirmed by 2 kinds of source"),
        ([cited(), cited("surveys"), cited("minutes")], "Confirmed by 3 kinds of source"),
    ],
)
def test_what_confirms_it_is_said_in_a_sentence(those, sentence):
    assert gauge.confirmed(standing(those)) == sentence


@pytest.mark.parametrize(
    ("those", "sentence"),
    [
        ([], ""),
        ([cited("", speaks_of="")], ""),
        ([cited()], "One piece tells of what happens."),
        ([cited(speaks_of="impact")] * 2, "Two pieces tell of impact."),
        (
            [cited(speaks_of="impact"), *[cited()] * 3, cited(speaks_of="intended")],
            "One piece tells of impact, three of what happens and one of what is intended.",
        ),
    ],
)
def test_how_much_is_impact_and_how_much_intention_is_said_in_counts(those, sentence):
    assert gauge.tells(standing(those)) == sentence


@pytest.mark.parametrize(
    ("those", "sentence"),
    [
        ([], ""),
        ([cited()], "It carries nobody’s own views yet."),
        ([cited(voices=CHILD)], "It carries the views of children."),
        (
            [cited(voices=("public", "children")), cited(voices=("staff",))],
            "It carries the views of children, staff and the public.",
        ),
    ],
)
def test_who_is_heard_is_said(those, sentence):
    assert gauge.heard(standing(those)) == sentence


@pytest.mark.parametrize(
    ("those", "advice"),
    [
        ([], ()),
        ([cited(speaks_of="intended", voices=CHILD)], (INTENTIONS, NO_IMPACT)),
        ([cited(speaks_of="intended"), cited(voices=CHILD)], (NO_IMPACT,)),
        ([cited(speaks_of="impact", voices=("staff",))], (NO_VOICE,)),
        ([cited(speaks_of="impact", voices=CHILD)], ()),
        ([cited()], (NO_IMPACT, NO_VOICE)),
        (
            [cited(speaks_of="impact", voices=CHILD, stance="contradicts")],
            ("One piece of evidence contradicts this judgement.",),
        ),
        (
            [cited(speaks_of="impact", voices=CHILD, stance="contradicts")] * 2,
            ("Two pieces of evidence contradict this judgement.",),
        ),
        (
            [cited(speaks_of="impact", voices=CHILD, stale=True)],
            ("All of it is stale: is it still so?",),
        ),
        (
            [cited(speaks_of="impact", voices=CHILD, stale=True), cited()],
            ("One piece of evidence is stale: is it still so?",),
        ),
        (
            [cited("", speaks_of="impact", voices=CHILD)],
            (
                "One piece of evidence does not say yet where it comes from, so it counts as no "
                "kind of source.",
            ),
        ),
        (
            [cited(speaks_of="impact", voices=CHILD), *[cited(speaks_of="")] * 2],
            (
                "Two pieces of evidence do not say yet whether they tell what happens, so they "
                "confirm nothing.",
            ),
        ),
        ([cited(withdrawn=True)], ("One piece of evidence was withdrawn and no longer counts.",)),
    ],
)
def test_advice_says_what_is_missing_and_what_speaks_against_it(those, advice):
    assert gauge.advice(standing(those)) == advice


@given(CITED)
def test_whatever_the_evidence_there_are_sentences_and_nothing_is_refused_or_a_share(those):
    found = standing(those)
    said = [gauge.confirmed(found) + ".", gauge.tells(found), gauge.heard(found), *gauge.advice(found)]
    assert said[0]
    assert all(sentence.endswith((".", "?")) for sentence in said if sentence)
    assert not re.search(r"%|per cent|score|average", " ".join(said))


def test_the_kinds_that_confirm_are_named_in_the_frameworks_order():
    names = {"case_files": "Reviews of case files", "surveys": "Surveys", "minutes": "Minutes of meetings"}
    found = standing([cited("minutes"), cited("case_files"), cited("surveys", "contradicts")])
    assert gauge.kinds(found, names) == ["Reviews of case files", "Minutes of meetings"]


THEMES_SHORT = {"hmie-2005/1.1/communication": "Communication", "hmie-2005/1.1/trust": "Trust"}


@pytest.mark.parametrize(
    ("those", "sentence"),
    [
        ([cited()], ""),
        ([cited(themes=THEMES[:1])], "Nothing yet on Trust; Communication needs another kind of source."),
        ([cited(themes=THEMES), cited("surveys", themes=THEMES[:1])], "Trust needs another kind of source."),
        (
            [cited(themes=THEMES), cited("surveys", themes=THEMES)],
            "Each theme is confirmed by two or more kinds of source.",
        ),
    ],
)
def test_which_themes_stand_on_solid_ground_is_said_the_gaps_first(those, sentence):
    assert gauge.themes(ground(those, THEMES), THEMES_SHORT) == sentence
    assert gauge.themes(ground(those, THEMES[:1]), THEMES_SHORT) == ""


def test_what_bears_on_no_theme_or_is_not_open_is_said():
    assert gauge.loose(ground([cited(), cited(hidden=True), cited(hidden=True)], THEMES)) == [
        "One piece of evidence does not say which of these themes it bears on.",
        "Two pieces of evidence are not open to you, and so you do not see which themes they bear on.",
    ]
    assert gauge.loose(ground([cited(themes=THEMES)], THEMES)) == []


def test_what_a_record_says_of_its_ground_leaves_out_what_advice_says():
    assert gauge.stands(ground([cited(themes=THEMES[:1])], THEMES), THEMES_SHORT) == (
        "One piece tells of what happens.",
        "Nothing yet on Trust; Communication needs another kind of source.",
    )
    assert gauge.stands(ground([], THEMES), THEMES_SHORT) == ()
