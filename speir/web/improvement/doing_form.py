"""Adding an action, changing it, agreeing it, and reading what it said before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import new_id
from speir.improvement.actions import doing as actions
from speir.improvement.policy.priorities import CLOSED, CLOSED_CODE
from speir.improvement.queries import doing_forms as queries
from speir.improvement.rules.doing import TEXTS
from speir.mentions.rules import Waits
from speir.web.broad_views.show import when
from speir.web.improvement import before
from speir.web.improvement import doing_kept as kept
from speir.web.improvement.doing import beside, saved
from speir.web.improvement.doing_forms import ActionForm, first_of
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Add an action to a priority."""
    editing = queries.new(actor, priority_id)
    if editing.of.closed:
        raise Refused(CLOSED_CODE, CLOSED)
    return _form(request, actor, editing)


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Change what an action says."""
    editing = queries.change(actor, action_id)
    if editing.of.closed:
        raise Refused(CLOSED_CODE, CLOSED)
    return _form(request, actor, editing)


@sent_to
@signed_in
def agree(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponseBase:
    """Agree an action; where it lacks something, show its form with that beside each field."""
    try:
        row = actions.agree(action_id=action_id, by=actor)
    except Unfit as unfit:
        editing = queries.change(actor, action_id)
        form = _bound(first_of(editing.said), editing)
        add_refused(form, unfit.broken)
        return _page(request, editing, form, agreeing=True)
    messages.success(request, _("Agreed."))
    if "in_list" in request.POST:
        return redirect("improvement:priority", row.priority_id)
    return saved(request, actor, action_id)


@require_safe
@signed_in
def earlier(request: HttpRequest, actor: Actor, action_id: str) -> HttpResponse:
    """Show what the texts of an action said before they were written over."""
    title, of, texts = queries.earlier(actor, action_id)
    shown = [
        {"what": _(one.what), "text": one.text, "by": one.by, "when": when(one.replaced_at)} for one in texts
    ]
    context = beside(of) | {"texts": shown, "title": title, "action_id": action_id}
    return render(request, "improvement/action_earlier.html", context)


def _form(request: HttpRequest, actor: Actor, editing: queries.Editing) -> HttpResponseBase:
    posted = mentions.answered(request.POST)
    form = ActionForm(posted or None, initial=first_of(editing.said) | {"action_id": new_id()})
    form.offer(editing)
    shown: dict[str, Any] = {"base": posted.get("base", editing.base), "agreeing": "agree" in posted}
    if request.method == "POST" and form.is_valid() and not form.question_past(editing.said.due):
        try:
            row = _save(actor, editing, form, shown["base"], posted)
            if not shown["agreeing"]:
                messages.success(request, _("Saved."))
                return _shown(request, actor, editing, row)
            actions.agree(action_id=row, by=actor)
            messages.success(request, _("Saved and agreed."))
            return _shown(request, actor, editing, row)
        except Unfit as unfit:
            refused_or_another(form, unfit, "action_id")
            if shown["agreeing"]:  # what was changed is saved; what is missing still stands beside its field
                shown["base"] = queries.change(actor, editing.id).base
        except Waits as waits:
            shown |= mentions.ask_several(form, posted, TEXTS, waits)
        except Refused as refused:
            add_refused(form, [refused])
            if refused.code == actions.CHANGED_CODE:
                shown |= {"base": editing.base, "stands": queries.said_in_words(editing.said, editing)}
    return _page(request, editing, form, **shown)


def _shown(request: HttpRequest, actor: Actor, editing: queries.Editing, row: str) -> HttpResponseBase:
    """Go to the action; where its page was left by "Complete and agree it", with what was typed there and not saved."""
    return saved(request, actor, row) if editing.id else redirect("improvement:action", row)


def _page(request: HttpRequest, editing: queries.Editing, form: ActionForm, **shown: Any) -> HttpResponse:
    context = {
        "form": form,
        "editing": editing,
        "base": editing.base,
        "mentions": {},
        "heading_words": _("Change this action") if editing.id else _("Add an action"),
    }
    context |= beside(editing.of) | shown
    if editing.id:
        context["carried"] = [*kept.carried(request.POST), *shown.get("carried", [])]
    if editing.of.unit and not editing.id:
        context["before"] = before.asks(editing.of.unit_id, "", of=editing.of.id)
    if shown.get("stands"):
        context["stands"] = [(_(says), text) for says, text in shown["stands"]]
    status = 409 if shown.get("stands") else 422 if form.errors else 200
    return render(request, "improvement/action_form.html", context, status=status)


def _save(actor: Actor, editing: queries.Editing, form: ActionForm, base: str, posted: QueryDict) -> str:
    keeping = mentions.keepings(posted, TEXTS)
    said: Any = form.typed()
    if not editing.id:
        made = form.cleaned_data["action_id"]
        return actions.add(priority_id=editing.of.id, said=said, action_id=made, keeping=keeping, by=actor).id
    return actions.change(action_id=editing.id, said=said, base=base, keeping=keeping, by=actor).id


def _bound(first: dict[str, Any], editing: queries.Editing) -> ActionForm:
    """Return the form as if what stands had been sent, so that what is missing can stand beside its field."""
    data = QueryDict(mutable=True)
    for name, value in first.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = ActionForm(data)
    form.offer(editing)
    form.is_valid()
    return form
