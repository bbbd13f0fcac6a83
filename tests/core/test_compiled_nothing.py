"""A compiled query that can match nothing gives nothing and asks nothing, as Django's own does."""

from __future__ import annotations

import pytest

from speir.core.compiled import Compiled, CompiledModels
from speir.organisations.models import Unit

pytestmark = pytest.mark.django_db


def test_where_nothing_can_match_nothing_is_asked(django_assert_num_queries):
    named = Compiled(lambda: Unit.objects.filter(pk__in=()).values_list("name"), blanks=0)
    whole = CompiledModels(lambda: Unit.objects.filter(pk__in=()), blanks=0)
    with django_assert_num_queries(0):
        assert (named(), named.given(), named.made([]), whole()) == ([], (), [], [])
