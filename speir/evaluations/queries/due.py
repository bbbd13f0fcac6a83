"""What has been kept long enough: found by the clock, and shown to whoever may dispose of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations import policy
from speir.evaluations.models import (
    Edition,
    Evaluation,
    Feature,
    FollowUp,
    Judgement,
    LookStep,
    Note,
    Question,
    Sighting,
    Sitting,
    ThemeFinding,
    Way,
)
from speir.evaluations.queries.removable import NOT_TO_REMOVE
from speir.evaluations.rules.looks.naming import Kind
from speir.evidence.models import Item
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.evidence.policy import visible_to as items_visible_to
from speir.retention.models import Due, Review
from speir.retention.queries.holds import Standing, all_standing
from speir.retention.rules.classes import CLASSES, Outcome
from speir.sharing.policy import may_dispose


@dataclass(frozen=True, slots=True)
class Over:
    """A thing whose time is over: which class it is kept as, and since when its time is over.

    `path` is of its home, empty where it is for its owner alone: nobody who leads there hears of it.
    """

    about: str
    about_id: str
    path: str
    kept_as: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class ToReview:
    """A thing to be reviewed. `words` is its title or what it shows; `held`: by a legal hold; `look`: a closer look."""

    id: str
    about: str
    about_id: str
    words: str
    unit: str
    kept_as: str
    since: dt.date
    held: bool
    look: bool = False


def editions(today: dt.date) -> Iterator[Over]:
    """Yield broad views whose latest edition was sealed long enough ago. One query."""
    yield from _views("edition", today, _evaluations().filter(sealed_last__isnull=False), "sealed_last")


def in_progress(today: dt.date) -> Iterator[Over]:
    """Yield broad views that were never sealed and in which nobody has written for long enough. One query."""
    rows = _evaluations().filter(sealed_last__isnull=True)
    yield from _views("in_progress", today, rows, "written_last")


def looks_finished(today: dt.date) -> Iterator[Over]:
    """Yield closer looks that were finished long enough ago. One query."""
    rows = _evaluations(Kind.CLOSER_LOOK).filter(look__finished_at__isnull=False)
    yield from _views("look_finished", today, rows, "look__finished_at")


def looks_in_progress(today: dt.date) -> Iterator[Over]:
    """Yield closer looks that are not finished and in which nobody has written for long enough. One query."""
    rows = _evaluations(Kind.CLOSER_LOOK).filter(look__finished_at__isnull=True)
    yield from _views("look_in_progress", today, rows.annotate(touched=_touched()), "touched")


def evidence(today: dt.date) -> Iterator[Over]:
    """Yield evidence that no broad view or closer look cites and nobody has changed for long enough. One query."""
    rows = Item.objects.filter(unit__demonstration=False, citations__isnull=True).annotate(
        started=F("written_at")
    )
    for one, path, started in long_over("evidence", today, EVIDENCE, rows):
        yield Over(
            EVIDENCE, one, path, "evidence", CLASSES["evidence"].over(timezone.localtime(started).date())
        )


def waits(actor: Actor) -> bool:
    """Return whether something waits for a review where the actor leads. One query, none for who leads nowhere."""
    return bool(_waiting(tuple(sorted(reach(actor, Permission.DISPOSE))))())


@lru_cache(maxsize=256)
def _waiting(paths: tuple[str, ...]) -> Compiled:
    condition = Q(pk__in=())
    for path in paths:
        condition |= Q(path__startswith=path)
    return Compiled(lambda: Due.objects.filter(condition).order_by().values_list("pk")[:1], blanks=0)


def to_review(actor: Actor) -> list[ToReview]:
    """Return what waits for this actor's review, longest over first. Five queries."""
    held = all_standing()
    made = []
    for about, visible in (
        (policy.ABOUT, policy.visible_to(actor, kinds=policy.ANY)),
        (EVIDENCE, items_visible_to(actor)),
    ):
        rows = list(
            Due.objects.filter(about=about, about_id__in=visible.values("pk")).order_by("since", "id")
        )
        things = {
            thing.pk: thing
            for thing in visible.filter(pk__in=[row.about_id for row in rows]).select_related("home", "unit")
        }
        made += [
            _shown(row, things[row.about_id], held)
            for row in rows
            if may_dispose(actor, things[row.about_id])
        ]
    return sorted(made, key=lambda one: one.since)


def one(actor: Actor, due_id: str) -> ToReview:
    """Return one thing to review. Raises NotYours, NotAllowed."""
    row = Due.objects.filter(pk=due_id).first()
    if row is None:
        raise NotYours
    return _shown(row, thing_of(actor, row), all_standing())


