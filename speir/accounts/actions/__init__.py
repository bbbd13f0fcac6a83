"""Writing people and their one-time sign-in addresses."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from speir.access.actor import SYSTEM, Actor
from speir.accounts import rules
from speir.accounts.actions.proving import tell_of_change
from speir.accounts.models import Person, SignInAddress
from speir.core.errors import Refused
from speir.core.ids import new_secret
from speir.trail.actions import record

log = logging.getLogger(__name__)


@transaction.atomic
def make_person(*, name: str, email: str = "", by: Actor) -> Person:
    """Make and return a person. Raises Refused for a missing name or an e-mail address that somebody has."""
    person = Person(name=rules.name_of_person(name), email=email)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise Refused("email-taken", "Somebody with this e-mail address is already here.", "email") from None
    record(by=by, verb="added", about="person", about_id=person.id)
    return person


@transaction.atomic
def rename(*, person: Person, name: str, by: Actor) -> Person:
    """Give a person a name; what they wrote before keeps the name it was written under. Raises Refused."""
    person.name = rules.name_of_person(name)
    person.save(update_fields=["name"])
    record(by=by, verb="renamed", about="person", about_id=person.id)
    return person


@transaction.atomic
def set_sign_in(*, person: Person, email: str, password: str, by: Actor) -> Person:
    """Give a person an e-mail address and a password to sign in with. Raises Refused for an address in use."""
    had = person.has_usable_password()
    if email.strip().lower() != person.email:
        person.email, person.email_proven_at = email, None
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(update_fields=["email", "email_proven_at", "password"])
    except IntegrityError:
        raise Refused("email-taken", "Somebody with this e-mail address is already here.", "email") from None
    record(by=by, verb="set sign-in of", about="person", about_id=person.id)
    if had:
        tell_of_change(person=person, kind="password_changed")
    return person


def note_seen(*, person: Person, today: dt.date) -> None:
    """Note the day on which somebody was here, once a day: it is for reviews of who has access, and no deed.

    Where nothing can be written (a full disk, a database that is being moved) their page is shown all the same.
    """
    if person.last_seen_on == today:
        return
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person.pk).update(last_seen_on=today)
    except DatabaseError:
        log.exception("That somebody was here could not be noted.")


def note_used(*, session_key: str) -> None:
    """Note that a session is in use, for the list of one's sessions; the caller asks for it once an hour.

    Where nothing can be written the page is shown all the same, as in `note_seen`.
    """
    try:
        with transaction.atomic():
            UserSession.objects.filter(session_key=session_key).update(last_seen_at=timezone.now())
    except DatabaseError:
        log.exception("That a session was used could not be noted.")


@transaction.atomic
def make_sign_in_address(*, person: Person, goes_to: str = "", path: str = "", by: Actor) -> str:
    """Return the path of a new one-time address for this person; addresses made for them before stop working.

    `path` is of the unit where it is made: who reads its trail finds that there was one.
    """
    secret = new_secret()
    now = timezone.now()
    person.sign_in_addresses.filter(used_at=None, ends_at__gt=now).update(ends_at=now)
    SignInAddress.objects.create(
        person=person,
        digest=rules.digest(secret),
        goes_to=goes_to,
        inviter_name=by.name[:200] if by.person_id else "",
        ends_at=now + rules.ADDRESS_LASTS,
    )
    record(by=by, verb="made sign-in address for", about="person", about_id=person.id, path=path)
    return f"/sign-in/{secret}/"


@transaction.atomic
def use_sign_in_address(*, secret: str) -> tuple[Person, str]:
    """Use a one-time address up; return its person and the path it goes to.

    Raises Refused when it was used before, has ended, or never was.
    """
    found = SignInAddress.objects.select_for_update(of=("self",)).select_related("person")
    row = found.filter(digest=rules.digest(secret), person__is_active=True).first()
    now = timezone.now()
    if row is None or not rules.is_good(ends=row.ends_at, used=row.used_at, now=now):
        raise Refused("address-used", "This sign-in address has been used or has ended. Ask for a new one.")
    row.used_at = now
    row.save(update_fields=["used_at"])
    if row.sent_to and row.sent_to == row.person.email:
        row.person.email_proven_at = now
        row.person.save(update_fields=["email_proven_at"])
    record(by=_self(row.person), verb="signed in by one-time address", about="person", about_id=row.person.id)
    return row.person, row.goes_to


@transaction.atomic
def first_person() -> Person:
    """Return this installation's first person, made now, without a name, if there is nobody yet."""
    first = Person.objects.order_by("joined_at", "id").first()
    if first is None:
        first = Person()
        first.set_unusable_password()
        first.save(force_insert=True)
        record(by=SYSTEM, verb="added", about="person", about_id=first.id)
    return first


