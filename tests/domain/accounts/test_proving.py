"""Addresses that people show to be theirs, invitations to them, and letters that have lost their reason."""

from __future__ import annotations

import time
from typing import Any

import pytest

from speir.access.actor import SYSTEM
from speir.accounts.actions import invitations, letters, make_sign_in_address, proving
from speir.accounts.models import Person
from speir.core.errors import Refused
from speir.notices.models import Notice
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def isla() -> Person:
    return world.somebody("Isla Reid", "isla@example.scot").person


def test_nobody_is_invited_without_an_e_mail_address() -> None:
    someone = world.somebody("Una Baird").person
    with pytest.raises(Refused, match="Without an e-mail address"):
        invitations.invite(person=someone, unit_name="A team", path="", by=SYSTEM)
    assert not Notice.objects.exists()


def test_an_address_that_was_handed_over_is_no_invitation_to_take_back(isla: Person) -> None:
    make_sign_in_address(person=isla, by=SYSTEM)
    with pytest.raises(Refused, match="has been used, has ended or was taken back"):
        invitations.take_back(person=isla, path="", by=SYSTEM)


def test_somebody_else_s_address_cannot_be_asked_to_prove(isla: Person) -> None:
    una = world.somebody("Una Baird", "una@example.scot").person
    with pytest.raises(Refused, match="already here"):
        proving.ask_to_prove(person=una, email="Isla@Example.scot", by=SYSTEM)


def test_two_who_prove_the_same_address_do_not_both_have_it(isla: Person) -> None:
    una = world.somebody("Una Baird", "una@example.scot").person
    hers, mine = proving.token_for(una, "new@example.scot"), proving.token_for(isla, "new@example.scot")
    proving.prove(token=hers)
    with pytest.raises(Refused, match="already here"):
        proving.prove(token=mine)
    isla.refresh_from_db()
    assert isla.email == "isla@example.scot"


def test_a_letter_that_proves_an_address_holds_for_a_day_and_until_there_is_another(
    isla: Person, monkeypatch: Any
) -> None:
    token = proving.token_for(isla, "new@example.scot")
    proving.prove(token=proving.token_for(isla, "newer@example.scot"))
    with pytest.raises(Refused, match="has been used or has ended"):
        proving.prove(token=token)
    isla.refresh_from_db()
    fresh = proving.token_for(isla, "newest@example.scot")
    later = time.time() + 25 * 3600
    monkeypatch.setattr("time.time", lambda: later)
    with pytest.raises(Refused, match="has been used or has ended"):
        proving.prove(token=fresh)


def test_a_letter_for_a_new_password_goes_to_a_proven_address_alone(isla: Person) -> None:
    with pytest.raises(Refused, match="not proven"):
        proving.forgot_password(person=isla)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("why", ["left", "moved", "unproven"])
def test_a_letter_for_a_new_password_that_has_lost_its_reason_is_not_written(isla: Person, why: str) -> None:
    proving.prove(token=proving.token_for(isla, "isla@example.scot"))
    assert letters.reset(isla.id, "isla@example.scot")
    changes: dict[str, dict[str, Any]] = {
        "left": {"is_active": False},
        "moved": {"email": "new@example.scot"},
        "unproven": {"email_proven_at": None},
    }
    Person.objects.filter(pk=isla.pk).update(**changes[why])
    assert letters.reset(isla.id, "isla@example.scot") is None


def test_nobody_who_has_left_is_asked_whether_an_address_is_theirs(isla: Person) -> None:
    assert letters.prove(isla.id, "isla@example.scot")
    Person.objects.filter(pk=isla.pk).update(is_active=False)
    assert letters.prove(isla.id, "isla@example.scot") is None


def test_a_changed_factor_is_told_only_where_the_address_is_proven(isla: Person, settings: Any) -> None:
    settings.MAIL = True
    proving.tell_of_change(person=isla, kind="factor_changed")
    assert not Notice.objects.exists()
    isla = proving.prove(token=proving.token_for(isla, "isla@example.scot"))
    proving.tell_of_change(person=isla, kind="factor_changed")
    assert Notice.objects.get().kind == "accounts.factor_changed"
    letter = letters.factor_changed(isla.id, "isla@example.scot")
    assert letter is not None
    assert "were added or removed" in letter.text
