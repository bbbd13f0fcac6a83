"""Somebody discards a broad view at the instant in which a colleague saves: either it goes or the text stands."""

from __future__ import annotations

import re
from functools import partial

import pytest

from bench.saving import mark, read
from tests.load.conftest import Office
from tests.load.test_beside_each_other import all_at_once, saving

pytestmark = pytest.mark.load

ROUNDS = 12


def test_no_acknowledged_save_goes_with_a_broad_view_that_is_discarded(office: Office) -> None:
    leads, writes = office.people[0], office.people[1]
    for turn in range(ROUNDS):
        form = _form(leads.get("/broad-views/new/").text)
        begun = leads.post("/broad-views/new/", form | {"title": f"Begun twice {turn}"})
        here = begun.location
        path, token = f"{here}{office.team.numbers[0]}/", form["csrfmiddlewaretoken"]
        fields = read(writes.get(path).text)
        assert fields["base_strengths"] == mark("")
        save = saving(writes, path, fields, "They listen.", script=turn % 2 == 0)
        gone, saved = all_at_once(
            [partial(leads.post, f"{here}discard/", {"csrfmiddlewaretoken": token}), save]
        )
        assert (gone.status, saved.status) in {(302, 404), (409, 200), (409, 302)}
        if gone.status == 409:
            assert read(writes.get(path).text)["strengths"] == "They listen."
        else:
            assert writes.get(path).status == 404


def _form(page: str) -> dict[str, str]:
    """The fields of the form that begins a broad view."""
    unit = re.search(r'name="unit" value="(\w+)"', page)
    assert unit
    found = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    del found["only_me"]  # a box that nobody ticks
    return found | {"unit": unit[1], "framework": "hmie-2005", "period": "2026"}
