"""Who should be heard in a closer look: added, said anew, taken out and put back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions.looks import groups as actions
from speir.evaluations.policy import FINISHED
from speir.evaluations.policy.looks import READ_ONLY
from speir.evaluations.queries.looks import saying as queries
from speir.evaluations.rules.looks.naming import GROUP_WORDS
from speir.evaluations.rules.looks.saying import group_mark
from speir.mentions.rules import Waits
from speir.web.looks.forms_judging import GroupForm
from speir.web.looks.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused


@require_http_methods(["GET", "POST"])
@signed_in
def groups(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Show who should be heard; add some more."""
    found = _opened(request, actor, look_id)
    posted = mentions.answered(request.POST)
    form = GroupForm(posted if request.method == "POST" else None, initial={"group_id": new_id()})
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        typed.pop("base")
        try:
            keeping = mentions.keeping(posted, "text")
            actions.add(look_id=look_id, keeping=keeping, by=actor, **typed)
            return redirect("looks:groups", look_id)
        except Unfit as unfit:
            refused_or_another(form, unfit, "group_id")
        except Waits as waits:
            asked = mentions.ask(form, waits)
    context = _context(found) | {"form": form, "mentions": asked}
    return render(request, "looks/groups.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def group(request: HttpRequest, actor: Actor, look_id: str, group_id: str) -> HttpResponseBase:
    """Say anew who should be heard."""
    found = _opened(request, actor, look_id, forms_only=True)
    one = next((each for each in (*found.groups, *found.taken_out) if each.id == group_id), None)
    if one is None:
        raise NotYours
    first = {"text": one.text, "by_what": one.by_what, "base": group_mark(one.by_what, one.text)}
    posted = mentions.answered(request.POST)
    form = GroupForm(posted if request.method == "POST" else None, initial=first)
    asked: dict[str, Any] = {}
    status = 200
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        typed.pop("group_id")
        try:
            keeping = mentions.keeping(posted, "text")
            actions.reword(look_id=look_id, group_id=group_id, keeping=keeping, by=actor, **typed)
            messages.success(request, _("Saved."))
            return redirect("looks:groups", look_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            if refused.code != "group-changed":
                raise
            add_refused(form, [refused])
            form.data = data = posted.copy()
            data["base"], status = group_mark(one.by_what, one.text), 409
    if form.errors and status == 200:
        status = 422
    context = _context(found) | {"form": form, "mentions": asked, "group": one}
    return render(request, "looks/group.html", context, status=status)


@sent_to
@signed_in
def take_out(request: HttpRequest, actor: Actor, look_id: str, group_id: str) -> HttpResponseBase:
    """Take people out of those who should be heard."""
    actions.take_out(look_id=look_id, group_id=group_id, by=actor)
    messages.success(request, _("Taken out. You can put it back below."))
    return redirect("looks:groups", look_id)


@sent_to
@signed_in
def put_back(request: HttpRequest, actor: Actor, look_id: str, group_id: str) -> HttpResponseBase:
    """Put people back who were taken out."""
    actions.put_back(look_id=look_id, group_id=group_id, by=actor)
    messages.success(request, _("Put back."))
    return redirect("looks:groups", look_id)


def _opened(
    request: HttpRequest, actor: Actor, look_id: str, *, forms_only: bool = False
) -> queries.GroupsPage:
    found = queries.groups(actor, look_id)
    if (request.method == "POST" or forms_only) and not found.page.may_judge:
        raise NotAllowed(FINISHED if found.page.finished_on else READ_ONLY)
    return found


def _context(found: queries.GroupsPage) -> dict[str, Any]:
    page = found.page
    return {
        "look": page,
        "heading": page.heading,
        "tabs": tabs(page.id, "looks:board"),
        "groups": [(one, _(GROUP_WORDS[one.by_what])) for one in found.groups],
        "taken_out": [(one, _(GROUP_WORDS[one.by_what])) for one in found.taken_out],
    }
