"""Invitations, forgotten passwords and proven addresses, through a real mail server."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.cache import cache

from speir.accounts.models import Person, SignInAddress
from speir.notices.models import Notice
from speir.organisations.actions import enrol
from speir.organisations.models import Unit
from speir.trail.models import Entry
from tests import world
from tests.factories.mail import PostBox, mail_server, text
from tests.web.browsing import browser, open_page, send

pytestmark = pytest.mark.django_db
HERE = "https://speir.example.scot"
WORDS, NEW = "three words together", "four other words entirely"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def box(settings: Any) -> Iterator[PostBox]:
    with mail_server(settings) as running:
        yield running


@pytest.fixture
def leaves(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """`with leaves():` what is posted within has left at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def link(box: PostBox, at: int = -1) -> str:
    (found,) = re.findall(rf"{HERE}(/\S+)", text(box.letters[at]))
    return str(found)


def invite(cast: world.Cast, leaves: Any) -> Any:
    client = browser(cast.lead)
    at = f"/people/{cast.team.id}/"
    with leaves():
        send(
            client,
            open_page(client, at).form(at),
            name="Una Baird",
            email="Una@Example.scot",
            role="evaluator",
        )
    return client, at


def test_an_invitation_signs_in_once_and_proves_the_address(box, cast, leaves):
    client, at = invite(cast, leaves)
    page = open_page(client, at)
    assert "An invitation is on its way to Una@Example.scot." in page.text
    assert "Invited by e-mail, until " in page.text
    assert not re.search(r"/sign-in/[\w-]{20,}/", page.html)
    (letter,) = box.letters
    assert letter["To"] == "una@example.scot"
    assert letter["Subject"] == "Morag Sinclair invites you to Speir"
    assert f"“{cast.team.name}”" in text(letter)
    other, address = browser(), link(box)
    send(other, open_page(other, address).form(address))
    assert cast.team.name in open_page(other, "/broad-views/").text
    una = Person.objects.get(name="Una Baird")
    assert una.email_proven_at
    assert browser().post(address).status_code == 410
    assert "Invited by e-mail" not in open_page(client, at).text


def test_an_invitation_holds_for_seven_days(box, cast, leaves, clock):
    invite(cast, leaves)
    clock.forward(days=6, hours=23)
    open_page(browser(), link(box))
    clock.forward(hours=1)
    assert browser().post(link(box)).status_code == 410


def test_an_invitation_sent_again_ends_the_one_before(box, cast, leaves):
    client, at = invite(cast, leaves)
    una = Person.objects.get(name="Una Baird")
    with leaves():
        send(client, open_page(client, at).form(f"{una.id}/address/"))
    assert len(box.letters) == 2
    assert browser().get(link(box, 0)).status_code == 410
    open_page(browser(), link(box, 1))


def test_an_invitation_that_is_taken_back_signs_nobody_in(box, cast, leaves):
    client, at = invite(cast, leaves)
    una = Person.objects.get(name="Una Baird")
    form = open_page(client, at).form(f"{una.id}/invitation/")
    send(client, form)
    assert "The invitation is taken back" in open_page(client, at).text
    assert browser().get(link(box)).status_code == 410
    send(client, form, 409)
    verbs = list(Entry.objects.filter(about_id=una.id).order_by("at").values_list("verb", flat=True))
    assert verbs == ["added", "enrolled", "invited", "took back invitation of"]


def test_an_invitation_taken_back_before_the_letter_left_is_not_sent(box, cast, leaves):
    with leaves():
        client, at = invite(cast, nullcontext)
        una = Person.objects.get(name="Una Baird")
        send(client, open_page(client, at).form(f"{una.id}/invitation/"))
    assert not box.letters
    assert Notice.objects.get().problem == "no reason for it any more"


def test_the_secret_of_a_letter_is_stored_nowhere(box, cast, leaves):
    invite(cast, leaves)
    secret = link(box).split("/")[2]
    stored = [*SignInAddress.objects.values(), *Notice.objects.values(), *Entry.objects.values()]
    assert secret not in str(stored)


def test_nobody_takes_back_what_is_not_theirs_to_take_back(box, cast, leaves):
    invite(cast, leaves)
    una = Person.objects.get(name="Una Baird")
    address = f"/people/{cast.team.id}/{una.id}/invitation/"
    assert browser(cast.stranger).post(address).status_code == 404
    assert browser(cast.reader).post(address).status_code == 403
    open_page(browser(), link(box))


