"""Who can read a priority, something tracked or an answer to what was heard: seeing that, sharing it, ending that."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.evaluations.queries import rooms
from speir.evaluations.queries.audiences import Audience
from speir.improvement.actions import sharing as actions
from speir.improvement.queries.audiences import Open, Partner, of_thing
from speir.improvement.rules.naming import PART_WORDS
from speir.web.improvement.where import address
from speir.web.sharing.page import page as sharing_page
from speir.web.shell.door import sent_to, signed_in

# What is shared, with the address of its own page and what whoever reads it then reads.
OWN = {
    "priority": "improvement:priority",
    "tracked": "improvement:tracked_one",
    "answering": "improvement:heard_one",
}
READ: dict[str, Any] = {
    "priority": gettext_lazy(
        "They read all of it: what it answers, its actions, and how far these have come."
    ),
    "tracked": gettext_lazy("They read all of it: what is tracked, who took it up, and what came of it."),
    "answering": gettext_lazy("They read all of it: what was heard, what was decided, and what happened."),
}
WHY_NOT: dict[str, Any] = {
    "proposed": gettext_lazy("Reads it from the day on which it is agreed."),
    "seat": gettext_lazy("Does not sit in this partnership today, and does not read it."),
}


@require_http_methods(["GET", "POST"])
@signed_in
def priority(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Show who can read a priority; share it wider."""
    return _page(request, actor, "priority", priority_id)


@require_http_methods(["GET", "POST"])
@signed_in
def tracked(request: HttpRequest, actor: Actor, tracked_id: str) -> HttpResponseBase:
    """Show who can read something tracked; share it wider."""
    return _page(request, actor, "tracked", tracked_id)


@require_http_methods(["GET", "POST"])
@signed_in
def answering(request: HttpRequest, actor: Actor, answering_id: str) -> HttpResponseBase:
    """Show who can read an answer to what was heard; share it wider."""
    return _page(request, actor, "answering", answering_id)


@sent_to
@signed_in
def end_priority(request: HttpRequest, actor: Actor, priority_id: str, act_id: str) -> HttpResponseBase:
    """End an act of sharing of a priority."""
    return _end(request, actor, "priority", priority_id, act_id, "improvement:sharing")


@sent_to
@signed_in
def end_tracked(request: HttpRequest, actor: Actor, tracked_id: str, act_id: str) -> HttpResponseBase:
    """End an act of sharing of something tracked."""
    return _end(request, actor, "tracked", tracked_id, act_id, "improvement:tracked_sharing")


@sent_to
@signed_in
def end_answering(request: HttpRequest, actor: Actor, answering_id: str, act_id: str) -> HttpResponseBase:
    """End an act of sharing of an answer to what was heard."""
    return _end(request, actor, "answering", answering_id, act_id, "improvement:heard_sharing")


def _page(request: HttpRequest, actor: Actor, about: str, thing_id: str) -> HttpResponseBase:
    seen: list[Open] = []

    def read() -> Audience:
        seen.append(of_thing(actor, about, thing_id))
        return seen[-1].audience

    def share(typed: dict[str, Any]) -> str:
        actions.share(about=about, thing_id=thing_id, by=actor, **typed)
        return _("Shared.")

    def beside() -> dict[str, Any]:
        return _beside(about, thing_id, seen[-1])

    in_rooms = partial(rooms.with_view, thing_id) if about == "priority" else list
    return sharing_page(
        request, actor, read, share, template="improvement/sharing.html", beside=beside, rooms=in_rooms
    )


def _end(
    request: HttpRequest, actor: Actor, about: str, thing_id: str, act_id: str, back: str
) -> HttpResponseBase:
    actions.end(about=about, thing_id=thing_id, act_id=act_id, by=actor)
    messages.success(request, _("Ended. They cannot read it any more, unless they have a part in it."))
    return redirect(reverse(back, args=[thing_id]))


def _beside(about: str, thing_id: str, seen: Open) -> dict[str, Any]:
    return {
        "frame_of_it": "improvement/base.html",
        "unit": seen.unit,
        "called": seen.called,
        "own": address(OWN[about], thing_id),
        "partners": [_partner(one) for one in seen.partners],
        "read": READ[about],
        "is_priority": about == "priority",
    }


def _partner(one: Partner) -> dict[str, Any]:
    return {
        "name": one.name,
        "says": _("It %(part)s.") % {"part": _(PART_WORDS[one.part_as])},
        "why_not": WHY_NOT.get(one.why_not, ""),
    }
