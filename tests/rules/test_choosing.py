"""Rules of choosing: what stands, what two people weigh at once, what a decision needs, and what is alike before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from speir.frameworks.rules.levels import CountsAs, Level
from speir.improvement.rules import before, choosing
from speir.improvement.rules.choosing import Because, Decided, Found, Weighed

WEAK = Level("1", "weak", "Weak", 2, CountsAs.PRIORITY, maintain=False, definition="")
GOOD = Level("2", "good", "Good", 4, CountsAs.STRENGTH, maintain=False, definition="")
DAY = dt.date(2026, 3, 3)


def found(source: str = "judgement", level: Level | None = WEAK, on: dt.date = DAY, **more: Any) -> Found:
    one = Found(source=source, id="x", number="3.2", on=on, level=level)
    return replace(one, because=choosing.because(level, more.pop("unsure", ())), **more)


@pytest.mark.parametrize(
    ("level", "sure", "provisional", "expected"),
    [
        (WEAK, "well_evidenced", False, {Because.LOW}),
        (GOOD, "well_evidenced", False, set()),
        (GOOD, "", False, set()),
        (GOOD, "some_doubt", False, {Because.UNSURE}),
        (GOOD, "well_evidenced", True, {Because.UNSURE}),
        (WEAK, "not_yet_known", True, {Because.LOW, Because.UNSURE}),
        (None, "not_yet_known", False, {Because.UNSURE}),
    ],
)
def test_what_is_judged_stands_for_its_level_or_for_what_is_unsure_about_it(
    level, sure, provisional, expected
):
    assert choosing.because(level, choosing.doubts(sure, provisional=provisional)) == expected


def test_a_later_broad_view_that_raises_no_question_settles_what_was_found_before_it_and_nothing_later():
    later = DAY + dt.timedelta(days=400)
    calm = found(level=GOOD, on=later)
    look, after = found("look"), found("inspection", on=later + dt.timedelta(days=1))
    assert choosing.standing([look, found("inspection")]) == [look, found("inspection")]
    assert choosing.standing([calm, look, after]) == [after]
    own = replace(found("survey"), because=frozenset({Because.SAID}))
    assert choosing.standing([calm, own]) == [own]
    assert choosing.standing([found(level=GOOD, on=later, unsure=("some doubt",)), look])[1:] == [look]


def test_each_field_that_is_weighed_is_settled_for_itself():
    stands = Weighed(harm="soon", note="Theirs")
    opened = Weighed().base
    assert choosing.laid_together(stands, {"reach": "few", "harm": ""}, opened) == (
        Weighed(harm="soon", reach="few", note="Theirs"),
        (),
    )
    assert choosing.laid_together(stands, {"harm": "later"}, opened) == (stands, ("harm",))
    assert choosing.laid_together(stands, {"note": "Mine"}, opened) == (stands, ("note",))
    assert choosing.laid_together(stands, {"harm": "soon"}, opened) == (stands, ())
    assert choosing.laid_together(stands, {"harm": "later"}, stands.base)[0].harm == "later"
    assert choosing.laid_together(stands, {"harm": "later"}, "")[1] == ("harm",)


def test_only_known_answers_are_taken():
    assert [one.field for one in choosing.check_weighed(Weighed(harm="x", effort="y", note="z" * 1001))] == [
        *("harm", "effort", "note")
    ]
    assert not choosing.check_weighed(Weighed("soon", "few", "yes", "small", "Said."))


@pytest.mark.parametrize(
    ("decision", "reason", "codes"),
    [
        ("parked", "Later.", []),
        ("nothing", "In hand.", []),
        ("parked", "", ["reason-missing"]),
        ("nothing", " ", ["reason-missing"]),
        ("chosen", "x", ["decision-unknown"]),
        ("", "x", ["decision-unknown"]),
        ("parked", "x" * 1001, ["text-too-long"]),
    ],
)
def test_leaving_something_needs_its_reason(decision, reason, codes):
    assert [one.code for one in choosing.check_decided(Decided(decision, reason))] == codes


def test_own_words_say_something_from_somewhere_about_an_indicator_that_there_is():
    def codes(words: str, source: str, number: str, before: int = 0) -> list[str]:
        return [one.code for one in choosing.check_own(words, source, number, ["1.1"], before=before)]

    assert codes("Few are asked.", "survey", "1.1") == []
    assert codes("", "judgement", "9.9") == ["own-empty", "source-unknown", "indicator-unknown"]
    assert codes("Few.", "own", "", before=100) == ["too-many-own"]
    assert [one.code for one in choosing.check_nothing("")] == ["reason-missing"]
    assert not choosing.check_nothing("We finish what we began.")


def test_a_gentle_word_comes_above_five():
    assert not choosing.advice(5)
    assert choosing.advice(6)


def test_titles_are_alike_by_two_telling_words_or_the_only_one():
    words = before.telling("Tell every school sooner about its children")
    assert set(words) == {"school", "sooner", "tell"}
    assert before.alike(words, "Ring schools sooner")
    assert not before.alike(words, "A school for staff")
    assert before.alike(before.telling("Chronologies"), "Write a chronologies course")
    assert not before.alike(before.telling("and of the"), "and of the")


def test_the_newest_stand_first_and_it_says_how_many_are_left():
    lines = [
        before.Earlier("Priority", "priority", str(at), "", f"P{at}", DAY.replace(year=2000 + at), "", "")
        for at in range(12)
    ]
    shown = before.newest(lines, 5)
    assert [line.on.year for line in shown.lines] == [2011, 2010, 2009, 2008, 2007]
    assert shown.more == 7
    assert before.judged("Weak", "Good") == "Judged weak; the broad view after it said good."
    assert before.judged("", "") == "No level was given."
