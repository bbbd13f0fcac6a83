"""What every page's frame shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return who is signed in, and the name of the cookie that holds a fresh form token."""
    return {
        "who": _who(request),
        "token_cookie": settings.CSRF_COOKIE_NAME,
    }


def _who(request: HttpRequest) -> str:
    person = getattr(request, "user", None)
    try:
        return (person.get_full_name() or "Account") if person is not None and person.is_authenticated else ""
    except (InterfaceError, OperationalError):  # the page that says so must still be shown
        return ""
