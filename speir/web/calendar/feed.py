"""The programme in people's own calendars: a secret address of each person's own, and what is read there."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.contrib import messages
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.text import day
from speir.evaluations.actions import calendar_feeds as actions
from speir.evaluations.queries import calendar_feeds as queries
from speir.evaluations.rules.programme import KINDS, Entry
from speir.improvement.queries.days import Day, Kind, days
from speir.reports import actions as reports
from speir.reports.content import Event
from speir.web.shell.door import sent_to, signed_in

COUNTED_FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
# A secret has 43 characters; nothing longer is looked for.
LONGEST = 60
# So often one address is answered in so many seconds. A calendar comes every few hours.
OFTEN, SECONDS = 60, 300


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def page(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Show whether somebody has an address, and make one, which is shown in the answer alone."""
    address = ""
    if request.method == "POST":
        secret = actions.make(by=actor)
        address = request.build_absolute_uri(reverse("calendar:feed_file", args=[secret]))
    made = queries.made_at(actor)
    on = day(timezone.localdate(made)) if made else ""
    return render(request, "calendar/feed.html", {"address": address, "on": on})


@sent_to
@signed_in
def end(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """End somebody's address."""
    actions.end(by=actor)
    messages.success(request, _("Ended. Calendars that read there find nothing any more."))
    return redirect("calendar:feed")


@require_safe
def file(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Answer a calendar with what the person of this address may see today: titles and dates, nothing else.

    Nobody signs in here. What has not changed since a calendar was here is not sent again.
    """
    today = timezone.localdate()
    try:
        reader = queries.reader(secret, today) if len(secret) <= LONGEST else None
        if reader is None:
            raise Http404
        if _too_often(secret):
            return HttpResponse(status=429, headers={"Retry-After": "300"})
        events = [_event(entry) for entry in queries.told(reader, today)]
        events += [_day(one) for one in days(reader, *queries.span(today))]
    except (OperationalError, InterfaceError):
        return HttpResponse(status=503, headers={"Retry-After": "300"})
    body = reports.calendar(name=_("Speir programme"), events=events)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="speir.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _too_often(secret: str) -> bool:
    """Count that somebody asks at an address, and return whether it was too often. Like attempts to sign in, it is
    counted in a database of its own, so that a calendar that asks without end holds up nobody who saves.
    """
    key = f"calendar:{hashlib.sha256(secret.encode()).hexdigest()[:32]}"
    if cache.add(key, 1, timeout=SECONDS):
        return False
    try:
        return cache.incr(key) > OFTEN
    except ValueError:  # it ran out between the two
        return False


def _event(entry: Entry) -> Event:
    kinds = {"due": _("Due"), "way": _("To find out")}
    kind = kinds.get(entry.source) or _(KINDS[entry.kind][0])
    said = entry.title if entry.kind == "other" else f"{kind[:1].upper()}{kind[1:]}: {entry.title}"
    # What counts its changes does so itself; a way of finding out is dated by its last one.
    revision = _revision(entry.stamp) if entry.source == "way" else entry.revision
    return Event(entry.key, said, entry.starts, entry.ends, entry.stamp, revision)


def _day(one: Day) -> Event:
    says = {
        Kind.ACTION: _("Action due: %(title)s"),
        Kind.REVIEW: _("Has it made a difference? %(title)s"),
        Kind.MEETING: _("Meeting: %(title)s"),
    }
    return Event(
        one.key, says[one.kind] % {"title": one.title}, one.on, one.on, one.stamp, _revision(one.stamp)
    )


def _revision(stamp: dt.datetime) -> int:
    """Return a number that grows with each change of what counts none: some calendars keep a day unless it does."""
    return max(1, int((stamp - COUNTED_FROM).total_seconds()))
