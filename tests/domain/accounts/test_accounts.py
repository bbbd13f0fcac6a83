"""People, and the one-time addresses by which they come in."""

from __future__ import annotations

import re

import pytest

from speir.access.actor import SYSTEM
from speir.accounts import actions, queries
from speir.accounts.models import Person, SignInAddress
from speir.accounts.rules import digest
from speir.core.errors import Refused
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def morag(clock):
    return world.somebody("Morag Sinclair", "morag@example.scot")


def address_of(somebody, **more) -> str:
    path = actions.make_sign_in_address(person=somebody.person, by=SYSTEM, **more)
    return re.fullmatch(r"/sign-in/([\w-]{43})/", path)[1]


def test_a_person_is_made_with_a_name_and_cannot_sign_in_by_password_yet(clock):
    made = actions.make_person(name="  Màiri  NicAoidh ", email=" Mairi@Example.SCOT ", by=SYSTEM)
    made.refresh_from_db()
    assert (made.name, made.email) == ("Màiri NicAoidh", "mairi@example.scot")
    assert not made.has_usable_password()
    assert Entry.objects.get(verb="added").about_id == made.id


def test_several_people_may_have_no_email_address(clock):
    assert {world.somebody("One").person.email, world.somebody("Two").person.email} == {None}


def test_an_email_address_belongs_to_one_person_whatever_its_case(morag):
    with pytest.raises(Refused) as refused:
        actions.make_person(name="Another", email="MORAG@example.scot", by=SYSTEM)
    assert (refused.value.code, refused.value.field) == ("email-taken", "email")
    assert Person.objects.count() == 1
    assert queries.by_email(" Morag@EXAMPLE.scot ") == morag.person


def test_a_person_needs_a_name():
    with pytest.raises(Refused):
        actions.make_person(name=" ", by=SYSTEM)
    assert not Person.objects.exists()


def test_a_person_may_change_their_name_and_the_trail_says_so(morag):
    actions.rename(person=morag.person, name="Morag Reid", by=morag.actor)
    morag.person.refresh_from_db()
    assert morag.person.name == str(morag.person) == "Morag Reid"
    assert Entry.objects.get(verb="renamed").about_id == morag.person.id
    with pytest.raises(Refused):
        actions.rename(person=morag.person, name="", by=morag.actor)


def test_a_person_chooses_how_to_sign_in(morag):
    actions.set_sign_in(
        person=morag.person, email="New@Example.scot", password="three words together", by=morag.actor
    )
    morag.person.refresh_from_db()
    assert morag.person.email == "new@example.scot"
    assert morag.person.check_password("three words together")
    assert Entry.objects.get(verb="set sign-in of").about_id == morag.person.id
    assert "three words together" not in str(list(Entry.objects.values()))


def test_nobody_takes_somebody_elses_email_address(morag):
    other = world.somebody("Other", "other@example.scot")
    with pytest.raises(Refused, match="already here"):
        actions.set_sign_in(
            person=other.person, email="morag@example.scot", password="x" * 12, by=other.actor
        )
    other.person.refresh_from_db()
    assert other.person.email == "other@example.scot"
    assert not other.person.has_usable_password()


# One-time addresses


def test_a_one_time_address_signs_in_once(morag):
    secret = address_of(morag, goes_to="/broad-views/")
    assert actions.use_sign_in_address(secret=secret) == (morag.person, "/broad-views/")
    assert Entry.objects.get(verb="signed in by one-time address").person_id == morag.person.id
    with pytest.raises(Refused, match="has been used or has ended"):
        actions.use_sign_in_address(secret=secret)


def test_of_two_who_use_a_one_time_address_at_once_the_second_waits(morag, held):
    secret = address_of(morag)
    held.clear()
    actions.use_sign_in_address(secret=secret)
    assert held == {"SignInAddress"}


def test_looking_at_a_one_time_address_does_not_use_it_up(morag):
    secret = address_of(morag)
    assert queries.good_address(secret)
    assert queries.good_address(secret)
    assert actions.use_sign_in_address(secret=secret)
    assert not queries.good_address(secret)


def test_a_one_time_address_ends_after_24_hours(morag, clock):
    secret = address_of(morag)
    clock.forward(hours=23, minutes=59)
    assert queries.good_address(secret)
    clock.forward(minutes=1)
    assert not queries.good_address(secret)
    with pytest.raises(Refused):
        actions.use_sign_in_address(secret=secret)


def test_a_new_address_ends_the_ones_before_it_and_nobody_elses(morag):
    other = world.somebody("Other")
    old, theirs, new = address_of(morag), address_of(other), address_of(morag)
    assert not queries.good_address(old)
    assert queries.good_address(theirs)
    assert queries.good_address(new)


@pytest.mark.parametrize("secret", ["", "x", "x" * 43, "\x00", "’S e", "' or 1=1 --"])
def test_an_address_that_never_was_is_refused_as_one_that_ended(morag, secret):
    address_of(morag)
    assert not queries.good_address(secret)
    with pytest.raises(Refused) as refused:
        actions.use_sign_in_address(secret=secret)
    assert refused.value.code == "address-used"


def test_the_address_of_somebody_who_left_signs_nobody_in(morag):
    secret = address_of(morag)
    morag.person.is_active = False
    morag.person.save()
    assert not queries.good_address(secret)
    assert queries.by_email("morag@example.scot") is None
    with pytest.raises(Refused):
        actions.use_sign_in_address(secret=secret)


def test_of_an_address_only_the_digest_is_kept(morag):
    secret = address_of(morag)
    assert SignInAddress.objects.get().digest == digest(secret)
    everything = str(list(SignInAddress.objects.values())) + str(list(Entry.objects.values()))
    assert secret not in everything


# The first person


def test_the_first_address_makes_the_first_person_once(clock):
    first = actions.first_sign_in_address("http://127.0.0.1:8000/") or ""
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/sign-in/[\w-]{43}/", first)
    second = actions.first_sign_in_address("http://127.0.0.1:8000") or ""
    assert Person.objects.count() == 1
    good = [bool(queries.good_address(address.split("/")[-2])) for address in (first, second)]
    assert good == [False, True]


def test_there_is_no_first_address_any_more_once_the_first_person_has_a_password(morag, clock):
    clock.forward(days=1)
    world.somebody("Second")
    assert actions.first_sign_in_address("http://127.0.0.1:8000")
    morag.person.set_password("three words together")
    morag.person.save()
    assert actions.first_sign_in_address("http://127.0.0.1:8000") is None


def test_a_person_made_in_the_frameworks_way_has_an_email_address_in_one_form():
    made = Person.objects.create_user(email="A@Example.scot", password="three words", name="A B")
    assert (made.email, made.get_full_name()) == ("a@example.scot", "A B")
    assert str(Person()) == "Unnamed person"
