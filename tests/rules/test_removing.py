"""Where words stand in a text, what stands there afterwards, and what disposals come to."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.retention.rules import removing

NOTE = "[removed on 3 March 2026: a child could be identified]"


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("Torquil came.", "Torquil", "* came."),
        ("TORQUIL came, and torquil’s aunt.", "Torquil", "* came, and *’s aunt."),
        ("Anne-Marie, Anne Marie and AnneMarie", "anne marie", "*, * and *"),
        ("Seònaid and Seonaid", "seonaid", "* and *"),
        ("Seo\u0300naid decomposed", "Seònaid", "* decomposed"),
        ("CHI 010203 1234, or 0102031234.", "0102031234", "CHI *, or *."),
        ("Ann is named; annual is not, nor is Joann.", "Ann", "* is named; annual is not, nor is Joann."),
        ("Every child is seen. Danielle was.", "Daniel", "Every child is seen. Danielle was."),
        ("Łukasz; ŁUKASZ", "łukasz", "*; *"),
        ("ਗੁਰਪ੍ਰੀਤ came", "ਗੁਰਪ੍ਰੀਤ", "* came"),
        ("🙂Torquil🙂", "Torquil", "🙂*🙂"),
        ("Ann.        Other", "Ann Other", "Ann.        Other"),
        ("Torquil\nMacdonald", "Torquil Macdonald", "*"),
        ("", "Torquil", ""),
    ],
)
def test_words_are_found_whole_whatever_their_case_accents_and_hyphens(text, words, left):
    assert removing.without(text, words, "*") == left


def test_what_was_removed_before_is_not_removed_again():
    text = f"He and {NOTE} were identified as a child could."
    assert removing.spans(text, "identified") == [(text.rindex("identified"), text.rindex("identified") + 10)]


@given(st.text(max_size=80), st.text(min_size=2, max_size=6))
def test_afterwards_the_words_stand_nowhere_outside_a_note(text, words):
    left = removing.without(text, words, NOTE)
    assert removing.spans(left, words) == []


@given(st.text(max_size=80), st.text(min_size=2, max_size=6))
def test_what_stands_near_and_the_words_are_of_the_text(text, words):
    for before, found, after in removing.around(text, words):
        assert found in text
        assert before.removeprefix("… ") in text
        assert after.removesuffix(" …") in text


def test_long_lines_are_cut_at_a_word():
    text = "word " * 60 + "Torquil" + " word" * 60
    [(before, found, after)] = removing.around(text, "Torquil")
    assert found == "Torquil"
    assert before.startswith("… word")
    assert after.endswith("word …")


def test_the_note_says_when_and_why_and_a_whole_text_becomes_it():
    note = removing.note(dt.date(2026, 3, 3), "child")
    assert note == NOTE
    assert removing.emptied("Torquil came.", "Torquil", note, whole=True) == NOTE
    assert removing.emptied("Torquil came.", "Torquil", note, whole=False) == f"{NOTE} came."


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("To", []),
        ("T.", ["words-too-few"]),
        ("", ["words-too-few"]),
        ("x" * 201, ["words-too-long"]),
        ("12", []),
    ],
)
def test_words_must_be_enough_to_be_looked_for(words, codes):
    assert [refused.code for refused in removing.check(words)] == codes


@pytest.mark.parametrize(
    ("steps", "now", "whole"),
    [
        ([], "a", True),
        ([], "b", False),
        ([("a", "b")], "b", True),
        ([("b", "c"), ("a", "b")], "c", True),
        ([("a", "b")], "a", False),
        ([("x", "b")], "b", False),
        ([("a", "b"), ("x", "y")], "b", False),
    ],
)
def test_disposals_lead_from_the_digest_of_the_seal_to_that_of_now(steps, now, whole):
    assert removing.leads("a", now, steps) is whole


def test_the_digest_of_a_disposal_is_of_all_of_it_in_any_order():
    one, other = removing.Gone("t", "1", "text"), removing.Gone("t", "2", "text")
    facts = {"disposal": ("broad view", "x")}
    assert removing.digest_of(facts, [one, other]) == removing.digest_of(facts, [other, one])
    assert removing.digest_of(facts, [one]) != removing.digest_of(facts, [one, other])
    assert removing.digest_of({"disposal": ("broad view", "y")}, [one]) != removing.digest_of(facts, [one])
