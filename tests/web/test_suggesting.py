"""Themes are offered while evidence is written, with script and without; nothing is chosen for anybody or kept."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.core import next_door
from speir.evidence.models import Item, ItemTheme
from speir.frameworks.queries import suggesting as ranked
from speir.frameworks.rules.suggesting.words import MOST_LETTERS
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import Page, browser, open_page, send

KNOWN = "Supervision is cancelled whenever the team is busy and nobody has had an appraisal."
TRAINING, COMPETENCE = "hmie-2005/4.5/training", "hmie-2005/4.5/competence"
ADDRESS = "/evidence/suggest/"


@pytest.fixture
def view(cast):
    return world.begun(cast)


@pytest.fixture
def at(view):
    return f"/broad-views/{view.id}/1.1/evidence/new/"


def asked(client: Any, address: str = ADDRESS, status: int = 200, **typed: Any) -> str:
    response = client.post(address, typed, headers={"HX-Request": "true"})
    assert response.status_code == status
    return str(response.content.decode())


def checked(page: str, path: str) -> str:
    """What is chosen for a theme in the block."""
    parts = page.split(f'name="theme_{path}"')[1:]
    chosen = [part for part in parts if part.partition(">")[0].rstrip().endswith("checked")]
    assert len(chosen) == 1
    return chosen[0].split('value="')[1].partition('"')[0]


def test_themes_are_offered_with_their_indicator_and_none_is_chosen(cast):
    page = asked(browser(cast.evaluator), shows=KNOWN)
    assert page.count('name="suggested"') == 4
    assert "Professional competence and confidence" in page
    assert "4.5 Development of staff" in page
    assert "It may be wrong: you choose." in page
    assert checked(page, COMPETENCE) == ""


def test_the_account_is_read_beside_what_it_shows(cast):
    page = asked(browser(cast.evaluator), shows="As they told us last week.", account=KNOWN)
    assert COMPETENCE in page


def test_of_the_indicator_that_is_written_for_it_only_says_which_themes_are_likely(cast):
    page = asked(browser(cast.evaluator), f"{ADDRESS}?framework=hmie-2005&here=4.5", shows=KNOWN)
    assert "Likely here: Professional competence and confidence" in page
    assert f'name="theme_{COMPETENCE}"' not in page


def test_what_was_chosen_stays_though_it_is_no_longer_likely(cast):
    typed: Any = {
        "suggested": [TRAINING, COMPETENCE],
        f"theme_{TRAINING}": "weakness",
        f"theme_{COMPETENCE}": "",
    }
    page = asked(
        browser(cast.evaluator), shows="A caller out of hours reached an answering machine.", **typed
    )
    assert checked(page, TRAINING) == "weakness"
    assert f'name="theme_{COMPETENCE}"' not in page
    page = asked(browser(cast.evaluator), shows="", **typed)
    assert checked(page, TRAINING) == "weakness"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ""),
        ({"shows": " "}, "Write a sentence first."),
        ({"shows": "Ok"}, "Write a sentence first."),
        ({"shows": "asdf qwer uiop hjkl"}, "Nothing is close this time; these are guesses."),
        ({"shows": "🙂" * 400}, "these are guesses"),
        ({"shows": "<script>alert(1)</script>" * 5}, "you choose"),
        ({"shows": f"{KNOWN} " * 1000}, "Only the beginning of the text was read."),
        ({"shows": KNOWN, "suggested": ["x", "hmie-2005/9.9/none", "\x00"], "theme_x": "both"}, "you choose"),
        ({"shows": KNOWN, "suggested": [TRAINING], f"theme_{TRAINING}": "<b>"}, "you choose"),
    ],
)
def test_whatever_is_sent_gets_a_block_and_never_an_error(cast, typed, said):
    page = asked(browser(cast.evaluator), f"{ADDRESS}?framework=none&here=9.9", **typed)
    assert said in page
    assert "<script>" not in page
    assert "<b>" not in page


def test_nothing_of_the_text_is_stored_or_logged(cast, caplog):
    client, word = browser(cast.evaluator), "zebrafinch"
    client.get("/")
    before = Entry.objects.count()
    with (
        caplog.at_level(logging.DEBUG),
        CaptureQueriesContext(
            connection,
        ) as done,
    ):
        asked(client, shows=f"{KNOWN} {word}")
    assert word not in caplog.text
    assert not [query for query in done if word in query["sql"]]
    assert Entry.objects.count() == before


def test_a_sign_in_and_a_token_of_the_form_are_needed(cast):
    assert browser().post(ADDRESS, {"shows": KNOWN}).status_code == 401
    assert (
        browser(cast.evaluator, enforce_csrf_checks=True).post(ADDRESS, {"shows": KNOWN}).status_code == 403
    )
    assert browser(cast.evaluator).get(ADDRESS).status_code == 405


def test_without_script_a_button_gives_the_form_back_as_typed_with_themes_to_choose(cast, at):
    client = browser(cast.evaluator)
    typed: Any = {
        "shows": KNOWN,
        "kind": "surveys",
        "when": "April 2025",
        "speaks_of": "impact",
        "voices": ["children"],
        "stance": "qualifies",
        "theme_trust": "both",
    }
    form = open_page(client, at).form("/evidence/new/")
    response = client.post(at, form.filled(**typed) | {"go": "suggest"})
    assert response.status_code == 200
    page = Page(response, at)
    assert "There is a problem" not in page.text
    again = page.form("/evidence/new/").filled()
    assert {name: again[name] for name in typed} == {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }
    assert not Item.objects.exists()
    weakness: Any = {f"theme_{COMPETENCE}": "weakness"}
    send(client, page.form("/evidence/new/"), **weakness)
    assert dict(ItemTheme.objects.values_list("theme", "bears")) == {
        COMPETENCE: "weakness",
        "hmie-2005/1.1/trust": "both",
    }


def test_a_theme_of_another_indicator_can_be_taken_away_again_and_others_stay(cast, view):
    item_id = world.cite(
        view, "1.1", cast.evaluator, themes={TRAINING: "weakness", "hmie-2005/1.1/trust": "strength"}
    )
    address = f"/broad-views/{view.id}/1.1/evidence/{item_id}/"
    client = browser(cast.evaluator)
    page = open_page(client, address)
    assert "4.5 Development of staff" in page.text
    send(client, page.form(f"/evidence/{item_id}/"), shows="Changed.")
    assert dict(ItemTheme.objects.values_list("theme", "bears"))[TRAINING] == "weakness"
    nothing: Any = {f"theme_{TRAINING}": ""}
    send(client, open_page(client, address).form(f"/evidence/{item_id}/"), **nothing)
    assert dict(ItemTheme.objects.values_list("theme", "bears")) == {"hmie-2005/1.1/trust": "strength"}


def test_where_somebody_is_next_door_the_web_server_asks_there(cast, settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    ranked.door().parent.mkdir()
    ranked.door().touch()
    heard: list[Any] = []

    def answer(path: Any, question: Any, *, seconds: float) -> Any:
        heard.append(question["text"])
        assert seconds < 1
        return {"themes": [TRAINING], "indicators": ["4.5"], "unsure": False}

    monkeypatch.setattr(next_door, "ask", answer)
    page = asked(browser(cast.evaluator), shows=KNOWN)
    assert heard == [KNOWN]
    assert "by a small language model on Speir's own machine" in page.replace("&#x27;", "'")
    assert page.count('name="suggested"') == 1
    assert len(KNOWN * 1000) > MOST_LETTERS
