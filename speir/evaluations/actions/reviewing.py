"""Reviewing what has been kept long enough: the clock finds it, a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

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


@transaction.atomic
def find_due() -> int:
    """Note what is over and forget what no longer is; return how many wait for a review. Removes nothing else."""
    today = timezone.localdate()
    over = {(one.about, one.about_id, one.kept_as): one for finder in FINDERS for one in finder(today)}
    noted = {(row.about, row.about_id, row.kept_as): row.pk for row in Due.objects.all()}
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
    row = _due(due_id)
    thing = due.thing_of(by, row)
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
    _review(row, Outcome.KEEP, by, why=clean(why), again=again)
    record(by=by, verb="kept longer", about=row.about, about_id=row.about_id, path=thing.told)


@transaction.atomic
def dispose_of(*, due_id: str, by: Actor) -> int:
    """Empty a thing whose time is over of every word that people wrote in it; return from how many places.

    Raises NotYours, NotAllowed, and Refused while a legal hold stands.
    """
    row = _due(due_id)
    thing = due.thing_of(by, row)
    count = dispose(about=row.about, thing_id=thing.pk, by=by)
    _review(row, Outcome.DISPOSE, by)
    return count


def _due(due_id: str) -> Due:
    row = Due.objects.select_for_update().filter(pk=due_id).first()
    if row is None:
        raise NotYours
    return row


def _review(row: Due, outcome: Outcome, by: Actor, *, why: str = "", again: dt.date | None = None) -> None:
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
