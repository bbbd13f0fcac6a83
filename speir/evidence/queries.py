"""Reading evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.text import clean
from speir.evidence import policy
from speir.evidence.models import EarlierItem, Item, ItemTheme
from speir.sharing import policy as sharing
from speir.sharing.rules import Home, at_home, opens


@dataclass(frozen=True, slots=True)
class Evidence:
    """An item of evidence as it is shown. `themes` is (stable key, how it bears) in pairs; `home` where it was written.

    `hidden`: it is not open to whoever reads, and holds no words; what confirms a judgement still counts it.
    """

    id: str
    kind: str
    shows: str
    from_day: dt.date | None
    to_day: dt.date | None
    speaks_of: str
    voices: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    written_by_name: str
    written_at: dt.datetime
    revision: int
    home: Home
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an item said before."""

    shows: str
    written_by_name: str
    written_at: dt.datetime


def shown(items: Iterable[Item]) -> list[Evidence]:
    """Return items as they are shown, in the given order. One query for all their themes."""
    rows = list(items)
    themes: dict[str, list[tuple[str, str]]] = {row.id: [] for row in rows}
    links = ItemTheme.objects.filter(item_id__in=list(themes)).order_by("theme")
    for item_id, theme, bears in links.values_list("item_id", "theme", "bears") if rows else ():
        themes[item_id].append((theme, bears))
    return [_show(row, themes[row.id]) for row in rows]


# What `gathered` reads of an item through a citation: one row per item and theme, in the order of the citations.
COLUMNS = (
    "item_id",
    "item__kind",
    "item__shows",
    "item__from_day",
    "item__to_day",
    "item__speaks_of",
    "item__voice_children",
    "item__voice_families",
    "item__written_by_name",
    "item__written_at",
    "item__revision",
    "item__home_id",
    "item__owner",
    "item__only_me",
    "item__themes__theme",
    "item__themes__bears",
)


def gathered(rows: Iterable[tuple[Any, ...]]) -> dict[str, Evidence]:
    """Return items by their id from rows of COLUMNS, in the order in which they first occur. No query."""
    first: dict[str, tuple[Any, ...]] = {}
    themes: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        item_id = row[0]
        first.setdefault(item_id, row)
        links = themes.setdefault(item_id, [])
        if row[14] is not None:
            links.append((row[14], row[15]))
    return {
        item_id: Evidence(
            id=item_id,
            kind=row[1],
            shows=row[2],
            from_day=row[3],
            to_day=row[4],
            speaks_of=row[5],
            voices=_voices(children=row[6], families=row[7]),
            themes=tuple(sorted(themes[item_id])),
            written_by_name=row[8],
            written_at=row[9],
            revision=row[10],
            home=Home(unit_id=row[11], owner=row[12], only_me=row[13]),
        )
        for item_id, row in first.items()
    }


def for_reader(actor: Actor, items: Iterable[Evidence]) -> list[Evidence]:
    """Return items in the given order, those that are not open to this reader without their words.

    One query, and none where all are open to them by where they were written.
    """
    given = list(items)
    shut = [e.id for e in given if not at_home(actor, Permission.READ_EVIDENCE, e.home)]
    if not shut:
        return given
    acts = sharing.acts_on_each(policy.ABOUT, shut)
    hidden = {
        item_id
        for item_id in shut
        if not any(opens(act, actor, Permission.READ_EVIDENCE) for act in acts[item_id])
    }
    return [
        replace(e, shows="", from_day=None, to_day=None, themes=(), written_by_name="", hidden=True)
        if e.id in hidden
        else e
        for e in given
    ]


def one(actor: Actor, item_id: str) -> Evidence:
    """Return one item. Raises NotYours."""
    return shown([policy.require(actor, Permission.READ_EVIDENCE, item_id)])[0]


def earlier(actor: Actor, item_id: str) -> list[Earlier]:
    """Return what an item said before, newest first. Raises NotYours."""
    item = policy.require(actor, Permission.READ_EVIDENCE, item_id)
    rows = EarlierItem.objects.filter(item=item).order_by("-revision")
    return [Earlier(row.shows, row.written_by_name, row.written_at) for row in rows]


def to_cite(
    actor: Actor, *, unit_id: str, without: Iterable[str], words: str = "", most: int = 50
) -> list[Evidence]:
    """Return items of a unit that could be cited, newest first, without those ids; `words` must all occur."""
    rows = policy.visible_to(actor).filter(unit_id=unit_id).exclude(pk__in=list(without))
    for word in clean(words).split()[:10]:
        rows = rows.filter(Q(shows__icontains=word))
    return shown(rows.order_by("-written_at")[:most])


def _show(row: Item, themes: list[tuple[str, str]]) -> Evidence:
    return Evidence(
        id=row.id,
        kind=row.kind,
        shows=row.shows,
        from_day=row.from_day,
        to_day=row.to_day,
        speaks_of=row.speaks_of,
        voices=_voices(children=row.voice_children, families=row.voice_families),
        themes=tuple(themes),
        written_by_name=row.written_by_name,
        written_at=row.written_at,
        revision=row.revision,
        home=row.kept,
    )


def _voices(*, children: bool, families: bool) -> tuple[str, ...]:
    return tuple(voice for voice, carried in (("children", children), ("families", families)) if carried)
