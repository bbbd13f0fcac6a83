"""Approving editions: what waits for a chief officer, what was said of an edition, and who could approve it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from speir.access.actor import Actor, Grant
from speir.access.decide import may, reach
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.access.words import name_of_role
from speir.core.compiled import Compiled
from speir.core.text import day, listed, period
from speir.evaluations import policy
from speir.evaluations.models import ApprovalStep, Edition, Evaluation
from speir.evaluations.rules.approving import NOTHING_SAID, Said, Step, Steps
from speir.organisations.models import Membership
from speir.organisations.policy import within
from speir.sharing.policy import acts_on
from speir.sharing.rules import reads

# So many are shown on the first page; what is older is in the list below it.
MOST = 20
APPROVERS = [role for role, permissions in ROLES.items() if Permission.APPROVE_EDITION in permissions]


@dataclass(frozen=True, slots=True)
class Approving:
    """What was said about approving an edition, and what its reader may do there.

    `newest` is the number of the latest sealed edition: an older one is approved no more. `waits_for` names who could
    approve it, as in a sentence, while it is the latest and nobody has.
    """

    steps: Steps
    newest: int
    superseded: bool
    may_approve: bool
    may_answer: bool
    waits_for: str


@dataclass(frozen=True, slots=True)
class ToApprove:
    """An edition that waits for its reader to read and approve it, and what was said of it so far."""

    id: str
    number: int
    unit: str
    title: str
    period: str
    sealed_by: str
    sealed_on: str
    demonstration: bool
    steps: Steps


Row = tuple[Any, ...]


def waiting(actor: Actor) -> tuple[ToApprove, ...] | None:
    """Return what waits for the actor to approve, with what was said of it, as `rows_waiting` finds it. Two queries."""
    rows = rows_waiting(actor)
    return None if rows is None else told(rows, steps_of_views({row[1] for row in rows}))


def rows_waiting(actor: Actor) -> list[Row] | None:
    """Return what waits for the actor to approve, the newest first and a demonstration's last; the second is its view.

    None for somebody who approves nothing anywhere. It is the latest edition of each broad view that they can read,
    where they hold such a role, and that they have not approved themselves. One query; MOST are returned.
    """
    if not reach(actor, Permission.APPROVE_EDITION):
        return None
    return _waiting(actor, timezone.localdate())()


@lru_cache(maxsize=256)
def _waiting(actor: Actor, _today: dt.date) -> Compiled:
    views = policy.visible_to(actor).filter(within(actor, Permission.APPROVE_EDITION, "unit__path"))
    later = Edition.objects.filter(evaluation=OuterRef("evaluation"), number__gt=OuterRef("number"))
    back = ApprovalStep.objects.filter(to=OuterRef("pk"))
    theirs = ApprovalStep.objects.filter(
        ~Exists(back), edition=OuterRef("pk"), said=Said.APPROVED, by=actor.person_id
    )
    rows = Edition.objects.filter(~Exists(later), ~Exists(theirs), evaluation__in=views.values("pk"))
    rows = rows.order_by("evaluation__unit__demonstration", "-sealed_at", "id")
    named = (
        *("id", "evaluation_id", "number", "evaluation__unit__name", "evaluation__title"),
        *("evaluation__period_from", "evaluation__period_to", "sealed_by_name", "sealed_at"),
        "evaluation__unit__demonstration",
    )
    return Compiled(lambda: rows.values_list(*named)[:MOST], blanks=0)


def told(rows: Iterable[Row], steps: Mapping[tuple[str, int], Steps]) -> tuple[ToApprove, ...]:
    """Return what waits, with what was said of it: the steps of its broad views. No query."""
    return tuple(
        ToApprove(
            id=view,
            number=number,
            unit=unit,
            title=title,
            period=period(first, last),
            sealed_by=by,
            sealed_on=day(timezone.localdate(at)),
            demonstration=demonstration,
            steps=steps.get((view, number), NOTHING_SAID),
        )
        for _edition, view, number, unit, title, first, last, by, at, demonstration in rows
    )


def approving(actor: Actor, evaluation: Evaluation, edition_id: str, number: int, newest: int) -> Approving:
    """Return how an edition that was fetched through policy stands. One query, two more while nobody approved it."""
    steps = steps_of_each([edition_id]).get(edition_id, NOTHING_SAID)
    open_still = number == newest and not steps.approvals
    return Approving(
        steps=steps,
        newest=newest,
        superseded=number < newest,
        may_approve=may(actor, Permission.APPROVE_EDITION, evaluation.unit.path),
        may_answer=may(actor, Permission.LOCK_EVALUATION, evaluation.unit.path),
        waits_for=approvers(evaluation) if open_still else "",
    )


def after_sealing(actor: Actor, evaluation_id: str) -> str:
    """Return for whom a broad view will wait once it is sealed, as `approvers` does. Raises NotYours."""
    return approvers(policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id))


def approvers(evaluation: Evaluation) -> str:
    """Return who could approve a broad view's edition, as in a sentence: they can read it, and their role is there.

    Two queries at most; one where nobody holds such a role.
    """
    here = [one for one in evaluation.unit.path.split("/") if one]
    held = list(
        Membership.objects.holding(timezone.localdate())
        .filter(role__in=APPROVERS, unit__in=here, person__is_active=True)
        .order_by("person__name", "id")
        .values_list("person_id", "person__name", "role", "unit__path")
    )
    acts = acts_on(policy.ABOUT, evaluation.id) if held else []
    names = [
        name
        for person, name, role, path in held
        if reads(
            Actor(person, name, (Grant(role, path),)), Permission.READ_EVALUATIONS, evaluation.kept, acts
        )
    ]
    return listed(list(dict.fromkeys(names)))


def steps_of_each(editions: Collection[str]) -> dict[str, Steps]:
    """Return the steps of these editions by the edition's id, none for one of which nothing was said. One query."""
    if not editions:
        return {}
    return _gathered(ApprovalStep.objects.filter(edition__in=editions), "edition_id")


def steps_of_views(views: Collection[str]) -> dict[tuple[str, int], Steps]:
    """Return the steps of all editions of these broad views, by the broad view's id and the number. One query."""
    if not views:
        return {}
    return _gathered(
        ApprovalStep.objects.filter(edition__evaluation__in=views),
        "edition__evaluation_id",
        "edition__number",
    )


def _gathered(rows: QuerySet[ApprovalStep], *keys: str) -> dict[Any, Steps]:
    found: defaultdict[Any, list[Step]] = defaultdict(list)
    for row in rows.order_by("at", "id").values_list(
        "id", "said", "to_id", "text", "by", "by_name", "role", "at", *keys
    ):
        step, said, to, text, by, by_name, role, at, *key = row
        words = name_of_role(role).lower() if role else ""
        found[key[0] if len(keys) == 1 else tuple(key)].append(
            Step(step, said, to or "", text, by, by_name, words, day(timezone.localdate(at)))
        )
    return {key: Steps(tuple(steps)) for key, steps in found.items()}
