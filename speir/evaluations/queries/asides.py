"""Texts of somebody that were set aside, and which of them are drafts that stand in their field again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speir.core.compiled import Compiled
from speir.evaluations.models import SetAside
from speir.evaluations.rules.saving import Held, mark, place_key
from speir.mentions.queries import unexplained

# Of an evaluation and a person, the oldest first: (place, id, text, base, at).
ASIDE = Compiled(
    lambda evaluation_id, person_id: (
        SetAside.objects.filter(evaluation_id=evaluation_id, person_id=person_id)
        .order_by("at")
        .values_list("place", "id", "text", "base", "at")
    ),
    blanks=2,
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A text of the reader's own that was set aside; with `base` a draft, held because of what it mentions."""

    id: str
    field: str
    text: str
    base: str
    at: dt.datetime


def drafts(
    evaluation_id: str, where: str, asides: Iterable[Aside], values: Mapping[str, str]
) -> dict[str, Held]:
    """Return the reader's latest draft for each field in which nothing else was saved since. One query for each.

    Where the field has moved on, or somebody has explained meanwhile what it mentions, the text is set aside like any
    other.
    """
    latest = {
        aside.field: aside for aside in asides if aside.base and aside.base == mark(values[aside.field])
    }
    held = {
        name: Held(aside.text, unexplained(place_key(evaluation_id, where + name), aside.text), aside.id)
        for name, aside in latest.items()
    }
    return {name: one for name, one in held.items() if one.mentions}
