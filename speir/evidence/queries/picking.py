"""Evidence to choose from where something rests on it: found as in the register, none that its reader may not read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.evidence.queries.finding import ANY, Line, find
from speir.evidence.rules.finding import COUNTED, Sought

MOST = 25


@dataclass(frozen=True, slots=True)
class Picked:
    """What there is to choose from, best first. `more` is how many others there are, `many`: that many at least."""

    lines: tuple[Line, ...] = ()
    more: int = 0
    many: bool = False


def pick(
    actor: Actor, sought: Sought, *, today: dt.date, narrower: Q = ANY, without: tuple[str, ...] = ()
) -> Picked:
    """Return evidence that the actor may read and that is not withdrawn; without some ids. At most seven queries."""
    left = narrower & ~Q(pk__in=without) if without else narrower
    found = find(actor, sought.wanted, today=today, narrower=left, most=MOST)
    count = found.count or 0
    return Picked(found.lines, max(0, min(count, COUNTED) - len(found.lines)), count > COUNTED)
