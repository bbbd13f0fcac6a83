"""Own reflection through the door: from the home page to three saved boxes, on a phone, with or without script."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.evaluations.actions import reflections, reflections_shared
from speir.evaluations.models import Reflection, ReflectionAside
from speir.evaluations.rules.saving import mark
from speir.evidence.models import Item
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import HTMX, browser, open_page, send


@pytest.fixture
def mhairi(cast):
    return world.colleague("Mhairi Gunn", cast.team, "practitioner", cast.lead)


@pytest.fixture
def at(cast, mhairi):
    return f"/reflections/{world.reflecting(mhairi, cast.team, happens='We knock and wait.').id}/"


def test_from_home_to_a_saved_reflection_in_four_steps_without_script(cast, mhairi):
    client = browser(mhairi)
    home = open_page(client, "/broad-views/")
    assert ("a", "/reflections/new/") in [(tag, of.get("href")) for tag, of in home.tags]
    assert "Start a broad view" not in home.text
    form = open_page(client, "/reflections/new/?words=trust").form("/new/")
    theme: Any = {"theme": "hmie-2005/1.1/trust"}
    response = client.post(form.action, form.filled() | theme)
    page = open_page(client, response["Location"])
    send(client, page.form(response["Location"]), happens="One.", known="Two.", doing="Three.", go="list")
    row = Reflection.objects.get()
    assert (row.happens, row.known, row.doing, row.theme) == ("One.", "Two.", "Three.", theme["theme"])
    assert "Three." in open_page(client, "/reflections/").text


def test_whose_role_does_not_reflect_is_shown_no_door(cast):
    client = browser(cast.reader)
    assert "/reflections/new/" not in open_page(client, "/broad-views/").html
    assert "your own role is not one that reflects" in open_page(client, "/reflections/").text


def test_no_level_is_asked_for(mhairi, at):
    form = open_page(browser(mhairi), at).form(at)
    assert not {"choice", "sure", "level"} & set(form.fields) | set(form.choices)


def test_each_box_saves_itself_and_brings_a_fresh_mark(mhairi, at):
    client = browser(mhairi)
    form = open_page(client, at).form(at)
    page = send(client, form, 200, HTMX, doing="Ring first.")
    assert "Saved" in page.text
    assert f'name="base_doing" value="{mark("Ring first.")}"' in " ".join(page.html.split())
    assert Reflection.objects.get().doing == "Ring first."


def test_two_tabs_both_keep_what_was_typed(mhairi, at):
    client = browser(mhairi)
    one, other = open_page(client, at).form(at), open_page(client, at).form(at)
    send(client, one, happens="In one tab.")
    page = send(client, other, 409, happens="In another tab.")
    assert "In one tab." in page.text
    assert page.form(at).fields["happens"] == ["In another tab."]
    assert ReflectionAside.objects.get().text == "In another tab."
    send(client, page.form(at), choose_happens="both")
    assert Reflection.objects.get().happens == "In one tab.\n\nIn another tab."
    assert not ReflectionAside.objects.exists()


def test_what_is_typed_after_discarding_in_another_tab_stays_on_the_page(mhairi, at):
    client = browser(mhairi)
    form = open_page(client, at).form(at)
    reflections.discard(reflection_id=Reflection.objects.get().id, by=mhairi.actor)
    page = send(client, form, 409, happens="Typed too late.")
    assert "Typed too late." in page.text + " ".join(page.values("happens"))
    send(client, open_page(client, at).form("/back/"))
    assert not open_page(client, "/reflections/").text.count("Nothing found")


def test_signed_out_the_typed_text_is_given_back(at):
    client = browser()
    response = client.post(at, {"happens": "Typed.", "base_happens": mark("")})
    assert response.status_code == 401
    assert "Typed." in response.content.decode()


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "🧸 Tha sinn ag èisteachd ri clann.", "<b>&amp;</b>\r\n\tTab"]
)
def test_long_and_odd_texts_come_back_as_they_were(text, mhairi, at):
    client = browser(mhairi)
    send(client, open_page(client, at).form(at), known=text)
    assert open_page(client, at).form(at).fields["known"] == [text.replace("\r\n", "\n")]


@pytest.mark.parametrize("odd", ["\x00", "x" * 5000, "../..", "🧸"])
def test_odd_ids_and_themes_begin_nothing(odd, cast, mhairi):
    client = browser(mhairi)
    for typed in ({"unit": odd, "theme": world.THEME}, {"unit": cast.team.id, "theme": odd}):
        assert client.post("/reflections/new/", typed).status_code in {404, 409}
    typed = {"unit": cast.team.id, "theme": world.THEME, "reflection_id": odd}
    assert client.post("/reflections/new/", typed).status_code == 302
    assert client.get("/reflections/", {"words": odd, "page": odd}).status_code == 200
    assert Reflection.objects.count() == 1


def test_the_evidence_form_begins_with_what_was_written_and_gives_what_is_worded_there(cast, mhairi, at):
    client = browser(mhairi)
    send(client, open_page(client, at).form(at), known="Six visits.")
    form = open_page(client, f"{at}evidence/").form("/evidence/")
    assert form.fields["shows"] == ["We knock and wait.\n\nSix visits."]
    assert form.fields["kind"] == ["observation"]
    assert form.fields["theme_communication"] == ["both"]
    send(client, form, shows="In six visits we knocked and waited.", unit=cast.team.id)
    item = Item.objects.get()
    assert (item.shows, item.owner) == ("In six visits we knocked and waited.", mhairi.person.id)
    assert "In six visits we knocked" in open_page(client, at).text
    assert Reflection.objects.get().happens == "We knock and wait."


def test_the_writer_finds_the_way_back_from_the_piece_and_nobody_else_does(cast, mhairi, at):
    row = Reflection.objects.get()
    draft: Any = world.draft(themes={})
    item = reflections_shared.give(
        reflection_id=row.id, unit_id=cast.team.id, draft=draft, item_id="", by=mhairi.actor
    )
    view = world.begun(cast)
    from speir.evaluations.actions.citations import cite

    cite(evaluation_id=view.id, number="1.1", item_id=item.id, stance="supports", by=cast.evaluator.actor)
    path = f"/broad-views/{view.id}/1.1/evidence/{item.id}/sharing/"
    assert at in open_page(browser(mhairi), path).html
    assert "/reflections/" + row.id not in open_page(browser(cast.lead), path).html


def test_reading_a_shared_one_is_recorded_once_a_day_and_its_writers_reading_is_not(cast, mhairi, at):
    row = Reflection.objects.get()
    reflections_shared.share(
        reflection_id=row.id,
        audience=f"named:{cast.lead.person.id}",
        why="They asked.",
        ends=None,
        by=mhairi.actor,
    )
    for who in (mhairi, cast.lead, cast.lead):
        open_page(browser(who), at)
    (entry,) = Entry.objects.filter(verb="read", about="reflection")
    assert (entry.person_name, entry.path) == (cast.lead.name, cast.team.path)


def test_it_is_taken_away_as_word_and_pdf_and_that_is_recorded(mhairi, at):
    client = browser(mhairi)
    send(client, open_page(client, at).form(at), doing="Ring first.")
    word = docx.Document(BytesIO(client.get(f"{at}reflection.docx").content))
    text = " ".join(paragraph.text for paragraph in word.paragraphs)
    for said in ("Communication", "What happens?", "We knock and wait.", "Ring first."):
        assert said in text
    pdf = pypdf.PdfReader(BytesIO(client.get(f"{at}reflection.pdf").content))
    assert "We knock and wait." in pdf.pages[0].extract_text().replace("\u200b", "")
    assert Entry.objects.filter(verb="downloaded", about="reflection", path="").count() == 2


def test_a_page_costs_the_same_however_many_there_are(cast, mhairi):
    client = browser(mhairi)

    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    def grow() -> Reflection:
        made = world.reflecting(mhairi, cast.team, happens="x", doing="y")
        for at in range(3):
            other = world.colleague(f"Colleague {at}", cast.team, "practitioner", cast.lead)
            reflections.let_in(reflection_id=made.id, person_id=other.person.id, by=mhairi.actor)
        return made

    path = f"/reflections/{grow().id}/"
    small = [cost("/reflections/"), cost(path), cost("/reflections/new/")]
    for _ in range(4):
        grow()
    large = [cost("/reflections/"), cost(path), cost("/reflections/new/")]
    assert small == large
    assert max(large) <= 12
