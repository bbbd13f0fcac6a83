"""Whether a session's person has a second factor, kept in the session so that no page asks the database for it."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from speir.accounts.queries import has_second_factor
from speir.web.shell.door import SECOND_FACTOR


def settle(request: HttpRequest) -> None:
    """Note in the session what holds now: after signing in, and after a second factor came or went."""
    if has_second_factor(str(request.user.pk)) or _asked_elsewhere(request):
        request.session[SECOND_FACTOR] = True
    else:
        request.session.pop(SECOND_FACTOR, None)


def _asked_elsewhere(request: HttpRequest) -> bool:
    """Whether this session began at an organisation's own sign-in that asks for a second factor itself."""
    used = {str(record.get("provider")) for record in get_authentication_records(request, request.user)}
    return any(one.second_factor for key, one in settings.IDENTITY_PROVIDERS.items() if key in used)
