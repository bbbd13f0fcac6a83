"""A text that may identify somebody waits with its writer, on every door where people type."""

from __future__ import annotations

import pytest

from speir.evaluations.models import EarlierText, SetAside
from speir.mentions.models import KeptMention
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import HTMX, browser, open_page, send

NAMED = "Callum Fraser told his teacher."


@pytest.fixture
def view(cast):
    return world.begun(cast)


@pytest.fixture
def at(view):
    return f"/broad-views/{view.id}/1.1/"


def test_a_named_child_is_held_back_without_script_and_one_press_mends_it(cast, view, at):
    client = browser(cast.evaluator)
    page = send(client, open_page(client, at).form(at), 422, strengths=NAMED, choice="good")
    assert "This may name a child" in page.text
    assert "looks like somebody's name" in page.text
    assert world.values(view, "1.1")["strengths"] == ""
    assert world.values(view, "1.1")["choice"] == "good"
    form = page.form(at)
    (mend,) = [value for name, value in form.buttons if name == "mend_strengths" and value.endswith("[a child]")]
    send(client, form, mend_strengths=mend)
    assert world.values(view, "1.1")["strengths"] == "[a child] told his teacher."
    assert not SetAside.objects.exists()
