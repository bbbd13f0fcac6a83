"""From the one-time address to a sealed edition, through the door: each step's promises."""

from __future__ import annotations

import re

import pytest

from speir.access.actor import SYSTEM
from speir.accounts.actions import first_sign_in_address
from speir.accounts.models import Person
from speir.evaluations.models import Edition, EditionDocument, Evaluation
from speir.organisations.models import Unit
from speir.reports.renderers import apart
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import Page, browser, open_page, send

pytestmark = pytest.mark.django_db


# Coming in


def test_the_first_person_comes_in_by_the_printed_address_and_begins_a_broad_view(client):
    address = (first_sign_in_address("http://testserver") or "").removeprefix("http://testserver")
    page = send(client, open_page(client, address).form(address))
    assert page.response["Location"] == "/"
    assert client.get("/")["Location"] == "/start/"
    form = open_page(client, "/start/own/").form("/start/own/")
    page = send(client, form, unit_name="Riverside practice", kind="team", name="Morag Sinclair")
    new = page.response["Location"]
    page = send(client, open_page(client, new).form("/broad-views/new/"))
    grid = open_page(client, page.response["Location"])
    assert "Riverside practice" in grid.text
    assert "0 of 18 indicators done" in grid.text
    assert client.get("/")["Location"] == "/broad-views/"
    assert Person.objects.get().name == "Morag Sinclair"


# The two doors


def test_the_demonstration_is_one_press_away(cast):
    from zeal import zeal_ignore

    client = browser(cast.stranger)
    form = open_page(client, "/start/").form("/start/demonstration/")
    with zeal_ignore():  # one press writes a whole broad view
        page = send(client, form)
    grid = open_page(client, page.response["Location"])
    assert "Kilvarroch" in grid.text or "Port Varroch" in grid.text
    assert "Demonstration" in grid.text
    views = Evaluation.objects.count()
    assert send(client, form).response["Location"] == page.response["Location"]
    assert Evaluation.objects.count() == views


def test_a_visitor_without_a_name_is_called_visitor():
    nameless = Person.objects.create()
    from speir.improvement.actions import demonstration

    demonstration.load(by=SYSTEM)
    browser(world.Somebody(nameless)).post("/start/demonstration/")
    nameless.refresh_from_db()
    assert nameless.name == "Visitor"


@pytest.mark.parametrize(
    "wrong", [{"unit_name": " "}, {"kind": "club"}, {"kind": None}, {"name": ""}, {"unit_name": "x" * 201}]
)
def test_what_is_missing_to_found_a_unit_is_said_and_the_rest_kept(cast, wrong):
    client = browser(cast.stranger)
    typed = {"unit_name": "Our team", "kind": "service", "name": "Hamish"} | wrong
    page = send(client, open_page(client, "/start/own/").form("/start/own/"), 422, **typed)
    assert "There is a problem" in page.text
    kept = page.form("/start/own/").fields
    assert (kept["unit_name"], kept["name"]) == ([typed["unit_name"]], [typed["name"]])
    if "kind" in wrong:
        assert "Choose whether it is a partnership, an agency, a service or a team." in page.text
    assert Unit.objects.count() == 2


def test_nobody_is_taken_for_a_team_before_they_say_so(cast):
    page = open_page(browser(cast.stranger), "/start/own/")
    assert "Who is this for?" in page.text
    assert "kind" not in page.form("/start/own/").fields


# Colleagues


def test_who_does_not_lead_sees_the_colleagues_and_no_form(cast):
    page = open_page(browser(cast.evaluator), f"/people/{cast.team.id}/")
    assert cast.lead.name in page.text
    assert not [form for form in page.forms if "role" in form.fields]


# A broad view


def test_a_broad_view_begins_with_what_is_proposed_and_once_however_often_it_is_sent(cast):
    client = browser(cast.evaluator)
    form = open_page(client, "/broad-views/new/").form("/broad-views/new/")
    places = {send(client, form).response["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Evaluation.objects.get().unit == cast.team


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Enter a title."),
        ({"period": ""}, "Enter the period that it looks at."),
        ({"period": "soon"}, "Write a day, a month, a year or a period"),
        ({"period": "June 2026 to January 2026"}, "The last day is before the first day."),
        ({"period": "1900"}, "Enter a date from 1990 onwards"),
        ({"period": "2099"}, "Enter a date in the next five years"),
        ({"unit": "nosuchunit"}, "Choose who it is about"),
    ],
)
def test_what_is_wrong_with_a_new_broad_view_is_said_and_what_was_typed_is_kept(cast, wrong, sentence):
    client = browser(cast.evaluator)
    form = open_page(client, "/broad-views/new/").form("/broad-views/new/")
    typed = {"title": "Our title", "period": "2026"} | wrong
    page = send(client, form, 422, **typed)
    assert sentence in page.text
    kept = page.form("/broad-views/new/").fields
    assert (kept["title"], kept["period"]) == ([typed["title"]], [typed["period"]])
    assert not Evaluation.objects.exists()


