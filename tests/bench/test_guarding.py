"""The guard finds as much as was promised, and is wrong as seldom, on statements that nobody tuned it on."""

from __future__ import annotations

import pytest

from bench.guarding import FOLDER, FRESH, Planted, Statement, figures, fresh, missed, read, statements

FILES = {"names", "numbers", "births", "postcodes", "telephones", "emails", "ordinary"}
PLANTED = {"name", "chi", "nhs", "nino", "birth", "postcode", "telephone", "email"}


def test_a_marked_line_is_read_without_its_marks() -> None:
    assert read("Seen by [[name:Ailsa]] at [[postcode:IV3 8LE]].") == Statement(
        "Seen by Ailsa at IV3 8LE.", (Planted(8, 13, "name"), Planted(17, 24, "postcode"))
    )


def test_a_number_counts_as_found_in_full_and_as_what_it_is_only() -> None:
    assert not list(missed(read("dob [[birth:3 March 2015]]")))
    assert list(missed(read("dob 3 [[birth:March 2015 and more]]")))
    assert list(missed(read("dob [[telephone:3 March 2015]]")))


def test_every_file_of_statements_is_measured() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == FILES | {FRESH}


@pytest.mark.parametrize("name", sorted(FILES))
def test_there_are_two_hundred_statements_of_each_and_none_twice(name: str) -> None:
    both = [*statements(name, held_back=False), *statements(name, held_back=True)]
    assert len({statement.text for statement in both}) == len(both) == 200
    assert all(bool(statement.planted) == (name != "ordinary") for statement in both)


@pytest.mark.parametrize("held_back", [False, True], ids=["tuned on", "held back"])
def test_what_was_promised_is_reached(held_back: bool) -> None:
    """Issue: 99 % of numbers with check digits, 95 % of the rest, 90 % of names, one false alarm in 50 statements."""
    result = figures(held_back=held_back)
    assert {figure.what for figure in result} == {*PLANTED, "false alarms"}
    assert [figure for figure in result if not figure.reached] == []


def test_names_that_nothing_was_tuned_on_are_found_as_often() -> None:
    figure = fresh()
    assert figure.of >= 100
    assert figure.reached, figure
