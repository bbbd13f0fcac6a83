"""What every page's frame shows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape

from speir.web.shell.door import ONE_TIME, SECOND_FACTOR
from speir.web.shell.idle import ends_at
from speir.web.shell.waiting import writer_mark


@lru_cache(maxsize=1)
def _frame() -> dict[str, str]:
    """Return the addresses that stand in every page's frame; they stay the same as long as a process lives."""
    files = (
        "vendor/design-system.min.css",
        "speir/base.css",
        "speir/views.css",
        "speir/print.css",
        "speir/joint.css",
        "speir/looks.css",
        "speir/no-script.css",
        "speir/improvement.css",
        "speir/improvement-priorities.css",
        "speir/improvement-boards.css",
        "speir/improvement-meetings.css",
        "speir/meeting.js",
        "speir/improvement-doing.css",
        "speir/improvement-choosing.css",
        "speir/improvement-heard.css",
        "speir/idle.js",
        "speir/waiting.js",
        "speir/early.js",
        "speir/icon.svg",
    )
    names = (
        "home",
        "broad_views:list",
        "looks:list",
        "improvement:mine",
        "evidence:register",
        "reflections:list",
        "people:index",
        "frameworks:index",
        "at_risk",
        "account",
        "security",
        "stay",
        "account_login",
    )
    made = {path.split("/")[1].replace(".", "_").replace("-", "_"): static(path) for path in files}
    made |= {name.replace(":", "_"): reverse(name) for name in names}
    return {name: escape(address) for name, address in made.items()}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return who is signed in, and the name of the cookie that holds a fresh form token."""
    return {
        "who": _who(request),
        "idle": settings.IDLE_SECONDS,
        "waits_for": _waits_for(request),
        "signed_in_until": ends_at(),
        "no_way_back": _no_way_back(request),
        "was_here": getattr(request, "was_here", ""),
        "elsewhere": list(settings.IDENTITY_PROVIDERS.values()),
        "by_mail": settings.MAIL,
        "token_cookie": settings.CSRF_COOKIE_NAME,
        "frame": _frame(),
    }


def _who(request: HttpRequest) -> str:
    person = getattr(request, "user", None)
    try:
        return (person.get_full_name() or "Account") if person is not None and person.is_authenticated else ""
    except (InterfaceError, OperationalError):  # the page that says so must still be shown
        return ""


def _waits_for(request: HttpRequest) -> str:
    """Return the mark by which a browser knows whose a text is that waits in it; empty where nobody is signed in."""
    person = getattr(request, "user", None)
    try:
        return writer_mark(str(person.pk)) if person is not None and person.is_authenticated else ""
    except (InterfaceError, OperationalError):  # the page that says so must still be shown
        return ""


def _no_way_back(request: HttpRequest) -> bool:
    """Return whether somebody came by a one-time address and has nothing yet that signs them in the next time."""
    person = getattr(request, "user", None)
    try:
        if person is None or not person.is_authenticated or person.has_usable_password():
            return False
        if request.session.get(SECOND_FACTOR):
            return False
        return any(one.get("method") == ONE_TIME for one in get_authentication_records(request, person))
    except (InterfaceError, OperationalError):  # the page that says so must still be shown
        return False
