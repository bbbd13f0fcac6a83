"""Evidence beside one indicator: writing what we know, and changing it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import citations, readings
from speir.evaluations.queries import citing, panels
from speir.evaluations.queries.grounds import CitedEvidence
from speir.evidence.actions.items import Stale
from speir.evidence.queries import items as queries
from speir.evidence.queries import pages
from speir.evidence.queries.kinds import own_kinds_of
from speir.evidence.rules.items import NOT_OPEN, usual_validity
from speir.evidence.rules.links import Link
from speir.mentions.rules import Waits
from speir.web.broad_views import parts
from speir.web.broad_views.cited import lead_back, stances, to_cite
from speir.web.broad_views.forms import EvidenceForm, themes_elsewhere
from speir.web.broad_views.places import VIEW, Place
from speir.web.evidence import alike, fields, suggesting
from speir.web.evidence.read_as import as_read
from speir.web.evidence.show import differing
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

WRITTEN_ELSEWHERE = (
    "Another unit wrote this, and its people change it. You can say what it does to your judgement."
)


@require_http_methods(["GET", "POST"])
@signed_in
def new(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, at: Place = VIEW
) -> HttpResponseBase:
    """Write down what we know, and cite it here."""
    panel = at.open(actor, evaluation_id, number)
    first = {"item_id": new_id(), "stance": "supports", "speaks_of": ""}
    posted = mentions.answered(request.POST)
    form = _form_of(posted, panel, first)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        draft, item_id = form.draft(panel.indicator, {}), form.cleaned_data["item_id"]
        asked = alike.ask(actor, form, posted, unit_id=panel.heading.unit_id, draft=draft, item_id=item_id)
    if request.method == "POST" and form.is_valid():
        try:
            cited = citations.write_and_cite(
                evaluation_id=evaluation_id,
                number=number,
                draft=draft,
                stance=form.cleaned_data["stance"],
                item_id=item_id,
                only_me=bool(form.cleaned_data["only_me"]),
                keeping=mentions.keepings(posted, fields.TEXTS),
                by=actor,
            )
            if posted.get("alike") == alike.MERGE:
                return alike.next_of_two(request, cited.item_id)
            if request.POST.get("go") == "another":
                messages.success(request, _("Added. Write the next one."))
                return redirect(at.new, evaluation_id, number)
            return lead_back(request, _("Added to what you know."), at.indicator, evaluation_id, number)
        except Unfit as unfit:
            add_refused(form, unfit.broken, fields.NAMES)
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            asked |= mentions.ask_several(form, posted, fields.TEXTS, waits)
    others = bool(to_cite(actor, panel, "", most=1))
    context = _form(request, panel, form, at) | {"others": others} | asked
    return render(request, "broad_views/evidence_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def change(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, item_id: str, at: Place = VIEW
) -> HttpResponseBase:
    """Change an item that is cited here, or what it does to the judgement."""
    panel = at.open(actor, evaluation_id, number)
    cited = next((each for each in panel.evidence if each.item.id == item_id), None)
    if cited is None:
        raise NotYours
    readings.note(heading=panel.heading, evidence=[cited.item], by=actor)
    if cited.item.hidden:
        return _not_open(request, panel, cited, at)
    posted = mentions.answered(request.POST)
    page = pages.page(actor, item_id)
    if not page.may_change:
        return _elsewhere(request, panel, cited, page, at)
    links = page.links
    form = _form_of(posted, panel, _initial(panel, cited, links), cited.item.source)
    stale, asked = None, dict[str, Any]()
    if request.method == "POST" and form.is_valid():
        try:
            elsewhere = themes_elsewhere(panel.framework, panel.indicator, cited.item.themes)
            citations.change_cited(
                evaluation_id=evaluation_id,
                number=number,
                item_id=item_id,
                draft=form.draft(panel.indicator, elsewhere),
                revision=form.cleaned_data["revision"] or 0,
                stance=form.cleaned_data["stance"],
                keeping=mentions.keepings(posted, fields.TEXTS),
                by=actor,
            )
            return lead_back(request, _("Saved."), at.indicator, evaluation_id, number)
        except Unfit as unfit:
            add_refused(form, unfit.broken, fields.NAMES)
        except Stale:
            stale = pages.page(actor, item_id)
        except Waits as waits:
            asked = mentions.ask_several(form, posted, fields.TEXTS, waits)
    context = (
        _form(request, panel, form, at, dict(cited.item.themes))
        | {
            "item": cited.item,
            "earlier": queries.earlier(actor, item_id),
            "used": citing.used(actor, item_id),
            "stances": dict(stances()),
        }
        | asked
    )
    if stale is not None:
        theirs = _form_of(
            QueryDict(),
            panel,
            _initial(panel, CitedEvidence(stale.item, cited.stance), stale.links),
            stale.item.source,
        )
        context |= {"stale": stale.item, "theirs": differing(form, theirs), "revision": stale.item.revision}
        context["stale_own"] = stale.item.written_by_name == actor.name
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "broad_views/evidence_form.html", context, status=status)


def _not_open(request: HttpRequest, panel: panels.Panel, cited: CitedEvidence, at: Place) -> HttpResponseBase:
    """Offer whoever leads to take away what another unit wrote and is not open to them: nobody else here could."""
    heading = panel.heading
    if request.method == "POST" or not heading.may_seal or cited.item.unit_id == heading.unit_id:
        raise NotYours
    context = {"panel": panel, "heading": heading, "indicator": panel.indicator, "not_open": _(NOT_OPEN)}
    context["at"] = at.leads(panel)
    return render(request, "broad_views/evidence_elsewhere.html", context)


def _elsewhere(
    request: HttpRequest, panel: panels.Panel, cited: CitedEvidence, page: pages.Page, at: Place
) -> HttpResponseBase:
    """Show a piece that another unit wrote and this reader may not change: what it does here is theirs to say."""
    if request.method == "POST":
        raise NotAllowed(WRITTEN_ELSEWHERE)
    context = {
        "panel": panel,
        "heading": panel.heading,
        "indicator": panel.indicator,
        "item": cited.item,
        "shown": parts.cited(panel, cited),
        "at": at.leads(panel),
        "unit_name": page.unit.name,
        "stance": cited.stance,
        "stances": stances(),
    }
    return render(request, "broad_views/evidence_elsewhere.html", context)


def _read(panel: panels.Panel, text: str) -> dict[str, str]:
    """Return what was understood of a period that was typed, and what there is to say of it."""
    said, first_day = as_read(text)
    return said | ({"later": parts.dated_later(panel.heading, first_day)} if first_day else {})


def _initial(panel: panels.Panel, cited: CitedEvidence, links: Iterable[Link]) -> dict[str, Any]:
    item = cited.item
    bears = dict(item.themes)
    usual = usual_validity(item.from_day, item.to_day, timezone.localdate(item.written_at))
    themes = {f"theme_{theme.key}": bears.get(theme.path, "") for theme in panel.indicator.themes}
    return fields.initial(item, links, usual) | {"stance": cited.stance} | themes


def _form_of(posted: QueryDict, panel: panels.Panel, first: dict[str, Any], kind: str = "") -> EvidenceForm:
    """Return the form; an own kind of source that was closed stays to be chosen where it is the item's (`kind`)."""
    own = own_kinds_of([panel.heading.unit_id], kind)
    return EvidenceForm.begun(
        posted, first, framework=panel.framework, indicator=panel.indicator, own_kinds=own
    )


def _form(
    request: HttpRequest,
    panel: panels.Panel,
    form: EvidenceForm,
    at: Place,
    themes: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Return what the form shows; `themes` are those that a piece bears on already, of whichever indicator."""
    here = {theme.path for theme in panel.indicator.themes}
    there = {path: bears for path, bears in (themes or {}).items() if path not in here}
    if suggesting.asked_for(request.POST):
        shown = suggesting.suggested(request.POST, [panel.framework], here=panel.indicator.number)
    else:
        sent = {path: form[f"theme_{path}"].value() for path in form.elsewhere}
        shown = {"lines": suggesting.chosen([panel.framework], there | sent)}
    return {
        "suggested": shown,
        "when": _read(panel, request.GET.get("when", form["when"].value() or "")[:100]),
        "panel": panel,
        "heading": panel.heading,
        "indicator": panel.indicator,
        "at": at.leads(panel),
        "form": form,
        "themes": [(theme, form[f"theme_{theme.key}"]) for theme in panel.indicator.themes],
        "revision": form["revision"].value(),
    }
