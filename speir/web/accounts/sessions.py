"""Where somebody is signed in, and ending that; staying signed in while a page is open."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.accounts import actions, queries
from speir.web.shell.door import sent_to, setting_up

SALT = "session"


@never_cache
@require_safe
@setting_up
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show every browser in which somebody is signed in."""
    here = request.session.session_key
    listed = queries.sessions_of(actor.person_id)
    lines = [(one, one.key == here, signing.dumps(one.id, salt=SALT)) for one in listed]
    return render(request, "accounts/sessions.html", {"lines": lines})


@sent_to
@setting_up
def end(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """End one session, or all of them with this one."""
    person: Any = request.user
    try:
        which = signing.loads(request.POST.get("which", ""), salt=SALT)
    except signing.BadSignature:
        which = None
    if which is None:
        actions.end_sessions(person=person, by=actor)
        logout(request)
        response = redirect("account_login")
        response["Clear-Site-Data"] = '"cache"'  # as by signing out: Back shows no page of theirs
        return response
    keys = [one.key for one in queries.sessions_of(person.pk) if one.id == which]
    ended = actions.end_sessions(person=person, keys=keys, by=actor)
    said = ngettext("That session has ended.", "Those sessions have ended.", ended)
    messages.success(request, said if ended else _("That session had ended already."))
    return redirect("sessions")


@never_cache
@require_safe
@setting_up
def stay(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Stay signed in: that the page asks is what counts."""
    return HttpResponse(status=204)


def note(request: HttpRequest) -> None:
    """Go on listing this session, whose key has changed."""
    UserSession.objects.create_from_request(request)
