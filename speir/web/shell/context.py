"""What every page's frame shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return who is signed in, and the name of the cookie from which the script reads a fresh form token."""
    person = getattr(request, "user", None)
    known = person is not None and person.is_authenticated
    return {
        "who": (person.get_full_name() or "Account") if known and person else "",
        "token_cookie": settings.CSRF_COOKIE_NAME,
    }
