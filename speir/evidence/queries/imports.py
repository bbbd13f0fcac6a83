"""A sheet of evidence as its owner looks at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.evidence import policy
from speir.evidence.models import Item, Sheet, SheetPart
from speir.evidence.queries.kinds import own_kinds
from speir.evidence.rules.items import Draft
from speir.evidence.rules.packing import Checked, unpack
from speir.evidence.rules.sheet import COLUMNS
from speir.evidence.rules.understanding import Names, names_in
from speir.frameworks.rules.structure import Framework
from speir.mentions.rules import Mention, mentions
from speir.organisations.queries.units import paths_of

# So many rows are named of those that mention somebody, and of those that are very like an item.
NAMED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell of a sheet that mentions somebody."""

    row: int
    column: str
    text: str
    found: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A row that is very like an item: what both show, and of which day or period the item is."""

    row: int
    shows: str
    item_id: str
    item_shows: str
    from_day: dt.date | None
    to_day: dt.date | None
    written_at: dt.datetime


@dataclass(slots=True)
class Looked:
    """A sheet: how many rows it has, which are here already, are very like an item or mention somebody.

    `shown` are the rows of one of its `pages`. `asked` and `near` name the first ones; `cells` and `likes` count all.
    """

    id: str
    unit_id: str
    unit_name: str
    framework: str
    only_me: bool
    brought_at: dt.datetime | None
    brought: int
    rows: int = 0
    same: int = 0
    likes: int = 0
    cells: int = 0
    asked: list[Asked] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    shown: list[Checked] = field(default_factory=list)
    pages: int = 0

    @property
    def new(self) -> int:
        """How many items there would be, with those that are very like another."""
        return self.rows - self.same


def names(framework: Framework, path: str) -> Names:
    """Return what kinds and themes are called for a unit, by its path. One query."""
    return names_in(framework, [(kind.key, kind.name) for kind in own_kinds(path) if kind.open])


def names_for(unit_id: str, framework: Framework) -> Names:
    """Return what kinds and themes are called for a unit. Two queries."""
    return names(framework, paths_of([unit_id]).get(unit_id, ""))


def kind_names(unit_id: str) -> dict[str, str]:
    """Return the names of a unit's own kinds, and of those above it, by key. Two queries."""
    path = paths_of([unit_id]).get(unit_id, "")
    return {kind.key: kind.name for kind in own_kinds(path)}


def texts(draft: Draft) -> list[tuple[str, str]]:
    """Return the texts of a draft that may mention somebody, each with its column's key."""
    links = "\n".join(link.url for link in draft.links)
    return [("shows", draft.shows), ("account", draft.account), ("origin", draft.origin), ("links", links)]


def own(actor: Actor, sheet_id: str) -> Sheet:
    """Return a sheet that the actor looks at, with its unit. Raises NotYours for anybody else's."""
    rows = Sheet.objects.filter(pk=sheet_id, owner=actor.person_id, ready=True).select_related("unit")
    sheet = rows.first() if actor.person_id else None
    if sheet is None:
        raise NotYours
    return sheet


def rows_of(sheet: Sheet) -> Iterator[list[Checked]]:
    """Yield a sheet's rows, a piece at a time in memory. One query."""
    bodies = SheetPart.objects.filter(sheet=sheet).values_list("body", flat=True)
    for body in bodies.iterator(chunk_size=1):
        yield unpack(bytes(body))


def looked(actor: Actor, sheet_id: str, *, page: int = 1) -> Looked:
    """Return a sheet as its owner looks at it, with the rows of one page. Raises NotYours."""
    sheet = own(actor, sheet_id)
    made = Looked(
        sheet.id,
        sheet.unit_id,
        sheet.unit.name,
        sheet.framework,
        sheet.only_me,
        sheet.brought_at,
        sheet.brought,
    )
    near: list[Checked] = []
    for made.pages, piece in enumerate(rows_of(sheet), 1):
        if made.pages == page:
            made.shown = piece
        for row in piece:
            made.rows += 1
            made.same += row.same
            if row.same:
                continue
            made.likes += bool(row.alike)
            made.cells += len(row.asked)
            if row.alike and len(near) < NAMED:
                near.append(row)
            if row.asked and len(made.asked) < NAMED:
                said = dict(texts(row.draft))
                made.asked += [
                    Asked(row.row, COLUMNS[name], said[name], mentions(said[name])) for name in row.asked
                ]
    made.near = _near(actor, near)
    return made


def _near(actor: Actor, rows: list[Checked]) -> list[Near]:
    """Return what rows are very like, as far as the actor may still read it. One query."""
    ids = {row.alike[0] for row in rows}
    items = policy.visible_to(actor).filter(pk__in=ids, withdrawn_at=None)
    fields = ("id", "shows", "from_day", "to_day", "written_at")
    known = {item[0]: item for item in items.values_list(*fields)}
    return [Near(row.row, row.draft.shows, *known[row.alike[0]]) for row in rows if row.alike[0] in known]


def written_since(sheet: Sheet) -> bool:
    """Return whether something was written in the sheet's unit since it was read."""
    return Item.objects.filter(unit_id=sheet.unit_id, written_at__gt=sheet.made_at).exists()
