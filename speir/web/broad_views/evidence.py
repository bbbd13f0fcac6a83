"""Evidence beside one indicator: writing what we know, citing what is written already, changing it, taking it away."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
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
from speir.core.text import period
from speir.core.when import read_period, understood
from speir.core.words import asked
from speir.evaluations.actions import citations, readings
from speir.evaluations.policy import READ_ONLY, SEALED
from speir.evaluations.queries import panels
from speir.evaluations.queries.grounds import CitedEvidence
from speir.evaluations.rules.judging import STANCE_WORDS
from speir.evidence.actions.items import Stale
from speir.evidence.queries import finding
from speir.evidence.queries import items as queries
from speir.evidence.rules.finding import Wanted
from speir.evidence.rules.items import Draft
from speir.mentions.rules import Waits
from speir.web.broad_views import parts
from speir.web.broad_views.forms import BEARS, EvidenceForm, themes_elsewhere
from speir.web.evidence import suggesting
from speir.web.evidence.found import pieces
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

MOST = 50
ASKED_VOICES = {"children", "families"}
NAMES = {"from_day": "when", "to_day": "when"}


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, evaluation_id: str, number: str) -> HttpResponseBase:
    """Write down what we know, and cite it here."""
    panel = _open(actor, evaluation_id, number)
    first = {"item_id": new_id(), "stance": "supports", "speaks_of": ""}
    posted = mentions.answered(request.POST)
    form = _form_of(posted, panel, first)
    asked: dict[str, Any] = {}
    if request.method == "POST" and not _for_themes(posted) and form.is_valid():
        try:
            citations.write_and_cite(
                evaluation_id=evaluation_id,
                number=number,
                draft=form.draft(panel.indicator, {}),
                stance=form.cleaned_data["stance"],
                item_id=form.cleaned_data["item_id"],
                only_me=bool(form.cleaned_data["only_me"]),
                keeping=mentions.keeping(posted, "shows"),
                by=actor,
            )
            if request.POST.get("go") == "another":
                messages.success(request, _("Added. Write the next one."))
                return redirect("broad_views:evidence_new", evaluation_id, number)
            return _known(request, _("Added to what you know."), evaluation_id, number)
        except Unfit as unfit:
            add_refused(form, unfit.broken, NAMES)
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            asked = mentions.ask(form, waits)
    others = bool(_to_cite(actor, panel, "", most=1))
    context = _form(request, panel, form) | {"others": others, "mentions": asked}
    return render(request, "broad_views/evidence_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def change(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, item_id: str
) -> HttpResponseBase:
    """Change an item that is cited here, or what it does to the judgement."""
    panel = _open(actor, evaluation_id, number)
    cited = next((each for each in panel.evidence if each.item.id == item_id), None)
    if cited is None:
        raise NotYours
    readings.note(heading=panel.heading, evidence=[cited.item], by=actor)
    posted = mentions.answered(request.POST)
    form = _form_of(posted, panel, _initial(panel, cited))
    stale, asked = None, dict[str, Any]()
    if request.method == "POST" and not _for_themes(posted) and form.is_valid():
        try:
            elsewhere = themes_elsewhere(panel.framework, panel.indicator, cited.item.themes)
            citations.change_cited(
                evaluation_id=evaluation_id,
                number=number,
                item_id=item_id,
                draft=_with_the_rest(form.draft(panel.indicator, elsewhere), cited.item, actor),
                revision=form.cleaned_data["revision"] or 0,
                stance=form.cleaned_data["stance"],
                keeping=mentions.keeping(posted, "shows"),
                by=actor,
            )
            return _known(request, _("Saved."), evaluation_id, number)
        except Unfit as unfit:
            add_refused(form, unfit.broken, NAMES)
        except Stale:
            stale = queries.one(actor, item_id)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = _form(request, panel, form, dict(cited.item.themes)) | {
        "item": cited.item,
        "stale": stale,
        "earlier": queries.earlier(actor, item_id),
        "mentions": asked,
    }
    if stale is not None:
        context["revision"] = stale.revision
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "broad_views/evidence_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@signed_in
def cite(request: HttpRequest, actor: Actor, evaluation_id: str, number: str) -> HttpResponseBase:
    """Use something that is written down already."""
    panel = _open(actor, evaluation_id, number)
    if request.method == "POST":
        item_id, stance = request.POST.get("item_id", ""), request.POST.get("stance", "supports")
        citations.cite(evaluation_id=evaluation_id, number=number, item_id=item_id, stance=stance, by=actor)
        return _known(request, _("Added to what you know."), evaluation_id, number)
    words = request.GET.get("words", "")[:200]
    found = _to_cite(actor, panel, words, most=MOST)
    readings.note(heading=panel.heading, evidence=[line.item for line in found], by=actor)
    shown = [
        parts.cited(panel, CitedEvidence(line.item, "supports"))
        | {"marked": pieces(line.shows), "around": pieces(line.around)}
        for line in found
    ]
    context = {
        "panel": panel,
        "heading": panel.heading,
        "indicator": panel.indicator,
        "items": shown,
        "words": words,
        "cut": len(found) == MOST,
        "stances": _stances(),
    }
    return render(request, "broad_views/evidence_cite.html", context)


@sent_to
@signed_in
def remove(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, item_id: str
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
    return redirect("broad_views:indicator", evaluation_id, number)


def _open(actor: Actor, evaluation_id: str, number: str) -> panels.Panel:
    panel = panels.panel(actor, evaluation_id, number)
    if not panel.heading.may_write:
        raise NotAllowed(SEALED if panel.heading.sealed else READ_ONLY)
    return panel


def _to_cite(actor: Actor, panel: panels.Panel, words: str, *, most: int) -> list[finding.Line]:
    return finding.to_cite(
        actor,
        Wanted(words=asked(words), theme=f"{panel.framework.key}/{panel.indicator.number}/"),
        unit_id=panel.heading.unit_id,
        without=[each.item.id for each in panel.evidence],
        today=timezone.localdate(),
        most=most,
    )


def _with_the_rest(draft: Draft, item: queries.Evidence, actor: Actor) -> Draft:
    """Return a draft with what was said of the item that this form does not ask about, so that it stays."""
    return replace(
        draft,
        account=item.account,
        origin=item.origin,
        taken_as=item.taken_as,
        triage=item.triage,
        valid_until=item.valid_until,
        voices=(*draft.voices, *(voice for voice in item.voices if voice not in ASKED_VOICES)),
        links=queries.links(actor, item.id),
    )


def _read(panel: panels.Panel, text: str) -> dict[str, str]:
    """Return what was understood of a period that was typed, and what there is to say of it."""
    said, first_day = as_read(text)
    return said | ({"later": parts.dated_later(panel.heading, first_day)} if first_day else {})


def as_read(text: str) -> tuple[dict[str, str], dt.date | None]:
    """Return what was understood of a period that was typed, or why it was not, and its first day."""
    try:
        first_day, _last = read_period(text)
    except Refused as refused:
        return {"unread": _(refused.sentence) if text else ""}, None
    return {"understood": understood(text)}, first_day


def _stances() -> list[tuple[str, str]]:
    return [(key, _(words)) for key, words in STANCE_WORDS.items()]


def _initial(panel: panels.Panel, cited: CitedEvidence) -> dict[str, Any]:
    item = cited.item
    bears = dict(item.themes)
    return {
        "revision": item.revision,
        "shows": item.shows,
        "kind": item.kind,
        "when": period(item.from_day, item.to_day),
        "speaks_of": item.speaks_of,
        "voices": item.voices,
        "stance": cited.stance,
    } | {f"theme_{theme.key}": bears.get(theme.path, "") for theme in panel.indicator.themes}


def _known(request: HttpRequest, said: str, evaluation_id: str, number: str) -> HttpResponseBase:
    """Say so, and lead back to what is known there: the piece stands in the list, and the judgement comes next."""
    messages.success(request, said)
    return redirect(f"{reverse('broad_views:indicator', args=(evaluation_id, number))}#know")


def _for_themes(posted: QueryDict) -> bool:
    """Return whether the form was sent for suggestions: it comes back as it was typed, and nothing is saved."""
    return posted.get("go") == suggesting.GO


def _form_of(posted: QueryDict, panel: panels.Panel, first: dict[str, Any]) -> EvidenceForm:
    if _for_themes(posted):
        several = {"voices": posted.getlist("voices"), "only_me": posted.getlist("only_me")}
        first, posted = {name: posted.get(name, "") for name in posted} | several, QueryDict()
    return EvidenceForm(posted or None, framework=panel.framework, indicator=panel.indicator, initial=first)


def _form(
    request: HttpRequest, panel: panels.Panel, form: EvidenceForm, themes: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return what the form shows; `themes` are those that a piece bears on already, of whichever indicator."""
    here = {theme.path for theme in panel.indicator.themes}
    there = {path: bears for path, bears in (themes or {}).items() if path not in here}
    if _for_themes(request.POST):
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
        "form": form,
        "bears": BEARS,
        "themes": [(theme, form[f"theme_{theme.key}"]) for theme in panel.indicator.themes],
        "revision": form["revision"].value(),
    }
