"""Who can read a broad view or a piece of evidence in it: seeing that, sharing it wider, and ending that."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.evaluations.actions import sharing as view_sharing
from speir.evaluations.queries import audiences, reflections, rooms
from speir.web.sharing.kinds import at_its_own, of_address
from speir.web.sharing.page import page
from speir.web.shell.door import sent_to, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Show who can read a broad view; share it wider."""

    at_its_own(request, audiences.is_look(actor, evaluation_id))

    def share(typed: dict[str, Any]) -> str:
        with_evidence = bool(typed.pop("along"))
        along = view_sharing.share(
            evaluation_id=evaluation_id, with_evidence=with_evidence, by=actor, **typed
        )
        if not along:
            return _("Shared.")
        return ngettext(
            "Shared, with %(n)d piece of evidence.", "Shared, with %(n)d pieces of evidence.", along
        ) % {"n": along}

    read = partial(audiences.of_view, actor, evaluation_id)
    return page(request, actor, read, share, asks="along", rooms=partial(rooms.with_view, evaluation_id))


@require_http_methods(["GET", "POST"])
@signed_in
def item(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, item_id: str
) -> HttpResponseBase:
    """Show who can read a piece of evidence; share it wider."""

    def share(typed: dict[str, Any]) -> str:
        view_sharing.share_item(
            evaluation_id=evaluation_id, number=number, item_id=item_id, by=actor, **typed
        )
        return _("Shared.")

    read = partial(audiences.of_item, actor, evaluation_id, number, item_id)
    source = reflections.given_from(actor, item_id)
    return page(request, actor, read, share, asks="taken_as", number=number, source=source)


@sent_to
@signed_in
def end_view(request: HttpRequest, actor: Actor, evaluation_id: str, act_id: str) -> HttpResponseBase:
    """End an act of sharing of a broad view."""
    view_sharing.end(evaluation_id=evaluation_id, act_id=act_id, by=actor)
    messages.success(
        request, _("Ended. What an edition holds that was sealed meanwhile stays in that edition.")
    )
    return redirect(f"{of_address(request)}:sharing", evaluation_id)


@sent_to
@signed_in
def end_item(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, item_id: str, act_id: str
) -> HttpResponseBase:
    """End an act of sharing of a piece of evidence."""
    view_sharing.end_item(
        evaluation_id=evaluation_id, number=number, item_id=item_id, act_id=act_id, by=actor
    )
    messages.success(
        request, _("Ended. What an edition holds that was sealed meanwhile stays in that edition.")
    )
    return redirect("broad_views:evidence_sharing", evaluation_id, number, item_id)
