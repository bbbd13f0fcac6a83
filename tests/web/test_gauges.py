"""The robustness gauge beside a judgement: words first, a picture that can be read, where to look next."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.utils import timezone

from speir.evaluations.rules.standing import Cited, standing
from speir.evidence.actions import withdrawing
from speir.evidence.models import OwnKind
from speir.web.broad_views.gauges import picture
from tests import world
from tests.web.browsing import HTMX, browser, open_page, send

THEMES = {"hmie-2005/1.1/communication": "strength"}
TODAY: Any = {"from_day": None, "to_day": None, "valid_until": None}


@pytest.fixture
def view(cast):
    return world.begun(cast)


@pytest.fixture
def at(view):
    return f"/broad-views/{view.id}/1.1/"


def gauge_of(client, at):
    """Return the gauge's HTML, white space as one space."""
    html = " ".join(client.get(at).content.decode().split())
    start = html.index('<div class="gauge">')
    return html[start : html.index("</fieldset>", start)]


def test_the_gauge_names_what_confirms_what_it_tells_and_who_is_heard(cast, view, at):
    world.cite(view, "1.1", cast.lead, themes=THEMES, **TODAY)
    world.cite(view, "1.1", cast.lead, kind="family_interviews", speaks_of="impact", themes=THEMES, **TODAY)
    said = gauge_of(browser(cast.evaluator), at)
    assert "Confirmed by 2 kinds of source." in said
    assert "Reviews of case files · Interviews with children and families" in said
    assert "One piece tells of impact and one of what happens." in said
    assert "It carries the views of children and families." in said
    assert "Nothing yet on Trust." in said
    assert (
        "Nothing yet on “Trust”. Try focus groups of children or interviews with children and families."
        in said
    )


def test_the_picture_is_an_image_with_its_words_and_a_mark_for_each_piece(cast, view, at):
    for _n in range(12):
        world.cite(view, "1.1", cast.lead, **TODAY)
    said = gauge_of(browser(cast.evaluator), at)
    assert '<dt>What happens</dt> <dd><svg class="marks" role="img" aria-label="12 pieces"' in said
    assert "<dt>Impact</dt> <dd>none</dd>" in said
    assert said.count("<g transform=") == 12
    assert "style=" not in said


def test_a_piece_that_contradicts_one_that_is_stale_and_one_that_says_too_little_are_named(cast, view, at):
    world.cite(view, "1.1", cast.lead, **TODAY)
    world.cite(view, "1.1", cast.lead, "contradicts", kind="minutes", **TODAY)
    world.cite(view, "1.1", cast.lead, kind="surveys", from_day=dt.date(2020, 3, 3), to_day=None)
    world.cite(view, "1.1", cast.lead, kind="", **TODAY)
    client = browser(cast.evaluator)
    page = open_page(client, at).text
    said = gauge_of(browser(cast.evaluator), at)
    assert "One piece of evidence contradicts this judgement." in said
    assert "One piece of evidence is stale: is it still so?" in said
    assert "does not say yet where it comes from, so it counts as no kind of source." in said
    assert "Confirmed by 2 kinds of source." in said
    assert "Stale since 3 September 2021" in page
    assert {"confirms it", "confirms nothing", "contradicts it", "stale"} <= set(
        re.findall(r"</svg> ([a-z ]+)</span>", said)
    )


def test_a_piece_that_was_withdrawn_stands_there_with_the_reason_and_does_not_count(cast, view, at):
    item = world.cite(view, "1.1", cast.lead, **TODAY)
    withdrawing.withdraw(item_id=item, why="The wrong files were read.", by=cast.lead.actor)
    page = open_page(browser(cast.evaluator), at).text
    on = timezone.localdate()
    assert f"Withdrawn {on.day} {on:%B %Y}: The wrong files were read." in page
    said = gauge_of(browser(cast.evaluator), at)
    assert "No evidence yet." in said
    assert "One piece of evidence was withdrawn and no longer counts." in said


def test_an_organisations_own_kind_of_source_confirms_under_its_name(cast, view, at):
    own = OwnKind.objects.create(unit=cast.team, name="MAPPA notes")
    world.cite(view, "1.1", cast.lead, kind=f"own/{own.id}", **TODAY)
    world.write(view, "1.1", cast.lead, choice="good")
    client = browser(cast.evaluator)
    assert '<p class="ground__kinds">MAPPA notes</p>' in gauge_of(client, at)
    form = open_page(client, at).form(at)
    answer = client.post(at, form.filled(strengths="New."), **HTMX).content.decode()
    assert "MAPPA notes" in answer
    assert "This level is provisional and is shown so everywhere." in answer


def test_a_save_answers_with_what_the_judgement_stands_on_now(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, at).form(at)
    world.cite(view, "1.1", cast.lead, **TODAY)
    answer = client.post(at, form.filled(choice="good"), **HTMX).content.decode()
    assert '<div id="gauge" hx-swap-oob="true">' in answer
    assert "Confirmed by 1 kind of source: look for another." in answer


def test_a_sealed_broad_view_is_not_advised_where_to_look(cast, view, at):
    world.write(view, "1.1", cast.lead, choice="good")
    assert "Where to look next" in open_page(browser(cast.reader), at).text
    world.seal(view, cast.lead)
    assert "Where to look next" not in open_page(browser(cast.reader), at).text


def test_evidence_that_is_not_open_to_its_reader_confirms_and_hides_its_theme(cast, view, at):
    world.cite(view, "1.1", cast.evaluator, only_me=True, themes=THEMES, **TODAY)
    said = open_page(browser(cast.reader), at).text
    assert "Confirmed by 1 kind of source: look for another." in said
    assert "is not open to you, and so you do not see which theme it bears on." in said
    assert "Nothing yet on Communication" not in said
    assert "Theme by theme" in gauge_of(browser(cast.evaluator), at)


def test_what_people_typed_is_words_in_the_gauge_too(cast, view, at):
    client = browser(cast.evaluator)
    form = open_page(client, f"{at}evidence/new/").form("/evidence/new/")
    send(client, form, shows="<b>bold</b>", kind="case_files", speaks_of="happens", stance="supports")
    assert "<b>bold</b>" not in client.get(at).content.decode()


def test_what_was_withdrawn_is_not_offered_to_be_cited(cast, view, at):
    item = world.cite(view, "1.2", cast.lead, shows="Read in the wrong files.", **TODAY)
    client = browser(cast.evaluator)
    assert "Read in the wrong files." in open_page(client, f"{at}evidence/cite/").text
    withdrawing.withdraw(item_id=item, why="The wrong files were read.", by=cast.lead.actor)
    assert "Read in the wrong files." not in open_page(client, f"{at}evidence/cite/").text


def test_of_very_many_pieces_forty_are_drawn_and_what_contradicts_is_among_them():
    many = [Cited("case_files", "supports", "happens")] * 300 + [Cited("minutes", "contradicts", "happens")]
    _impact, happens, _intended = picture(standing(many))
    assert (len(happens["marks"]), happens["more"]) == (40, 261)
    assert happens["marks"][-1].shape == "contradicts"
    assert happens["count"] == "301 pieces, 1 contradicting it"
    assert picture(standing(many[:40]))[1]["more"] == 0
