"""Reading people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone

from speir.accounts import rules
from speir.accounts.models import Person, SignInAddress


def by_email(email: str) -> Person | None:
    """Return the active person with this e-mail address, in whatever case."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first()


def by_proven_email(email: str) -> Person | None:
    """Return the active person who has shown that this e-mail address is theirs."""
    person = by_email(email)
    return person if person is not None and person.email_proven_at is not None else None


def invited_until(person_ids: Collection[str]) -> dict[str, dt.datetime]:
    """Return until when each person's open invitation by e-mail holds. One query, none for nobody."""
    if not person_ids:
        return {}
    rows = SignInAddress.objects.filter(person__in=person_ids, used_at=None, ends_at__gt=timezone.now())
    return dict(rows.exclude(sent_to="").values_list("person_id", "ends_at"))


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody's latest invitation by e-mail: when it was made, until when it holds, and whether it was used."""

    id: str
    made: dt.datetime
    until: dt.datetime
    used: bool

    @property
    def open(self) -> bool:
        """Whether it can still be used."""
        return not self.used and self.until > timezone.now()


def invitations_of(person_ids: Collection[str]) -> dict[str, Invited]:
    """Return each person's latest invitation by e-mail, of those who have had one. One query, none for nobody."""
    if not person_ids:
        return {}
    rows = SignInAddress.objects.filter(person__in=person_ids).exclude(sent_to="").order_by("made_at", "id")
    return {
        person_id: Invited(own, made, until, used is not None)
        for person_id, own, made, until, used in rows.values_list(
            "person_id", "id", "made_at", "ends_at", "used_at"
        )
    }


def good_address(secret: str) -> SignInAddress | None:
    """Return a one-time address that can be used, with its person; looking does not use it up."""
    found = SignInAddress.objects.select_related("person")
    row = found.filter(digest=rules.digest(secret), person__is_active=True).first()
    good = row is not None and rules.is_good(ends=row.ends_at, used=row.used_at, now=timezone.now())
    return row if good else None


def names_of(person_ids: Collection[str]) -> dict[str, str]:
    """Return people's names by their ids. One query, none for nobody."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("id", "name")) if person_ids else {}


@dataclass(frozen=True)
class Passkey:
    """A passkey of somebody's: `id` is the row's, never shown in an address as it is."""

    id: int
    added: dt.datetime
    used: dt.datetime | None


@dataclass(frozen=True)
class Factors:
    """What somebody signs in with besides an e-mail address and a password."""

    app: dt.datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether there is a second factor at all; recovery codes alone are none."""
        return self.app is not None or bool(self.passkeys)


def factors_of(person_id: str) -> Factors:
    """Return somebody's second factors. One query."""
    rows = list(Authenticator.objects.filter(user_id=person_id).order_by("created_at", "pk"))
    kinds = Authenticator.Type
    codes = next((row for row in rows if row.type == kinds.RECOVERY_CODES), None)
    return Factors(
        app=next((row.created_at for row in rows if row.type == kinds.TOTP), None),
        passkeys=tuple(
            Passkey(row.pk, row.created_at, row.last_used_at) for row in rows if row.type == kinds.WEBAUTHN
        ),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
    )


@dataclass(frozen=True)
class SignedIn:
    """A browser in which somebody is signed in: `key` is the session's, never shown; `last` is noted once an hour."""

    id: int
    key: str
    since: dt.datetime
    last: dt.datetime
    browser: str


def sessions_of(person_id: str) -> list[SignedIn]:
    """Return the sessions of somebody that have not ended, newest first. One query."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user_id=person_id, session_key__in=alive).order_by("-created_at")
    return [
        SignedIn(row.pk, row.session_key, row.created_at, row.last_seen_at, rules.browser_of(row.user_agent))
        for row in rows
    ]


@dataclass(frozen=True)
class Ways:
    """How somebody comes in. `own`: by a password, a second factor or their organisation; `been`: they were here."""

    own: bool
    been: bool
    proven: bool

    @property
    def by_hand(self) -> bool:
        """Whether an address may be handed over: in other hands it would open what its person wrote for themselves."""
        return not self.own and not self.been

    @property
    def by_mail(self) -> bool:
        """Whether an address may go by e-mail: to whoever was never here, else only to where its person reads."""
        return not self.own and (self.proven or not self.been)


def ways_of(person_ids: Collection[str]) -> dict[str, Ways]:
    """Return how people come in, by their ids. One query, none for nobody."""
    if not person_ids:
        return {}
    factor = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    rows = Person.objects.filter(pk__in=person_ids).annotate(
        factor=Exists(factor), elsewhere=Exists(SocialAccount.objects.filter(user=OuterRef("pk")))
    )
    return {
        row.pk: Ways(
            own=row.has_usable_password() or row.factor or row.elsewhere,
            been=row.last_login is not None or row.last_seen_on is not None,
            proven=row.email_proven_at is not None,
        )
        for row in rows
    }


def by_id(person_id: str) -> Person | None:
    """Return the active person of this id."""
    return Person.objects.filter(pk=person_id, is_active=True).first()


def signs_in_elsewhere(person_id: str) -> bool:
    """Return whether somebody signs in by their organisation's own sign-in."""
    return bool(SocialAccount.objects.filter(user_id=person_id).exists())


def has_second_factor(person_id: str) -> bool:
    """Return whether somebody signs in with a second factor. One query."""
    own = Authenticator.objects.filter(user_id=person_id)
    return bool(own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
