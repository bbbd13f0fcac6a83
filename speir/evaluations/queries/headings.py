"""What every page of a broad view says of it, and what its reader may do there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.text import period
from speir.evaluations.models import Evaluation
from speir.evaluations.rules.beginning import description_mark
from speir.evaluations.rules.looks.naming import Kind
from speir.sharing.rules import Home


@dataclass(frozen=True, slots=True)
class Heading:
    """What every page of a broad view says of it, and what this actor may do; `described` marks title and period.

    `home` is where it was written, which its readers' entries in the trail go by. `look`: it is a closer look.
    """

    id: str
    title: str
    unit: str
    unit_id: str
    home: Home
    period: str
    period_to: dt.date
    described: str
    edition: int
    sealed: bool
    demonstration: bool
    only_me: bool
    may_write: bool
    may_describe: bool
    may_seal: bool
    may_remove: bool
    look: bool = False

    @property
    def dated(self) -> str:
        """Title and period; a title that ends with the period says it already."""
        return self.title if self.title.endswith(self.period) else f"{self.title} · {self.period}"


def heading(actor: Actor, evaluation: Evaluation) -> Heading:
    """Return what every page says of a broad view that was fetched through policy. No query."""
    path = evaluation.unit.path
    return Heading(
        id=evaluation.id,
        title=evaluation.title,
        unit=evaluation.unit.name,
        unit_id=evaluation.unit_id,
        home=evaluation.kept,
        period=period(evaluation.period_from, evaluation.period_to),
        period_to=evaluation.period_to,
        described=description_mark(evaluation.title, evaluation.period_from, evaluation.period_to),
        edition=evaluation.edition,
        sealed=evaluation.sealed,
        demonstration=evaluation.unit.demonstration,
        only_me=evaluation.only_me,
        may_describe=may(actor, Permission.START_EVALUATION, path) and not evaluation.sealed,
        may_write=may(actor, Permission.WRITE_JUDGEMENTS, path) and not evaluation.sealed,
        may_seal=may(actor, Permission.LOCK_EVALUATION, path),
        may_remove=_may_remove(actor, evaluation),
        look=evaluation.kind == Kind.CLOSER_LOOK,
    )


def _may_remove(actor: Actor, evaluation: Evaluation) -> bool:
    """Return whether the actor may remove words from it for good, as `sharing.policy.may_dispose` decides. No query."""
    if evaluation.only_me:
        return evaluation.owner == actor.person_id
    # It was written in the unit that it is about or in one above that, which stands in the unit's path.
    path, home, _below = evaluation.unit.path.partition(f"{evaluation.home_id}/")
    return bool(home) and may(actor, Permission.DISPOSE, path + home)
