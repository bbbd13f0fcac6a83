"""Colleagues: bringing them in, and the addresses that are handed over."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from speir.access.roles import ROLES
from speir.access.words import ROLES_SAID
from speir.accounts.actions import note_seen
from speir.accounts.models import Person
from speir.core.text import day
from speir.organisations.actions import seats, set_contacts, units
from speir.organisations.models import Membership
from speir.organisations.rules import mark_of
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


# The roles that one person holds


def test_a_role_is_ended_by_one_press_and_taken_back_by_another(cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/{cast.reader.person.id}/"
    send(client, open_page(client, at).form("/end/"))
    page = open_page(client, at)
    assert "Ended: Rhona Bell, Reader. What they wrote stays." in page.text
    assert "No role any more." in page.text
    assert browser(cast.reader).get(f"/people/{cast.team.id}/").status_code == 404
    send(client, page.form("/back/"))
    assert "Taken back" in open_page(client, at).text
    assert browser(cast.reader).get(f"/people/{cast.team.id}/").status_code == 200


def test_an_inspector_without_a_last_day_is_refused_beside_the_box_and_what_was_typed_is_kept(cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/"
    page = send(
        client, open_page(client, at).form(at), 422, name="Ins Pector", role="inspector", starts="soon"
    )
    assert page.form(at).fields["starts"] == ["soon"]
    page = send(client, page.form(at), 422, starts="")
    assert "Enter the last day: this role is given for six months at most" in page.text
    assert page.form(at).fields["name"] == ["Ins Pector"]
    assert page.form(at).fields["role"] == ["inspector"]
    last = timezone.localdate() + dt.timedelta(days=90)
    assert "Hand this address to Ins Pector." in send(client, page.form(at), 200, ends=day(last)).text
    assert f"until {day(last)}" in open_page(client, at).text


def test_only_roles_that_fit_here_are_offered(cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/"
    offered = open_page(client, at).form(at).choices["role"]
    assert "evaluator" in offered
    assert not {"chair", "keeper", "administrator"} & set(offered)


def test_a_role_is_changed_from_the_person_s_page(cast):
    client = browser(cast.lead)
    held = Membership.objects.get(person=cast.reader.person).id
    at = f"/people/{cast.team.id}/{cast.reader.person.id}/{held}/"
    send(client, open_page(client, at).form(), role="practitioner", ends="31 March 2099")
    page = open_page(client, f"/people/{cast.team.id}/{cast.reader.person.id}/")
    assert "Practitioner" in page.text
    assert "until 31 March 2099" in page.text


def test_the_last_one_who_looks_after_people_reads_why_they_cannot_leave(cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/{cast.lead.person.id}/"
    page = send(client, open_page(client, at).form("/end/"), 409)
    assert "this would leave the unit to nobody" in page.text


def test_the_table_of_roles_says_of_each_role_what_it_may_do_and_of_none_more(cast):
    page = open_page(browser(cast.reader), "/people/roles/")
    for name, what in ROLES_SAID.values():
        assert f"{name} {what}" in page.text
    assert page.html.count('class="yes"') == sum(len(permissions) for permissions in ROLES.values())


def test_a_role_is_ended_from_the_review_and_taken_back_there(cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/access/"
    page = open_page(client, at)
    end = next(
        form for form in page.forms if form.action.endswith("/end/") and cast.reader.person.id in form.action
    )
    assert send(client, end).response["Location"] == at
    page = open_page(client, at)
    assert "Ended in the last 30 days" in page.text
    send(client, page.form("/back/"))
    assert "Ended in the last 30 days" not in open_page(client, at).text


def test_a_review_says_who_reviewed_it_last(cast):
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/access/"
    page = open_page(client, at)
    assert "Nobody has reviewed this yet." in page.text
    assert f"last here on {day(timezone.localdate())}" in page.text
    send(client, page.form("/access/"))
    assert f"Last reviewed on {day(timezone.localdate())} by {cast.lead.name}." in open_page(client, at).text


@pytest.mark.parametrize("page", ["0", "-1", "two", "9" * 400, "0" * 5000 + "1", "٣"])
def test_a_page_of_a_review_that_there_is_not_is_empty_and_no_mistake(cast, page):
    assert browser(cast.lead).get(f"/people/{cast.team.id}/access/?page={page}").status_code == 200


@pytest.mark.parametrize(("way", "left"), [("end", "until"), ("release", "Another agency")])
def test_a_seat_goes_only_after_its_page_has_said_what_follows(cast, way, left):
    """Neither can be taken back by whoever does it."""
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    path = seats.offer(partnership_id=committee.id, by=cast.lead.actor)
    seat = seats.take(secret=path.split("/")[3], organisation_id=cast.elsewhere.id, by=cast.stranger.actor)
    seat.keeps = True
    seat.save(update_fields=["keeps"])
    note_seen(person=cast.stranger.person, today=timezone.localdate())
    client, at = browser(cast.lead), f"/people/{committee.id}/seats/{seat.id}/{way}/"
    assert f'href="{at}"' in open_page(client, f"/people/{committee.id}/").html
    page = open_page(client, at)
    assert "You cannot take this back." in page.text
    seat.refresh_from_db()
    assert (seat.ends, seat.keeps) == (None, True)
    send(client, page.form(at), 302)
    seat.refresh_from_db()
    assert (seat.ends is not None, seat.keeps) == (way == "end", way == "end")
    assert left in open_page(client, f"/people/{committee.id}/").text


def test_an_organisation_that_would_be_nobody_s_stays_and_the_page_says_what_to_do(cast):
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    kept = units.add_organisation(partnership_id=committee.id, name="Kept", by=cast.lead.actor)
    world.colleague("Their lead", kept, "agency_lead", cast.lead)
    at = f"/people/{committee.id}/seats/{committee.seated.get().id}/release/"
    client = browser(cast.lead)
    page = send(client, open_page(client, at).form(at), 422)
    assert "do this once one of them has signed in" in page.text
    assert committee.seated.get().keeps


def test_nobody_is_brought_in_with_a_role_that_was_not_chosen(cast):
    client, at = browser(cast.lead), f"/people/{cast.team.id}/"
    form = open_page(client, at).form(at)
    page = send(client, form, 422, name="New Colleague")
    assert "Choose what your colleague does here." in page.text
    assert not Person.objects.filter(name="New Colleague").exists()


def test_whoever_could_set_the_numbers_to_ring_is_told_that_nobody_has(cast):
    said = "Nobody has set whom to ring when a child may be at risk."
    lead, at = browser(cast.lead), f"/people/{cast.team.id}/"
    assert said in open_page(lead, at).text
    assert said not in open_page(browser(cast.reader), at).text
    committee = world.unit_of(cast.lead, "The committee", "partnership")
    set_contacts(
        unit_id=committee.id, typed=[("Social work", "01632 960 001")], base=mark_of([]), by=cast.lead.actor
    )
    path = seats.offer(partnership_id=committee.id, by=cast.lead.actor)
    assert said in open_page(lead, at).text
    seats.take(secret=path.split("/")[3], organisation_id=cast.team.id, by=cast.lead.actor)
    assert said not in open_page(lead, at).text
    assert said not in open_page(lead, f"/people/{committee.id}/").text


def test_one_s_own_row_leads_to_how_one_signs_in_and_makes_no_address(cast):
    page = open_page(browser(cast.lead), f"/people/{cast.team.id}/")
    assert f"{cast.lead.person.id}/address/" not in page.html
    assert "How you sign in" in page.text
