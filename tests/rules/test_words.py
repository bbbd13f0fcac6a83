"""Words as they are found: one form for all spellings of a word, and what somebody typed to find them."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.core.words import (
    BREAK,
    LONGEST,
    MOST_TERMS,
    Asked,
    Piece,
    Term,
    asked,
    excerpt,
    fts5,
    marked,
    matches,
    stem,
    stems,
    tsquery,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("agency", "Agencies"),
        ("children", "child’s"),
        ("people", "person"),
        ("visit", "VISITED"),
        ("assessment", "assessments"),
        ("Gàidhlig", "gaidhlig"),
        ("café", "cafe\u0301"),
        ("straße", "STRASSE"),
        ("family’s", "family's"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("care", "car"), ("2025", "2026"), ("Łódź", "Loch")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_figures_are_no_numbers_to_any_database() -> None:
    assert stems("1e5 3.2 2025/26") == ["n1e5", "n3", "n2", "n2025", "n26"]


@given(st.text())
def test_a_stem_is_latin_letters_and_figures_and_never_the_break(text: str) -> None:
    for one in stems(text):
        assert re.fullmatch(rf"[a-z][a-z0-9]{{0,{LONGEST - 1}}}", one)
        assert one != BREAK


def test_words_are_stemmed_the_same_by_many_at_once() -> None:
    words = [f"{letter}{ending}" for letter in "bcdfghjklm" for ending in ("illing", "atteries", "ondness")]
    alone = {word: stem(word) for word in words}
    stem.cache_clear()
    with ThreadPoolExecutor(16) as pool:
        assert dict(zip(words * 20, pool.map(stem, words * 20), strict=True)) == alone


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Asked()),
        ('  !? - " ', Asked()),
        ("school visits", Asked((Term(("school",)), Term(("visit",))))),
        ('"school visits"', Asked((Term(("school", "visit")),))),
        ("“school visits", Asked((Term(("school", "visit")),))),
        ("school -visits", Asked((Term(("school",)),), (Term(("visit",)),))),
        ('-"school visits"', Asked((), (Term(("school", "visit")),))),
        ("multi-agency", Asked((Term(("multi", "agenc")),))),
        ("the visits of the school", Asked((Term(("visit",)), Term(("school",))))),
        ("the", Asked((Term(("the",)),))),
        ("visit Visits", Asked((Term(("visit",)),))),
    ],
)
def test_what_somebody_typed_is_read(typed: str, wanted: Asked) -> None:
    assert asked(typed) == wanted


@pytest.mark.parametrize("typed", ["agenc", "agenci", "agencie", "agencies", "a", "age"])
def test_while_it_is_typed_the_last_word_is_the_beginning_of_one(typed: str) -> None:
    every = asked(f"school {typed}", typing=True).every
    assert every[0] == Term(("school",))
    assert all(matches(stems("The school and other agencies"), term) for term in every)


def test_a_word_with_a_space_after_it_is_finished() -> None:
    assert asked("visi ", typing=True) == asked("visi")


def test_no_more_terms_are_asked_for_than_a_database_answers_quickly() -> None:
    assert len(asked(" ".join(f"word{n}" for n in range(5000))).every) == MOST_TERMS


@given(st.text())
def test_nothing_that_is_typed_reaches_a_database_as_its_own_language(typed: str) -> None:
    wanted = asked(typed, typing=True)
    for terms in (wanted.every, wanted.none):
        if terms:
            assert re.fullmatch(r'[a-z0-9 "()*]*(?:(?:AND|OR)[a-z0-9 "()*]*)*', fts5(terms))
            assert re.fullmatch(r"[a-z0-9 '()&|<>:*-]*", tsquery(terms))


def test_words_are_marked_in_the_text_as_it_was_written() -> None:
    said = "Children’s plans <b>were</b> shared; a child’s plan was not."
    pieces = marked(said, asked("child plan"))
    assert "".join(piece.text for piece in pieces) == said
    assert [piece.text for piece in pieces if piece.found] == ["Children’s", "plans", "child’s", "plan"]


def test_a_phrase_is_marked_where_it_stands_as_one() -> None:
    pieces = marked("School visits. Visits to school.", asked('"school visit"'))
    assert pieces == (Piece("School visits", found=True), Piece(". Visits to school."))


def test_what_is_to_be_left_out_is_never_marked() -> None:
    assert not any(piece.found for piece in marked("Police visits", asked("-police")))


@given(st.text(), st.text(alphabet='abc -"é', max_size=12))
def test_marking_loses_no_letter(text: str, typed: str) -> None:
    assert "".join(piece.text for piece in marked(text, asked(typed, typing=True))) == text


def test_an_excerpt_is_the_part_around_the_first_place() -> None:
    text = "before " * 100 + "ptarmigan " + "after " * 100
    pieces = excerpt(text, asked("ptarmigan"))
    said = "".join(piece.text for piece in pieces)
    assert said.startswith("… before")
    assert said.endswith("after …")
    assert len(said) < 200
    assert [piece.text for piece in pieces if piece.found] == ["ptarmigan"]


def test_there_is_no_excerpt_of_a_text_without_the_words() -> None:
    assert excerpt("Nothing of it.", asked("ptarmigan")) == ()
