"""The way into every page: the person is known, the Actor is built, and a refusal becomes a page with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts.actions import note_seen
from speir.core import database_file
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.organisations.queries import actor_for
from speir.web.shell import errors

# The session's word that its person has a second factor, or that their own organisation asked for one.
SECOND_FACTOR = "second_factor"
# The session's word that its person came by a one-time address.
ONE_TIME = "one_time"

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> Page[P]:
    """Call the view with the Actor of whoever is signed in; what was typed into a form survives every refusal.

    Where a second factor is required, whoever has none is led to the pages that set one up, and sees no other.
    """
    return _door(view, factor=True)


def setting_up(view: View[P]) -> Page[P]:
    """The same for the pages on which a second factor is set up: open to whoever has none yet."""
    return _door(view, factor=False)


def lent(view: View[P]) -> View[P]:
    """Mark a view whose form somebody else fills in than who is signed in: its texts never wait for that person."""
    setattr(view, errors.LENT, True)
    return view


def _door(view: View[P], *, factor: bool) -> Page[P]:
    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            if request.method == "POST":
                database_file.require()
            person = request.user
            if not person.is_authenticated:
                return _ask_to_sign_in(request)
            if factor and settings.SECOND_FACTOR_REQUIRED and not request.session.get(SECOND_FACTOR):
                return _ask_for_factor(request)
            note_seen(person=person, today=timezone.localdate())
            actor = actor_for(person_id=person.pk, name=person.get_full_name(), today=timezone.localdate())
            if any("\x00" in str(word) for word in kwargs.values()):
                raise NotYours  # PostgreSQL could not even look for it
            response = view(request, actor, *args, **kwargs)
            # Not "no-store": it would throw away what somebody typed when they press Back. Signing out clears the rest.
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response
        except NotYours:
            return errors.not_found(request)
        except NotAllowed as refusal:
            return errors.refused(request, refusal.sentence, status=403)
        except Refused as refusal:
            return errors.refused(request, refusal.sentence, status=409)
        except (OperationalError, InterfaceError):
            return errors.unavailable(request)

    return inner


def sent_to(view: Page[P]) -> Page[P]:
    """Call the view with what a form sends; who merely goes to its address (by a reload, say) reads why it is empty."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs) if request.method == "POST" else errors.only_sent_to(request)

    return inner


def _ask_for_factor(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return errors.keep(request, errors.NO_FACTOR, status=403)
    return redirect("mfa_index")


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return errors.keep(request, errors.SIGNED_OUT, status=401)
    if getattr(request, "htmx", False):  # a part of a page asks: the page for signing in has no place there
        return HttpResponse(errors.signed_out(), status=401, content_type="text/plain; charset=utf-8")
    return redirect_to_login(request.get_full_path())
