"""`speir words`: the index by which evidence is found, made anew."""

from __future__ import annotations

import pytest

from speir.cli.__main__ import main
from speir.evidence.models import Item, Words
from tests import world

pytestmark = pytest.mark.django_db


def test_an_index_that_was_lost_is_made_anew(cast, capsys):
    world.filled(cast)
    items = Item.objects.count()
    kept = Words.objects.order_by("item").values_list("item", "first", "rest")
    before = list(kept)
    assert len(before) == items > 0
    Words.objects.all().delete()

    assert main(["words", "rebuild"]) == 0

    assert capsys.readouterr().out == f"The words of {items:,} pieces of evidence were made anew.\n"
    assert list(kept.all()) == before
