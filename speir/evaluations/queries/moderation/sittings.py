"""A moderation as its pages show it, and by one cheap query whether anything has changed there since."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.text import day
from speir.evaluations.models import Contribution, Evaluation, Evaluator, HiddenView, Moderation, Round
from speir.evaluations.policy import moderation as policy
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.queries.moderation.agreements import Agreed, agreements_of
from speir.evaluations.queries.moderation.alike import alike_in
from speir.evaluations.rules import moderating
from speir.evaluations.rules.agreement import FEWEST, Alike
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator


class Stage(StrEnum):
    """How far an indicator has come."""

    WAITING = "waiting"
    OPEN = "open"
    REVEALED = "revealed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Turn:
    """One indicator in a moderation: a round. `mine`: the reader has judged it; `turn` from 2 where it was again."""

    id: str
    indicator: Indicator
    turn: int
    stage: Stage
    mine: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """A moderation: its broad view, its indicators in order, the one that people are at, and the reader's part in it.

    `place` is the reader's own id on the list, empty before they join; `joint_id` is empty for a team's own. `mark`
    changes when anything changes that the reader's page shows.
    """

    id: str
    heading: Heading
    joint_id: str
    framework: Framework
    until: dt.date | None
    opened_by: str
    opened_on: dt.datetime
    ended: bool
    leads: bool
    place: str
    standpoint: str
    turns: tuple[Turn, ...]
    current: Turn | None
    mark: str

    @property
    def code(self) -> str:
        """What people type from a screen."""
        return moderating.code_of(self.id)

    @property
    def until_on(self) -> str:
        """The last day where it goes by post, as people say it."""
        return day(self.until) if self.until else ""

    def of_round(self, round_id: str) -> Turn:
        """Return one of its rounds. Raises NotYours."""
        found = next((turn for turn in self.turns if turn.id == round_id), None)
        if found is None:
            raise NotYours
        return found


@dataclass(frozen=True, slots=True)
class Line:
    """A moderation in a list of them. `alike` is empty while it goes on, and where too few indicators were judged."""

    id: str
    opened_by: str
    opened_on: dt.datetime
    until: dt.date | None
    ended: bool
    numbers: tuple[str, ...]
    people: int
    alike: Alike | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """What was and is judged together of a broad view: moderations, the newest first, and what stands agreed.

    `shut`: it is sealed, or the closer look finished.
    """

    heading: Heading
    joint_id: str
    framework: Framework
    leads: bool
    lines: tuple[Line, ...]
    agreed: tuple[tuple[Indicator, Agreed], ...]
    shut: bool


def together(actor: Actor, evaluation_id: str) -> Together:
    """Return what was judged together of a broad view. Six queries at most. Raises NotYours."""
    evaluation = policy.require_view(actor, evaluation_id)
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    agreed = agreements_of(evaluation)
    return Together(
        heading(actor, evaluation),
        joint_of(evaluation),
        shown,
        policy.leads_view(actor, evaluation),
        _lines(evaluation, shown),
        tuple((one, agreed[one.id]) for one in shown.indicators if one.id in agreed),
        policy.shut(evaluation),
    )


def sitting(actor: Actor, moderation_id: str) -> Sitting:
    """Return a moderation to one who may read of it. Three queries. Raises NotYours."""
    row = policy.require_moderation(actor, moderation_id)
    return of_row(actor, row)


def of_row(actor: Actor, row: Moderation) -> Sitting:
    """Return a moderation that was fetched through policy. Two queries."""
    evaluation = row.evaluation
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    by_id = {one.id: one for one in shown.indicators}
    mine = policy.own_evaluator(actor, row.id)
    own = HiddenView.objects.filter(round=OuterRef("pk"), evaluator=mine.id if mine else "")
    rounds = list(Round.objects.filter(moderation=row.id).annotate(mine=Exists(own)).order_by("position"))
    turns = tuple(Turn(one.id, by_id[one.indicator_id], one.turn, stage(one), one.mine) for one in rounds)
    return Sitting(
        id=row.id,
        heading=heading(actor, evaluation),
        joint_id=joint_of(evaluation),
        framework=shown,
        until=row.until,
        opened_by=row.opened_by_name,
        opened_on=row.opened_at,
        ended=row.ended_at is not None,
        leads=policy.leads(actor, row),
        place=mine.id if mine and mine.left_at is None else "",
        standpoint=(mine.standpoint or (mine.unit.name if mine.unit else "")) if mine else "",
        turns=turns,
        current=current(turns, rounds),
        mark=_mark((one.id, one.opened_at, one.revealed_at, one.closed_at, row.ended_at) for one in rounds),
    )


def stage(row: Round) -> Stage:
    """Return how far a round has come."""
    if row.closed_at is not None:
        return Stage.CLOSED
    if row.revealed_at is not None:
        return Stage.REVEALED
    return Stage.OPEN if row.opened_at is not None else Stage.WAITING


def current(turns: Sequence[Turn], rounds: Sequence[Round]) -> Turn | None:
    """Return the round that people are at in a meeting: the one that was opened last."""
    opened = [(row.opened_at, turn) for row, turn in zip(rounds, turns, strict=True) if row.opened_at]
    return max(opened, key=lambda one: (one[0], one[1].id))[1] if opened else None


def by_code(actor: Actor, code: str) -> str:
    """Return the id of the newest moderation going on whose id begins so. One query. Raises NotYours."""
    found = policy.by_code(actor, code)
    if found is None:
        raise NotYours
    return found.id


def mark_now(actor: Actor, moderation_id: str) -> str:
    """Return the mark of a moderation as it stands, to somebody on its list or who opened it; else nothing.

    One query: what a page asks every few seconds. It tells only that something changed, and a page that then is read
    anew goes through policy as always.
    """
    on_list = Q(moderation__evaluators__person=actor.person_id, moderation__evaluators__left_at=None)
    rows = (
        Round.objects.filter(on_list | Q(moderation__opened_by=actor.person_id), moderation=moderation_id)
        .order_by("position")
        .values_list("id", "opened_at", "revealed_at", "closed_at", "moderation__ended_at")
        .distinct()
    )
    found = list(rows)
    return _mark(found) if found else ""


def people_mark(moderation_id: str, round_id: str) -> str:
    """Return a mark of who is on the list and who of them has judged a round, for whoever leads. One query."""
    judged = Q(views__round=round_id, views__late=False)
    rows = (
        Evaluator.objects.filter(moderation=moderation_id, left_at=None)
        .annotate(given=Count("views", filter=judged))
        .order_by("id")
    )
    return _mark((row, given > 0) for row, given in rows.values_list("id", "given"))


def joint_of(evaluation: Evaluation) -> str:
    """Return the id of the joint broad view that this is the partnership's own of, or nothing. No query."""
    joint = getattr(evaluation, "joint", None)
    return joint.id if joint else ""