def test_a_title_and_period_are_changed_and_two_at_once_are_told(cast):
    view = world.begun(cast)
    at = f"/broad-views/{view.id}/describe/"
    first, second = browser(cast.lead), browser(cast.evaluator)
    forms = [open_page(client, at).form(at) for client in (first, second)]
    send(first, forms[0], title="The first title", period="April 2024 to March 2025")
    page = send(second, forms[1], 422, title="The second title")
    assert "It now says: The first title, April 2024 to March 2025" in page.text
    pressed_again = send(first, forms[0], title="The first title", period="April 2024 to March 2025")
    assert pressed_again.response["Location"] == f"/broad-views/{view.id}/"
    assert page.form(at).fields["title"] == ["The second title"]
    send(second, page.form(at))
    assert "The second title" in open_page(second, f"/broad-views/{view.id}/").text
    assert "Enter a title." in send(second, open_page(second, at).form(at), 422, title="").text
    assert "from 1990 onwards" in send(second, open_page(second, at).form(at), 422, period="1900").text


def test_what_we_found_says_strengths_and_priorities_with_their_reasons(cast):
    view = world.filled(cast)
    text = open_page(browser(cast.reader), f"/broad-views/{view.id}/found/").text
    for words in (
        "Key strengths",
        "Priorities for improvement",
        "Still provisional",
        "Not evaluated",
        "Crucial",
    ):
        assert words in text
    assert "Four of 18 indicators judged." in text
    assert "We see children early (1.1)." in text
    assert "We write too little down (1.4)." in text
    assert "Help comes early, and we know it from families." in text


def test_sealing_says_what_is_open_seals_once_and_the_next_edition_can_begin(cast):
    view = world.filled(cast)
    here = f"/broad-views/{view.id}"
    client = browser(cast.lead)
    page = open_page(client, f"{here}/seal/")
    assert "1.2 and 1.4 rest on fewer than two kinds of source." in page.text
    page = send(client, page.form("/seal/"))
    edition = open_page(client, page.response["Location"])
    assert f"Sealed by {cast.lead.name}" in edition.text
    assert Edition.objects.get().digest in edition.text
    assert client.get(f"{here}/seal/")["Location"] == f"{here}/"
    reader = open_page(browser(cast.reader), f"{here}/1.1/")
    assert not [form for form in reader.forms if form.method == "post"]
    send(client, open_page(client, f"{here}/found/").form("/reopen/"))
    assert "working on edition 2" in open_page(client, f"{here}/").text
    assert open_page(client, f"{here}/1.1/").form("/1.1/")
    assert "Edition 1" in open_page(client, f"{here}/").text


def test_an_edition_that_was_changed_behind_speirs_back_says_so(cast):
    view = world.filled(cast)
    sealed = world.seal(view, cast.lead)
    Edition.objects.create(
        evaluation=view,
        number=2,
        sealed_at=sealed.sealed_at,
        content=sealed.content.replace("early", "always"),
        digest=sealed.digest,
    )
    client = browser(cast.reader)
    words = "does not match the digest that it was sealed with"
    assert words not in open_page(client, f"/broad-views/{view.id}/editions/1/").text
    assert words in open_page(client, f"/broad-views/{view.id}/editions/2/").text


def test_an_edition_is_dated_by_the_day_in_scotland(cast, clock):
    clock.set(2026, 7, 1, 0, 30)  # 30 June, 23:30 by the clock of the database
    view = world.begun(cast)
    world.seal(view, cast.lead)
    client = browser(cast.reader)
    for part in ("editions/1/", "", "downloads/"):
        text = open_page(client, f"/broad-views/{view.id}/{part}").text
        assert "1 July 2026" in text, part
        assert "30 June" not in text, part


def test_the_list_comes_in_pages_and_says_how_far_each_has_come(cast):
    for at in range(22):
        world.begun(cast, f"View {at}")
    client = browser(cast.reader)
    page = open_page(client, "/broad-views/")
    assert "Page 1" in page.text
    assert "Older" in page.text
    assert page.text.count("0 of 18 indicators done") == 20
    last = open_page(client, "/broad-views/?page=2").text
    assert last.count("0 of 18 indicators done") == 2
    assert "Older" not in last
    assert client.get("/broad-views/?page=3").headers["Location"] == "/broad-views/"


