"""Writing several items at once: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.evidence.actions import items
from speir.evidence.models import Item
from speir.evidence.queries import imports
from speir.evidence.rules.account import laid_out
from speir.evidence.rules.items import Draft, check
from speir.frameworks.rules.structure import Framework
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Mention, Place
from speir.organisations.policy import require_open


@dataclass(frozen=True, slots=True)
class Given:
    """One of several items as it was typed, under the id that its form brought; `keeping` by field."""

    item_id: str
    draft: Draft
    keeping: Mapping[str, Keeping] = field(default_factory=dict)


class NotAll(Exception):
    """Nothing was written: by their place among the given ones, what is unfit and what waits in which."""

    def __init__(
        self,
        broken: Mapping[int, list[Refused]],
        waits: Mapping[int, Mapping[str, tuple[str, tuple[Mention, ...]]]],
    ) -> None:
        super().__init__("Something in these has to be mended first.")
        self.broken, self.waits = broken, waits


@transaction.atomic
def write_several(
    *, unit_id: str, framework: Framework, given: Sequence[Given], only_me: bool = False, by: Actor
) -> int:
    """Write several items down for a unit, all or none; return how many. Sent twice, they are written once.

    Raises NotYours, NotAllowed, and NotAll for what is unfit or may identify somebody.
    """
    unit = require_open(by, Permission.WRITE_EVIDENCE, unit_id, lock=True)
    written = Item.objects.filter(unit=unit, owner=by.person_id).prefetch_related("themes")
    there = written.in_bulk([one.item_id for one in given])
    kinds = frozenset(imports.names(framework, unit.path).kinds.values())
    themes, today = frozenset(framework.theme_by_path), timezone.localdate()
    broken: dict[int, list[Refused]] = {}
    waits: dict[int, dict[str, tuple[str, tuple[Mention, ...]]]] = {}
    told = "" if only_me else unit.path
    for at, one in enumerate(given):
        if refused := check(laid_out(one.draft), kinds=kinds, themes=themes, today=today):
            broken[at] = refused
        elif one.item_id not in there and (found := _waiting(one, told, by)):
            waits[at] = found
    if broken or waits:
        raise NotAll(broken, waits)
    for one in given:
        before = there.get(one.item_id)
        if before is None or not _says(before, laid_out(one.draft)):
            items.write(
                unit_id=unit.id,
                framework=framework,
                draft=one.draft,
                item_id=one.item_id,
                only_me=only_me,
                by=by,
            )
    return len(given)


def _says(item: Item, draft: Draft) -> bool:
    return (
        all(getattr(item, name) == getattr(draft, name) for name in items.PLAIN)
        and items.kind_of(item) == draft.kind
        and {link.theme: link.bears for link in item.themes.all()} == dict(draft.themes)
    )


def _waiting(one: Given, told: str, by: Actor) -> dict[str, tuple[str, tuple[Mention, ...]]]:
    """Return what each text of an item mentions that nobody has explained, by field."""
    made = {}
    for name, text in imports.texts(one.draft):
        place = Place(f"evidence/{one.item_id}", name, "evidence", one.item_id, told)
        if text and (found := waiting(place=place, text=text, keeping=one.keeping.get(name), by=by)):
            made[name] = (text, found)
    return made
