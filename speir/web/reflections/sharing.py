"""Who can read a reflection, and sharing it in whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.evaluations.actions import reflections_shared as actions
from speir.evaluations.queries import audiences
from speir.web.sharing.page import page as sharing_page
from speir.web.shell.door import sent_to, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: HttpRequest, actor: Actor, reflection_id: str) -> HttpResponseBase:
    """Show who can read a reflection; share it wider."""

    def share(typed: dict[str, Any]) -> str:
        actions.share(reflection_id=reflection_id, by=actor, **typed)
        return _("Shared.")

    read = partial(audiences.of_reflection, actor, reflection_id)
    return sharing_page(request, actor, read, share, template="reflections/sharing.html")


@sent_to
@signed_in
def end(request: HttpRequest, actor: Actor, reflection_id: str, act_id: str) -> HttpResponseBase:
    """End an act of sharing of a reflection."""
    actions.end(reflection_id=reflection_id, act_id=act_id, by=actor)
    messages.success(request, _("Ended. They cannot read it any more."))
    return redirect("reflections:sharing", reflection_id)
