"""Whether it is they: asked before somebody gets a new way in, since a screen or a session may be in other hands."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    is_reauthentication_required,
)
from django.http import HttpRequest

from speir.accounts.queries import signs_in_elsewhere

FRESH_SECONDS = 300
CONFIRM = "Show first that it is you, then do this: under “Your account”."
ELSEWHERE = (
    "Sign out, sign in by your organisation’s sign-in once more, and do this within five minutes: so it is sure that "
    "it is you who gets a new way in."
)


def came_lately(request: HttpRequest) -> bool:
    """Whether they signed in, or showed that it is they, within the last five minutes."""
    used = get_authentication_records(request, request.user)
    return bool(used) and time.time() - float(used[-1]["at"]) < FRESH_SECONDS


def unsure(request: HttpRequest) -> str:
    """Return what somebody has to do before they get a new way in; nothing for who has shown that it is they.

    Whoever came by a one-time address has nothing else yet to show it by.
    """
    person: Any = request.user
    if came_lately(request):
        return ""
    if get_reauthentication_flows(person):
        return CONFIRM if is_reauthentication_required(request, app="account") else ""
    return ELSEWHERE if signs_in_elsewhere(person.pk) else ""