def test_a_name_of_signs_that_nobody_sees_is_no_name(cast):
    """Such as a text editor leaves behind: the form takes them for a text, the rule does not."""
    unseen = "\x07"
    lead, stranger = browser(cast.lead), browser(cast.stranger)
    at = f"/people/{cast.team.id}/"
    page = send(lead, open_page(lead, at).form(at), 422, name=unseen, role="reader")
    assert "Enter a name, so that colleagues know who wrote what." in page.text
    page = send(lead, open_page(lead, "/account/").forms[0], 422, name=unseen)
    assert "Enter a name" in page.text
    form = open_page(stranger, "/start/own/").form("/start/own/")
    page = send(stranger, form, 422, unit_name=unseen, kind="team", name="Hamish")
    assert "Enter the name of your partnership, agency, service or team." in page.text
    assert Person.objects.count() == 4


def test_somebody_who_may_begin_nothing_is_led_to_the_two_doors(cast):
    assert browser(cast.reader).get("/broad-views/new/")["Location"] == "/start/"


def test_the_history_of_a_level_is_told_in_words(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, choice="good", strengths="As the first wrote it.")
    world.write(
        view, "1.1", cast.lead, choice="weak", why="The files say so.", strengths="As the second wrote it."
    )
    text = open_page(browser(cast.reader), f"/broad-views/{view.id}/1.1/history/").text
    for words in ("Weak", "before: Good", "The files say so.", cast.lead.name, "As the first wrote it."):
        assert words in text


# Taking away


TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@pytest.mark.parametrize("format", TYPES)
def test_a_download_is_a_file_that_no_browser_opens_as_a_page(cast, format):
    view, other = world.filled(cast, ("1.1",)), world.filled(cast, ("1.1",))
    world.seal(view, cast.lead)
    client = browser(cast.reader)
    paths = [f"/broad-views/{other.id}/grid.{format}", f"/broad-views/{view.id}/editions/1/grid.{format}"]
    if format != "pdf":
        paths.append(f"/frameworks/hmie-2005/blank-grid.{format}")
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200
        assert response["Content-Type"] == TYPES[format]
        assert re.fullmatch(rf'attachment; filename="[a-z0-9-]+\.{format}"', response["Content-Disposition"])
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response.content[:4] in {b"PK\x03\x04", b"%PDF"}


def test_a_download_is_in_the_trail(cast):
    view = world.begun(cast)
    client = browser(cast.reader)
    client.get(f"/broad-views/{view.id}/grid.docx")
    world.seal(view, cast.lead)
    client.get(f"/broad-views/{view.id}/editions/1/grid.docx")
    entries = Entry.objects.filter(verb="downloaded").order_by("at")
    assert [(e.person_name, e.about_id, e.path, e.detail) for e in entries] == [
        (cast.reader.name, view.id, cast.team.path, "docx"),
        (cast.reader.name, view.id, cast.team.path, "docx, edition 1"),
    ]


@pytest.mark.usefixtures("really_apart")
@pytest.mark.parametrize("format", TYPES)
def test_where_no_document_can_be_made_a_sentence_says_what_to_take_instead(cast, monkeypatch, format):
    monkeypatch.setattr(apart, "LONGEST", 0.01)
    page = Page(browser(cast.reader).get(f"/broad-views/{world.begun(cast).id}/grid.{format}"))
    assert page.response.status_code == 409
    assert "The document could not be made." in page.text
    assert not Entry.objects.filter(verb="downloaded").exists()


def test_while_it_is_sealed_the_grid_is_the_sealed_edition_and_does_not_say_otherwise(cast):
    view = world.sealed(cast)
    client = browser(cast.reader)
    for kind in TYPES:
        sent = client.get(f"/broad-views/{view.id}/grid.{kind}")
        assert sent.headers["Location"] == f"/broad-views/{view.id}/editions/1/grid.{kind}"
    page = open_page(client, f"/broad-views/{view.id}/downloads/").text
    assert "as it stands now" not in page
    assert "Edition 1" in page


def test_an_editions_document_is_the_one_that_was_kept(cast):
    view = world.sealed(cast)
    edition = Edition.objects.get()
    EditionDocument.objects.create(
        edition=edition, format="pdf", body=b"%PDF kept", digest="0" * 64, made_at=edition.sealed_at
    )
    response = browser(cast.reader).get(f"/broad-views/{view.id}/editions/1/grid.pdf")
    assert response.content == b"%PDF kept"


def test_a_unit_whose_name_has_no_latin_letter_gives_its_file_a_name_all_the_same(cast):
    Unit.objects.filter(pk=cast.team.id).update(name="保護 👧")
    view = world.begun(cast, title='"; filename="evil.exe')
    response = browser(cast.lead).get(f"/broad-views/{view.id}/grid.docx")
    assert response["Content-Disposition"] == 'attachment; filename="grid-filenameevilexe.docx"'
