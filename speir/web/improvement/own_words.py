"""Something that was found, in one's own words: added, changed, taken out and put back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import is_id, new_id
from speir.frameworks.rules.structure import Framework
from speir.improvement.actions import candidates as actions
from speir.improvement.policy.candidates import reads
from speir.improvement.queries import boards
from speir.improvement.queries import candidates as queries
from speir.improvement.rules.naming import SOURCE_WORDS
from speir.mentions.rules import Waits
from speir.web.improvement import choosing
from speir.web.improvement.choosing_forms import ElsewhereForm
from speir.web.improvement.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Add something that was found elsewhere."""
    unit = boards.unit_of(actor, unit_id)
    if not (unit.plans and reads(actor, unit_id)):
        raise NotAllowed(choosing.NOT_YOURS)
    framework = queries.framework_of(choosing.key_in(request))
    posted = mentions.answered(request.POST)
    first = {"candidate_id": new_id(), "number": request.GET.get("number", "")[:12]}
    form = ElsewhereForm(posted if request.method == "POST" else None, initial=first)
    form.offer(_indicators(framework))
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed.pop("base")
        keeping = mentions.keepings(posted, ("words",))
        try:
            row = actions.add(
                unit_id=unit_id, framework_key=framework.key, keeping=keeping, by=actor, **typed
            )
            messages.success(request, _("Added. It stands among what you can choose from."))
            return redirect("improvement:candidate", unit_id, row.number or row.id)
        except Unfit as unfit:
            refused_or_another(form, unfit, "candidate_id")
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = {"unit": unit, "tabs": tabs(unit_id, choosing.HERE), "form": form, "mentions": asked}
    return render(request, "improvement/own_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def words(request: HttpRequest, actor: Actor, unit_id: str, candidate_key: str) -> HttpResponseBase:
    """Change what was added in own words."""
    one = _own(actor, unit_id, candidate_key, choosing.key_in(request))
    line = one.line
    first = {"words": line.words, "source": line.source, "number": line.number, "base": line.base}
    posted = mentions.answered(request.POST)
    form = ElsewhereForm(posted if request.method == "POST" else None, initial=first)
    form.offer(_indicators(one.framework))
    asked: dict[str, Any] = {}
    stands: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed.pop("candidate_id")
        keeping = mentions.keepings(posted, ("words",))
        try:
            row = actions.reword(
                unit_id=unit_id, candidate_id=candidate_key, keeping=keeping, by=actor, **typed
            )
            messages.success(request, _("Saved."))
            return redirect("improvement:candidate", unit_id, row.number or row.id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            if refused.code != actions.CHANGED_CODE:
                raise
            stands = _stands(one)
            form.data = data = posted.copy()
            data["base"] = line.base
            add_refused(form, [refused])
    context = {
        "unit": one.unit,
        "tabs": tabs(unit_id, choosing.HERE),
        "form": form,
        "mentions": asked,
        "stands": stands,
        "own": candidate_key,
    }
    status = 409 if stands else 422 if form.errors else 200
    return render(request, "improvement/own_form.html", context, status=status)


@sent_to
@signed_in
def out(request: HttpRequest, actor: Actor, unit_id: str, candidate_key: str) -> HttpResponseBase:
    """Take out what was added in own words, or put it back."""
    boards.unit_of(actor, unit_id)
    if "back" in request.POST:
        actions.put_back(unit_id=unit_id, candidate_id=candidate_key, by=actor)
        messages.success(request, _("Put back."))
    else:
        actions.take_out(unit_id=unit_id, candidate_id=candidate_key, by=actor)
        messages.success(request, _("Taken out. It stands at the end of the page and can be put back."))
    return redirect(choosing.HERE, unit_id)


def _own(actor: Actor, unit_id: str, of: str, key: str) -> queries.One:
    one = queries.candidate(actor, unit_id, of, key)
    if not is_id(of):
        raise NotYours
    if not one.unit.plans:
        raise NotAllowed(choosing.NOT_YOURS)
    return one


def _indicators(framework: Framework) -> list[tuple[str, str]]:
    return [(one.number, f"{one.number} {one.title}") for one in framework.indicators]


def _stands(one: queries.One) -> list[tuple[str, str]]:
    line = one.line
    return [
        (_("What was found?"), line.words),
        (_("Where does it come from?"), _(SOURCE_WORDS[line.source])),
        (
            _("Which indicator is it about?"),
            f"{line.number} {line.indicator.title}" if line.indicator else "",
        ),
    ]
