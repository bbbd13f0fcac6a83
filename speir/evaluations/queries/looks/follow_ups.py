"""What follows from a closer look, as its page shows it, and one thing of it to be changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.compiled import CompiledModels
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.evaluations.models import FollowUp, LookStep
from speir.evaluations.policy.looks import READ_ONLY, looks_of, require_look
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.queries.owning import people_who
from speir.evaluations.rules.looks.following import Follow, mark_of, overdue
from speir.evaluations.rules.looks.naming import Following, FollowKind


@dataclass(frozen=True, slots=True)
class FollowLine:
    """Something that follows; `late` says in words how long it is overdue."""

    id: str
    said: Follow
    person: str
    due: str
    late: str
    by: str
    mine: bool
    removed_by: str


@dataclass(frozen=True, slots=True)
class Step:
    """That a closer look was finished, or opened again and why."""

    said: str
    text: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class FollowsPage:
    """What follows, by its kind; what was taken out; and when it was finished and opened again, the newest first.

    `may_follow`: this reader may say how far it has come, also once the closer look is finished.
    """

    page: LookPage
    kinds: tuple[tuple[str, tuple[FollowLine, ...]], ...]
    removed: tuple[FollowLine, ...]
    steps: tuple[Step, ...]
    may_follow: bool


@dataclass(frozen=True, slots=True)
class Editing:
    """Something that follows as its form begins, or nothing yet; whom the form lets choose: (id, name)."""

    page: LookPage
    id: str
    said: Follow
    base: str
    people: tuple[tuple[str, str], ...]
    by: str
    removed: bool


def follows(actor: Actor, look_id: str) -> FollowsPage:
    """Return what follows from a closer look. Five queries. Raises NotYours."""
    look = require_look(actor, look_id)
    lines = [_line(row, actor) for row in _rows(look_id)]
    there = [line for line in lines if not line.removed_by]
    steps = LookStep.objects.filter(look=look).order_by("-at", "-id")
    return FollowsPage(
        page=page_of(actor, look),
        kinds=tuple(
            (kind.value, tuple(line for line in there if line.said.kind == kind)) for kind in FollowKind
        ),
        removed=tuple(line for line in lines if line.removed_by),
        steps=tuple(Step(step.said, step.text, step.by_name, _on(step.at)) for step in steps),
        may_follow=may(actor, Permission.WRITE_JUDGEMENTS, look.evaluation.unit.path),
    )


def editing(actor: Actor, look_id: str, follow_id: str = "", kind: str = "") -> Editing:
    """Return something that follows, or the beginning of it, to who may change it. Raises NotYours, NotAllowed."""
    look = require_look(actor, look_id)
    if not may(actor, Permission.WRITE_JUDGEMENTS, look.evaluation.unit.path):
        raise NotAllowed(READ_ONLY)
    row = _rows(look_id).filter(pk=follow_id).first() if is_id(follow_id) else None
    if follow_id and row is None:
        raise NotYours
    people = dict(people_who(Permission.READ_EVALUATIONS, look.evaluation))
    if row is not None and row.person is not None:
        people.setdefault(row.person.pk, row.person.name)
    said = follow_of(row) if row is not None else Follow(kind=kind)
    return Editing(
        page=page_of(actor, look),
        id=follow_id,
        said=said,
        base=mark_of(said),
        people=tuple(sorted(people.items(), key=lambda one: one[1])),
        by=row.written_by_name if row is not None else "",
        removed=row is not None and row.removed_at is not None,
    )


def mine(actor: Actor) -> list[tuple[str, str, FollowLine]]:
    """Return what this actor sees to and is still to do: (look id, its title, what), the first due first. One query."""
    found = _mine(actor, timezone.localdate())()
    return [(row.look_id, row.look.evaluation.title, _line(row, actor)) for row in found]


@lru_cache(maxsize=256)
def _mine(actor: Actor, _today: dt.date) -> CompiledModels[FollowUp]:
    """Return the query for one person, as they stand on a day: it is sent whenever they look what they have to do."""
    rows = FollowUp.objects.filter(
        person=actor.person_id,
        state=Following.OPEN.value,
        removed_at=None,
        look__in=looks_of(actor).values("pk"),
    )
    ordered = rows.select_related("look__evaluation", "person").order_by("due", "written_at", "id")
    return CompiledModels(lambda: ordered, blanks=0)


def follow_of(row: FollowUp) -> Follow:
    """Return what stands in a row as a form brings it."""
    return Follow(row.kind, row.text, row.whom, row.person_id or "", row.due, row.state, row.outcome)


def _rows(look_id: str) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(look=look_id).select_related("person")
    return rows.order_by("due", "written_at", "id")


def _line(row: FollowUp, actor: Actor) -> FollowLine:
    return FollowLine(
        id=row.id,
        said=follow_of(row),
        person=row.person.name if row.person else "",
        due=day(row.due) if row.due else "",
        late=overdue(row.state, row.due, timezone.localdate()),
        by=row.written_by_name,
        mine=bool(row.person_id) and row.person_id == actor.person_id,
        removed_by=(row.removed_by_name or "–") if row.removed_at else "",
    )


def _on(at: dt.datetime) -> str:
    return day(timezone.localtime(at).date())
