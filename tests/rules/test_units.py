"""Units: their names and kinds."""

from __future__ import annotations

import pytest

from speir.core.errors import Refused, Unfit
from speir.organisations.rules import UnitKind, contacts_of, dialled, kind_of_unit, mark_of, name_of_unit


def test_a_unit_is_a_partnership_an_agency_a_service_or_a_team():
    assert [kind_of_unit(kind) for kind in ("partnership", "agency", "service", "team")] == list(UnitKind)


@pytest.mark.parametrize("typed", ["", "committee", "Team", "team\x00"])
def test_another_kind_is_refused_beside_its_field(typed):
    with pytest.raises(Refused) as refused:
        kind_of_unit(typed)
    assert refused.value.field == "kind"


def test_a_units_name_stands_on_one_line():
    assert name_of_unit("  Strathardle \r\n children’s team ") == "Strathardle children’s team"
    assert name_of_unit("x" * 200)


def test_a_units_name_turns_no_words_around():
    assert name_of_unit("\u202eStrathardle\u202c team\u2067") == "Strathardle team"


@pytest.mark.parametrize("typed", ["", "  ", "\x00", "\u200b\u202e", "\u3164", "x" * 201])
def test_a_unit_without_a_name_or_with_an_endless_one_is_refused_beside_its_field(typed):
    with pytest.raises(Refused) as refused:
        name_of_unit(typed)
    assert refused.value.field == "unit_name"
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "number", ["999", "0800 123 4567", "+44 (0)1632 960100", "01632 960100 ext 12", "01632-960-100 x4"]
)
def test_numbers_as_people_write_them_are_taken(number):
    assert contacts_of([("Social work", f"  {number} ")]) == [("Social work", number)]


@pytest.mark.parametrize(
    "number", ["", "12", "ring the bell", "0800 CALL", "javascript:1234", "1" * 41, "٣٣٣٣"]
)
def test_what_no_telephone_dials_is_refused_beside_its_box(number):
    with pytest.raises(Unfit) as unfit:
        contacts_of([("Police", "101"), ("Social work", number)])
    assert [refused.field for refused in unfit.value.broken] == ["number_1"]


def test_a_number_without_anybody_is_refused_and_an_empty_line_is_left_out():
    assert contacts_of([("", " "), ("Police", "101"), ("\u200b", "")]) == [("Police", "101")]
    with pytest.raises(Unfit) as unfit:
        contacts_of([("", "101"), ("W" * 201, "101")])
    assert [refused.field for refused in unfit.value.broken] == ["who_0", "who_1"]


def test_a_telephone_dials_digits_alone_and_no_extension():
    assert dialled("+44 1632 960-100 ext 12") == "+441632960100"
    assert dialled("(01632) 960100 x4") == "01632960100"


def test_the_same_letters_divided_otherwise_are_other_contacts():
    assert len({mark_of([]), mark_of([("a", "101")]), mark_of([("a1", "01")]), mark_of([("", "a101")])}) == 4
