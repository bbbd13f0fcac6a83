"""Who owns which indicator of a broad view: the people who write there, and one of them at a time."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed
from speir.evaluations.actions.owning import own
from speir.evaluations.actions.readings import note
from speir.evaluations.policy import READ_ONLY, SEALED
from speir.evaluations.queries import owning
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def owners(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponse:
    """Show who owns what, and what nobody owns."""
    shown = owning.owning(actor, evaluation_id)
    note(heading=shown.heading, by=actor)
    return render(request, "broad_views/owners.html", {"owning": shown, "heading": shown.heading})


@require_http_methods(["GET", "POST"])
@signed_in
def owner(request: HttpRequest, actor: Actor, evaluation_id: str, person_id: str) -> HttpResponseBase:
    """Choose which indicators one person owns."""
    shown = owning.of_person(actor, evaluation_id, person_id)
    if not shown.heading.may_describe:
        raise NotAllowed(SEALED if shown.heading.sealed else READ_ONLY)
    if request.method == "POST":
        numbers, before = (request.POST.getlist(name)[:200] for name in ("number", "before"))
        own(evaluation_id=evaluation_id, person_id=person_id, numbers=numbers, before=before, by=actor)
        messages.success(request, _("Saved: what %(name)s owns.") % {"name": shown.owner.name})
        return redirect("broad_views:owners", evaluation_id)
    rows = [
        (
            question,
            [
                (one, one.number in shown.owner.numbers, shown.others[one.number])
                for one in question.indicators
            ],
        )
        for question in shown.framework.key_questions
    ]
    context = {"page": shown, "heading": shown.heading, "owner": shown.owner, "questions": rows}
    return render(request, "broad_views/owner.html", context)
