"""An answer to what was heard as its form begins, and what the form offers: evidence, priorities and actions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Q

from speir.access.actor import Actor
from speir.core.ids import is_id
from speir.core.text import day, headline
from speir.evidence import policy as evidence
from speir.evidence.models import Item
from speir.improvement.models import Action, Answering
from speir.improvement.policy import doing, heard, priorities
from speir.improvement.queries.boards import UnitOf, unit_of
from speir.improvement.queries.heard import unanswered
from speir.improvement.queries.heard_said import answering_said
from speir.improvement.rules.heard import Link, Said, read_link, said_mark
from speir.improvement.rules.naming import STATE_WORDS, Voice
from speir.organisations.models import Unit

MOST_ACTIONS = 150


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that an answer can rest on, by its link; `last` is what was said last of an action."""

    link: str
    says: str
    more: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Editing:
    """An answer as its form begins, or nothing yet; `said` has those links alone that this actor may read."""

    unit: UnitOf
    id: str
    said: Said
    base: str
    by: str
    ready: bool
    removed: bool
    items: tuple[Offered, ...]
    followed: tuple[Offered, ...]


def beginning(actor: Actor, unit_id: str, *, voice: str = "", item: str = "", like: str = "") -> Editing:
    """Return the form of a new answer: of these views, to this evidence, or worded as another one is.

    Raises NotYours, NotAllowed.
    """
    unit = heard.require_unit_to_write(actor, unit_id)
    links = (f"{Link.ITEM}:{item}",) if is_id(item) else ()
    said = Said(voice=voice if voice in set(Voice) else "", links=links)
    if is_id(like) and (other := heard.visible_to(actor).filter(pk=like, unit=unit).first()):
        said = replace(answering_said(other), age="")
    return _editing(actor, unit, said)


def editing(actor: Actor, answering_id: str) -> Editing:
    """Return the form of an answer to whoever may change it. Raises NotYours, NotAllowed."""
    row = heard.require(actor, answering_id)
    return _editing(actor, row.unit, answering_said(row), row)


def _editing(actor: Actor, unit: Unit, said: Said, row: Answering | None = None) -> Editing:
    evidence_ids = _of(Link.ITEM, said.links)
    others = tuple(one for one in said.links if read_link(one)[1] not in evidence_ids)
    there = evidence.visible_to(actor).filter(pk__in=evidence_ids).order_by("-written_at", "-id")
    items = [_item(one) for one in there] if evidence_ids else []
    shown = tuple(sorted({*heard.readable_links(actor, others), *(one.link for one in items)}))
    return Editing(
        unit=unit_of(actor, unit.id),
        id=row.id if row else "",
        said=replace(said, links=shown),
        base=said_mark(said),
        by=row.written_by_name if row else "",
        ready=bool(row and row.ready_at),
        removed=bool(row and row.removed_at),
        items=_with_unanswered(actor, unit, said.voice, items),
        followed=_followed(actor, unit, shown),
    )


def _with_unanswered(actor: Actor, unit: Unit, voice: str, items: list[Offered]) -> tuple[Offered, ...]:
    """Return the evidence that it rests on, then the newest with such views and no answer yet. One query."""
    offered = {one.link: one for one in (*items, *(_item(row) for row in unanswered(actor, unit, voice)))}
    return tuple(offered.values())


def _item(row: Item) -> Offered:
    on = row.to_day or row.from_day
    return Offered(f"{Link.ITEM}:{row.id}", headline(row.shows), day(on) if on else "")


def _followed(actor: Actor, unit: Unit, links: tuple[str, ...]) -> tuple[Offered, ...]:
    """Return the unit's priorities, each with its actions, and what else it rests on. Two queries."""
    chosen, told = _of(Link.PRIORITY, links), _of(Link.ACTION, links)
    of_unit = (
        Q(unit=unit) | Q(pk__in=chosen) | Q(pk__in=Action.objects.filter(pk__in=told).values("priority"))
    )
    offered = list(priorities.standing(actor).filter(of_unit).order_by("position", "id"))
    actions = doing.visible_to(actor).filter(priority__in=[one.id for one in offered])
    by_priority: dict[str, list[Offered]] = {}
    for row in actions.order_by("position", "id")[:MOST_ACTIONS]:
        by_priority.setdefault(row.priority_id, []).append(_action(row))
    found: list[Offered] = []
    for one in offered:
        found.append(Offered(f"{Link.PRIORITY}:{one.id}", one.title, ""))
        found += by_priority.get(one.id, [])
    return tuple(found)


def _action(row: Action) -> Offered:
    return Offered(f"{Link.ACTION}:{row.id}", row.title, STATE_WORDS[row.state], row.said)


def _of(what: Link, links: tuple[str, ...]) -> list[str]:
    return [thing_id for kind, thing_id in map(read_link, links) if kind == what]
