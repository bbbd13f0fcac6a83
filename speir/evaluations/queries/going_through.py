"""Which indicators of a broad view its reader goes through one after the other: those that are asked for, or theirs."""

from __future__ import annotations

from dataclasses import dataclass

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.evaluations.models import Asked, Assignment, Contribution, Judgement
from speir.evaluations.policy.parting import left_on, seat_ends
from speir.evaluations.queries.headings import Heading
from speir.frameworks.rules.structure import Framework


@dataclass(frozen=True, slots=True)
class GoingThrough:
    """The numbers, in the publication's order; `theirs`: because its reader answers for them."""

    numbers: tuple[str, ...]
    theirs: bool = False


OF_JOINT = Compiled(
    lambda evaluation_id: Asked.objects.filter(joint__evaluation_id=evaluation_id).values_list(
        "indicator_id"
    ),
    blanks=1,
)
# What its joint broad view asks everybody about, and what of that it alone is asked about, where it is less.
OF_CONTRIBUTION = Compiled(
    lambda evaluation_id: (
        Contribution.objects.filter(
            evaluation_id=evaluation_id, agreed_at__isnull=False, joint__ended_at__isnull=True
        )
        .order_by("id")
        .values_list(
            "asked_of__indicator_id", "joint__asked__indicator_id", "organisation__closes", seat_ends()
        )
    ),
    blanks=1,
)
OWNED_BY = Compiled(
    lambda evaluation_id, person_id: Assignment.objects.filter(
        judgement__evaluation_id=evaluation_id, person_id=person_id
    ).values_list("judgement__indicator_id"),
    blanks=2,
)


def going_through(actor: Actor, row: Judgement, top: Heading, shown: Framework) -> GoingThrough | None:
    """Return what the reader of a judgement's page goes through; None for all of them. Two queries at most.

    Whoever writes here and does not seal goes through what they own; everybody else of this unit through what is asked.
    From an indicator that is none of theirs the way leads on through what is asked, so that it never ends there.
    """
    every, unit_id = len(shown.indicators), row.evaluation.unit_id
    if getattr(row, "owned_by_some", False) and top.may_write and not top.may_seal:
        mine = {one for (one,) in OWNED_BY(row.evaluation_id, actor.person_id)}
        if row.indicator_id in mine and len(mine) < every:
            return GoingThrough(_numbers(shown, mine), theirs=True)
    of_joint, contributed = getattr(row, "of_joint", False), getattr(row, "contributed", False)
    if not (of_joint or contributed) or unit_id not in places(actor, Permission.READ_EVALUATIONS):
        return None
    asked = (_of_joint if of_joint else _of_contributions)(row.evaluation_id)
    return GoingThrough(_numbers(shown, asked)) if asked and len(asked) < every else None


def _of_joint(evaluation_id: str) -> set[str]:
    return {one for (one,) in OF_JOINT(evaluation_id)}


def _of_contributions(evaluation_id: str) -> set[str]:
    """Return what is asked in all that it answers. Of an organisation that is no longer a member nothing is."""
    rows = [row[:2] for row in OF_CONTRIBUTION(evaluation_id) if left_on(*row[2:]) is None]
    return {alone or of_all for alone, of_all in rows}


def _numbers(shown: Framework, ids: set[str]) -> tuple[str, ...]:
    return tuple(one.number for one in shown.indicators if one.id in ids)
