"""What django-allauth asks us."""

from __future__ import annotations

import time
import unicodedata
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from speir.accounts import actions, queries
from speir.accounts.actions import proving
from speir.web.accounts import keys
from speir.web.accounts.lately import FRESH_SECONDS, came_lately
from speir.web.accounts.settled import settle
from speir.web.shell.door import ONE_TIME
from speir.web.shell.idle import BEGAN

TOO_MANY = _(
    "This was tried too often, or Speir cannot keep count of it just now. Wait five minutes, then try again. If nobody "
    "tried before you, tell whoever looks after your Speir."
)
# Failures within five minutes from one address, which a whole council may share.
MOST_OF_AN_ADDRESS = 200


class Adapter(DefaultAccountAdapter):
    """Nobody signs themselves up: colleagues are brought in by their lead officer."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("That e-mail address and password do not go together."),
        "incorrect_password": _("This is not your password. Type it once more."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that sign-up is closed."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt; the first one that is stopped goes into the trail. Raises ValidationError when stopped."""
        if cache.get(self._address(request), 0) >= MOST_OF_AN_ADDRESS:
            raise self.validation_error("too_many_login_attempts")
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_stopped(queries.by_email(str(credentials.get("email", ""))))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a failure for the address that it came from. Two at once may count as one: the limit is generous."""
        address = self._address(request)
        if not cache.add(address, 1, FRESH_SECONDS):
            cache.set(address, cache.get(address, 0) + 1, FRESH_SECONDS)

    def _address(self, request: HttpRequest) -> str:
        return f"failed:{get_ip(request)}"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Name whose attempts are counted: all ways of writing an address that find one account count as one.

        allauth's own name has the Host that the browser sends in it, and any port there would begin a new count.
        """
        typed = unicodedata.normalize("NFKC", str(credentials.get("email", "")).strip())
        return unicodedata.normalize("NFKC", typed.upper().casefold())

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Record how somebody signed in, and note in the session whether a second factor stands behind it."""
        response: HttpResponse = super().post_login(request, user, **more)
        used = get_authentication_records(request, user)
        how = dict.fromkeys(str(record.get("type") or record["method"]) for record in used)
        if how and list(how) != [ONE_TIME]:  # using such an address has an entry of its own
            actions.note_signed_in(person=user, how=", ".join(how))
        request.session[BEGAN] = time.time()
        settle(request)
        return response

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Have the worker send it: what lets its reader choose a password is made as it leaves."""
        proving.forgot_password(person=user)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **more: Any) -> None:
        """Tell somebody that how they sign in was changed."""
        kind = "password_changed" if "password" in template_prefix else "factor_changed"
        proving.tell_of_change(person=user, kind=kind)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who has signed in a moment ago need not show once more that it is they."""
        return not came_lately(self.request) and bool(super().is_reauthentication_required(app=app, **more))


def note_stopped(person: Any) -> None:
    """Have the trail say that attempts to sign in as somebody were stopped, once in five minutes."""
    if person is not None and cache.add(f"stopped:{person.pk}", 1, FRESH_SECONDS):
        actions.note_stopped(person=person)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: our sentences, and nothing in the database that could be used without our key."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This did not fit. Try once more, with the code that is shown now, or use another way."
        ),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first. Recovery codes come with it."),
    }

    def encrypt(self, text: str) -> str:
        """Return what is stored of a secret."""
        return keys.box(settings.FACTOR_KEYS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret."""
        return keys.box(settings.FACTOR_KEYS).decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return whom a passkey is for: this host, under the name that people know."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Speir"}
