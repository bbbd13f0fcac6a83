"""Items that are very like what somebody writes, among those of the unit that they may read."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, Value, When

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.evidence import policy
from speir.evidence.models import Item, Likeness
from speir.evidence.models.likeness import NAMES
from speir.evidence.rules.likeness import Said, alike, bands, same

# So many share a band with a text at the most that are looked at, of so many the words are compared, so many are named.
FOUND, COMPARED, NAMED = 200, 30, 3
FOUND_FOR_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Alike:
    """An item that says very much the same. `same`: but for marks and capitals it says just that."""

    id: str
    shows: str
    account: str
    from_day: dt.date | None
    to_day: dt.date | None
    written_at: dt.datetime
    written_by_name: str
    same: bool


def very_like(actor: Actor, unit_id: str, shows: str, account: str, *, without: str = "") -> list[Alike]:
    """Return at most three items of a unit that are very like these words, the likest first; `without` one of them.

    None that the actor may not read, and none that was withdrawn. Two queries, or four, however many
    items there are.
    """
    wanted = bands(unit_id, shows, account)
    has = {name: band for name, band in zip(NAMES, wanted, strict=True) if band is not None}
    if not has:
        return []
    shared = sum(
        (
            Case(When(**{name: band}, then=Value(1)), default=Value(0), output_field=IntegerField())
            for name, band in has.items()
        ),
        Value(0),
    )
    rows = Likeness.objects.filter(reduce(or_, (Q(**{name: band}) for name, band in has.items())))
    ids = list(rows.exclude(pk=without).order_by(-shared, "pk").values_list("pk", flat=True)[:FOUND])
    near = _readable(actor, unit_id, ids)
    return _compared(Said(shows, account), [near[one] for one in ids if one in near])


def very_like_item(actor: Actor, item_id: str) -> tuple[Alike, str, list[Alike]]:
    """Return an item, the path of its unit, and what is very like it. Raises NotYours."""
    item = policy.require(actor, Permission.READ_EVIDENCE, item_id)
    near = very_like(actor, item.unit_id, item.shows, item.account, without=item.id)
    return _alike(item), item.unit.path, near


def very_like_each(
    actor: Actor, unit_id: str, texts: Sequence[tuple[str, str, Sequence[int | None]]]
) -> list[list[Alike]]:
    """Return the same for many texts at once, each (what it shows, account, its bands). Two queries, or four."""
    wanted: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for at, (_shows, _account, its_bands) in enumerate(texts):
        for place, band in enumerate(its_bands):
            if band is not None:
                wanted[place, band].append(at)
    values = [sorted({band for at, band in wanted if at == place}) for place in range(len(NAMES))]
    asked = [Q(**{f"{name}__in": those}) for name, those in zip(NAMES, values, strict=True) if those]
    if not asked:
        return [[] for _text in texts]
    rows = Likeness.objects.filter(reduce(or_, asked)).values_list("pk", *NAMES)
    counted: list[Counter[str]] = [Counter() for _text in texts]
    for item_id, *its in rows[:FOUND_FOR_MANY]:
        for place, band in enumerate(its):
            for at in wanted.get((place, band), ()) if band is not None else ():
                counted[at][item_id] += 1
    likest = [[one for one, _count in counts.most_common(2 * COMPARED)] for counts in counted]
    near = _readable(actor, unit_id, {one for ids in likest for one in ids})
    return [
        _compared(Said(shows, account), [near[one] for one in ids if one in near])
        for (shows, account, _bands), ids in zip(texts, likest, strict=True)
    ]


def _readable(actor: Actor, unit_id: str, ids: Collection[str]) -> dict[str, tuple[Alike, Said]]:
    # By their ids alone, and then whether each may be read: asked both at once, a database reads the whole unit.
    rows = Item.objects.filter(pk__in=list(ids)) if ids else ()
    given = [row for row in rows if row.unit_id == unit_id and row.withdrawn_at is None]
    return {row.id: (_alike(row), Said(row.shows, row.account)) for row in policy.readable(actor, given)}


def _alike(row: Item) -> Alike:
    return Alike(
        row.id,
        row.shows,
        row.account,
        row.from_day,
        row.to_day,
        row.written_at,
        row.written_by_name,
        same=False,
    )


def _compared(text: Said, near: Sequence[tuple[Alike, Said]]) -> list[Alike]:
    found = []
    for one, said in near[:COMPARED]:
        if same(text, said):
            found.append(replace(one, same=True))
        elif alike(text, said):
            found.append(one)
    return sorted(found, key=lambda one: not one.same)[:NAMED]
