"""What I have to do: the first page of improvement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import capital, day, listed, number
from speir.improvement.queries import mine as queries
from speir.improvement.queries.board_lines import BoardLine
from speir.improvement.queries.mine import Awaiting, BoardOf, Mine
from speir.improvement.rules.boards import pressing
from speir.improvement.rules.naming import State
from speir.web.improvement import board_laid
from speir.web.improvement.links import to
from speir.web.shell.door import signed_in
from speir.web.shell.rendered import part


@require_safe
@signed_in
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what the actor has to do now, and the boards that they can open."""
    found = queries.mine(actor)
    context = {
        "mine": found,
        "first": _first(found),
        "lead": _lines(found.lead, lead=False),
        "unled": _unled(request, found),
        "help": _lines(found.help),
        "unproved": _lines(found.unproved, lead=False),
        "for_me": [_awaiting(one) for one in found.for_me],
        "for_others": [_awaiting(one) for one in found.for_others],
        "boards": [_board(one) for one in found.boards],
        "to_letters": to("letters"),
    }
    return render(request, "improvement/mine.html", context)


def _lines(those: tuple[BoardLine, ...], *, lead: bool = True) -> SafeString | str:
    return board_laid.lines(those, lead=lead) if those else ""


def _unled(request: HttpRequest, found: Mine) -> SafeString | str:
    def context() -> dict[str, object]:
        return {"unled": found.unled}

    return part(request, found.unled, "improvement/mine_unled.html", context) if found.unled else ""


def _first(found: Mine) -> str:
    """Return in a sentence what comes first for somebody, empty where they lead nothing."""
    if not found.lead:
        return ""
    late = sum(bool(line.late) for line in found.lead)
    stuck = sum(line.state == State.STUCK and not line.late for line in found.lead)
    parts = []
    if late:
        says = ngettext("%(n)s of your actions is overdue", "%(n)s of your actions are overdue", late)
        parts.append(says % {"n": number(late)})
    if stuck:
        parts.append(ngettext("%(n)s is stuck", "%(n)s are stuck", stuck) % {"n": number(stuck)})
    if parts:
        return capital(listed(parts)) + "."
    soon = next((line for line in found.lead if line.due), None)
    if soon is None or soon.due is None:
        return _("Nothing of yours is overdue or stuck.")
    return _("Nothing of yours is overdue or stuck. The next is due by %(day)s.") % {"day": day(soon.due)}


def _awaiting(one: Awaiting) -> dict[str, str]:
    """Return that an action waits for another: the two titles, whose the other one is, and how far it has come."""
    need = one.need
    return {
        "title": need.title or capital(_(board_laid.NOT_OPEN)),
        "to": to("action", need.id) if need.id else "",
        "more": board_laid.standing(need),
        "mine": one.title,
        "mine_to": to("action", one.id),
    }


def _board(one: BoardOf) -> dict[str, object]:
    """Return a board as a link, with what presses there in words."""
    return {
        "id": one.unit.id,
        "name": one.unit.name,
        "presses": pressing(one.urgent),
        "to_choosing": to("choosing", one.unit.id) if one.unit.plans else "",
    }
