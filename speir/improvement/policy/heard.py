"""Who may read, write and give out answers to what was heard.

An answer is read where it was written; once it is ready to be given out, by everybody who belongs around its unit.
It is written by those who bring views as evidence there, and by those who plan.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.evidence import policy as evidence
from speir.improvement.models import Answering
from speir.improvement.policy import doing, priorities
from speir.improvement.rules.heard import Link, read_link
from speir.organisations.models import Unit
from speir.organisations.policy import around, require_around
from speir.sharing.policy import open_to

ABOUT = "answering"
READS = Permission.READ_EVALUATIONS
READ_ONLY = "Your role here lets you read this, not change it."
NOT_TO_GIVE_OUT = "Whoever leads here says what may be given out. Ask your lead officer."


def visible_to(actor: Actor) -> QuerySet[Answering]:
    """Return the answers that the actor may read, taken out ones among them only where they were written."""
    ready = Q(
        ready_at__isnull=False, removed_at=None, only_me=False, unit__in=around(actor, READS).values("pk")
    )
    return Answering.objects.filter(Q(open_to(actor, READS, ABOUT)) | ready)


def writes(actor: Actor, path: str) -> bool:
    """Return whether the actor may write answers of the unit at this path. No query."""
    return any(may(actor, one, path) for one in (Permission.WRITE_EVIDENCE, Permission.PLAN_IMPROVEMENT))


def gives_out(actor: Actor, path: str) -> bool:
    """Return whether the actor may say that an answer of the unit at this path may be given out. No query."""
    return may(actor, Permission.AGREE_IMPROVEMENT, path)


def require_unit_to_write(actor: Actor, unit_id: str, *, lock: bool = False) -> Unit:
    """Return a unit for which the actor may write an answer, locked if asked. Raises NotYours, NotAllowed."""
    if not is_id(unit_id):
        raise NotYours
    unit = require_around(actor, READS, unit_id)
    if not writes(actor, unit.path):
        raise NotAllowed(READ_ONLY)
    if lock:
        list(Unit.objects.select_for_update(no_key=True).filter(pk=unit_id).values_list("pk"))
    return unit


def require(actor: Actor, answering_id: str, *, to_give_out: bool = False, lock: bool = False) -> Answering:
    """Return an answer with its unit, for a change. Raises NotYours, NotAllowed."""
    if not is_id(answering_id):
        raise NotYours
    if lock:
        list(Answering.objects.select_for_update().filter(pk=answering_id).values_list("pk"))
    row = visible_to(actor).select_related("unit").filter(pk=answering_id).first()
    if row is None:
        raise NotYours
    if to_give_out and not gives_out(actor, row.unit.path):
        raise NotAllowed(NOT_TO_GIVE_OUT)
    if not to_give_out and not writes(actor, row.unit.path):
        raise NotAllowed(READ_ONLY)
    return row


def readable_links(actor: Actor, links: tuple[str, ...]) -> set[str]:
    """Return those of some links that lead to what the actor may read. One query for each of the three kinds."""
    wanted: dict[str, list[str]] = {}
    for key in links:
        what, thing_id = read_link(key)
        if is_id(thing_id):
            wanted.setdefault(what, []).append(thing_id)
    rows: dict[str, QuerySet[Any]] = {
        Link.ITEM.value: evidence.visible_to(actor),
        Link.PRIORITY.value: priorities.standing(actor),
        Link.ACTION.value: doing.visible_to(actor),
    }
    return {
        f"{what}:{one}"
        for what, some in wanted.items()
        for one in rows[what].filter(pk__in=some).values_list("pk", flat=True)
    }
