"""Reviewing what has been kept long enough: the clock finds it, a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean
from speir.evaluations.actions.removing import dispose
from speir.evaluations.queries import due
from speir.evaluations.queries.due import Over
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.retention.models import Due, Review
from speir.retention.rules import holding
from speir.retention.rules.classes import Outcome
from speir.trail.actions import record

FINDERS: tuple[Callable[[dt.date], Iterator[Over]], ...] = (
    due.editions,
    due.in_progress,
    due.looks_finished,
    due.looks_in_progress,
    due.evidence,
)


KEPT_AS = frozenset({"edition", "in_progress", "look_finished", "look_in_progress", "evidence"})


@transaction.atomic
def find_due(*, cited: Collection[str] = ()) -> int:
    """Note which broad views, closer looks and evidence are over; return how many wait. Removes nothing else.

    `cited` are ids of evidence that something above this floor rests on: its time is not over.
    """
    today = timezone.localdate()
    over = [one for finder in FINDERS for one in finder(today)]
    return note_due([one for one in over if one.kept_as != "evidence" or one.about_id not in cited], KEPT_AS)


@transaction.atomic
def note_due(found: Iterable[Over], kept_as: Collection[str]) -> int:
    """Note what of these classes is over and forget what no longer is; return how many wait for a review."""
    over = {(one.about, one.about_id, one.kept_as): one for one in found}
    rows = Due.objects.filter(kept_as__in=kept_as)
    noted = {(row.about, row.about_id, row.kept_as): row.pk for row in rows}
    Due.objects.filter(pk__in=[pk for key, pk in noted.items() if key not in over]).delete()
    Due.objects.bulk_create(
        [
            Due(about=one.about, about_id=one.about_id, path=one.path, kept_as=one.kept_as, since=one.since)
            for key, one in over.items()
            if key not in noted
        ],
        ignore_conflicts=True,
    )
    return len(over)


@transaction.atomic
def keep(*, due_id: str, why: str, again: dt.date | None, keeping: Keeping | None = None, by: Actor) -> None:
    """Keep a thing whose time is over, for a reason and until a day, on which it is reviewed again.

    Raises NotYours, NotAllowed, Unfit, and Waits where the reason may identify somebody.
    """
    row = due_row(due_id)
    keep_thing(row=row, thing=due.thing_of(by, row), why=why, again=again, keeping=keeping, by=by)


@transaction.atomic
def keep_thing(
    *, row: Due, thing: Any, why: str, again: dt.date | None, keeping: Keeping | None, by: Actor
) -> None:
    """Keep what the caller fetched and may dispose of; raises as `keep` does."""
    today = timezone.localdate()
    broken = holding.check(why)
    if again is None or again <= today:
        broken.append(
            Refused("again-missing", "Write a day to come, on which this is looked at again.", "again")
        )
    if broken:
        raise Unfit(broken)
    place = Place(f"{row.about}/{row.about_id}/review", "why it is kept", row.about, row.about_id, thing.told)
    found = waiting(place=place, text=clean(why), keeping=keeping, by=by)
    if found:
        raise Waits({"why": (clean(why), found)})
    reviewed(row, Outcome.KEEP, by, why=clean(why), again=again)
    record(by=by, verb="kept longer", about=row.about, about_id=row.about_id, path=thing.told)


@transaction.atomic
def dispose_of(*, due_id: str, by: Actor) -> int:
    """Empty a thing whose time is over of every word that people wrote in it; return from how many places.

    Raises NotYours, NotAllowed, and Refused while a legal hold stands.
    """
    row = due_row(due_id)
    thing = due.thing_of(by, row)
    count = dispose(about=row.about, thing_id=thing.pk, by=by)
    reviewed(row, Outcome.DISPOSE, by)
    return count


def due_row(due_id: str) -> Due:
    """Return what waits for a review, locked. Raises NotYours."""
    row = Due.objects.select_for_update().filter(pk=due_id).first()
    if row is None:
        raise NotYours
    return row


def reviewed(row: Due, outcome: Outcome, by: Actor, *, why: str = "", again: dt.date | None = None) -> None:
    """Write down what a review decided: it waits no longer."""
    Review.objects.create(
        about=row.about,
        about_id=row.about_id,
        path=row.path,
        kept_as=row.kept_as,
        outcome=outcome,
        why=why,
        again=again,
        by=by.person_id,
        by_name=by.name,
        at=timezone.now(),
    )
    row.delete()