@pytest.fixture
def isla(cast: world.Cast) -> Person:
    """An evaluator with a password, whose address is proven."""
    person = cast.evaluator.person
    person.email = "isla@example.scot"
    person.email_proven_at = person.joined_at
    person.set_password(WORDS)
    person.save()
    return person


def ask_for_password(email: str, leaves: Any) -> str:
    client = browser()
    page = open_page(client, "/sign-in/")
    assert "/account/password/" in page.html
    with leaves():
        sent = send(client, open_page(client, "/account/password/").form("/password/"), email=email)
    return open_page(client, sent.response["Location"]).text


def test_a_forgotten_password_is_chosen_anew_by_a_letter_once(box, isla, leaves):
    elsewhere = browser(world.Somebody(isla))
    open_page(elsewhere, "/account/")
    ask_for_password("Isla@example.scot", leaves)
    client = browser()
    opened = client.get(link(box))
    page = open_page(client, opened["Location"])
    easy = send(client, page.form("/set-password/"), 200, password1="password1234")
    assert "too common" in easy.text
    with leaves():
        done = send(client, easy.form("/set-password/"), password1=NEW)
    assert "Your password is saved" in open_page(client, done.response["Location"]).text
    isla.refresh_from_db()
    assert isla.check_password(NEW)
    assert elsewhere.get("/account/").status_code == 302  # every other session has ended
    assert "has been used or has ended" in open_page(browser(), link(box, 0)).text
    assert box.letters[-1]["Subject"] == "Your password on Speir was changed"
    verbs = Entry.objects.filter(about_id=isla.id).values_list("verb", flat=True)
    assert {"asked for a new password of", "set sign-in of"} <= set(verbs)


def test_a_letter_for_a_password_holds_for_an_hour(box, isla, leaves, monkeypatch):
    ask_for_password("isla@example.scot", leaves)
    monkeypatch.setattr(
        "django.contrib.auth.tokens.PasswordResetTokenGenerator._now",
        lambda self: dt.datetime.now() + dt.timedelta(hours=2),  # noqa: DTZ005  as Django has it
    )
    assert "has been used or has ended" in open_page(browser(), link(box)).text


def test_whoever_asks_does_not_learn_who_is_here_and_an_unproven_address_gets_no_letter(box, isla, leaves):
    Person.objects.filter(pk=isla.pk).update(email_proven_at=None)
    unproven = ask_for_password("isla@example.scot", leaves)
    unknown = ask_for_password("nobody@example.scot", leaves)
    assert unproven == unknown
    assert not box.letters


def test_without_a_mail_server_the_sign_in_page_says_what_to_do(isla):
    assert browser().get("/account/password/")["Location"] == "/sign-in/"
    page = open_page(browser(), "/sign-in/")
    assert "/account/password/" not in page.html
    assert "ask your lead officer for a one-time sign-in address" in page.text


def change(client: Any, leaves: Any, email: str, **more: Any) -> str:
    form = open_page(client, "/account/").forms[1]
    with leaves():
        send(client, form, email=email, password=NEW, **more)
    return open_page(client, "/account/").text


def test_a_new_address_is_proven_by_a_letter_to_it_and_the_old_one_is_told(box, isla, leaves):
    client = browser(world.Somebody(isla))
    said = change(client, leaves, "New@example.scot", present_password=WORDS)
    assert "until then it is isla@example.scot" in said
    isla.refresh_from_db()
    assert isla.email == "isla@example.scot"
    letters = {letter["To"]: letter["Subject"] for letter in box.letters}
    assert letters["new@example.scot"] == "Is this your e-mail address for Speir?"
    at = next(n for n, letter in enumerate(box.letters) if letter["To"] == "new@example.scot")
    address = link(box, at)
    other = browser()
    page = open_page(other, address)
    # Whoever typed somebody else's address would otherwise get their sign-in at work into an account of their own.
    assert "Then it belongs to Isla Reid, who signs in with it." in page.text
    isla.refresh_from_db()
    assert isla.email == "isla@example.scot"  # opening it changes nothing
    with leaves():
        send(other, page.form(address))
    isla.refresh_from_db()
    assert isla.email == "new@example.scot"
    assert isla.email_proven_at
    assert (box.letters[-1]["To"], box.letters[-1]["Subject"]) == (
        "isla@example.scot",
        "Your e-mail address on Speir was changed",
    )
    assert other.get(address).status_code == other.post(address).status_code == 410


