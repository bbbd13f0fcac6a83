"""The list of joint broad views."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.evaluations.queries.joint_choices import leads_in
from speir.web.broad_views.joints import shown
from speir.web.shell.door import signed_in


@require_safe
@signed_in
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the joint broad views that the actor may see, and the invitations that wait for their organisations."""
    text = request.GET.get("page", "1")
    page = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    context = shown(actor, page=page) | {"page": page, "leads_joints": bool(leads_in(actor))}
    return render(request, "joint/list.html", context)
