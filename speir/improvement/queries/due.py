"""What of priorities, tracked things and answerings has been kept long enough: found by the clock, shown for review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.evaluations.queries.due import Over, ToReview, long_over
from speir.evaluations.queries.removable import NOT_TO_REMOVE
from speir.improvement.models import (
    Action,
    ActionStep,
    Answering,
    AnsweringOf,
    Finding,
    Priority,
    PriorityStep,
    Progress,
    Proof,
    TakenUp,
    Tracked,
)
from speir.improvement.policy.priorities import ABOUT as PRIORITY
from speir.improvement.policy.priorities import READS
from speir.improvement.policy.sharing import ANSWERING, TRACKED
from speir.improvement.rules.naming import Standing
from speir.retention.models import Due
from speir.retention.queries.holds import all_standing
from speir.retention.rules.classes import CLASSES
from speir.sharing.policy import may_dispose, open_to

Thing = Priority | Tracked | Answering
MODELS: dict[str, type[Thing]] = {PRIORITY: Priority, TRACKED: Tracked, ANSWERING: Answering}


def priorities_closed(today: dt.date) -> Iterator[Over]:
    """Yield priorities that were closed long enough ago. One query."""
    rows = _real(Priority).filter(state=Standing.CLOSED.value).annotate(started=F("closed_at"))
    yield from _over("priority_closed", today, PRIORITY, rows)


def priorities_open(today: dt.date) -> Iterator[Over]:
    """Yield priorities that are not closed and in which nobody has written for long enough. One query."""
    of_it, of_action = {"priority": OuterRef("pk")}, {"action__priority": OuterRef("pk")}
    started = _latest(
        (PriorityStep.objects.filter(**of_it), "at"),
        (Finding.objects.filter(**of_it), "written_at"),
        (Action.objects.filter(**of_it), "written_at"),
        (ActionStep.objects.filter(**of_action), "written_at"),
        (Progress.objects.filter(**of_action), "at"),
        (Proof.objects.filter(**of_action), "at"),
    )
    rows = _real(Priority).exclude(state=Standing.CLOSED.value).annotate(started=started)
    yield from _over("priority_open", today, PRIORITY, rows)


def tracked(today: dt.date) -> Iterator[Over]:
    """Yield recommendations, practice and training in which nobody has written for long enough. One query."""
    taken = TakenUp.objects.filter(tracked=OuterRef("pk"))
    yield from _over(
        "tracked", today, TRACKED, _real(Tracked).annotate(started=_latest((taken, "written_at")))
    )


def answerings(today: dt.date) -> Iterator[Over]:
    """Yield answers to what was heard in which nobody has written for long enough. One query."""
    yield from _over("answering", today, ANSWERING, _real(Answering).annotate(started=F("written_at")))


def rested_on() -> frozenset[str]:
    """Return the ids of evidence on which something here rests: it shows an impact, was found or was heard.

    Three queries.
    """
    found: set[str] = set()
    for rows in (
        Proof.objects.filter(removed_at=None).values_list("item_id", flat=True),
        Finding.objects.filter(removed_at=None, item__isnull=False).values_list("item_id", flat=True),
        AnsweringOf.objects.filter(answering__removed_at=None, item__isnull=False).values_list(
            "item_id", flat=True
        ),
    ):
        found |= {one for one in rows if one}
    return frozenset(found)


def ours(due_id: str) -> bool:
    """Return whether what waits for a review belongs to what is going to be done. One query."""
    return is_id(due_id) and Due.objects.filter(pk=due_id, about__in=list(MODELS)).exists()


def to_review(actor: Actor) -> list[ToReview]:
    """Return what waits for this actor's review, longest over first.

    One query where nothing of it does; one more for each kind that does, and one for the holds.
    """
    readable = [Q(about=about, about_id__in=_visible(actor, about).values("pk")) for about in MODELS]
    rows = list(Due.objects.filter(reduce(or_, readable)))
    if not rows:
        return []
    held, made = all_standing(), []
    for about in {row.about for row in rows}:
        ids = [row.about_id for row in rows if row.about == about]
        found = MODELS[about]._default_manager.filter(pk__in=ids).select_related("home", "unit")
        things = {thing.pk: thing for thing in found}
        made += [
            _shown(row, things[row.about_id], held)
            for row in rows
            if row.about == about and may_dispose(actor, things[row.about_id])
        ]
    return sorted(made, key=lambda one: (one.since, one.id))


def one(actor: Actor, due_id: str) -> ToReview:
    """Return one thing to review. Raises NotYours, NotAllowed."""
    row = Due.objects.filter(pk=due_id).first() if is_id(due_id) else None
    if row is None:
        raise NotYours
    return _shown(row, thing_of(actor, row), all_standing())


def thing_of(actor: Actor, row: Due) -> Thing:
    """Return the thing that is due, for an actor who may dispose of it. Raises NotYours, NotAllowed."""
    if row.about not in MODELS:
        raise NotYours
    rows: QuerySet[Any] = MODELS[row.about]._default_manager.filter(open_to(actor, READS, row.about))
    thing: Thing | None = rows.filter(pk=row.about_id).select_related("home", "unit").first()
    if thing is None:
        raise NotYours
    if not may_dispose(actor, thing):
        raise NotAllowed(NOT_TO_REMOVE)
    return thing


def _visible(actor: Actor, about: str) -> QuerySet[Any]:
    due = Due.objects.filter(about=about).values("about_id")
    rows: QuerySet[Any] = MODELS[about]._default_manager.filter(open_to(actor, READS, about), pk__in=due)
    return rows


def _shown(row: Due, thing: Thing, held: Any) -> ToReview:
    return ToReview(
        id=row.id,
        about=row.about,
        about_id=row.about_id,
        words=_words(thing),
        unit=thing.unit.name,
        kept_as=row.kept_as,
        since=row.since,
        held=held.holds(row.about, row.about_id, thing.unit.path, thing.home.path),
    )


def _words(thing: Thing) -> str:
    if isinstance(thing, Priority):
        return thing.title
    return thing.text if isinstance(thing, Tracked) else thing.heard


def _real(model: type[Thing]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.filter(unit__demonstration=False)
    return rows


def _latest(*each: tuple[QuerySet[Any], str]) -> Any:
    """When somebody last wrote: in the row itself, or in one of these."""
    days = [Subquery(rows.order_by(f"-{at}").values(at)[:1]) for rows, at in each]
    # Where a subquery finds nothing its own day counts: SQLite's greatest of anything and nothing is nothing.
    return Greatest("written_at", *(Coalesce(day, F("written_at")) for day in days))


def _over(kept_as: str, today: dt.date, about: str, rows: QuerySet[Any]) -> Iterator[Over]:
    for one, path, at in long_over(kept_as, today, about, rows):
        yield Over(about, one, path, kept_as, CLASSES[kept_as].over(timezone.localtime(at).date()))
