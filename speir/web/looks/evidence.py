"""Evidence beside an indicator of a closer look: the same pages as in a broad view, at addresses of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from speir.access.actor import Actor
from speir.core.errors import NotAllowed
from speir.evaluations.policy import ANY, FINISHED
from speir.evaluations.policy.looks import READ_ONLY
from speir.evaluations.queries.looks.judging import opened
from speir.evaluations.queries.panels import Panel, panel
from speir.web.broad_views import cited, evidence
from speir.web.broad_views.places import Place


def _open(actor: Actor, look_id: str, number: str) -> Panel:
    found = opened(actor, look_id, number)
    if not found.page.may_judge:
        raise NotAllowed(FINISHED if found.page.finished_on else READ_ONLY)
    return panel(actor, look_id, number, kinds=ANY)


LOOK = Place(_open, "looks:indicator", "looks:evidence_new", "looks:evidence_cite", "looks/base.html")


def new(request: HttpRequest, look_id: str, number: str) -> HttpResponseBase:
    """Write down what we know, and cite it here."""
    return evidence.new(request, look_id, number, LOOK)


def cite(request: HttpRequest, look_id: str, number: str) -> HttpResponseBase:
    """Use something that is written down already."""
    return cited.cite(request, look_id, number, LOOK)


def change(request: HttpRequest, look_id: str, number: str, item_id: str) -> HttpResponseBase:
    """Change an item that is cited here, or what it does to the judgement."""
    return evidence.change(request, look_id, number, item_id, LOOK)


def remove(request: HttpRequest, look_id: str, number: str, item_id: str) -> HttpResponseBase:
    """Take a citation away; the item stays."""
    return cited.remove(request, look_id, number, item_id, LOOK)
