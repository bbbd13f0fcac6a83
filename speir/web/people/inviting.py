"""Who was brought in and has not been here yet; inviting all of them at once, and again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Refused
from speir.core.text import day
from speir.notices import actions as notices
from speir.organisations.actions.invitations import invite_all
from speir.organisations.queries import invitations as queries
from speir.web.people import words
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Show who has not been here yet; invite those who are ticked."""
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        try:
            people = request.POST.getlist("person")[: queries.PAGE]
            sent = invite_all(unit_id=unit_id, people=people, seen=_seen(request), by=actor)
            messages.success(request, _said(len(sent)))
            return redirect("people:invitations", unit_id)
        except Refused as refused:
            form.full_clean()
            add_refused(form, [refused])
    return _page(request, actor, unit_id, form)


def _seen(request: HttpRequest) -> dt.datetime:
    """Return when the list was looked at, as the form says; now where it does not."""
    try:
        found = parse_datetime(request.POST.get("seen", "")[:40])
    except ValueError:
        found = None
    now = timezone.now()
    return min(found, now) if found is not None and timezone.is_aware(found) else now


def _said(sent: int) -> str:
    if not sent:
        return _("They were invited already, or have come in meanwhile.")
    said = ngettext(
        "%(n)s invitation is on its way. It can be used once, within 7 days.",
        "%(n)s invitations are on their way. Each can be used once, within 7 days.",
        sent,
    )
    return said % {"n": sent}


def _page(request: HttpRequest, actor: Actor, unit_id: str, form: forms.Form) -> HttpResponse:
    found = queries.waiting(actor, unit_id)
    ticked = set(request.POST.getlist("person")) if form.is_bound else None
    context = {
        "waiting": found,
        "unit": {"demonstration": found.demonstration},
        "lines": [_line(one, ticked) for one in found.lines],
        "by_mail": notices.configured(),
        "can_send": notices.configured() and any(one.email for one in found.lines),
        "seen": timezone.now().isoformat(),
        "form": form,
    }
    return render(request, "people/invitations.html", context, status=422 if form.errors else 200)


def _line(one: queries.Awaited, ticked: set[str] | None) -> dict[str, Any]:
    invited = one.invited
    if not one.email:
        said = _("No e-mail address: make a sign-in address on their unit’s page, and hand it over")
    elif invited is None:
        said = _("Not invited yet")
    elif one.open and one.stuck:
        said = _(
            "Invited on %(made)s, but the e-mail could not leave: look at the address, and invite again"
        ) % {"made": day(timezone.localdate(invited.made))}
    elif one.open and one.stuck is not None:
        said = _("Invited on %(made)s; the e-mail has not left yet, and is tried again") % {
            "made": day(timezone.localdate(invited.made))
        }
    elif one.open:
        said = _("Invited on %(made)s, until %(until)s") % {
            "made": day(timezone.localdate(invited.made)),
            "until": day(timezone.localdate(invited.until)),
        }
    elif invited.used:
        said = _("Opened the invitation of %(made)s, and has not gone on") % {
            "made": day(timezone.localdate(invited.made))
        }
    else:
        said = _("The invitation ended on %(until)s") % {"until": day(timezone.localdate(invited.until))}
    more = ""
    if one.more:
        more = ngettext("and %(n)s more role", "and %(n)s more roles", one.more) % {"n": one.more}
    return {
        "one": one,
        "name": one.name or _("Without a name"),
        "role": words.role(one.role),
        "said": said,
        "more": more,
        "ticked": one.due if ticked is None else one.person_id in ticked,
    }
