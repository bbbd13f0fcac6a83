"""The sharing record of evidence: what was shared here and outside, with whom, why, by whom, when, and as what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.accounts.queries import names_of
from speir.evidence import policy
from speir.evidence.models import Item
from speir.organisations.policy import require as require_unit
from speir.sharing.policy import may_share
from speir.sharing.queries import Line, Shown, Told, lines_of, shown_of, told_of
from speir.sharing.rules import InRoom

PAGE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One time that something was shared, on a day, of an item: an act here (`line`), outside Speir (`told`), or in an
    inspector's room (`shown`, put there `by` somebody).

    `shows` is what the item shows. `mine` says that the reader may take the entry back.
    """

    day: dt.date
    item_id: str
    shows: str
    line: Line | None = None
    told: Told | None = None
    shown: Shown | None = None
    by: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What was shared, the newest first, of one item or of a unit's register; `older` where there is another page."""

    name: str
    unit_id: str
    demonstration: bool
    entries: tuple[Entry, ...]
    older: bool
    may_add: bool = False


def of_item(actor: Actor, item_id: str) -> Record:
    """Return all that was shared of one item. Raises NotYours."""
    item = policy.require(actor, Permission.READ_EVIDENCE, item_id)
    theirs = may_share(actor, item, item.unit.path)
    rows = Item.objects.filter(pk=item.pk)
    found = _entries(actor, rows, None, {item.pk} if theirs else ())
    return Record(
        item.shows, item.unit_id, item.unit.demonstration, tuple(found), older=False, may_add=theirs
    )


def of_unit(actor: Actor, unit_id: str, *, page: int = 1) -> Record:
    """Return a page of what was shared of the evidence of a unit and of those below it, as far as it is open to whoever
    reads. Raises NotYours, NotAllowed.
    """
    unit = require_unit(actor, Permission.READ_EVIDENCE, unit_id)
    items = policy.visible_to(actor).filter(unit__path__startswith=unit.path)
    found = _entries(actor, items, page * PAGE + 1, ())
    start = (page - 1) * PAGE
    return Record(
        unit.name,
        unit.id,
        unit.demonstration,
        tuple(found[start : start + PAGE]),
        older=len(found) > page * PAGE,
    )


def _entries(actor: Actor, items: QuerySet[Item], most: int | None, mine: Collection[str]) -> list[Entry]:
    """Return the newest entries of these items. Four queries, one more for names where there were rooms."""
    acts = lines_of(policy.ABOUT, items, most)
    told = told_of(policy.ABOUT, items, most)
    rooms = shown_of(InRoom.EVIDENCE.value, items, most)
    names = names_of({each.by_id for each in rooms}) if rooms else {}
    ids = {act.about_id for act in acts} | {one.about_id for one in told} | {one.about_id for one in rooms}
    shows = dict(Item.objects.filter(pk__in=ids).values_list("id", "shows")) if ids else {}
    found = [Entry(timezone.localdate(act.at), act.about_id, shows[act.about_id], line=act) for act in acts]
    found += [
        Entry(
            each.on,
            each.about_id,
            shows[each.about_id],
            told=each,
            mine=not each.taken_back_at and (each.about_id in mine or each.by_id == actor.person_id),
        )
        for each in told
    ]
    found += [
        Entry(
            timezone.localdate(each.at),
            each.about_id,
            shows[each.about_id],
            shown=each,
            by=names.get(each.by_id, ""),
        )
        for each in rooms
    ]
    return sorted(found, key=lambda entry: entry.day, reverse=True)
