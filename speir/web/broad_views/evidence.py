"""Evidence beside one indicator: writing what we know, citing what is written already, changing it, taking it away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.core.words import asked
from speir.evaluations.actions import citations, readings
from speir.evaluations.queries import citing, panels
from speir.evaluations.queries.grounds import CitedEvidence
from speir.evaluations.rules.judging import STANCE_WORDS
from speir.evidence.actions.items import Stale
from speir.evidence.queries import finding, pages
from speir.evidence.queries import items as queries
from speir.evidence.queries.kinds import own_kinds_of
from speir.evidence.rules.finding import Wanted
from speir.evidence.rules.items import NOT_OPEN, usual_validity
from speir.evidence.rules.links import Link
from speir.mentions.rules import Waits
from speir.organisations.queries import names_of_units
from speir.web.broad_views import parts
from speir.web.broad_views.forms import EvidenceForm, themes_elsewhere
from speir.web.broad_views.places import VIEW, Place
from speir.web.evidence import alike, fields, suggesting
from speir.web.evidence.found import pieces
from speir.web.evidence.read_as import as_read
from speir.web.evidence.show import differing
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

MOST, MOST_ELSEWHERE = 50, 20
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
            return _known(request, _("Added to what you know."), at.indicator, evaluation_id, number)
        except Unfit as unfit:
            add_refused(form, unfit.broken, fields.NAMES)
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            asked |= mentions.ask_several(form, posted, fields.TEXTS, waits)
    others = bool(_to_cite(actor, panel, "", most=1))
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
            return _known(request, _("Saved."), at.indicator, evaluation_id, number)
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
            "stances": dict(_stances()),
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
        return _known(request, _("Added to what you know."), at.indicator, evaluation_id, number)
    words = request.GET.get("words", "")[:200]
    found = _to_cite(actor, panel, words, most=MOST)
    beyond = _to_cite(actor, panel, words, most=MOST_ELSEWHERE, elsewhere=True)
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
        "stances": _stances(),
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


def _to_cite(
    actor: Actor, panel: panels.Panel, words: str, *, most: int, elsewhere: bool = False
) -> list[finding.Line]:
    return finding.to_cite(
        actor,
        Wanted(words=asked(words), theme=f"{panel.framework.key}/{panel.indicator.number}/"),
        unit_id=panel.heading.unit_id,
        without=[each.item.id for each in panel.evidence],
        today=timezone.localdate(),
        most=most,
        elsewhere=elsewhere,
    )


def _to_choose(panel: panels.Panel, lines: list[finding.Line]) -> list[dict[str, Any]]:
    """Return items as the page lists them, with the words that were looked for, and of whom each is."""
    names = names_of_units({line.item.unit_id for line in lines})
    return [
        parts.cited(panel, CitedEvidence(line.item, "supports"))
        | {"marked": pieces(line.shows), "around": pieces(line.around), "unit": names[line.item.unit_id]}
        for line in lines
    ]


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
        "stances": _stances(),
    }
    return render(request, "broad_views/evidence_elsewhere.html", context)


def _read(panel: panels.Panel, text: str) -> dict[str, str]:
    """Return what was understood of a period that was typed, and what there is to say of it."""
    said, first_day = as_read(text)
    return said | ({"later": parts.dated_later(panel.heading, first_day)} if first_day else {})


def _stances() -> list[tuple[str, str]]:
    return [(key, _(words)) for key, words in STANCE_WORDS.items()]


def _initial(panel: panels.Panel, cited: CitedEvidence, links: Iterable[Link]) -> dict[str, Any]:
    item = cited.item
    bears = dict(item.themes)
    usual = usual_validity(item.from_day, item.to_day, timezone.localdate(item.written_at))
    themes = {f"theme_{theme.key}": bears.get(theme.path, "") for theme in panel.indicator.themes}
    return fields.initial(item, links, usual) | {"stance": cited.stance} | themes


def _known(request: HttpRequest, said: str, to: str, evaluation_id: str, number: str) -> HttpResponseBase:
    """Say so, and lead back to what is known there: the piece stands in the list, and the judgement comes next."""
    messages.success(request, said)
    return redirect(f"{reverse(to, args=(evaluation_id, number))}#know")


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
