"""The list of closer looks that somebody may see, and what every page of one says."""

from __future__ import annotations

from dataclasses import dataclass

from speir.access.actor import Actor
from speir.core.text import period
from speir.evaluations.policy.looks import evaluations_of, require_look
from speir.evaluations.queries.looks.headings import LookPage, page_of


@dataclass(frozen=True, slots=True)
class LookLine:
    """A closer look in the list."""

    id: str
    title: str
    unit: str
    period: str
    demonstration: bool
    finished: bool


def page(actor: Actor, look_id: str) -> LookPage:
    """Return what every page of a closer look says. Raises NotYours."""
    return page_of(actor, require_look(actor, look_id))


def listing(actor: Actor) -> list[LookLine]:
    """Return the closer looks that the actor may see, the newest first."""
    rows = evaluations_of(actor).order_by("-begun_at", "id")
    return [
        LookLine(one, title, unit, period(first, last), demonstration, finished is not None)
        for one, title, unit, first, last, demonstration, finished in rows.values_list(
            "id",
            "title",
            "unit__name",
            "period_from",
            "period_to",
            "unit__demonstration",
            "look__finished_at",
        )
    ]
