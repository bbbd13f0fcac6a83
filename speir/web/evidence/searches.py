"""The searches that somebody keeps: saved under a name, renamed, deleted and brought back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.core.ids import new_id
from speir.evidence.actions import searches as actions
from speir.evidence.queries import searches
from speir.mentions.rules import Waits
from speir.web.evidence.finding import given_of
from speir.web.evidence.finding_forms import RenameForm, SaveForm
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

UNDO = "deleted_search"


@require_safe
@signed_in
def own(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Show one's own searches; what was deleted a moment ago can be brought back once."""
    undo = request.session.pop(UNDO, None)
    return render(request, "evidence/searches.html", {"searches": searches.own(actor), "undo": undo})


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Keep a search under a name."""
    given = given_of(request.GET)
    words = given.get("words", "")
    given.pop("words", None)
    posted = mentions.answered(request.POST)
    first = {"words": words, "asked": given.urlencode(), "search_id": new_id()}
    form = SaveForm(posted or None, initial=first)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = actions.save(
                name=typed["name"],
                words=typed["words"],
                asked=given_of(QueryDict(typed["asked"])).urlencode(),
                search_id=typed["search_id"],
                keeping={field: mentions.keeping(posted, field) for field in ("name", "words")},
                by=actor,
            )
        except Unfit as unfit:
            refused_or_another(form, unfit, "search_id")
        except Waits as waits:
            asked = mentions.ask(form, waits)
        else:
            messages.success(request, _("The search is kept."))
            return redirect(f"/evidence/?{made.asked}")
    context = {"form": form, "mentions": asked}
    return render(request, "evidence/search.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def rename(request: HttpRequest, actor: Actor, search_id: str) -> HttpResponseBase:
    """Give one's own search another name."""
    search = searches.one(actor, search_id)
    posted = mentions.answered(request.POST)
    form = RenameForm(posted or None, initial={"name": search.name})
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename(
                search_id=search_id,
                name=form.cleaned_data["name"],
                keeping=mentions.keeping(posted, "name"),
                by=actor,
            )
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        else:
            messages.success(request, _("Saved."))
            return redirect("evidence:searches")
    context = {"form": form, "mentions": asked, "search": search}
    return render(request, "evidence/search.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def delete(request: HttpRequest, actor: Actor, search_id: str) -> HttpResponseBase:
    """Delete one's own search; the page after it offers the way back."""
    gone = actions.delete(search_id=search_id, by=actor)
    given = QueryDict(gone.asked, mutable=True)
    words = given.get("words", "")
    given.pop("words", None)
    request.session[UNDO] = {"name": gone.name, "words": words, "asked": given.urlencode(), "id": gone.id}
    return redirect("evidence:searches")
