"""An answer to what was heard, as its form says it; and its unit, as the head of a page shows it."""

from __future__ import annotations

from collections.abc import Iterable

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.improvement.models import Answering, AnsweringOf
from speir.improvement.queries.boards import UnitOf
from speir.improvement.rules.heard import TEXTS, Link, Said
from speir.organisations.models import Unit


def answering_said(row: Answering, links: Iterable[str] | None = None) -> Said:
    """Return an answer as its form says it. One query, none where what it rests on was fetched, or is given."""
    if links is None:
        links = [link_of(one) for one in row.rests_on.all()]
    said = {name: getattr(row, name) for name in (*TEXTS, "voice", "age", "on")}
    return Said(**said, links=tuple(sorted(links)))


def link_of(row: AnsweringOf) -> str:
    """Return one thing that an answer rests on as a form says it. No query."""
    if row.item_id:
        return f"{Link.ITEM}:{row.item_id}"
    return f"{Link.PRIORITY}:{row.priority_id}" if row.priority_id else f"{Link.ACTION}:{row.action_id}"


def head_of(actor: Actor, unit: Unit) -> UnitOf:
    """Return a unit as the head of a page shows it, to whoever reads something of it. No query."""
    return UnitOf(
        id=unit.id,
        name=unit.name,
        demonstration=unit.demonstration,
        plans=may(actor, Permission.PLAN_IMPROVEMENT, unit.path),
        agrees=may(actor, Permission.AGREE_IMPROVEMENT, unit.path),
    )
