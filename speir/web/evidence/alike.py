"""What is very like a piece of evidence, and making one of two that say the same."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused
from speir.core.text import day, period
from speir.evaluations.actions import readings
from speir.evaluations.actions.merging import merge
from speir.evidence.queries.likeness import Alike, very_like, very_like_item
from speir.evidence.rules.account import laid_out
from speir.evidence.rules.items import Draft
from speir.evidence.rules.likeness import apart
from speir.web.evidence.fields import TEXTS, ItemFields
from speir.web.shell import mentions
from speir.web.shell.door import signed_in

KEEP, MERGE = ANSWERS = ("keep", "merge")


@require_http_methods(["GET", "POST"])
@signed_in
def alike(request: HttpRequest, actor: Actor, item_id: str) -> HttpResponseBase:
    """Show what is very like an item; keep one of the two."""
    item, path, near = very_like_item(actor, item_id)
    refused = ""
    if request.method == "POST":
        keep, other = request.POST.get("keep", ""), request.POST.get("other", "")
        if item_id not in (keep, other):
            raise NotYours
        try:
            made = merge(keep_id=keep, other_id=other, by=actor)
            messages.success(request, _said(made.moved, made.left))
            return redirect("evidence:item", keep)
        except Refused as found:
            refused = _(found.sentence)
    readings.note_evidence(ids=[item.id, *(one.id for one in near)], by=actor)
    context = {
        "item": shown(item),
        "near": [shown(one) for one in near],
        "may_merge": may(actor, Permission.WRITE_EVIDENCE, path),
        "refused": refused,
    }
    return render(request, "evidence/alike.html", context, status=409 if refused else 200)


def unanswered(
    actor: Actor, posted: QueryDict, *, unit_id: str, draft: Draft, item_id: str = ""
) -> list[dict[str, Any]]:
    """Return what is very like a draft, for a form to show (`evidence/alike_here.html`) before it saves.

    Nothing where whoever writes has answered: by `alike` the form is sent again with `keep`, or with `merge` where they
    want to make one of the two next (`evidence:alike`), and carries that from then on. What is of another time is no
    such item, nor is `item_id`, under which the draft itself may have been saved by a form sent twice.
    """
    if posted.get("alike") in ANSWERS:
        return []
    laid, time = laid_out(draft), (draft.from_day, draft.to_day)
    found = very_like(actor, unit_id, laid.shows, laid.account, without=item_id)
    return [shown(one) for one in found if not apart(time, (one.from_day, one.to_day))]


def ask(
    actor: Actor, form: ItemFields, posted: QueryDict, *, unit_id: str, draft: Draft, item_id: str
) -> dict[str, Any]:
    """Put beside a form that is fit what is very like it, so that it is not saved; return what its template shows.

    Reasons given for names go along (`carried`), and so does the answer once there is one (`alike`).
    """
    near = unanswered(actor, posted, unit_id=unit_id, draft=draft, item_id=item_id)
    if not near:
        return {"alike": posted["alike"]} if posted.get("alike") in ANSWERS else {}
    readings.note_evidence(ids=[one["id"] for one in near], by=actor)
    form.add_error("shows", _("Not saved yet: something very like it is written down already."))
    return {"near": near, "carried": mentions.given(posted, mentions.keepings(posted, TEXTS))}


def next_of_two(request: HttpRequest, item_id: str) -> HttpResponseBase:
    """Lead on from what was just written to the page that makes one of two."""
    messages.success(request, _("Written down. Say now which of the two stays."))
    return redirect("evidence:alike", item_id)


def shown(one: Alike) -> dict[str, Any]:
    """Return an item as it is set beside one that is very like it; its day is its own, or that of its writing."""
    written = day(timezone.localtime(one.written_at).date())
    return {
        "id": one.id,
        "shows": one.shows,
        "when": period(one.from_day, one.to_day) or written,
        "by": one.written_by_name,
        "same": one.same,
    }


def _said(moved: int, left: int) -> str:
    said = [_("This piece stays. The other one is withdrawn, and can be brought back.")]
    if moved:
        said.append(
            ngettext("%(n)s citation names this one now.", "%(n)s citations name this one now.", moved)
            % {"n": moved}
        )
    if left:
        said.append(
            ngettext(
                "%(n)s stays as it is: it is sealed, or not yours to change.",
                "%(n)s stay as they are: they are sealed, or not yours to change.",
                left,
            )
            % {"n": left}
        )
    return " ".join(said)
