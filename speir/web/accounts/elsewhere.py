"""Signing in by an organisation's own sign-in (OpenID Connect), for people who are known here already."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.accounts import queries
from speir.accounts.actions import end_sessions, proving

log = logging.getLogger(__name__)

UNKNOWN = (
    "Nobody here is known by the e-mail address that your organisation names. Ask your lead officer to bring you in "
    "with it, then try again."
)
NO_ADDRESS = "Your organisation did not say which e-mail address is yours, so Speir cannot tell who you are."
OWN_WAY = (
    "This e-mail address is in use here, and nobody has shown yet that it is theirs. Sign in as you did before, then "
    "connect your organisation’s sign-in under your name."
)
FAILED = (
    "Your organisation’s sign-in did not answer as it should. Try again in a minute, or sign in another way."
)


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    """Whoever comes is somebody whom a lead officer brought in: nobody is made here."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the person. An organisation speaks for addresses of its own domains alone, whatever it says of others.

        Raises ImmediateHttpResponse with a page for whoever is not known here.
        """
        address = _address(sociallogin)
        # What else the organisation says of somebody (telephone, picture …) is nothing that Speir needs.
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        if not address:
            raise ImmediateHttpResponse(_over(request, NO_ADDRESS))
        person = queries.by_email(address)
        if person is None:
            raise ImmediateHttpResponse(_over(request, UNKNOWN))
        if person.email_proven_at is None:
            # Somebody may have typed this address as theirs to be found here by it, with a password that they know.
            own_way = person.has_usable_password() or queries.has_second_factor(person.id)
            if own_way and request.user.pk != person.pk:
                raise ImmediateHttpResponse(_over(request, OWN_WAY))
            by = Actor(person_id=person.id, name=person.name, grants=())
            proving.prove_elsewhere(person=person, by=by)
            # Who was in before could be whoever brought them in, by the address that was to be handed over.
            here = request.session.session_key if request.user.pk == person.pk else ""
            end_sessions(person=person, but=here or "", by=by)
        sociallogin.connect(request, person)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return that sign-up is closed."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **more: Any) -> None:
        """Say that it failed. Raises ImmediateHttpResponse."""
        if more.get("exception") is not None:
            log.warning("The sign-in of %s failed: %s", provider.sub_id, type(more["exception"]).__name__)
        if str(more.get("error")) != "cancelled":
            raise ImmediateHttpResponse(_over(request, FAILED))

    def send_notification_mail(self, *args: Any, **more: Any) -> None:
        """Send nothing: that somebody signs in by their own organisation is no change to warn of."""


def _address(sociallogin: Any) -> str:
    """Return the e-mail address that the provider may speak for and does not call unverified; empty for none."""
    provider = settings.IDENTITY_PROVIDERS.get(sociallogin.account.provider)
    said = sociallogin.account.extra_data
    claims = said.get("userinfo") or said.get("id_token") or said
    address = str(claims.get("email") or "").strip().lower()
    known = provider is not None and address.rpartition("@")[2] in provider.domains
    return address if known and claims.get("email_verified", True) in (True, "true") else ""


def _over(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "socialaccount/over.html", {"sentence": _(sentence)}, status=403)


def _safely(request: HttpRequest, view: Any, provider_id: str) -> HttpResponseBase:
    """Answer by allauth's view; a provider that cannot be reached or talks nonsense is a page with a sentence."""
    if provider_id not in settings.IDENTITY_PROVIDERS:
        raise Http404
    try:
        response: HttpResponseBase = view(request, provider_id)
    except (OSError, LookupError, TypeError, ValueError) as error:  # requests' own errors are an OSError
        log.warning("The sign-in of %s failed: %s", provider_id, type(error).__name__)
        return _over(request, FAILED)
    return response


@never_cache
@require_safe
def start(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to an organisation's sign-in; another website cannot begin that for somebody."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect("account_login")
    return _safely(request, views.login, provider_id)


@never_cache
@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take up what an organisation's sign-in says."""
    return _safely(request, views.callback, provider_id)
