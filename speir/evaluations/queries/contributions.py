"""What is asked of an organisation in a joint broad view, as its own people see it: the invitation and their work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.text import day
from speir.evaluations.models import Contribution
from speir.evaluations.policy import joints as policy
from speir.evaluations.policy.parting import end_of, last_day
from speir.evaluations.queries import joints
from speir.evaluations.rules.asking import HANDED_IN, OUT, Dates, Move, Progress, progress
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator


@dataclass(frozen=True, slots=True)
class Step:
    """A move about a contribution as people read it: by whom, on which day, and its words."""

    move: str
    text: str
    by: str
    on: str
    number: int


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of an organisation. `home`: its reader belongs to it, and is shown what it works on.

    `shown_joint`: the reader may see the joint broad view itself. `indicators` are those that this one is asked about,
    `chosen` the ids of those that it chose itself. `question` is what it was returned with, `longer` the extension.
    `evaluation_id` and `number` are what it handed in last; `own_id` is the broad view that it works in. `left` is its
    last day as a member, None while it is one: then nobody answers for it any more.
    """

    id: str
    heading: joints.JointHeading
    framework: Framework
    organisation: str
    organisation_id: str
    indicators: tuple[Indicator, ...]
    every: tuple[Indicator, ...]
    chosen: frozenset[str]
    short: bool
    progress: Progress
    dates: Dates
    answers: str
    home: bool
    answers_for: bool
    shown_joint: bool
    own_id: str
    evaluation_id: str
    number: int
    steps: tuple[Step, ...]
    left: dt.date | None = None

    @property
    def handed_in(self) -> bool:
        """Whether something was handed in, which the others read."""
        return self.progress in HANDED_IN

    @property
    def agreed(self) -> bool:
        """Whether the invitation stands accepted."""
        return self.progress not in (Progress.INVITED, *OUT)

    @property
    def to_choose(self) -> bool:
        """Whether it is still to be chosen which indicators this body answers."""
        return self.short and self.indicators == self.every and not self.chosen

    @property
    def question(self) -> Step | None:
        """The question that it was returned with, while nothing was handed in since."""
        return self.last(Move.RETURNED) if self.progress == Progress.RETURNED else None

    @property
    def longer(self) -> Step | None:
        """The extension that it was given last."""
        return self.last(Move.EXTENDED) if self.dates.extended else None

    def last(self, move: Move) -> Step | None:
        """Return the last move of a kind."""
        return next((step for step in reversed(self.steps) if step.move == move), None)


def asking(actor: Actor, contribution_id: str) -> Asking:
    """Return what is asked of an organisation, to its people and to whoever leads the joint broad view. Five queries.

    Raises NotYours.
    """
    row = policy.require_contribution(actor, contribution_id)
    joint, here = row.joint, places(actor, Permission.READ_EVALUATIONS)
    shown = read_framework(joint.evaluation.framework_id, joint.evaluation.framework.stamp)
    every = {one for (one,) in joint.asked.values_list("indicator_id")}
    own = dict(row.asked_of.values_list("indicator_id", "chosen"))
    came = timezone.localdate(row.came_at) if row.came_at else None
    steps = row.steps.order_by("at", "id").values_list("move", "text", "by_name", "at", "edition__number")
    home = row.organisation_id in here
    left = last_day(row)
    until = end_of(left) if left and joint.evaluation.unit_id not in here else None
    return Asking(
        id=row.id,
        heading=joints.heading(actor, joint, until),
        framework=shown,
        organisation=row.organisation.name,
        organisation_id=row.organisation_id,
        indicators=tuple(one for one in shown.indicators if one.id in every and (not own or one.id in own)),
        every=tuple(one for one in shown.indicators if one.id in every),
        chosen=frozenset(one for one, chosen in own.items() if chosen),
        short=row.short,
        progress=progress(row.last, begun=row.evaluation_id is not None),
        dates=Dates(joint.due, row.extended, came),
        answers=row.answers.name if row.answers else "",
        home=home,
        answers_for=left is None and policy.answers_for(actor, row),
        shown_joint=joint.evaluation.unit_id in here or (home and row.agreed_at is not None),
        own_id=row.evaluation_id or "" if home else "",
        evaluation_id=row.edition.evaluation_id if row.edition else "",
        number=row.edition.number if row.edition else 0,
        steps=tuple(
            Step(made, text, by, day(timezone.localdate(at)), number or 0)
            for made, text, by, at, number in steps
        ),
        left=left,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is asked of an organisation for which its reader answers, and what it waits for."""

    id: str
    partnership: str
    title: str
    organisation: str
    progress: Progress
    by: dt.date
    by_on: str
    demonstration: bool


# What whoever answers has still to do something about.
TO_DO = (Move.INVITED, Move.AGREED, Move.RETURNED)


def waiting_among(actor: Actor, rows: Iterable[Contribution]) -> list[Waiting]:
    """Return which of these wait for the actor to answer or hand in, the soonest first. No query.

    They come with organisation, its seat and joint broad view, and that with evaluation and unit.
    """
    found = [
        _waiting(row)
        for row in rows
        if row.last in TO_DO
        and row.joint.ended_at is None
        and last_day(row) is None
        and policy.answers_for(actor, row)
    ]
    return sorted(found, key=lambda one: (one.demonstration, one.by, one.partnership))


def _waiting(row: Contribution) -> Waiting:
    evaluation = row.joint.evaluation
    by = Dates(row.joint.due, row.extended).by
    return Waiting(
        id=row.id,
        partnership=evaluation.unit.name,
        title=evaluation.title,
        organisation=row.organisation.name,
        progress=progress(row.last, begun=row.evaluation_id is not None),
        by=by,
        by_on=day(by),
        demonstration=evaluation.unit.demonstration,
    )
