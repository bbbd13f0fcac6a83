"""Closing a priority, what it answers, and plans, as rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from speir.improvement.rules import closing, findings, plans
from speir.improvement.rules.naming import STRUCTURE_WORDS

DAY = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
LATER = DAY + dt.timedelta(days=200)
STOOD = closing.Stood(
    number="3.2",
    title="Information sharing",
    level="Good",
    level_key="good",
    position=4,
    on="3 March 2027",
    by="Isla Reid",
    sure="Some doubt",
    reason="Schools “say” so.\nTwice.",
    strengths="",
    improvements="",
    of="Broad view of 2026",
    place="Strathardle",
    view="0123456789abcdef",
    edition=2,
)


@pytest.mark.parametrize(
    ("agreed", "recorded", "fits"),
    [(DAY, LATER, True), (DAY, DAY, False), (LATER, DAY, False), (None, LATER, False), (DAY, None, False)],
)
def test_a_re_evaluation_is_recorded_after_the_priority_was_agreed(agreed, recorded, fits):
    assert closing.fits(agreed=agreed, recorded=recorded) is fits


def test_what_stood_is_read_again_as_it_was_kept():
    both = closing.Both(STOOD, replace(STOOD, level="Weak", level_key="weak", position=2))
    assert closing.both_in(both.text()) == both
    alone = closing.Both(STOOD, None)
    assert closing.both_in(alone.text()) == alone
    assert closing.both_in("") is None
    assert closing.both_in("[removed on 3 March 2027: a child could be identified]") is None


@pytest.mark.parametrize(
    ("judgement", "reason", "codes"),
    [
        ("0123456789abcdef", "", []),
        ("", "The service has closed.", []),
        ("", " \n ", ["closing-unproved"]),
        ("0123456789abcdef", "x" * 4001, ["text-too-long"]),
    ],
)
def test_it_closes_with_a_judgement_or_with_a_reason(judgement, reason, codes):
    assert [one.code for one in closing.check(judgement=judgement, reason=reason)] == codes


@pytest.mark.parametrize(
    ("said", "before", "codes"),
    [
        (findings.Said(source="judgement", number="3.2"), 0, []),
        (findings.Said(source="survey", words="At night nobody answers."), 0, []),
        (findings.Said(source="survey"), 0, ["finding-says-nothing"]),
        (findings.Said(source="rumour", words="Said."), 0, ["source-unknown"]),
        (findings.Said(source="own", words="x" * 1001), 0, ["text-too-long"]),
        (findings.Said(source="own", words="One more."), findings.MOST, ["too-many-findings"]),
    ],
)
def test_a_finding_says_where_and_what(said, before, codes):
    assert [one.code for one in findings.check(said, before=before)] == codes


def test_the_mark_of_a_finding_goes_with_all_that_its_form_shows():
    said = findings.Said(source="own", words="One. ")
    assert findings.said_mark(said) == findings.said_mark(said.clean())
    assert findings.said_mark(said) != findings.said_mark(replace(said, number="3.2"))


@pytest.mark.parametrize(
    ("name", "others", "codes"),
    [
        ("Service plan", ["Other plan"], []),
        ("  ", [], ["plan-unnamed"]),
        ("service  PLAN", ["Service plan"], ["plan-named-twice"]),
        ("Policing business plan", [], ["plan-named-twice"]),
        ("x" * 201, [], ["text-too-long"]),
        ("One more", [f"Plan {at}" for at in range(plans.MOST)], ["too-many-plans"]),
    ],
)
def test_a_plan_has_a_name_of_its_own(name, others, codes):
    assert [one.code for one in plans.check_name(name, others)] == codes


@pytest.mark.parametrize("plan", ["", *STRUCTURE_WORDS])
def test_every_plan_has_every_column(plan):
    called = plans.headings(plan)
    assert list(called) == list(plans.COLUMNS)
    assert all(called.values())
    assert len(set(called.values())) == len(called)


def test_what_plans_call_their_columns_is_known():
    assert set(plans.CALLED) < set(STRUCTURE_WORDS)
    assert all(set(one) <= set(plans.COLUMNS) for one in plans.CALLED.values())
