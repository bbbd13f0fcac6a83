"""A compiled query gives what its QuerySet gives: where nothing can match, and whatever a text in it holds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F, Q, Value

from speir.core.compiled import Compiled, CompiledModels
from speir.organisations.models import Unit

pytestmark = pytest.mark.django_db


def test_where_nothing_can_match_nothing_is_asked(django_assert_num_queries):
    named = Compiled(lambda: Unit.objects.filter(pk__in=()).values_list("name"), blanks=0)
    whole = CompiledModels(lambda: Unit.objects.filter(pk__in=()), blanks=0)
    with django_assert_num_queries(0):
        assert (named(), named.given(), named.made([]), whole()) == ([], (), [], [])


@pytest.mark.parametrize("text", ["O'Hara''s", "100% of %s", 'a "name"; --', "50\\% \\_", "%%", "a\0b"])
def test_a_text_that_stands_in_a_query_is_the_text_it_is(text):
    if "\0" in text and connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no NUL.")
    Unit.objects.bulk_create([_unit(text), _unit("another")])
    own = Unit.objects.filter(Q(name=text) | Q(name__startswith=text), kind="agency").order_by("name")
    rows = own.values_list("name", Value(text), "demonstration")
    assert Compiled(lambda: rows, blanks=0)() == list(rows)
    asked = Compiled(lambda one: rows.filter(~Q(path=Value(text)), path=F("id"), id=one), blanks=1)
    (one,) = Unit.objects.filter(name=text)
    assert asked(one.id) == list(rows.filter(id=one.id))
    assert asked("nobody") == []


def _unit(name: str) -> Unit:
    one = Unit(name=name, kind="agency")
    one.root, one.path = one, one.pk
    return one
