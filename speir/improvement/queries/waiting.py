"""What an action waits for, and what waits for it; of what its reader may not see, only that it is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField

from speir.access.actor import Actor
from speir.core.text import day
from speir.improvement.models import Dependency
from speir.improvement.policy.doing import visible_to
from speir.improvement.rules.naming import TO_DO


@dataclass(frozen=True, slots=True)
class Other:
    """An action that another one waits for, or that waits for it; without words where its reader may not see it.

    `holds_up`: it is still to be done. `dependency` is the id by which it is taken away.
    """

    id: str
    title: str
    lead: str
    due: str
    state: str
    holds_up: bool
    dependency: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What one action waits for, and what waits for it."""

    waits_for: tuple[Other, ...] = ()
    awaited_by: tuple[Other, ...] = ()


def beside(actor: Actor, action_id: str) -> Beside:
    """Return what one action waits for and what waits for it, what is still to be done first. One query."""
    rows = list(_rows(actor, "needs", "action").filter(Q(action=action_id) | Q(needs=action_id)))
    return Beside(
        waits_for=_first([_other(row, "needs") for row in rows if row["action_id"] == action_id]),
        awaited_by=_first([_other(row, "action") for row in rows if row["needs_id"] == action_id]),
    )


def _rows(actor: Actor, *sides: str) -> QuerySet[Dependency, dict[str, Any]]:
    """Return dependencies with what is asked of one side of each, or of both, and whether the actor may see that."""
    rows = Dependency.objects.filter(action__removed_at=None, needs__removed_at=None)
    readable = visible_to(actor).values("pk")
    seen = {
        f"seen_{side}": Case(
            When(**{f"{side}__in": readable}, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        for side in sides
    }
    asked = [f"{side}__{name}" for side in sides for name in ("title", "due", "state", "lead__name")]
    found: QuerySet[Dependency, dict[str, Any]] = (
        rows.annotate(**seen)
        .order_by(f"{sides[0]}__due", f"{sides[0]}__title", "id")
        .values("id", "action_id", "needs_id", *seen, *asked)
    )
    return found


def _other(row: Mapping[str, Any], side: str) -> Other:
    state = row[f"{side}__state"]
    if not row[f"seen_{side}"]:
        return Other("", "", "", "", "", state in TO_DO, row["id"])
    return Other(
        id=row[f"{side}_id"],
        title=row[f"{side}__title"],
        lead=row[f"{side}__lead__name"] or "",
        due=day(row[f"{side}__due"]) if row[f"{side}__due"] else "",
        state=state,
        holds_up=state in TO_DO,
        dependency=row["id"],
    )


def _first(others: list[Other]) -> tuple[Other, ...]:
    return tuple(sorted(others, key=lambda one: not one.holds_up))
