"""Choosing priorities: candidates side by side, and one of them to be weighed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import capital, day
from speir.improvement.actions import candidates as actions
from speir.improvement.queries import candidates as queries
from speir.improvement.queries.candidates import Asking
from speir.improvement.rules.choosing import AIDS, BECAUSE_WORDS, advice
from speir.improvement.rules.naming import DECISION_WORDS, MANAGEABLE, WEIGHED
from speir.mentions.rules import Waits
from speir.web.improvement import before
from speir.web.improvement.choosing_forms import DecideForm, WeighForm
from speir.web.improvement.choosing_shown import aid, answered_shown, found, nothing_shown, open_shown, shown
from speir.web.improvement.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

HERE = "improvement:choosing"
NOT_YOURS = "Your role here lets you read this, not change it."


@require_safe
@signed_in
def choosing(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what stands as a candidate, side by side."""
    asked = {name: request.GET.get(name, "")[:20] for name in ("show", "because", "question", "order")}
    page = queries.candidates(actor, unit_id, key_in(request), Asking(**asked))
    other = page.framework.key if len(page.frameworks) > 1 else ""
    context = {
        "unit": page.unit,
        "tabs": tabs(unit_id, HERE),
        "page": page,
        "asked": asked,
        "narrowed": any(asked[name] for name in ("show", "because", "question")),
        "lines": _lines(page, unit_id, other),
        "removed": [{"words": line.words, "key": line.key} for line in page.removed],
        "shows": [("undecided", _("Not decided yet")), *_words(DECISION_WORDS)],
        "becauses": _words(BECAUSE_WORDS),
        "questions": [(one.number, f"{one.number} {one.short}") for one in page.framework.key_questions],
        "framework": other,
        "nothing": nothing_shown(page.nothing),
        "may_weigh": page.here and page.unit.plans,
        "may_decide": page.here and page.unit.agrees,
        "chosen": open_shown(page.standing),
        "many": advice(page.priorities),
        "manageable": MANAGEABLE,
    }
    return render(request, "improvement/choosing.html", context)


def _lines(page: queries.Choosing, unit_id: str, other: str) -> list[dict[str, Any]]:
    """Return the candidates as the table shows them, with the priorities that answer them already."""
    return [
        shown(line, unit_id, other)
        | {"answered": [] if line.priority else answered_shown(page.standing, line.number)}
        for line in page.lines
    ]


@require_http_methods(["GET", "POST"])
@signed_in
def candidate(request: HttpRequest, actor: Actor, unit_id: str, candidate_key: str) -> HttpResponseBase:
    """Show one candidate by itself; say what it is weighed by, all of it here or one aid in its place in the table."""
    one = queries.candidate(actor, unit_id, candidate_key, key_in(request))
    part = bool(getattr(request, "htmx", False)) and request.GET.get("aid", "") in AIDS
    if part or request.method == "POST":
        _require_weighing(one)
    if part:
        return _part(request, actor, one, request.GET["aid"])
    if request.method == "GET":
        return page_of(request, one)
    posted = mentions.answered(request.POST)
    said = say(actor, one, posted)
    if not said.saved:
        return page_of(request, said.one, said, decide=decide_typed(one, posted), status=said.status)
    if posted.get("decision") or posted.get("reason"):
        # What was written of the decision waits in the page for its own button.
        return page_of(request, said.one, decide=decide_typed(one, posted), said=True)
    return redirect(f"{shown_to(one)}#weigh")


@dataclass(frozen=True, slots=True)
class Saying:
    """What became of a form that weighs: `saved` and whether that `changed` anything, or what it comes back with."""

    one: queries.One
    form: WeighForm
    saved: bool = False
    changed: bool = False
    asked: dict[str, Any] = field(default_factory=dict)
    stands: list[tuple[str, str]] = field(default_factory=list)

    @property
    def status(self) -> int:
        """What a page that was not saved answers with."""
        return 409 if self.stands else 422


def say(actor: Actor, one: queries.One, posted: QueryDict) -> Saying:
    """Save what a candidate is weighed by, as a form says it; `Saying` has what to show where that is not saved."""
    form = WeighForm(posted, initial=_first(one))
    if not form.is_valid():
        return Saying(one, form)
    names = [name for name in (*AIDS, "note") if name in posted]
    try:
        row = _weigh(
            actor,
            one,
            {name: form.cleaned_data[name] for name in names},
            posted,
            mentions.keepings(posted, ("note",)),
        )
        changed = any(getattr(row, name) != getattr(one.line.weighed, name) for name in names)
        now = queries.candidate(actor, one.unit.id, one.line.key, one.framework.key) if changed else one
        return Saying(now, WeighForm(initial=_first(now)), saved=True, changed=changed)
    except Unfit as unfit:
        add_refused(form, unfit.broken)
    except Waits as waits:
        return Saying(one, form, asked=mentions.ask(form, waits))
    except Refused as refused:
        if refused.code != actions.CHANGED_CODE:
            raise
        one = queries.candidate(actor, one.unit.id, one.line.key, one.framework.key)
        form.data = data = posted.copy()
        data["weighed"] = one.line.weighed.base
        add_refused(form, [refused])
        return Saying(one, form, stands=_stands(one))
    return Saying(one, form)


