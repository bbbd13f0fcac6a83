"""One item: what it shows, all that was said of it, where it is used, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Unfit
from speir.evaluations.actions import readings
from speir.evaluations.queries.citing import used
from speir.evaluations.queries.looks.sittings import came_from
from speir.evidence.actions import withdrawing as actions
from speir.evidence.queries import items, pages
from speir.evidence.queries.files import of_items
from speir.evidence.rules.account import blocks
from speir.evidence.rules.items import SpeaksOf
from speir.frameworks.queries import all_current
from speir.improvement.queries.proving import impact_of
from speir.mentions.rules import Waits
from speir.sharing.queries import lines
from speir.web.evidence import show
from speir.web.evidence.files import line
from speir.web.evidence.forms import WithdrawForm
from speir.web.evidence.writing import NOT_TO_CHANGE
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_safe
@signed_in
def item(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponse:
    """Show one item with all that was said of it."""
    page = pages.page(actor, item_id)
    found = page.item
    readings.note_items(evidence=[found], by=actor)
    earlier = items.earlier(actor, item_id) if found.revision > 1 else []
    frameworks = all_current()
    where = used(actor, item_id)
    # What a note was made into says where it came from, or stands beside an indicator of its closer look.
    noted = found.origin or any(one.look for one in where.now)
    acts = [act for act in lines("evidence", found.id) if act.holds]
    context: dict[str, Any] = {
        "page": page,
        "item": found,
        "unit": page.unit,
        "account": blocks(found.account),
        "facts": show.facts(page, frameworks),
        "themes": show.themes(found, frameworks),
        "withdrawn": show.withdrawn(found),
        "stale": show.stale(page),
        "acts": [show.audience(act.scope, act.name) for act in acts],
        "files": [line(file) for file in of_items([item_id])[item_id]],
        "may_add": page.may_change and found.withdrawn_at is None,
        "used": where,
        "impact_of": impact_of(actor, item_id) if found.speaks_of == SpeaksOf.IMPACT else [],
        "came_from": came_from(actor, item_id) if noted else None,
        "stances": show.stances(),
        "earlier": [(each, blocks(each.account)) for each in earlier],
    }
    return render(request, "evidence/item.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponseBase:
    """Withdraw an item with a reason: it stays where it is used, marked so, and is used nowhere else."""
    page = _to_change(actor, item_id)
    posted = mentions.answered(request.POST)
    form = WithdrawForm(posted or None)
    asked: dict[str, Any] = {}
    if posted and form.is_valid():
        try:
            why, keeping = form.cleaned_data["why"], mentions.keeping(posted, "why")
            actions.withdraw(item_id=item_id, why=why, keeping=keeping, by=actor)
            messages.success(request, _("Withdrawn. It can be brought back from here."))
            return redirect("evidence:item", item_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = {
        "form": form,
        "item": page.item,
        "unit": page.unit,
        "used": used(actor, item_id),
        "stances": show.stances(),
        "mentions": asked,
    }
    return render(request, "evidence/withdraw.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def bring_back(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponseBase:
    """Bring back an item that was withdrawn."""
    actions.bring_back(item_id=item_id, by=actor)
    messages.success(request, _("Brought back. It counts again wherever it is used."))
    return redirect("evidence:item", item_id)


def _to_change(actor: Actor, item_id: str) -> pages.Page:
    page = pages.page(actor, item_id)
    if not page.may_change:
        raise NotAllowed(NOT_TO_CHANGE)
    readings.note_items(evidence=[page.item], by=actor)
    return page
