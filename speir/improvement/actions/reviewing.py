"""Reviewing what has been kept long enough: the clock finds it, a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.evaluations.actions import reviewing
from speir.evaluations.queries.due import Over
from speir.improvement.actions.removing import dispose
from speir.improvement.queries import due
from speir.mentions.rules import Keeping
from speir.retention.rules.classes import Outcome

FINDERS: tuple[Callable[[dt.date], Iterator[Over]], ...] = (
    due.priorities_closed,
    due.priorities_open,
    due.tracked,
    due.answerings,
)
KEPT_AS = frozenset({"priority_closed", "priority_open", "tracked", "answering"})


@transaction.atomic
def find_due() -> int:
    """Note what is over, on the floors below too, and forget what no longer is; return how many wait for a review.

    Evidence on which something here rests is not over. Removes nothing.
    """
    today = timezone.localdate()
    below = reviewing.find_due(cited=due.rested_on())
    return below + reviewing.note_due([one for finder in FINDERS for one in finder(today)], KEPT_AS)


@transaction.atomic
def keep(*, due_id: str, why: str, again: dt.date | None, keeping: Keeping | None = None, by: Actor) -> None:
    """Keep a thing whose time is over, for a reason and until a day, on which it is reviewed again.

    Raises NotYours, NotAllowed, Unfit, and Waits where the reason may identify somebody.
    """
    row = reviewing.due_row(due_id)
    thing = due.thing_of(by, row)
    reviewing.keep_thing(row=row, thing=thing, why=why, again=again, keeping=keeping, by=by)


@transaction.atomic
def dispose_of(*, due_id: str, by: Actor) -> int:
    """Empty a thing whose time is over of what people wrote in it; return from how many places.

    Raises NotYours, NotAllowed, and Refused while a legal hold stands.
    """
    row = reviewing.due_row(due_id)
    count = dispose(about=row.about, thing=due.thing_of(by, row), by=by)
    reviewing.reviewed(row, Outcome.DISPOSE, by)
    return count