def contributed(joint_id: str, indicator_id: str) -> list[tuple[str, str, bool]]:
    """Return what each organisation handed in of an indicator: (name, level's id, provisional). One query."""
    rows = Contribution.objects.filter(
        joint=joint_id, edition__isnull=False, edition__judged__indicator=indicator_id
    )
    return [
        (name, level or "", provisional)
        for name, level, provisional in rows.order_by("organisation__name", "id").values_list(
            "organisation__name", "edition__judged__level_id", "edition__judged__provisional"
        )
    ]


def _lines(evaluation: Evaluation, shown: Framework) -> tuple[Line, ...]:
    rows = evaluation.moderations.annotate(
        people=Count("evaluators", filter=Q(evaluators__left_at=None), distinct=True)
    ).order_by("-opened_at", "id")
    numbers: dict[str, list[str]] = {}
    rounds = Round.objects.filter(moderation__evaluation=evaluation, turn=1).order_by("position")
    for moderation_id, number in rounds.values_list("moderation_id", "indicator__number"):
        numbers.setdefault(moderation_id, []).append(number)
    over = [row.id for row in rows if row.ended_at and len(numbers.get(row.id, ())) >= FEWEST]
    alike = alike_in(over, shown)
    return tuple(
        Line(
            row.id,
            row.opened_by_name,
            row.opened_at,
            row.until,
            row.ended_at is not None,
            tuple(numbers.get(row.id, ())),
            row.people,
            alike.get(row.id),
        )
        for row in rows
    )


def _mark(rows: object) -> str:
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:16]  # type: ignore[call-overload]