def thing_of(actor: Actor, row: Due) -> Evaluation | Item:
    """Return the thing that is due, for an actor who may dispose of it. Raises NotYours, NotAllowed."""
    visible: QuerySet[Evaluation] | QuerySet[Item] = (
        policy.visible_to(actor, kinds=policy.ANY) if row.about == policy.ABOUT else items_visible_to(actor)
    )
    thing = visible.filter(pk=row.about_id).select_related("home", "unit").first()
    if thing is None:
        raise NotYours
    if not may_dispose(actor, thing):
        raise NotAllowed(NOT_TO_REMOVE)
    return thing


def _shown(row: Due, thing: Evaluation | Item, held: Standing) -> ToReview:
    words = thing.title if isinstance(thing, Evaluation) else thing.shows
    return ToReview(
        id=row.id,
        about=row.about,
        about_id=row.about_id,
        words=words,
        unit=thing.unit.name,
        kept_as=row.kept_as,
        since=row.since,
        held=held.holds(row.about, row.about_id, thing.unit.path, thing.home.path),
        look=isinstance(thing, Evaluation) and thing.kind == Kind.CLOSER_LOOK,
    )


def _touched() -> Any:
    """When somebody last wrote in a closer look: in its plan, its notes, its findings or its judgements."""
    written = {
        "look": (Question, Way, Feature, FollowUp),
        "way__look": (Sitting,),
        "sitting__way__look": (Note,),
    }
    days = [
        Subquery(
            table.objects.filter(**{of: OuterRef("pk")}).order_by("-written_at").values("written_at")[:1]
        )
        for of, tables in written.items()
        for table in tables
    ]
    days += [
        Subquery(rows.order_by(f"-{at}").values(at)[:1])
        for rows, at in (
            (Question.objects.filter(look=OuterRef("pk"), answer_at__isnull=False), "answer_at"),
            (Sighting.objects.filter(feature__look=OuterRef("pk")), "at"),
            (LookStep.objects.filter(look=OuterRef("pk")), "at"),
            (ThemeFinding.objects.filter(look=OuterRef("pk"), strengths_at__isnull=False), "strengths_at"),
            (ThemeFinding.objects.filter(look=OuterRef("pk"), weaknesses_at__isnull=False), "weaknesses_at"),
        )
    ]
    # Where a subquery finds nothing the beginning counts: SQLite's greatest of anything and nothing is nothing.
    return Greatest("written_last", *(Coalesce(day, F("begun_at")) for day in days))


def _evaluations(kind: Kind = Kind.BROAD_VIEW) -> Any:
    of_it = {"evaluation": OuterRef("pk")}
    sealed = Edition.objects.filter(**of_it).order_by("-sealed_at").values("sealed_at")[:1]
    written = (
        Judgement.objects.filter(**of_it, written_at__isnull=False)
        .order_by("-written_at")
        .values("written_at")
    )
    rows: QuerySet[Any] = Evaluation.objects.filter(unit__demonstration=False, kind=kind.value)
    return rows.annotate(
        sealed_last=Subquery(sealed), written_last=Coalesce(Subquery(written[:1]), F("begun_at"))
    )


def _views(kept_as: str, today: dt.date, rows: QuerySet[Any], started: str) -> Iterator[Over]:
    found = long_over(kept_as, today, policy.ABOUT, rows.annotate(started=F(started)))
    for view, path, at in found:
        yield Over(policy.ABOUT, view, path, kept_as, CLASSES[kept_as].over(timezone.localtime(at).date()))


def long_over(
    kept_as: str, today: dt.date, about: str, rows: QuerySet[Any]
) -> Iterator[tuple[str, str, dt.datetime]]:
    """Yield (id, path of its home, start of its time) of what is over and is not settled by a review.

    `rows` are of `Kept`, annotated with when their time `started`.
    """
    last = timezone.make_aware(
        dt.datetime.combine(today - dt.timedelta(days=CLASSES[kept_as].days - 1), dt.time.min)
    )
    reviews = Review.objects.filter(about=about, about_id=OuterRef("pk"), kept_as=kept_as)
    settled = Exists(reviews.filter(again__gt=today, outcome=Outcome.KEEP)) | Exists(
        reviews.filter(outcome=Outcome.DISPOSE, at__gte=OuterRef("started"))
    )
    found = rows.filter(started__lt=last).exclude(settled)
    for pk, only_me, path, started in found.values_list("pk", "only_me", "home__path", "started"):
        yield pk, "" if only_me else path, started
