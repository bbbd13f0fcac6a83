"""What every page's frame shows."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from speir.web.shell.idle import ends_at


@lru_cache(maxsize=1)
def _frame() -> dict[str, str]:
    """Return the addresses that stand in every page's frame; they stay the same as long as a process lives."""
    files = (
        "vendor/design-system.min.css",
        "speir/base.css",
        "speir/views.css",
        "speir/print.css",
        "speir/idle.js",
        "speir/icon.svg",
    )
    names = (
        "home",
        "broad_views:list",
        "reflections:list",
        "frameworks:index",
        "at_risk",
        "account",
        "security",
        "stay",
        "account_login",
    )
    made = {path.split("/")[1].replace(".", "_").replace("-", "_"): static(path) for path in files}
    return made | {name.replace(":", "_"): reverse(name) for name in names}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return who is signed in, and the name of the cookie that holds a fresh form token."""
    return {
        "who": _who(request),
        "idle": settings.IDLE_SECONDS,
        "signed_in_until": ends_at(),
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
