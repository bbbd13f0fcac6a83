"""From the one-time address to a sealed edition, through the door: each step's promises."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache

from speir.access.actor import SYSTEM
from speir.accounts.actions import first_sign_in_address, make_sign_in_address
from speir.accounts.models import Person
from speir.evaluations.models import Edition, EditionDocument, Evaluation
from speir.organisations.models import Unit
from speir.trail.models import Entry
from speir.web.accounts.adapter import Adapter
from tests import world
from tests.web.browsing import Page, browser, open_page, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_other_tests():
    """Attempts to sign in are counted in the cache."""
    cache.clear()


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


def test_a_one_time_address_signs_in_once_by_its_button_and_not_by_being_opened(cast):
    address = make_sign_in_address(person=cast.reader.person, by=SYSTEM, goes_to="/broad-views/")
    scanner = browser()
    for _ in range(3):
        open_page(scanner, address)
    client = browser()
    page = send(client, open_page(client, address).form(address))
    assert page.response["Location"] == "/broad-views/"
    open_page(client, "/broad-views/")
    for again in (browser().get(address), browser().post(address)):
        assert again.status_code == 410
        assert "has been used or has ended" in Page(again).text


def test_a_one_time_address_is_over_after_a_day(cast, clock):
    address = make_sign_in_address(person=cast.reader.person, by=SYSTEM)
    clock.forward(hours=24)
    assert browser().get(address).status_code == 410
    assert browser().post(address).status_code == 410


def test_choosing_a_password_and_signing_in_with_it(cast):
    client = browser(cast.evaluator)
    account = open_page(client, "/account/")
    send(client, account.forms[1], email="Isla@Example.scot", password="three words together")
    assert "From now on you can sign in" in open_page(client, "/account/").text
    other = browser()
    form = open_page(other, "/sign-in/?next=/broad-views/").form("/sign-in/")
    page = send(other, form, login="isla@example.scot", password="three words together")
    assert page.response["Location"] == "/broad-views/"
    assert open_page(other, "/broad-views/")


@pytest.mark.parametrize("name", ["isla@example.scot", "nobody@example.scot"])
def test_a_wrong_password_and_an_unknown_address_look_the_same(cast, name):
    cast.evaluator.person.email = "isla@example.scot"
    cast.evaluator.person.set_password("three words together")
    cast.evaluator.person.save()
    client = browser()
    page = send(
        client, open_page(client, "/sign-in/").form("/sign-in/"), 200, login=name, password="wrong words here"
    )
    assert "There is a problem" in page.text
    assert page.form("/sign-in/").fields["login"] == [name]
    assert page.form("/sign-in/").fields["password"] == [""]
    assert "correct" in page.text


def test_too_many_wrong_passwords_are_slowed_down(cast):
    cast.evaluator.person.email = "isla@example.scot"
    cast.evaluator.person.set_password("three words together")
    cast.evaluator.person.save()
    client = browser()
    typed = {"login": "isla@example.scot", "password": "wrong words here"}
    for _ in range(5):
        client.post("/sign-in/", typed)
    response = client.post("/sign-in/", typed | {"password": "three words together"})
    assert response.status_code != 302
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_to_no_other_host(cast, to):
    cast.evaluator.person.email = "isla@example.scot"
    cast.evaluator.person.set_password("three words together")
    cast.evaluator.person.save()
    response = browser().post(
        "/sign-in/", {"login": "isla@example.scot", "password": "three words together", "next": to}
    )
    assert response.status_code == 302
    assert response["Location"] == "/"


def test_nobody_signs_themselves_up(rf):
    assert not Adapter().is_open_for_signup(rf.get("/"))
    response = browser().post("/sign-up/", {"email": "me@example.scot", "password1": "three words together"})
    assert response.status_code in {302, 405}
    assert not Person.objects.exists()


@pytest.mark.parametrize("password", ["short", "password1234", "Isla Reid Isla", ""])
def test_a_password_that_is_easily_guessed_is_refused_with_the_reason(cast, password):
    client = browser(cast.evaluator)
    page = send(
        client, open_page(client, "/account/").forms[1], 422, email="isla@example.scot", password=password
    )
    assert "There is a problem" in page.text
    assert page.forms[1].fields["email"] == ["isla@example.scot"]
    cast.evaluator.person.refresh_from_db()
    assert cast.evaluator.person.email is None


def test_an_email_address_in_use_or_none_is_refused_beside_its_field(cast):
    world.somebody("Other", "taken@example.scot")
    client = browser(cast.evaluator)
    for email, sentence in (
        ("taken@example.scot", "already here"),
        ("no address", "such as name@example.scot"),
    ):
        form = open_page(client, "/account/").forms[1]
        page = send(client, form, 422, email=email, password="three words together")
        assert sentence in page.text


def test_a_name_is_changed_and_what_was_written_keeps_the_old_one(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, strengths="Mine.")
    client = browser(cast.evaluator)
    send(client, open_page(client, "/account/").forms[0], name="Isla Reid-Bell")
    assert "Isla Reid-Bell" in open_page(client, "/account/").text
    assert world.row(view, "1.1").written_by_name == "Isla Reid"
    page = send(client, open_page(client, "/account/").forms[0], 422, name="  ")
    assert "Enter" in page.text


def test_signing_out_ends_it(cast):
    client = browser(cast.evaluator)
    send(client, open_page(client, "/sign-out/").form("/sign-out/"))
    assert client.get("/broad-views/")["Location"].startswith("/sign-in/")


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
    assert send(client, form).response["Location"] == page.response["Location"]
    assert Evaluation.objects.count() == 1


def test_a_visitor_without_a_name_is_called_visitor():
    nameless = Person.objects.create()
    from speir.evaluations.actions import demonstration

    demonstration.load(by=SYSTEM)
    browser(world.Somebody(nameless)).post("/start/demonstration/")
    nameless.refresh_from_db()
    assert nameless.name == "Visitor"


@pytest.mark.parametrize(
    "wrong", [{"unit_name": " "}, {"kind": "club"}, {"name": ""}, {"unit_name": "x" * 201}]
)
def test_what_is_missing_to_found_a_unit_is_said_and_the_rest_kept(cast, wrong):
    client = browser(cast.stranger)
    typed = {"unit_name": "Our team", "kind": "service", "name": "Hamish"} | wrong
    page = send(client, open_page(client, "/start/own/").form("/start/own/"), 422, **typed)
    assert "There is a problem" in page.text
    kept = page.form("/start/own/").fields
    assert (kept["unit_name"], kept["name"]) == ([typed["unit_name"]], [typed["name"]])
    assert Unit.objects.count() == 2


# Colleagues


def test_a_colleague_is_brought_in_by_an_address_that_is_shown_once(cast):
    client = browser(cast.lead)
    form = open_page(client, f"/people/{cast.team.id}/").form(f"/people/{cast.team.id}/")
    page = send(client, form, 200, name="New Colleague", email="new@example.scot", role="evaluator")
    (address,) = re.findall(r"http://testserver(/sign-in/[\w-]+/)", page.text)
    assert address not in open_page(client, f"/people/{cast.team.id}/").text
    other = browser()
    send(other, open_page(other, address).form(address))
    assert cast.team.name in open_page(other, "/broad-views/").text
    assert "New Colleague" in open_page(client, f"/people/{cast.team.id}/").text


def test_somebody_who_is_known_already_is_brought_in_as_they_are_and_gets_no_address(cast):
    """An address made for them would open what they see elsewhere."""
    other = world.somebody("Other", "known@example.scot")
    client = browser(cast.lead)
    form = open_page(client, f"/people/{cast.team.id}/").form(f"/people/{cast.team.id}/")
    page = send(client, form, 200, name="New", email="Known@example.scot", role="reader")
    assert "/sign-in/" not in page.text
    assert "They are known here already and sign in as before." in page.text
    assert "Other" in page.text
    assert not other.person.sign_in_addresses.exists()


@pytest.mark.parametrize("wrong", [{"name": " "}, {"email": "no address"}, {"role": "director"}])
def test_a_colleague_brought_in_wrongly_is_told_of_and_what_was_typed_is_kept(cast, wrong):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/"
    typed = {"name": "New", "email": "new@example.scot", "role": "reader"} | wrong
    page = send(client, open_page(client, at).form(at), 422, **typed)
    assert "There is a problem" in page.text
    assert (page.form(at).fields["name"], page.form(at).fields["email"]) == (
        [typed["name"]],
        [typed["email"]],
    )
    assert Person.objects.count() == 4


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
        ({"period": "soon"}, "Write a day, a month or a period"),
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
    send(first, forms[0], title="Morag’s title", period="April 2024 to March 2025")
    page = send(second, forms[1], 422, title="Isla’s title")
    assert "It now says: Morag’s title, April 2024 to March 2025" in page.text
    assert page.form(at).fields["title"] == ["Isla’s title"]
    send(second, page.form(at))
    assert "Isla’s title" in open_page(second, f"/broad-views/{view.id}/").text
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
    for at in range(27):
        world.begun(cast, f"View {at}")
    client = browser(cast.reader)
    page = open_page(client, "/broad-views/")
    assert "Page 1 of 2" in page.text
    assert page.text.count("0 of 18 indicators done") == 25
    assert open_page(client, "/broad-views/?page=2").text.count("0 of 18 indicators done") == 2


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
    assert "Enter the name of your partnership, agency or team." in page.text
    assert Person.objects.count() == 4


def test_somebody_who_may_begin_nothing_is_led_to_the_two_doors(cast):
    assert browser(cast.reader).get("/broad-views/new/")["Location"] == "/start/"


def test_the_history_of_a_level_is_told_in_words(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, choice="good", strengths="As Isla wrote it.")
    world.write(
        view, "1.1", cast.lead, choice="weak", why="The files say so.", strengths="As Morag wrote it."
    )
    text = open_page(browser(cast.reader), f"/broad-views/{view.id}/1.1/history/").text
    for words in ("Weak", "before: Good", "The files say so.", cast.lead.name, "As Isla wrote it."):
        assert words in text


# Taking away


TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@pytest.mark.parametrize("format", TYPES)
def test_a_download_is_a_file_that_no_browser_opens_as_a_page(cast, format):
    view = world.filled(cast, ("1.1",))
    world.seal(view, cast.lead)
    client = browser(cast.reader)
    paths = [f"/broad-views/{view.id}/grid.{format}", f"/broad-views/{view.id}/editions/1/grid.{format}"]
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
    view = world.sealed(cast)
    client = browser(cast.reader)
    client.get(f"/broad-views/{view.id}/grid.docx")
    client.get(f"/broad-views/{view.id}/editions/1/grid.docx")
    entries = Entry.objects.filter(verb="downloaded").order_by("at")
    assert [(e.person_name, e.about_id, e.detail) for e in entries] == [
        (cast.reader.name, view.id, "docx"),
        (cast.reader.name, view.id, "docx, edition 1"),
    ]


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
