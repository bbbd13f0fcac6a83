"""Evidence by which the impact of an action can be shown, and why other evidence cannot."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.core.text import day, period
from speir.evidence.queries.finding import Line, find
from speir.evidence.rules.finding import Sought, Wanted
from speir.improvement.models import Action
from speir.improvement.policy import doing as policy
from speir.improvement.queries.doing import Of, of_priority
from speir.improvement.rules.doing import proves

SHOWN = 25
NOTHING = Sought()


@dataclass(frozen=True, slots=True)
class Choice:
    """An item that can show the impact, or what is wrong with it in sentences. `there`: it shows it already."""

    id: str
    shows: str
    when: str
    unit: str
    wrong: tuple[str, ...]
    there: bool


@dataclass(frozen=True, slots=True)
class Proving:
    """An action whose impact is to be shown: since when it is under way, and what there is to choose from.

    `may_write`: this reader can write new evidence for the unit of its priority. `count` is of all that was
    found, on the first page alone; `older` is where the next page goes on.
    """

    id: str
    title: str
    shows: str
    state: str
    of: Of
    unit_id: str
    began: str
    choices: tuple[Choice, ...]
    count: int | None
    older: str
    may_write: bool


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What shows the impact of an action, before it is taken back; without words where its reader may not see it."""

    id: str
    title: str
    of: Of
    proof_id: str
    gone: bool


def to_prove(actor: Actor, action_id: str, sought: Sought = NOTHING, at: str = "") -> Proving:
    """Return what can show the impact of an action to who may say so: evidence of impact from after it began.

    Looked for by words or a theme, other evidence is listed too, with what is wrong with it; `at` is where a page goes
    on. At most eleven queries. Raises NotYours, NotAllowed.
    """
    row = _theirs(actor, action_id)
    today = timezone.localdate()
    wanted = sought.wanted
    if not sought:
        since = row.begun_on + dt.timedelta(days=1) if row.begun_on else None
        wanted = Wanted(speaks_of="impact", since=since)
    found = find(actor, wanted, today=today, at=at, most=SHOWN)
    there = set(row.proofs.filter(removed_at=None).values_list("item_id", flat=True))
    return Proving(
        id=row.id,
        title=row.title,
        shows=row.shows,
        state=row.state,
        of=of_priority(actor, row.priority),
        unit_id=row.priority.unit_id,
        began=day(row.begun_on) if row.begun_on else "",
        choices=tuple(_choice(line, row.begun_on, there) for line in found.lines),
        count=found.count,
        older=found.older,
        may_write=may(actor, Permission.WRITE_EVIDENCE, row.priority.unit.path),
    )


def to_take_back(actor: Actor, action_id: str, proof_id: str) -> TakingBack:
    """Return what shows the impact of an action, to who may take it back. Raises NotYours, NotAllowed."""
    row = _theirs(actor, action_id)
    proof = row.proofs.filter(pk=proof_id).first() if is_id(proof_id) else None
    if proof is None:
        raise NotYours
    of = of_priority(actor, row.priority)
    return TakingBack(row.id, row.title, of, proof.id, proof.removed_at is not None)


def impact_of(actor: Actor, item_id: str) -> list[tuple[str, str]]:
    """Return the actions that an item shows the impact of, as (id, title): those the actor reads. One query."""
    rows = policy.visible_to(actor).filter(proofs__item=item_id, proofs__removed_at=None)
    return list(rows.order_by("title", "id").values_list("id", "title"))


def _theirs(actor: Actor, action_id: str) -> Action:
    row = policy.require(actor, action_id)
    if not policy.tells(actor, row, helps=row.helpers.filter(person_id=actor.person_id).exists()):
        raise NotAllowed(policy.NOT_YOURS_TO_TELL)
    return row


def _choice(line: Line, began: dt.date | None, there: set[str]) -> Choice:
    item = line.item
    broken = proves(speaks_of=item.speaks_of, day=item.to_day or item.from_day, began=began)
    return Choice(
        id=item.id,
        shows=item.shows,
        when=period(item.from_day, item.to_day),
        unit=line.unit,
        wrong=tuple(one.sentence for one in broken),
        there=item.id in there,
    )
