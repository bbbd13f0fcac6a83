"""Rules for you said, we did, and the gentle look at plain words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.improvement.rules import sheets
from speir.improvement.rules.heard import (
    GIVEN_OUT,
    MOST_ANSWERS,
    MOST_LINKS,
    SHEETS,
    Said,
    check,
    missing,
    read_link,
    said_mark,
    stays_ready,
)
from speir.improvement.rules.naming import AgeBand, Voice
from speir.improvement.rules.plain import JARGON, few, hints, jargon, long_sentences

TODAY = dt.date(2026, 3, 2)
WHOLE = Said(
    "children", "from_8", "A group", TODAY, "You said it.", "We decided it.", "It happened.", ("item:a",)
)


def anything(fields: dict[str, Any]) -> Any:
    return fields


def codes(said: Said, **more: int) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in check(said, TODAY, **more)]


def test_a_whole_answer_breaks_no_rule():
    assert codes(WHOLE) == [] == missing(WHOLE)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"voice": "press"}, "voice-unknown", "voice"),
        ({"age": ""}, "age-unknown", "age"),
        ({"age": "90"}, "age-unknown", "age"),
        ({"source": " "}, "source-missing", "source"),
        ({"heard": "\n"}, "heard-missing", "heard"),
        ({"on": TODAY + dt.timedelta(days=1)}, "heard-later", "on"),
        ({"source": "x" * 201}, "text-too-long", "source"),
        ({"decided": "x" * 1001}, "text-too-long", "decided"),
        ({"links": tuple(f"item:{n}" for n in range(MOST_LINKS + 1))}, "too-many-links", "items"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(changed, code, field):
    assert codes(replace(WHOLE, **changed)) == [(code, field)]


def test_a_unit_has_so_many_answers_and_no_more():
    assert codes(WHOLE, before=MOST_ANSWERS) == [("too-many-answers", "heard")]


def test_families_and_staff_need_no_age_and_keep_none():
    said = replace(WHOLE, voice="families", age="from_8").clean()
    assert said.age == ""
    assert codes(said) == []


def test_what_was_decided_and_what_happened_is_said_before_it_is_given_out():
    bare = replace(WHOLE, decided=" ", happened="")
    assert codes(bare) == []
    assert [one.field for one in missing(bare)] == ["decided", "happened"]


def test_links_alone_leave_it_ready_and_every_word_on_a_sheet_does_not():
    assert stays_ready(replace(WHOLE, links=()), WHOLE)
    for name in GIVEN_OUT:
        assert not stays_ready(replace(WHOLE, **anything({name: None})), WHOLE)


def test_a_mark_knows_every_field():
    marks = {
        said_mark(replace(WHOLE, **anything({name: "x"})))
        for name in ("voice", "source", "heard", "decided", "happened")
    }
    marks |= {said_mark(replace(WHOLE, age="from_12")), said_mark(replace(WHOLE, on=None))}
    marks |= {said_mark(replace(WHOLE, links=())), said_mark(WHOLE)}
    assert len(marks) == 9


def test_a_link_is_of_a_known_kind_and_has_an_id():
    assert read_link("item:abc") == ("item", "abc")
    assert {read_link(key) for key in ("", "item:", "person:abc", "item", ":abc")} == {("", "")}


def test_there_is_a_sheet_with_words_for_each_age_for_families_and_for_staff():
    assert list(SHEETS) == [*AgeBand, Voice.FAMILIES, Voice.STAFF] == list(sheets.WORDS)
    assert [key for key, sheet in SHEETS.items() if sheet.young] == ["under_8", "from_8"]
    assert [sheet.words for sheet in SHEETS.values()][1] == "8 to 11"


@pytest.mark.parametrize("key", SHEETS)
def test_our_own_words_on_a_sheet_are_plain(key):
    words = sheets.WORDS[key]
    for text in (words.lede, words.more, words.help, words.helpline, *words.blanks, *sheets.BOXES.values()):
        assert [
            one for one in hints(text, SHEETS[key].voice) if "work. Could" in one or "words. Could" in one
        ] == []


def test_a_long_sentence_is_asked_about_with_its_own_length():
    long = " ".join(["word"] * 31) + "."
    assert long_sentences(f"Short one. {long} Another.") == [(long, 31)]
    (hint,) = hints(long, "families")
    assert hint.startswith("This sentence has 31 words. Could it be two?")
    assert hints(" ".join(["word"] * 20), "families") == []


def test_a_line_of_its_own_is_a_sentence_of_its_own():
    line = " ".join(["word"] * 12)
    assert long_sentences(f"{line}\n{line}") == []


def test_words_of_the_work_are_asked_about_for_children_alone():
    text = "The Committee made a Strategy for multi-agency engagement."
    assert jargon(text) == ["Committee", "Strategy", "multi-agency", "engagement"]
    assert len(hints(text, "children")) == 4
    assert hints(text, "families") == hints(text, "staff") == []


def test_a_word_that_only_holds_a_word_of_the_work_is_left_alone():
    assert jargon("We reprioritypate. Your disservices.") == []
    assert all(word == word.lower() for word in JARGON)


@pytest.mark.parametrize(
    "text",
    [
        "three young people told us",
        "Two children at the school",
        "one mum said",
        "We heard from 4 parents",
        "a boy told us",
        "a deaf child",
        "a child said so",
        "a nine-year-old wrote",
        "four members of staff",
        "two very brave girls",
    ],
)
def test_fewer_than_five_people_are_asked_about(text):
    assert len(few(text)) == 1
    assert "could they be known by this?" in hints(text, "staff")[0]


@pytest.mark.parametrize(
    "text",
    [
        "Five children told us",
        "Some young people told us",
        "12 parents",
        "14 children",
        "Most children choose three friends to bring",
        "unless that would put a child in danger",
        "Three meetings in one week",
    ],
)
def test_more_people_or_none_in_number_are_not(text):
    assert few(text) == []


@given(st.text(max_size=300), st.sampled_from([*Voice]))
def test_hints_come_for_any_text_and_are_few(text, voice):
    assert len(hints(text, voice)) <= 4
