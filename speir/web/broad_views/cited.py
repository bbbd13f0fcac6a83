"""Evidence beside one indicator: citing what is written already, and taking a citation away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.words import asked
from speir.evaluations.actions import citations, readings
from speir.evaluations.queries import panels
from speir.evaluations.queries.grounds import CitedEvidence
from speir.evaluations.rules.judging import STANCE_WORDS
from speir.evidence.queries import finding
from speir.evidence.rules.finding import Wanted
from speir.organisations.queries import names_of_units
from speir.web.broad_views import parts
from speir.web.broad_views.places import VIEW, Place
from speir.web.evidence.found import pieces
from speir.web.shell.door import sent_to, signed_in

MOST, MOST_ELSEWHERE = 50, 20


@require_http_methods(["GET", "POST"])
@signed_in
def cite(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, at: Place = VIEW
) -> HttpResponseBase:
    """Use something that is written down already."""
    panel = at.open(actor, evaluation_id, number)
    if request.method == "POST":
        item_id, stance = request.POST.get("item_id", ""), request.POST.get("stance", "supports")
        citations.cite(evaluation_id=evaluation_id, number=number, item_id=item_id, stance=stance, by=actor)
        return lead_back(request, _("Added to what you know."), at.indicator, evaluation_id, number)
    words = request.GET.get("words", "")[:200]
    found = to_cite(actor, panel, words, most=MOST)
    beyond = to_cite(actor, panel, words, most=MOST_ELSEWHERE, elsewhere=True)
    readings.note(heading=panel.heading, evidence=[line.item for line in (*found, *beyond)], by=actor)
    shown, others = (_to_choose(panel, lines) for lines in (found, beyond))
    context = {
        "panel": panel,
        "heading": panel.heading,
        "indicator": panel.indicator,
        "at": at.leads(panel),
        "items": shown,
        "elsewhere": others,
        "words": words,
        "cut": len(found) == MOST or len(beyond) == MOST_ELSEWHERE,
        "stances": stances(),
    }
    return render(request, "broad_views/evidence_cite.html", context)


@sent_to
@signed_in
def remove(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, item_id: str, at: Place = VIEW
) -> HttpResponseBase:
    """Take a citation away; the item stays, and the message offers the way back."""
    stance = citations.uncite(evaluation_id=evaluation_id, number=number, item_id=item_id, by=actor)
    if stance:
        request.session["undo"] = {
            "evaluation": evaluation_id,
            "number": number,
            "item": item_id,
            "stance": stance,
        }
    return redirect(at.indicator, evaluation_id, number)


def to_cite(
    actor: Actor, panel: panels.Panel, words: str, *, most: int, elsewhere: bool = False
) -> list[finding.Line]:
    """Return at most so many items that may be cited here and are not yet; `elsewhere` asks for other units' alone."""
    return finding.to_cite(
        actor,
        Wanted(words=asked(words), theme=f"{panel.framework.key}/{panel.indicator.number}/"),
        unit_id=panel.heading.unit_id,
        without=[each.item.id for each in panel.evidence],
        today=timezone.localdate(),
        most=most,
        elsewhere=elsewhere,
    )


def stances() -> list[tuple[str, str]]:
    """Return what a piece may do to a judgement: (key, words)."""
    return [(key, _(words)) for key, words in STANCE_WORDS.items()]


def lead_back(request: HttpRequest, said: str, to: str, evaluation_id: str, number: str) -> HttpResponseBase:
    """Say so, and lead back to what is known there: the piece stands in the list, and the judgement comes next."""
    messages.success(request, said)
    return redirect(f"{reverse(to, args=(evaluation_id, number))}#know")


def _to_choose(panel: panels.Panel, lines: list[finding.Line]) -> list[dict[str, Any]]:
    """Return items as the page lists them, with the words that were looked for, and of whom each is."""
    names = names_of_units({line.item.unit_id for line in lines})
    return [
        parts.cited(panel, CitedEvidence(line.item, "supports"))
        | {"marked": pieces(line.shows), "around": pieces(line.around), "unit": names[line.item.unit_id]}
        for line in lines
    ]
