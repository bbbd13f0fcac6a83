"""Reading evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.evidence import policy
from speir.evidence.models import EarlierItem, Item, ItemTheme, OwnKind
from speir.evidence.rules.items import OWN, Voice
from speir.sharing.rules import Home


@dataclass(frozen=True, slots=True)
class Evidence:
    """An item of evidence as it is shown. `themes` is (stable key, how it bears) in pairs; `home` where it was written.
    `unit_id` is the unit that it is about.

    `kind` is a framework's key, or empty; `own_kind` is the name of an organisation's own instead. `valid_until` is the
    last day before it is stale. It is withdrawn where `withdrawn_at` is set.

    `hidden`: it is not open to whoever reads, and holds no words; what confirms a judgement still counts it.
    """

    id: str
    kind: str
    shows: str
    account: str
    origin: str
    from_day: dt.date | None
    to_day: dt.date | None
    speaks_of: str
    taken_as: str
    triage: str
    valid_until: dt.date
    withdrawn_at: dt.datetime | None
    withdrawn_by_name: str
    withdrawn_why: str
    voices: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    written_by_name: str
    written_at: dt.datetime
    revision: int
    home: Home
    own_kind_id: str | None = None
    own_kind: str | None = None
    unit_id: str = ""
    hidden: bool = False

    @property
    def source(self) -> str:
        """The key of its kind of source as a draft has it; empty where nobody has said."""
        return f"{OWN}{self.own_kind_id}" if self.own_kind_id else self.kind

    @property
    def heard(self) -> bool:
        """Whether it carries the views of children or families."""
        return bool({Voice.CHILDREN, Voice.FAMILIES} & set(self.voices))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an item said before."""

    shows: str
    account: str
    origin: str
    written_by_name: str
    written_at: dt.datetime


def shown(items: Iterable[Item]) -> list[Evidence]:
    """Return items as they are shown, in the given order. One query for all their themes, one for own kinds if any."""
    rows = list(items)
    themes = themes_of([row.id for row in rows]) if rows else {}
    own = {row.own_kind_id for row in rows if row.own_kind_id}
    names = dict(OwnKind.objects.filter(pk__in=own).values_list("id", "name")) if own else {}
    return [
        evidence_of((getattr(row, name) for name in FIELDS), themes[row.id], names.get(row.own_kind_id or ""))
        for row in rows
    ]


def themes_of(ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Return the themes that items bear on, each with how, by the item's id. One query."""
    themes: dict[str, list[tuple[str, str]]] = {one: [] for one in ids}
    links = ItemTheme.objects.filter(item_id__in=list(themes)).order_by("theme")
    for item_id, theme, bears in links.values_list("item_id", "theme", "bears"):
        themes[item_id].append((theme, bears))
    return themes


THEMES = Compiled(
    lambda item_id: ItemTheme.objects.filter(item_id=item_id).order_by("theme").values_list("theme", "bears"),
    blanks=1,
)


def whole(row: Item) -> Evidence:
    """Return one item that was fetched through policy, with its own kind, as it is shown. One query."""
    own = row.own_kind.name if row.own_kind else None
    return evidence_of((getattr(row, name) for name in FIELDS), THEMES(row.id), own)


FIELDS = (
    "id",
    "kind",
    "own_kind_id",
    "unit_id",
    "shows",
    "account",
    "origin",
    "from_day",
    "to_day",
    "speaks_of",
    "taken_as",
    "triage",
    "valid_until",
    "withdrawn_at",
    "withdrawn_by_name",
    "withdrawn_why",
    "voice_children",
    "voice_families",
    "voice_staff",
    "voice_public",
    "written_by_name",
    "written_at",
    "revision",
    "home_id",
    "owner",
    "only_me",
)
# What `gathered` reads of an item through a citation: one row per item and theme, in the order of the citations.
COLUMNS = (
    *(f"item__{name}" for name in FIELDS),
    "item__own_kind__name",
    "item__themes__theme",
    "item__themes__bears",
)


def gathered(rows: Iterable[tuple[Any, ...]]) -> dict[str, Evidence]:
    """Return items by their id from rows of COLUMNS, in the order in which they first occur. No query."""
    first: dict[str, tuple[Any, ...]] = {}
    themes: dict[str, list[tuple[str, str]]] = {}
    named: dict[str, str | None] = {}
    for *values, own, theme, bears in rows:
        first.setdefault(values[0], tuple(values))
        named[values[0]] = own
        links = themes.setdefault(values[0], [])
        if theme is not None:
            links.append((theme, bears))
    return {
        item_id: evidence_of(values, sorted(themes[item_id]), named[item_id])
        for item_id, values in first.items()
    }


def for_reader(actor: Actor, items: Iterable[Evidence]) -> list[Evidence]:
    """Return items in the given order, those that are not open to this reader without their words.

    One query or two, and none where all are open to them by where they were written.
    """
    given = list(items)
    shut = policy.hidden(actor, {e.id: e.home for e in given})
    return without_words(given, shut) if shut else given


_UNREAD: dict[str, Any] = {
    **dict.fromkeys(
        (
            "shows",
            "account",
            "origin",
            "taken_as",
            "triage",
            "written_by_name",
            "withdrawn_by_name",
            "withdrawn_why",
        ),
        "",
    ),
    "from_day": None,
    "to_day": None,
    "themes": (),
    "own_kind": None,
    "hidden": True,
}


def without_words(items: Iterable[Evidence], hidden: Collection[str]) -> list[Evidence]:
    """Return items in the given order, those of the `hidden` ids without their words. No query."""
    return [replace(e, **_UNREAD) if e.id in hidden else e for e in items]


def one(actor: Actor, item_id: str) -> Evidence:
    """Return one item. Raises NotYours."""
    return whole(policy.require(actor, Permission.READ_EVIDENCE, item_id))


def earlier(actor: Actor, item_id: str) -> list[Earlier]:
    """Return what an item said before, newest first. Raises NotYours."""
    item = policy.require(actor, Permission.READ_EVIDENCE, item_id)
    rows = EarlierItem.objects.filter(item=item).order_by("-revision")
    return [Earlier(row.shows, row.account, row.origin, row.written_by_name, row.written_at) for row in rows]


def evidence_of(values: Iterable[Any], themes: Iterable[tuple[str, str]], own_kind: str | None) -> Evidence:
    """Return an item as it is shown, from the values of FIELDS and the name of its own kind, if it has one."""
    known = dict(zip(FIELDS, values, strict=True))
    voices = tuple(voice.value for voice in Voice if known.pop(f"voice_{voice.value}"))
    home = Home(unit_id=known.pop("home_id"), owner=known.pop("owner"), only_me=known.pop("only_me"))
    return Evidence(voices=voices, themes=tuple(themes), home=home, own_kind=own_kind, **known)