@transaction.atomic
def first_sign_in_address(base_url: str, goes_to: str = "") -> str | None:
    """Return a new one-time address for the first person, made now if there is nobody yet.

    None once that person has a password: from then on `speir sign-in-address` is the way.
    """
    first = first_person()
    if first.has_usable_password():
        return None
    return base_url.rstrip("/") + make_sign_in_address(person=first, goes_to=goes_to, by=SYSTEM)


@transaction.atomic
def note_signed_in(*, person: Person, how: str) -> None:
    """Record that somebody signed in, and with what: words such as `password, code`.

    Addresses that still wait for them end: whoever holds one could go on as them.
    """
    now = timezone.now()
    person.sign_in_addresses.filter(used_at=None, ends_at__gt=now).update(ends_at=now)
    record(by=_self(person), verb="signed in", about="person", about_id=person.id, detail=how)


@transaction.atomic
def note_stopped(*, person: Person) -> None:
    """Record that attempts to sign in as somebody were stopped, since there were too many. Nobody knows by whom."""
    record(by=SYSTEM, verb="stopped attempts to sign in as", about="person", about_id=person.id)


@transaction.atomic
def note_factor(*, person: Person, verb: str, what: str) -> None:
    """Record that somebody `added` or `removed` a second factor of their own: `app`, `passkey` or `recovery_codes`."""
    by = _self(person)
    record(by=by, verb=f"{verb} second factor of", about="person", about_id=person.id, detail=what)


@transaction.atomic
def forget_second_factor(*, person: Person, by: Actor) -> int:
    """Take away all second factors of somebody who has lost them; return how many there were.

    Only whoever runs Speir does this: they have made sure who it is that asks.
    """
    gone: int = Authenticator.objects.filter(user_id=person.id).delete()[0]
    if gone:
        _end(person, but="")
        record(by=by, verb="removed second factor of", about="person", about_id=person.id, detail="all")
    return gone


@transaction.atomic
def end_sessions(*, person: Person, keys: Collection[str] | None = None, but: str = "", by: Actor) -> int:
    """Sign a person out in these sessions, or in all but one; return in how many they were signed in."""
    ended = _end(person, keys=keys, but=but)
    if ended:
        detail = "one" if keys is not None else "all"
        record(by=by, verb="ended sessions of", about="person", about_id=person.id, detail=detail)
    return ended


def forget_ended_sessions() -> int:
    """Delete what was noted of sessions that are over: from where and with which browser. Return of how many."""
    alive = Session.objects.values("session_key")
    return int(UserSession.objects.exclude(session_key__in=alive).delete()[0])


def _end(person: Person, *, keys: Collection[str] | None = None, but: str = "") -> int:
    own = UserSession.objects.filter(user_id=person.id).exclude(session_key=but)
    own = own if keys is None else own.filter(session_key__in=keys)
    ended = Session.objects.filter(session_key__in=own.values("session_key")).delete()[0]
    own.delete()
    return int(ended)


def _self(person: Person) -> Actor:
    return Actor(person_id=person.id, name=person.name, grants=())


@transaction.atomic
def forget_ended_addresses(*, days: int) -> int:
    """Delete one-time addresses that ended so many days ago; return how many. The clock's: no entry in the trail."""
    before = timezone.now() - dt.timedelta(days=days)
    return SignInAddress.objects.filter(ends_at__lt=before).delete()[0]
