"""Writing an item down in the register, and changing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import readings
from speir.evaluations.queries.citing import used
from speir.evidence.actions import items as actions
from speir.evidence.actions import writing
from speir.evidence.queries import pages
from speir.evidence.queries.kinds import Kind, own_kinds_of
from speir.evidence.rules.items import usual_validity
from speir.evidence.rules.links import MOST_LINKS
from speir.frameworks.queries import all_current
from speir.mentions.rules import Waits
from speir.organisations.queries import UnitLine, own_units, units_where
from speir.web.evidence import alike, show, suggesting
from speir.web.evidence.fields import NAMES, TEXTS, for_more, initial
from speir.web.evidence.forms import ItemForm
from speir.web.evidence.read_as import as_read
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

NOT_TO_WRITE = "Your role lets you read evidence, not write it. Ask your lead officer."
NOT_TO_CHANGE = "Your role here lets you read evidence, not change it."


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Write down what we know: in one box, and whatever else is known of it."""
    units = units_where(actor, Permission.WRITE_EVIDENCE)
    if not units:
        raise NotAllowed(NOT_TO_WRITE)
    posted = mentions.answered(request.POST)
    form = _form(
        posted, units=units, kinds=own_kinds_of(unit.id for unit in units), first=_first(actor, units)
    )
    asked: dict[str, Any] = {}
    if posted and form.is_valid():
        unit_id, draft = form.cleaned_data["unit"] or units[0].id, form.draft()
        item_id = form.cleaned_data["item_id"]
        asked = alike.ask(actor, form, posted, unit_id=unit_id, draft=draft, item_id=item_id)
    if posted and form.is_valid():
        try:
            item = writing.enter(
                unit_id=unit_id,
                frameworks=form.frameworks,
                draft=draft,
                item_id=item_id,
                only_me=bool(form.cleaned_data["only_me"]),
                keeping=mentions.keepings(posted, TEXTS),
                by=actor,
            )
            if posted.get("alike") == alike.MERGE:
                return alike.next_of_two(request, item.id)
            if posted.get("go") == "another":
                messages.success(request, _("Written down. Write the next one."))
                return redirect("evidence:new")
            messages.success(request, _("Written down."))
            return redirect("evidence:item", item.id)
        except Unfit as unfit:
            add_refused(form, unfit.broken, NAMES)
        except Waits as waits:
            asked |= mentions.ask_several(form, posted, TEXTS, waits)
    context = _context(request, form) | asked | {"units": units}
    return render(request, "evidence/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponseBase:
    """Change an item: where it is used is said before it is saved, and what it said before is kept."""
    page = pages.page(actor, item_id)
    if not page.may_change:
        raise NotAllowed(NOT_TO_CHANGE)
    item = page.item
    readings.note_items(evidence=[item], by=actor)
    posted = mentions.answered(request.POST)
    kinds = own_kinds_of([page.unit.id], item.source)
    form = _form(posted, kinds=kinds, first=_as_it_is(page))
    stale, asked = None, dict[str, Any]()
    if posted and form.is_valid():
        try:
            actions.change(
                item_id=item_id,
                framework=form.frameworks[0],
                others=form.frameworks[1:],
                draft=form.draft(),
                revision=form.cleaned_data["revision"] or 0,
                keeping=mentions.keepings(posted, TEXTS),
                by=actor,
            )
            messages.success(request, _("Saved."))
            return redirect("evidence:item", item_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken, NAMES)
        except actions.Stale:
            stale = pages.page(actor, item_id)
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TEXTS, waits)
    context = (
        _context(request, form) | asked | {"item": item, "used": used(actor, item_id), "unit": page.unit}
    )
    if stale is not None:
        theirs = _form(QueryDict(), kinds=kinds, first=_as_it_is(stale))
        context |= {
            "stale": stale.item,
            "theirs": show.differing(form, theirs),
            "revision": stale.item.revision,
            "stale_own": stale.item.written_by_name == actor.name,
        }
    return render(
        request, "evidence/form.html", context, status=409 if stale else 422 if form.errors else 200
    )


def _form(
    posted: QueryDict, *, first: dict[str, Any], kinds: list[Kind], units: list[UnitLine] | None = None
) -> ItemForm:
    known: dict[str, Any] = {"frameworks": tuple(all_current()), "own_kinds": kinds, "units": units or ()}
    return ItemForm.begun(posted, first, **known)


def _first(actor: Actor, units: list[UnitLine]) -> dict[str, Any]:
    """Begin with the unit that is nearest to the writer, or whichever is first."""
    there = {unit.id for unit in units}
    own = [unit.id for unit in own_units(actor, Permission.WRITE_EVIDENCE) if unit.id in there]
    return {"item_id": new_id(), "unit": own[0] if own else units[0].id}


def _as_it_is(page: pages.Page) -> dict[str, Any]:
    item = page.item
    usual = usual_validity(item.from_day, item.to_day, timezone.localdate(item.written_at))
    return initial(item, page.links, usual) | {f"theme_{path}": bears for path, bears in item.themes}


def _context(request: HttpRequest, form: ItemForm) -> dict[str, Any]:
    said, _first_day = as_read(request.GET.get("when", form["when"].value() or "")[:100])
    return {
        "form": form,
        "questions": form.questions(),
        "suggested": suggesting.suggested(request.POST, form.frameworks)
        if suggesting.asked_for(request.POST)
        else {"lines": []},
        "room_for_links": form.rows < MOST_LINKS,
        "when": said,
        "revision": form["revision"].value(),
        "open": form.says_more
        or bool(form.errors.keys() - {"shows", "item_id", "unit"})
        or for_more(request.POST),
    }
