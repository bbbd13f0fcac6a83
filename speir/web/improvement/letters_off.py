"""The page on which a letter is turned off: without signing in, by one press or by a mail program (RFC 8058).

Opening it changes nothing, since mail scanners open links. It does not say whose letters they are.
"""

from __future__ import annotations

from allauth.core import ratelimit
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from speir.core import database_file
from speir.core.errors import Refused
from speir.improvement.actions import letters_off
from speir.improvement.policy.letters import REMINDERS
from speir.improvement.queries.letters import Stoppable, stoppable
from speir.improvement.rules.naming import Every
from speir.web.shell import errors

# A signed address has 70 characters or so; nothing longer is looked at.
LONGEST = 120
# How letters of a kind can be had again, as (what the form sends, what its button says).
AGAIN = {
    True: ((letters_off.ONCE_MORE, gettext_lazy("Turn them on again")),),
    False: (
        (Every.WEEK.value, gettext_lazy("Send it again, weekly")),
        (Every.DAY.value, gettext_lazy("Send it again, every working day")),
    ),
}


@csrf_exempt  # a mail program has no cookie: the signed address says who presses, and nothing else can be done here
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters_off_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show what the address turns off; turn it off, or on again, when its form or a mail program asks for that."""
    token = token[:LONGEST]
    try:
        if request.method != "POST":
            return _shown(request, stoppable(token))
        database_file.require()
        if not ratelimit.consume(request, action="progress", key=token):
            return errors.too_many(request)
        try:
            if "on" in request.POST:
                letters_off.turn_on(token=token, to=request.POST["on"])
                return _shown(request, stoppable(token), on=True)
            before = letters_off.turn_off(token=token)
        except Refused as refused:
            # A button that this page does not have is a press that nobody made.
            if refused.code != letters_off.OVER_CODE:
                return _shown(request, stoppable(token), status=422)
            return _shown(request, None)
        return _shown(request, stoppable(token), before=before)
    except (OperationalError, InterfaceError):
        return errors.unavailable(request)


def _shown(
    request: HttpRequest, found: Stoppable | None, *, before: str = "", on: bool = False, status: int = 200
) -> HttpResponse:
    if found is None:
        return render(request, "improvement/letters_off.html", {"found": None}, status=410)
    again = AGAIN[found.kind == REMINDERS]
    context = {
        "found": found,
        "reminders": found.kind == REMINDERS,
        "just": bool(before) or on,
        # Just turned off, they come again as they were: to undo is to choose nothing.
        "again": [one for one in again if not before or one[0] == before],
    }
    return render(request, "improvement/letters_off.html", context, status=status)
