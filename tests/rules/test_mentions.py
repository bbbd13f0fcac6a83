"""Mentions in a text: the same words once, replaced on request, counted without a word of them."""

from __future__ import annotations

import pytest

from speir.guard.finding import Kind
from speir.mentions.rules import COUNTED, REASONS, Keeping, Reason, counted, mended, mentions, said

TEXT = "Callum was seen. Then callum and Ailsa Munro, dob 03/03/15, rang 01632 960123."


def test_the_same_words_found_twice_are_one_mention() -> None:
    found = mentions(TEXT)
    assert [(one.kind, one.words, len(one.founds)) for one in found] == [
        (Kind.NAME, "Callum", 2),
        (Kind.NAME, "Ailsa Munro", 1),
        (Kind.BIRTH, "03/03/15", 1),
        (Kind.TELEPHONE, "01632 960123", 1),
    ]
    assert len({one.token for one in found}) == 4


def test_one_mention_is_replaced_wherever_it_stands_and_the_others_stay() -> None:
    callum = mentions(TEXT)[0]
    assert mended(TEXT, [callum.token], "[a child]").startswith(
        "[a child] was seen. Then [a child] and Ailsa"
    )


def test_all_are_replaced_by_what_they_are_and_nothing_is_found_again() -> None:
    all_of_it = mended(TEXT, None)
    assert (
        all_of_it == "[name] was seen. Then [name] and [name], dob [date of birth], rang [telephone number]."
    )
    assert mentions(all_of_it) == ()


def test_only_what_is_offered_gets_into_a_text() -> None:
    callum, _ailsa, birth, _tel = mentions(TEXT)
    assert mended(TEXT, [callum.token], "<b>Bob</b>").startswith("[name] was seen.")
    assert "dob [date of birth]," in mended(TEXT, [birth.token], "[a child]")
    assert mended(TEXT, ["no such token"]) == TEXT


@pytest.mark.parametrize("instead", mentions("Callum came")[0].insteads)
def test_nothing_that_is_written_instead_is_found_again(instead: str) -> None:
    assert mentions(f"{instead} came, and {instead}'s mum said so.") == ()


def test_the_trail_is_told_how_many_of_which_kinds_and_not_a_word_of_them() -> None:
    found = mentions(TEXT)
    assert counted(found) == "1 date of birth, 1 telephone number and 2 names"
    told = said(found, "1.1/strengths", Reason.NOBODY)
    assert (
        told == f"1 date of birth, 1 telephone number and 2 names in 1.1/strengths. {REASONS[Reason.NOBODY]}"
    )
    assert not any(one.words in told for one in found)


def test_every_kind_can_be_counted_and_every_reason_read() -> None:
    assert set(COUNTED) == set(Kind)
    assert set(REASONS) == set(Reason)


def test_a_reason_that_is_not_on_the_list_is_none() -> None:
    with pytest.raises(ValueError, match="no such reason"):
        Keeping("Because Callum said so", frozenset())
