"""Which evidence behind what was handed in the other members read, and opening more of it to them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.core.text import capital, number
from speir.evaluations.actions.opening import open_evidence
from speir.evaluations.policy.joints import ANSWERS
from speir.evaluations.queries import contributions
from speir.evaluations.queries.behind import behind
from speir.web.joint.invitation import page
from speir.web.shell.door import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def evidence(request: HttpRequest, actor: Actor, contribution_id: str) -> HttpResponseBase:
    """Show which pieces stand behind what was handed in; open those that are ticked, or all, to the other members."""
    asked = contributions.asking(actor, contribution_id)
    if not asked.answers_for:
        raise NotAllowed(ANSWERS)
    if not asked.handed_in:
        return redirect("joint:invitation", contribution_id)
    if request.method == "POST":
        wanted = None if "all" in request.POST else request.POST.getlist("items")
        if wanted and not all(is_id(one) for one in wanted):
            raise NotYours
        opened = open_evidence(contribution_id=contribution_id, items=wanted, by=actor)
        said = ngettext(
            "%(n)s piece of evidence is open to the other members.",
            "%(n)s pieces of evidence are open to the other members.",
            opened,
        )
        messages.success(
            request, said % {"n": capital(number(opened))} if opened else _("Nothing more was opened.")
        )
        return redirect("joint:invitation", contribution_id)
    context = page(asked) | {"behind": behind(actor, contribution_id)}
    return render(request, "joint/evidence.html", context)
