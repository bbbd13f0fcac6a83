"""Text as people paste it, and dates, periods, lists and counts as people read them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.core.text import blocks, capital, clean, day, headline, listed, number, one_line, period

ANY = st.text(st.characters(), max_size=60)  # lone surrogates and control characters too


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Seen that day. \n", "Seen that day."),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three\x85four\x0bfive\x0csix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("trailing  \t\nspace", "trailing\nspace"),
        ("NUL\x00 and bell\x07", "NUL and bell"),
        ("tab\tstays", "tab\tstays"),
        ("half a sign \ud83d", "half a sign \ufffd"),
        ("cafe\u0301", "café"),
        ("’S e cànan na cloinne 👧🏽", "’S e cànan na cloinne 👧🏽"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=1+1", "=1+1"),
        ("first\n\n\nsecond", "first\n\n\nsecond"),
        ("", ""),
        ("\ufeff\ufffe", "\ufeff"),
    ],
)
def test_text_is_kept_in_one_form_and_loses_nothing_that_can_be_read(typed, kept):
    assert clean(typed) == kept


@given(ANY)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(ANY)
def test_what_is_kept_can_be_stored_everywhere(text):
    kept = clean(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert "\r" not in kept
    assert unicodedata.is_normalized("NFC", kept)
    assert not [c for c in kept if unicodedata.category(c) == "Cc" and c not in "\t\n"]


@given(st.text(st.characters(categories=("L", "N", "P")), max_size=60))
def test_letters_figures_and_marks_are_all_kept(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


@given(ANY)
def test_one_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1
    assert "  " not in one_line(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Children know who comes. They say so.", "Children know who comes."),
        ("Is it so? We think so.", "Is it so?"),
        ("In 11 of 12 files, e.g. at night, it was. Next.", "In 11 of 12 files, e.g. at night, it was."),
        ("First line\nsecond line", "First line"),
        ("•\tParents know whom to ring\n•\tSchools too", "Parents know whom to ring"),
        ("- Parents know whom to ring. All of them.", "Parents know whom to ring."),
        ("\uf0b7 Parents know whom to ring", "Parents know whom to ring"),
        ("-3 degrees in the waiting room", "-3 degrees in the waiting room"),
        ("He said “Stop.” And it did.", "He said “Stop.” And it did."),
        ("Short", "Short"),
        ("", ""),
        ("word " * 50, ("word " * 31) + "word…"),
    ],
)
def test_a_headline_is_the_first_sentence_or_its_first_words(text, first):
    assert headline(text) == first


@given(st.text(max_size=400), st.integers(20, 200))
def test_a_headline_is_one_line_and_never_longer_than_asked_for(text, most):
    assert len(headline(text, most)) <= most + 1
    assert "\n" not in headline(text, most)


def test_a_date_is_said_as_people_say_it():
    assert day(dt.date(2026, 3, 3)) == "3 March 2026"
    assert day(dt.date(1990, 12, 31)) == "31 December 1990"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, ""),
        ((2026, 3, 3), None, "3 March 2026"),
        (None, (2026, 3, 3), "3 March 2026"),
        ((2026, 3, 3), (2026, 3, 3), "3 March 2026"),
        ((2026, 1, 1), (2026, 12, 31), "2026"),
        ((2026, 4, 1), (2026, 4, 30), "April 2026"),
        ((2024, 2, 1), (2024, 2, 29), "February 2024"),
        ((2026, 1, 1), (2026, 6, 30), "January to June 2026"),
        ((2025, 7, 1), (2026, 6, 30), "July 2025 to June 2026"),
        ((2025, 1, 1), (2026, 12, 31), "January 2025 to December 2026"),
        ((2026, 4, 13), (2026, 4, 24), "13 to 24 April 2026"),
        ((2026, 4, 13), (2026, 5, 2), "13 April to 2 May 2026"),
        ((2025, 12, 28), (2026, 1, 4), "28 December 2025 to 4 January 2026"),
        ((2026, 4, 1), (2026, 4, 29), "1 to 29 April 2026"),
    ],
)
def test_a_period_is_said_as_people_say_it(start, end, said):
    assert period(start and dt.date(*start), end and dt.date(*end)) == said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["1.1"], "1.1"), (["1.1", "1.2"], "1.1 and 1.2"), (["a", "b", "c"], "a, b and c")],
)
def test_words_make_a_list_in_a_sentence(words, sentence):
    assert listed(words) == sentence


def test_counts_below_ten_are_words():
    assert [number(n) for n in (0, 1, 9, 10, 18)] == ["no", "one", "nine", "10", "18"]


def test_only_the_first_letter_becomes_a_capital():
    assert [capital(text) for text in ("two files", "éire", "", "CPC")] == ["Two files", "Éire", "", "CPC"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", []),
        ("One.\nTwo.\n\nThree.", [("text", ("One.", "Two.")), ("text", ("Three.",))]),
        ("We saw:\n• one\n- two\n– three", [("text", ("We saw:",)), ("list", ("one", "two", "three"))]),
        ("1. One\n2) Two", [("numbers", ("One", "Two"))]),
        ("- one\n  goes on\nand then", [("list", ("one goes on",)), ("text", ("and then",))]),
        ("- one\n\n- two", [("list", ("one",)), ("list", ("two",))]),
        ("2025. was a year", [("text", ("2025. was a year",))]),
        ("-5 degrees", [("text", ("-5 degrees",))]),
    ],
)
def test_a_plain_text_is_shown_in_the_paragraphs_and_lists_that_it_means(text, meant):
    assert [(block.kind, block.lines) for block in blocks(text)] == meant


def test_a_list_begins_with_the_number_it_was_written_with():
    assert [block.start for block in blocks("3. Three\n4. Four\n\n9) Nine\n2. Two")] == [3, 9, 2]


@given(st.text())
def test_no_word_is_lost_in_paragraphs_and_lists(text):
    shown = " ".join(line for block in blocks(text) for line in block.lines).split()
    bullets = {*"•·▪◦‣●○*\uf0b7–-"}
    kept = [
        word for word in clean(text).split() if word not in bullets and not re.fullmatch(r"\d{1,2}[.)]", word)
    ]
    assert [w for w in shown if w not in bullets and not re.fullmatch(r"\d{1,2}[.)]", w)] == kept
