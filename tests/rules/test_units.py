"""Units: their names and kinds."""

from __future__ import annotations

import pytest

from speir.core.errors import Refused
from speir.organisations.rules import UnitKind, kind_of_unit, name_of_unit


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