def test_a_first_address_is_in_use_at_once_and_proven_by_its_letter(box, cast, leaves):
    client = browser(cast.reader)
    assert "Open the e-mail that is on its way to rhona@example.scot" in change(
        client, leaves, "rhona@example.scot"
    )
    page = open_page(client, "/account/")
    assert "You have not shown yet" in page.text
    with leaves():
        client.post("/account/", {"prove": "1"})
    assert len(box.letters) == 2
    address = link(box)
    send(client, open_page(client, address).form(address))
    assert "You have not shown yet" not in open_page(client, "/account/").text


def test_an_address_that_somebody_took_meanwhile_or_a_made_up_letter_changes_nothing(box, isla, cast, leaves):
    client = browser(world.Somebody(isla))
    change(client, leaves, "new@example.scot", present_password=WORDS)
    at = next(n for n, letter in enumerate(box.letters) if letter["To"] == "new@example.scot")
    world.somebody("Quicker", "new@example.scot")
    assert browser().post(link(box, at)).status_code == 410
    for made_up in ("x", "eyJ4IjoxfQ:x:y", "a" * 300):
        assert browser().get(f"/account/e-mail/{made_up}/").status_code == 410
    isla.refresh_from_db()
    assert isla.email == "isla@example.scot"


def test_no_letter_says_what_was_written_in_speir(box, cast, leaves, isla):
    view = world.begun(cast, title="A very private title")
    world.write(view, "1.1", cast.evaluator, strengths="A sentence that stays here.")
    invite(cast, leaves)
    ask_for_password("isla@example.scot", leaves)
    for letter in box.letters:
        assert "private title" not in text(letter)
        assert "stays here" not in text(letter)


def test_an_invitation_bears_no_link_that_somebody_typed_as_a_name(box, cast, leaves):
    cast.lead.person.name = "Look at evil.example/now"
    cast.lead.person.save()
    Unit.objects.filter(pk=cast.team.id).update(name="Your mailbox is full: www.evil.example")
    invite(cast, leaves)
    (letter,) = box.letters
    assert "evil" not in letter["Subject"] + text(letter)
    assert letter["Subject"] == "Somebody invites you to Speir"


def test_nobody_fills_somebody_s_letter_box_from_their_account(box, isla, leaves):
    client = browser(world.Somebody(isla))
    for at in range(3):
        change(client, leaves, f"victim{at}@example.scot", present_password=WORDS if not at else NEW)
    form = open_page(client, "/account/").forms[1]
    page = send(client, form, 422, email="victim@example.scot", password=NEW, present_password=NEW)
    assert "Several e-mails are on their way already." in page.text
    assert "victim@example.scot" not in {letter["To"] for letter in box.letters}


def test_all_who_were_brought_in_are_invited_at_once_and_the_page_says_who_has_not_come(box, cast, leaves):
    client, at = browser(cast.lead), f"/people/{cast.team.id}/"
    people = [world.somebody(name, f"{name}@example.scot") for name in ("una", "iain")]
    for one in people:
        enrol(person=one.person, unit_id=cast.team.id, role="evaluator", by=cast.lead.actor)
    assert f'href="{at}invitations/"' in open_page(client, at).html
    form = open_page(client, f"{at}invitations/").form(f"{at}invitations/")
    assert set(form.fields["person"]) == {one.person.id for one in people}
    with leaves():
        send(client, form, 302)
        send(client, form, 302)
    assert sorted(letter["To"] for letter in box.letters) == ["iain@example.scot", "una@example.scot"]
    page = open_page(client, f"{at}invitations/")
    assert page.text.count("Invited on ") == 2
    assert "person" not in page.form(f"{at}invitations/").fields
    address = link(box)
    other = browser()
    send(other, open_page(other, address).form(address))
    other.get("/broad-views/")
    text_of_page = open_page(client, f"{at}invitations/").text
    (waits,) = (name for name in ("una@", "iain@") if name in text_of_page)
    assert waits not in str(box.letters[-1]["To"])


def test_nobody_ticked_or_no_letters_is_said_above_the_list(box, settings, cast):
    client, at = browser(cast.lead), f"/people/{cast.team.id}/invitations/"
    una = world.somebody("Una", "una@example.scot")
    enrol(person=una.person, unit_id=cast.team.id, role="evaluator", by=cast.lead.actor)
    page = send(client, open_page(client, at).form(at), 422, person=[])
    assert "Tick whom you want to invite." in page.text
    settings.MAIL = None
    assert "This installation sends no e-mail" in open_page(client, at).text
    assert "Invite whoever is ticked" not in open_page(client, at).text
