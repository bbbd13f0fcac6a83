"""Finishing a closer look, and opening it again with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.evaluations.actions import readings
from speir.evaluations.actions.looks import finishing as actions
from speir.evaluations.queries.looks import finishing as queries
from speir.mentions.rules import Waits
from speir.web.looks.tabs import tabs
from speir.web.shell import mentions, onward
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused, box


class ReopenForm(forms.Form):
    """Why it is opened again."""

    text = forms.CharField(
        label=gettext_lazy("Why is it opened again?"),
        help_text=gettext_lazy("One sentence. It stays beside the closer look. No names of children."),
        max_length=actions.LONGEST_WHY,
        widget=box(),
        error_messages={"required": gettext_lazy(actions.NO_REASON)},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def finish(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Say what is still open; finish the closer look when the person says so."""
    if request.method == "POST":
        actions.finish(look_id=look_id, by=actor)
        messages.success(request, _("Finished. It can be read and downloaded, and opened again."))
        return redirect("looks:finish", look_id)
    shown = queries.finishing(actor, look_id)
    readings.note(heading=shown.page.heading, by=actor)
    context = {"open": _open(shown.open), "offers": shown.offers, "may_offer": shown.views}
    if shown.page.finished_on:
        context["choosing"] = onward.choosing(actor, shown.page.heading.unit_id)
        return render(request, "looks/finished.html", _beside(shown.page) | context | {"form": ReopenForm()})
    return render(request, "looks/finish.html", _beside(shown.page) | context)


@require_http_methods(["GET", "POST"])
@signed_in
def reopen(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponseBase:
    """Open a closer look again, for a reason."""
    shown = queries.finishing(actor, look_id)
    posted = mentions.answered(request.POST)
    form = ReopenForm(posted or None)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            keeping = mentions.keeping(posted, "text")
            actions.reopen(look_id=look_id, text=form.cleaned_data["text"], keeping=keeping, by=actor)
            messages.success(request, _("Opened again. What was written can be changed."))
            return redirect("looks:overview", look_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    elif request.method == "GET" and not shown.page.finished_on:
        return redirect("looks:finish", look_id)
    context = {"form": form, "mentions": asked}
    status = 422 if form.errors else 200
    return render(request, "looks/reopen.html", _beside(shown.page) | context, status=status)


def _open(still: queries.StillOpen) -> list[dict[str, Any]]:
    """Return what is still open, each kind with its sentence, its texts, and the page where it is closed."""
    kinds = (
        (
            still.questions,
            "looks:board",
            ngettext(
                "%(n)d question has no whole answer",
                "%(n)d questions have no whole answer",
                len(still.questions),
            ),
        ),
        (
            still.features,
            "looks:board",
            ngettext(
                "Nobody has looked for %(n)d feature yet",
                "Nobody has looked for %(n)d features yet",
                len(still.features),
            ),
        ),
        (
            still.groups,
            "looks:board",
            ngettext("%(n)d group has not been heard", "%(n)d groups have not been heard", len(still.groups)),
        ),
        (
            still.themes,
            "looks:judging",
            ngettext(
                "Nothing is written of %(n)d theme", "Nothing is written of %(n)d themes", len(still.themes)
            ),
        ),
        (
            still.provisional,
            "looks:judging",
            ngettext(
                "%(n)d level rests on fewer than two kinds of source",
                "%(n)d levels rest on fewer than two kinds of source",
                len(still.provisional),
            ),
        ),
    )
    made = [
        {"says": says % {"n": len(texts)}, "texts": texts, "at": at} for texts, at, says in kinds if texts
    ]
    if still.waiting:
        says = ngettext(
            "%(n)d text waits with its writer, who alone sees it",
            "%(n)d texts wait with their writers, who alone see them",
            still.waiting,
        )
        made.append({"says": says % {"n": still.waiting}, "texts": (), "at": ""})
    return made


def _beside(page: Any) -> dict[str, Any]:
    return {"look": page, "heading": page.heading, "tabs": tabs(page.id, "looks:follow")}
