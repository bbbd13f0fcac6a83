"""An answer to what was heard as its form begins, and what the form offers: evidence, priorities and actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Case, IntegerField, Q, When
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.ids import is_id
from speir.core.text import day, headline
from speir.evidence import policy as evidence
from speir.evidence.models import Item
from speir.evidence.queries.finding import Line
from speir.evidence.queries.picking import Picked, pick
from speir.evidence.rules.finding import Sought
from speir.improvement.models import Action, Answering
from speir.improvement.policy import doing, heard, priorities
from speir.improvement.queries.boards import UnitOf, said_of
from speir.improvement.queries.heard import unanswered
from speir.improvement.queries.heard_said import answering_said
from speir.improvement.rules.heard import Link, Said, read_link, said_mark
from speir.improvement.rules.naming import STATE_WORDS, Voice
from speir.organisations.models import Unit

MOST_ACTIONS = 150
MOST_TICKED = 200
# So much evidence is offered before anybody looks for some.
SHOWN = 20
NOTHING = Sought()


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that an answer can rest on, by its link; `last` is what was said last of an action."""

    link: str
    says: str
    more: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Editing:
    """An answer as its form begins, or nothing yet; `said` has those links alone that this actor may read.

    `items` has what it rests on and what is ticked, then what was found; `more` is how many others were (`many`: at
    least; `cut`: uncounted).
    """

    unit: UnitOf
    id: str
    said: Said
    base: str
    by: str
    ready: bool
    removed: bool
    items: tuple[Offered, ...]
    followed: tuple[Offered, ...]
    more: int = 0
    many: bool = False
    cut: bool = False


def beginning(
    actor: Actor,
    unit_id: str,
    *,
    voice: str = "",
    item: str = "",
    like: str = "",
    ticked: Sequence[str] = (),
    sought: Sought = NOTHING,
) -> Editing:
    """Return the form of a new answer: of these views, to this evidence, or worded as another one is.

    `ticked` are links that came with the form, `sought` is by what it looks for evidence. Raises NotYours, NotAllowed.
    """
    unit = heard.require_unit_to_write(actor, unit_id)
    links = (f"{Link.ITEM}:{item}",) if is_id(item) else ()
    said = Said(voice=voice if voice in set(Voice) else "", links=links)
    if is_id(like) and (other := heard.visible_to(actor).filter(pk=like, unit=unit).first()):
        said = replace(answering_said(other), age="")
    return _editing(actor, unit, said, ticked=ticked, sought=sought)


def editing(
    actor: Actor, answering_id: str, *, ticked: Sequence[str] = (), sought: Sought = NOTHING
) -> Editing:
    """Return the form of an answer to whoever may change it. Raises NotYours, NotAllowed."""
    row = heard.require(actor, answering_id)
    return _editing(actor, row.unit, answering_said(row), row, ticked=ticked, sought=sought)


def _editing(
    actor: Actor,
    unit: Unit,
    said: Said,
    row: Answering | None = None,
    *,
    ticked: Sequence[str],
    sought: Sought,
) -> Editing:
    evidence_ids = _of(Link.ITEM, said.links)
    others = tuple(one for one in said.links if read_link(one)[1] not in evidence_ids)
    chosen = {*evidence_ids, *(one for one in _of(Link.ITEM, ticked)[:MOST_TICKED] if is_id(one))}
    there = evidence.visible_to(actor).filter(pk__in=chosen).order_by("-written_at", "-id")
    items = [_item(one) for one in there] if chosen else []
    rests = {f"{Link.ITEM}:{one}" for one in evidence_ids}
    followed, read = _followed(actor, unit, others)
    shown = tuple(sorted({*read, *(one.link for one in items if one.link in rests)}))
    found, picked, cut = _offered(actor, unit, said.voice, sought, tuple(chosen))
    return Editing(
        unit=said_of(actor, unit),
        id=row.id if row else "",
        said=replace(said, links=shown),
        base=said_mark(said),
        by=row.written_by_name if row else "",
        ready=bool(row and row.ready_at),
        removed=bool(row and row.removed_at),
        items=(*items, *found),
        followed=followed,
        more=picked.more,
        many=picked.many,
        cut=cut,
    )


def _offered(
    actor: Actor, unit: Unit, voice: str, sought: Sought, without: tuple[str, ...]
) -> tuple[list[Offered], Picked, bool]:
    """Return what is looked for, of whichever unit; else the newest with such views and no answer yet; without some.

    And how many others there are, or that there are some. At most seven queries.
    """
    if sought:
        same = Q(unit__demonstration=unit.demonstration)
        picked = pick(actor, sought, today=timezone.localdate(), narrower=same, without=without)
        return [_line(one, unit) for one in picked.lines], picked, False
    rows = unanswered(actor, unit, voice, most=SHOWN + len(without) + 1)
    left = [_item(row) for row in rows if row.pk not in without]
    return left[:SHOWN], Picked(), len(left) > SHOWN


def _line(line: Line, unit: Unit) -> Offered:
    one = line.item
    on = one.to_day or one.from_day
    where = "" if one.unit_id == unit.id else line.unit
    more = ", ".join(part for part in (where, day(on) if on else "") if part)
    return Offered(f"{Link.ITEM}:{one.id}", headline(one.shows), more)


def _item(row: Item) -> Offered:
    on = row.to_day or row.from_day
    return Offered(f"{Link.ITEM}:{row.id}", headline(row.shows), day(on) if on else "")


def _followed(actor: Actor, unit: Unit, links: tuple[str, ...]) -> tuple[tuple[Offered, ...], set[str]]:
    """Return the unit's priorities, each with its actions, and what else it rests on; and which of the links are read.

    Two queries.
    """
    chosen, told = _of(Link.PRIORITY, links), _of(Link.ACTION, links)
    of_unit = (
        Q(unit=unit) | Q(pk__in=chosen) | Q(pk__in=Action.objects.filter(pk__in=told).values("priority"))
    )
    offered = list(priorities.standing(actor).filter(of_unit).order_by("position", "id"))
    wanted = Q(priority__in=[one.id for one in offered]) | Q(pk__in=told)
    # What it rests on comes first: a unit with very many actions must not hide it.
    first = Case(When(pk__in=told, then=0), default=1, output_field=IntegerField())
    actions = list(doing.visible_to(actor).filter(wanted).order_by(first, "position", "id")[:MOST_ACTIONS])
    by_priority: dict[str, list[Offered]] = {}
    for row in sorted(actions, key=lambda one: (one.position, one.id)):
        by_priority.setdefault(row.priority_id, []).append(_action(row))
    found: list[Offered] = []
    for one in offered:
        found.append(Offered(f"{Link.PRIORITY}:{one.id}", one.title, ""))
        found += by_priority.get(one.id, [])
    read = {f"{Link.PRIORITY}:{one.id}" for one in offered}
    read |= {f"{Link.ACTION}:{row.id}" for row in actions}
    return tuple(found), read & set(links)


def _action(row: Action) -> Offered:
    return Offered(f"{Link.ACTION}:{row.id}", row.title, STATE_WORDS[row.state], row.said)


def _of(what: Link, links: Sequence[str]) -> list[str]:
    return [thing_id for kind, thing_id in map(read_link, links) if kind == what]
