"""A legal hold on a priority."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.improvement.actions import holding as actions
from speir.improvement.queries import removable
from speir.web.retention.holds import page
from speir.web.shell.door import signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Set a legal hold on a priority with its actions."""
    title, held = removable.to_hold(actor, priority_id)

    def hold(typed: dict[str, Any]) -> None:
        actions.hold_priority(priority_id=priority_id, by=actor, **typed)

    words: dict[str, Any] = {"what": title, "held": _(held) if held else "", "is_priority": True}
    return page(request, hold, words)
