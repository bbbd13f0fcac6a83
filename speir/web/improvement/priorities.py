"""A unit's priorities: the list, a new one, changing one, its place in the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import ordering
from speir.improvement.actions import priorities as actions
from speir.improvement.queries import boards, priority_form
from speir.improvement.queries.priorities import PriorityLine, lines
from speir.improvement.rules.naming import MANAGEABLE, Standing
from speir.improvement.rules.texts import PAST
from speir.mentions.rules import Waits
from speir.web.improvement import answering, before
from speir.web.improvement.priority_forms import TEXTS, PriorityForm, first, in_words
from speir.web.improvement.tabs import head, tabs
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

HERE = "improvement:priorities"


@require_safe
@signed_in
def listing(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show a unit's priorities: agreed, proposed, those of others in which it has a part, closed, taken out."""
    unit = boards.board_of(actor, unit_id)
    every = lines(actor, unit_id, removed=True)
    agreed = [one for one in every if one.own and one.state == Standing.AGREED and not one.removed]
    proposed = [one for one in every if one.own and one.state == Standing.PROPOSED and not one.removed]
    others = [one for one in every if not one.own and one.state != Standing.CLOSED]
    context = {
        "unit": unit,
        "tabs": tabs(unit_id, HERE, belongs=unit.belongs),
        "agreed": _placed(agreed),
        "proposed": _placed(proposed),
        "others": [_line(one) for one in others],
        "closed": [_line(one) for one in every if one.state == Standing.CLOSED],
        "taken_out": [_line(one) for one in every if one.removed],
        "many": len(agreed) if len(agreed) > MANAGEABLE else 0,
        "anything": bool(every),
    }
    return render(request, "improvement/priorities.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponseBase:
    """Propose a priority; it may answer something at once that the address names."""
    shown = priority_form.beginning(actor, unit_id)
    answers = answering.read(actor, request, shown.frameworks)
    return _form(request, actor, shown, answers)


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Change what a priority says."""
    return _form(request, actor, priority_form.editing(actor, priority_id))


@sent_to
@signed_in
def move(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Put a priority before or after another one of its list."""
    before, after = request.POST.get("before", "")[:16], request.POST.get("after", "")[:16]
    row = ordering.put_beside(priority_id=priority_id, other=before or after, after=not before, by=actor)
    messages.success(request, _("Moved."))
    return redirect(HERE, row.unit_id)


@sent_to
@signed_in
def out(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Take out a priority that is only proposed, or put it back."""
    if "back" in request.POST:
        row = actions.put_back(priority_id=priority_id, by=actor)
        messages.success(request, _("Put back."))
    else:
        row = actions.take_out(priority_id=priority_id, by=actor)
        messages.success(request, _("Taken out. It stands at the end of the list and can be put back."))
    return redirect(HERE, row.unit_id)


def _form(
    request: HttpRequest,
    actor: Actor,
    shown: priority_form.Editing,
    answers: answering.Answers | None = None,
) -> HttpResponseBase:
    posted = mentions.answered(request.POST)
    form = PriorityForm(posted or None, initial=first(shown.said) | {"priority_id": new_id()})
    form.offer(shown)
    base = posted.get("base", shown.base)
    asked: dict[str, Any] = {"mentions": {}, "asked_day": posted.get("asked_day", "")[:10]}
    stands = None
    if request.method == "POST" and form.is_valid():
        try:
            question = form.questioned(shown.said.review_on)
            if question:
                asked["asked_day"] = form.cleaned_data["review_on"].isoformat()
                raise Unfit(question)
            row = _save(actor, shown, form, base, posted)
            if answers and answers.said:
                answering.answer(actor, row, answers)
            messages.success(request, _("Saved."))
            return redirect("improvement:priority", row)
        except Unfit as unfit:
            if any(one.code == PAST for one in unfit.broken):
                add_refused(form, unfit.broken)
            else:
                refused_or_another(form, unfit, "priority_id")
        except Waits as waits:
            asked |= mentions.ask_several(form, posted, TEXTS, waits)
        except Refused as refused:
            if refused.code != actions.CHANGED_CODE:
                raise
            add_refused(form, [refused])
            base, stands = shown.base, in_words(shown)
    near, more = form.units()
    belongs = boards.is_near(actor, shown.unit_id)
    context = asked | {
        "form": form,
        "base": base,
        "stands": stands,
        "editing": shown,
        "near": near,
        "more": more,
        "answers": answers,
        "before": _before(actor, shown, form, answers),
        **head(
            shown.unit_id,
            shown.unit,
            demonstration=shown.demonstration,
            belongs=belongs,
        ),
    }
    status = 409 if stands else 422 if form.errors else 200
    return render(request, "improvement/priority_form.html", context, status=status)


def _before(
    actor: Actor, shown: priority_form.Editing, form: PriorityForm, answers: answering.Answers | None
) -> dict[str, Any]:
    """Return the panel of what was said before; for one that stands it is looked up once the page is there."""
    if shown.id:
        return before.asks(shown.unit_id, "", of=shown.id)
    number = answers.said.number if answers and answers.said else ""
    text = str(form["title"].value() or "")[:4000].replace("\x00", "")
    return before.panel(actor, shown.unit_id, number=number, text=text)


def _save(
    actor: Actor, shown: priority_form.Editing, form: PriorityForm, base: str, posted: QueryDict
) -> str:
    keeping = mentions.keepings(posted, TEXTS)
    if shown.id:
        return actions.change(
            priority_id=shown.id, said=form.typed(), base=base, keeping=keeping, by=actor
        ).id
    key = form.cleaned_data.get("framework") or shown.frameworks[0][0]
    return actions.propose(
        unit_id=shown.unit_id,
        framework_key=key,
        said=form.typed(),
        priority_id=form.cleaned_data["priority_id"],
        keeping=keeping,
        by=actor,
    ).id


def _placed(group: list[PriorityLine]) -> list[dict[str, Any]]:
    """Return lines with the one before and after each, where its buttons put it."""
    ids = [one.id for one in group]
    return [
        _line(one) | {"before": ids[at - 1] if at else "", "after": ids[at + 1] if at + 1 < len(ids) else ""}
        for at, one in enumerate(group)
    ]


def _line(one: PriorityLine) -> dict[str, Any]:
    return {"one": one, "who": _who(one), "doing": _doing(one)}


def _who(one: PriorityLine) -> str:
    said = []
    if one.sees:
        said.append(
            ngettext("%(who)s sees to it", "%(who)s see to it", len(one.sees)) % {"who": _and(one.sees)}
        )
    if one.consulted:
        said.append(_("after consulting %(who)s") % {"who": _and(one.consulted)})
    return ", ".join(said)


def _and(names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return names[0] if names else ""
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def _doing(one: PriorityLine) -> list[tuple[str, str]]:
    """Return how far its actions have come as short sentences, each with the class that it is drawn with."""
    if not one.actions:
        return [(_("No action yet"), "muted")]
    said = []
    if one.to_do:
        words = ngettext("%(n)d action to do", "%(n)d actions to do", one.to_do)
        said.append((words % {"n": one.to_do}, ""))
    if one.late:
        said.append((ngettext("%(n)d overdue", "%(n)d overdue", one.late) % {"n": one.late}, "late"))
    if one.stuck:
        said.append((ngettext("%(n)d stuck", "%(n)d stuck", one.stuck) % {"n": one.stuck}, "late"))
    if one.unproved:
        words = ngettext("%(n)d done, impact not shown", "%(n)d done, impact not shown", one.unproved)
        said.append((words % {"n": one.unproved}, ""))
    if one.no_difference:
        words = ngettext(
            "%(n)d done, no difference seen", "%(n)d done, no difference seen", one.no_difference
        )
        said.append((words % {"n": one.no_difference}, "late"))
    return said or [(_("Every action has ended"), "")]
