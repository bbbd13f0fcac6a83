"""Colleagues: bringing them in, and the addresses that are handed over."""

from __future__ import annotations

import re

import pytest

from speir.accounts.models import Person
from tests import world
from tests.web.browsing import browser, open_page, send


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


def test_an_email_address_that_somebody_elsewhere_gave_is_refused_beside_its_field(cast):
    """Nobody checked that it is theirs, and an address made for them would open what they see elsewhere."""
    other = world.somebody("Other", "known@example.scot")
    client = browser(cast.lead)
    form = open_page(client, f"/people/{cast.team.id}/").form(f"/people/{cast.team.id}/")
    page = send(client, form, 422, name="New", email="Known@example.scot", role="reader")
    assert "Leave it out: the sign-in address that you hand over is enough" in page.text
    assert page.form(f"/people/{cast.team.id}/").fields["name"] == ["New"]
    assert not other.person.memberships.exists()


def test_bringing_in_sent_again_by_a_reload_makes_no_second_person(cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/"
    form = open_page(client, at).form(at)
    send(client, form, 200, name="Callum Reid", role="reader")
    send(client, form, 302, name="Callum Reid", role="reader")
    page = open_page(client, at)
    assert "That was done already." in page.text
    assert Person.objects.filter(name="Callum Reid").count() == 1


def test_a_colleague_whose_address_has_gone_gets_a_new_one_from_the_page(cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/"
    again = open_page(client, at).form(f"{at}{cast.reader.person.id}/address/")
    page = send(client, again, 200)
    assert f"Hand this address to {cast.reader.name}." in page.text
    (address,) = re.findall(r"http://testserver(/sign-in/[\w-]+/)", page.text)
    other = browser()
    send(other, open_page(other, address).form(address))
    assert cast.reader.name in open_page(other, "/account/").html


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


def test_the_way_out_shows_the_numbers_that_people_s_own_unit_set(cast):
    page = open_page(browser(cast.lead), f"/people/{cast.team.id}/contacts/")
    form = page.form("/contacts/")
    saved = send(browser(cast.lead), form, who_0="Children’s social work", number_0="01632 960001 ext 5")
    assert saved.response["Location"] == f"/people/{cast.team.id}/contacts/"
    seen = open_page(browser(cast.reader), "/at-risk/")
    assert "Children’s social work" in seen.text
    assert 'href="tel:01632960001"' in seen.html
    for other in (browser(cast.stranger), browser(None)):
        assert "01632" not in open_page(other, "/at-risk/").html


def test_numbers_set_meanwhile_are_shown_beside_what_was_typed(cast):
    at = f"/people/{cast.team.id}/contacts/"
    one, other = browser(cast.lead), browser(cast.lead)
    form = open_page(one, at).form("/contacts/")
    send(other, open_page(other, at).form("/contacts/"), who_0="Theirs", number_0="101")
    page = send(one, form, 422, who_0="Mine", number_0="999")
    assert "Theirs: 101" in page.text
    assert page.values("who_0") == ["Mine"]
    send(one, page.form("/contacts/"))
    assert open_page(one, at).values("who_0") == ["Mine"]


def test_a_mistake_in_the_numbers_keeps_what_was_seen_when_the_page_was_opened(cast):
    at = f"/people/{cast.team.id}/contacts/"
    one, other = browser(cast.lead), browser(cast.lead)
    form = open_page(one, at).form("/contacts/")
    send(other, open_page(other, at).form("/contacts/"), who_0="Theirs", number_0="101")
    page = send(one, form, 422, who_0="Mine", number_0="soon")
    assert page.values("number_0") == ["soon"]
    page = send(one, page.form("/contacts/"), 422, number_0="999")
    assert "Theirs: 101" in page.text
