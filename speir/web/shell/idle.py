"""Nobody stays signed in at a screen they have left: a session ends when nothing was opened or saved for a while.

When that last was stands in a signed cookie, so that reading a page writes nothing; but once an hour it is noted, for
the list of one's sessions, that this one is in use. The cookie also says who it was, and so to whom a text belongs that
is sent after the end.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac

from speir.accounts.actions import note_used

SALT = "speir.seen"
# When somebody signed in, for a session whose cookie is gone.
BEGAN = "began"
AFRESH_SECONDS = 30
HOUR = 3600


def watched(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """End a session in which nothing has happened for too long, and note that something happens now.

    `request.was_here` is the id of whoever was signed in here last and is no longer.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        person, mark, seen = _read(request)
        try:
            now_here = str(request.session.get(SESSION_KEY, ""))
        except (OperationalError, InterfaceError):  # the page that says so must still be shown
            return get_response(request)
        key = request.session.session_key or ""
        if now_here and not (person == now_here and mark == _mark(key)):
            seen = float(request.session.get(BEGAN, 0)) or time.time()
        if now_here and time.time() - seen > settings.IDLE_SECONDS:
            person = now_here
            _end(request)
        request.was_here = "" if request.user.is_authenticated else person  # type: ignore[attr-defined]
        response = get_response(request)
        return _noted(request, response, was=(person, mark, seen))

    return middleware


def ends_at() -> dt.datetime:
    """Return when a session ends in which nothing happens from now on."""
    return timezone.now() + dt.timedelta(seconds=settings.IDLE_SECONDS)


def _noted(request: HttpRequest, response: HttpResponseBase, was: tuple[str, str, float]) -> HttpResponseBase:
    try:
        here = str(request.session.get(SESSION_KEY, ""))
    except (OperationalError, InterfaceError):
        return response
    now = (here, _mark(request.session.session_key or ""))
    by_itself = getattr(
        request, "by_itself", False
    )  # a page asks whether anything changed; nobody has to be there
    if here and not by_itself and (was[:2] != now or time.time() - was[2] > AFRESH_SECONDS):
        response.set_cookie(
            settings.SEEN_COOKIE_NAME,
            signing.dumps([*now, int(time.time())], salt=SALT),
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if was[:2] == now and int(was[2]) // HOUR != int(time.time()) // HOUR:
            note_used(session_key=str(request.session.session_key))
    return response


def _read(request: HttpRequest) -> tuple[str, str, float]:
    """Return who was here last, the mark of their session and when; all empty where nobody was."""
    said = _said(request.COOKIES.get(settings.SEEN_COOKIE_NAME, ""))
    return said if time.time() - said[2] <= settings.SESSION_COOKIE_AGE else ("", "", 0.0)


@lru_cache(maxsize=1000)
def _said(cookie: str) -> tuple[str, str, float]:
    """Return what our cookie says, which stays the same for half a minute; all empty where it is not ours."""
    try:
        person, mark, seen = signing.loads(cookie, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return "", "", 0.0
    return str(person), str(mark), float(seen)


@lru_cache(maxsize=1000)
def _mark(session_key: str) -> str:
    return salted_hmac(SALT, session_key, algorithm="sha256").hexdigest()[:16]


def _end(request: HttpRequest) -> None:
    try:
        logout(request)
    except (OperationalError, InterfaceError):
        request.user = AnonymousUser()
