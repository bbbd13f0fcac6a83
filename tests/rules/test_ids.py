"""Random ids for addresses."""

from __future__ import annotations

import pytest

from speir.core.ids import ALPHABET, LENGTH, is_id, new_id, new_secret


def test_ids_are_random_and_of_one_form():
    made = {new_id() for _ in range(500)}
    assert len(made) == 500
    assert all(is_id(each) for each in made)


def test_an_id_holds_80_bits_and_no_letter_that_reads_like_another():
    assert len(ALPHABET) ** LENGTH == 2**80
    assert not set("ilou") & set(ALPHABET)


@pytest.mark.parametrize(
    "text", ["", "0" * 15, "0" * 17, "o" * 16, "0" * 15 + "\x00", "A" * 16, "../../../../etc/"]
)
def test_what_a_form_brings_along_is_no_id_unless_it_has_the_form_of_one(text):
    assert not is_id(text)


def test_a_secret_holds_256_bits_and_stands_in_an_address():
    one, other = new_secret(), new_secret()
    assert one != other
    assert len(one) == 43
    assert one.replace("-", "").replace("_", "").isalnum()
