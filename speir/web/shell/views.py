"""Home, and the way out when a child may be at risk."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.organisations.queries import actor_for, contacts_near
from speir.organisations.rules import dialled
from speir.web.shell.door import signed_in
from speir.web.shell.security import parts


@require_safe
@signed_in
def home(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Lead to the broad views, an inspector to their rooms, and somebody who belongs nowhere yet to the two doors."""
    if actor.grants and not reach(actor, Permission.SEE_UNIT):
        return redirect("rooms:list")
    return redirect("broad_views:list" if actor.grants else "start:doors")


@require_safe
def at_risk(request: HttpRequest) -> HttpResponse:
    """Say whom to ring now. Open to everybody; nothing is asked and nothing is kept.

    The numbers that people's own units set stand there too, as far as they can be read: the page itself always comes.
    """
    try:
        person = request.user
        near = _near(person.pk, person.get_full_name()) if person.is_authenticated else []
    except (OperationalError, InterfaceError):
        near = []
    return render(request, "shell/at_risk.html", {"near": near})


@require_safe
@signed_in
def security(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say in plain words what Speir does to keep things private, as it is on this installation today."""
    return render(request, "shell/security.html", {"parts": parts(secure=request.is_secure())})


def _near(person_id: str, name: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    actor = actor_for(person_id=person_id, name=name, today=timezone.localdate())
    return [
        (unit, [(who, number, dialled(number)) for who, number in contacts])
        for unit, contacts in contacts_near(actor)
    ]
