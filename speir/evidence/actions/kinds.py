"""An organisation's own kinds of source: adding, renaming and closing them. What they are on keeps them."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours, Unfit
from speir.core.text import one_line
from speir.evidence import policy
from speir.evidence.models import OwnKind
from speir.evidence.rules.kinds import check_name
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.organisations.models import Unit
from speir.trail.actions import record


@transaction.atomic
def add(
    *, unit_id: str, name: str, published: Collection[str], keeping: Keeping | None = None, by: Actor
) -> OwnKind:
    """Add a kind to an organisation's own; `published` are the names that every framework has anyway.

    Raises NotYours, NotAllowed, Refused (closed organisation), Unfit, and Waits where it may name somebody.
    """
    unit = policy.require_kinds(by, unit_id, lock=True)
    _check(unit, name, published, "", keeping, by)
    made = OwnKind.objects.create(unit=unit, name=one_line(name))
    record(by=by, verb="added a kind to", about="unit", about_id=unit.id, path=unit.path)
    return made


@transaction.atomic
def rename(
    *,
    unit_id: str,
    kind_id: str,
    name: str,
    published: Collection[str],
    keeping: Keeping | None = None,
    by: Actor,
) -> OwnKind:
    """Give a kind another name, which all items of it show from now on. Raises as `add` does."""
    unit = policy.require_kinds(by, unit_id, lock=True)
    kind = _kind(unit, kind_id)
    if kind.name == one_line(name):
        return kind
    _check(unit, name, published, kind.id, keeping, by)
    kind.name = one_line(name)
    kind.save(update_fields=["name"])
    record(by=by, verb="renamed a kind of", about="unit", about_id=unit.id, path=unit.path)
    return kind


@transaction.atomic
def close(*, unit_id: str, kind_id: str, by: Actor) -> OwnKind:
    """Close a kind: no item takes it from now on, and those of it keep it. Raises NotYours, NotAllowed."""
    unit = policy.require_kinds(by, unit_id, lock=True)
    kind = _kind(unit, kind_id)
    if kind.closed_at is None:
        kind.closed_at = timezone.now()
        kind.save(update_fields=["closed_at"])
        record(by=by, verb="closed a kind of", about="unit", about_id=unit.id, path=unit.path)
    return kind


@transaction.atomic
def open_again(*, unit_id: str, kind_id: str, by: Actor) -> OwnKind:
    """Open a kind again that was closed. Raises NotYours, NotAllowed."""
    unit = policy.require_kinds(by, unit_id, lock=True)
    kind = _kind(unit, kind_id)
    if kind.closed_at is not None:
        kind.closed_at = None
        kind.save(update_fields=["closed_at"])
        record(by=by, verb="opened a kind of", about="unit", about_id=unit.id, path=unit.path)
    return kind


def _kind(unit: Unit, kind_id: str) -> OwnKind:
    kind = OwnKind.objects.filter(pk=kind_id, unit=unit).first()
    if kind is None:
        raise NotYours
    return kind


def _check(
    unit: Unit, name: str, published: Collection[str], but: str, keeping: Keeping | None, by: Actor
) -> None:
    """Hold a name to the rules, beside all but this kind of the unit, and ask whether it names somebody."""
    others = OwnKind.objects.filter(unit=unit).exclude(pk=but).values_list("name", "closed_at")
    broken = check_name(
        name,
        own=[each for each, closed in others if closed is None],
        closed=[each for each, closed in others if closed is not None],
        published=published,
    )
    if broken:
        raise Unfit(broken)
    place = Place(f"unit/{unit.id}/kinds", "the name of a kind of source", "unit", unit.id, unit.path)
    found = waiting(place=place, text=one_line(name), keeping=keeping, by=by)
    if found:
        raise Waits({"name": (one_line(name), found)})
