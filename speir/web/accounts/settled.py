"""Whether a session's person has a second factor, kept in the session so that no page asks the database for it."""

from __future__ import annotations

from django.http import HttpRequest

from speir.accounts.queries import has_second_factor
from speir.web.shell.door import SECOND_FACTOR


def settle(request: HttpRequest) -> None:
    """Note in the session what holds now: after signing in, and after a second factor came or went."""
    if has_second_factor(str(request.user.pk)):
        request.session[SECOND_FACTOR] = True
    else:
        request.session.pop(SECOND_FACTOR, None)