def page_of(
    request: HttpRequest, one: queries.One, weighing: Saying | None = None, **more: Any
) -> HttpResponse:
    """Return the page of a candidate, with what its forms go on with: `weighing`, and `decide`, `asked`, `said`."""
    unit_id, line = one.unit.id, one.line
    decide = more.get("decide") or decide_form(one)
    may_decide = one.here and one.unit.agrees and not line.removed
    undecided = not line.decided.decision or bool(line.again) or more.get("decided_meanwhile", False)
    to_see = shown(line, unit_id, _other(one))
    context = {
        "unit": one.unit,
        "tabs": tabs(unit_id, HERE),
        "one": to_see,
        "line": line,
        "answered": answered_shown(one.answered, line.number),
        "rests_on": [found(each, unit_id) for each in line.found],
        "steps": [(step, capital(_(DECISION_WORDS.get(step.decision, "taken back")))) for step in one.steps],
        "form": weighing.form if weighing else WeighForm(initial=_first(one)),
        "decide": decide,
        "mentions": more.get("asked") or (weighing.asked if weighing else {}),
        "stands": weighing.stands if weighing else [],
        "said": more.get("said", False),
        "decided_meanwhile": more.get("decided_meanwhile", False),
        "here": one.here,
        "may_weigh": one.here and one.unit.plans and not line.removed,
        "may_decide": may_decide,
        "deciding": may_decide and (undecided or bool(decide.errors)),
        "before": before.asks(
            unit_id,
            one.framework.key,
            number=line.number,
            besides=line.priority.id if line.priority else "",
        ),
    }
    return render(request, "improvement/candidate.html", context, status=more.get("status", 200))


def decide_form(one: queries.One, posted: Any = None) -> DecideForm:
    """Return the form that decides on a candidate, with the title that a priority of it would have at first."""
    line = one.line
    first = {"title": line.title[:200], "base": line.decided.base, "priority_id": new_id()}
    if line.decided.again_on:
        first["again_on"] = day(line.decided.again_on)
    return DecideForm(posted, initial=first, auto_id="decide_%s")


def decide_typed(one: queries.One, posted: QueryDict) -> DecideForm:
    """Return the form that decides with what was typed into it, when another button was pressed."""
    form = decide_form(one)
    form.initial.update({name: posted[name] for name in form.fields if name in posted})
    return form


def key_in(request: HttpRequest) -> str:
    """Return the key of the framework that is asked for, empty for the usual one."""
    return request.GET.get("framework", "")[:40].replace("\x00", "")


def shown_to(one: queries.One) -> str:
    """Return the address of a candidate."""
    return str(shown(one.line, one.unit.id, _other(one))["to"])


def _other(one: queries.One) -> str:
    return "" if one.framework.key == before.DEFAULT else one.framework.key


def _require_weighing(one: queries.One) -> None:
    if not (one.here and one.unit.plans):
        raise NotAllowed(NOT_YOURS)
    if one.line.removed:
        raise NotYours


def _weigh(actor: Actor, one: queries.One, typed: dict[str, str], posted: Any, keeping: Any = None) -> Any:
    return actions.weigh(
        unit_id=one.unit.id,
        framework_key=one.framework.key,
        of=one.line.key,
        typed=typed,
        base=posted.get("weighed", posted.get("base", ""))[:120],
        keeping=keeping,
        by=actor,
    )


def _part(request: HttpRequest, actor: Actor, one: queries.One, name: str) -> HttpResponse:
    """Answer one cell of the table: its answers to choose from, or, once one is chosen, what was said."""
    context: dict[str, Any] = {"choices": _words(WEIGHED[name]), "opened": True}
    if request.method == "POST":
        value = request.POST.get(name, "")[:20]
        try:
            _weigh(actor, one, {name: value}, request.POST)
            context["opened"] = False
        except Unfit as unfit:
            context["wrong"] = _(unfit.broken[0].sentence)
        except Refused as refused:
            if refused.code != actions.CHANGED_CODE:
                raise
            context["mine"] = dict(context["choices"]).get(value, _("Not said yet"))
        one = queries.candidate(actor, one.unit.id, one.line.key, one.framework.key)
    to_see = shown(one.line, one.unit.id, _other(one))
    context |= {"one": to_see, "aid": aid(one.line, name), "may_weigh": True, "focus": True}
    return render(request, "improvement/aid.html", context)


def _first(one: queries.One) -> dict[str, str]:
    said = one.line.weighed
    return {name: getattr(said, name) for name in (*AIDS, "note")} | {"weighed": said.base}


def _stands(one: queries.One) -> list[tuple[str, str]]:
    """Return what stands now, as an older form shows it beside what was typed."""
    said = [(each["label"], each["words"]) for each in (aid(one.line, name) for name in AIDS)]
    return [*said, (_("What else was said"), one.line.weighed.note)]


def _words(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, capital(_(said))) for key, said in words.items()]
