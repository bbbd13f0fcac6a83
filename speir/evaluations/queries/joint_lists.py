"""The joint broad views that somebody may see, and the invitations that wait for their organisations."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Case, Q, When
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.compiled import CompiledModels
from speir.core.errors import NotYours
from speir.core.text import day, period
from speir.evaluations.models import Contribution, Joint
from speir.evaluations.policy import joints as policy
from speir.evaluations.policy.parting import last_day, seat_ends
from speir.evaluations.queries import contributions
from speir.evaluations.rules.asking import HANDED_IN, OUT, Dates, Move, Progress, progress
from speir.evaluations.rules.planning import Invited

PAGE = 20


@dataclass(frozen=True, slots=True)
class Mine:
    """What is asked of an organisation that the reader belongs to, and how it stands."""

    contribution_id: str
    organisation: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class JointLine:
    """A joint broad view in the list.

    `came` of `take_part` organisations have handed in, `late` count those whose day is over and from whom nothing
    came, `open` those that have not answered the invitation: all of those whom the reader is told of. `left` is the
    last day on which the reader's organisation was a member, empty while it is one; then nothing is counted.
    """

    id: str
    title: str
    unit: str
    period: str
    due: str
    demonstration: bool
    ended: bool
    leads: bool
    take_part: int
    came: int
    late: int
    open: int
    mine: tuple[Mine, ...]
    left: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation that an organisation of the reader's has not answered."""

    contribution_id: str
    organisation: str
    unit: str
    title: str
    due: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of joint broad views, whether there are more, and what is asked of organisations of the reader's.

    `asked` waits for the reader to answer or hand in, `waiting` are invitations that somebody else answers.
    """

    lines: tuple[JointLine, ...]
    more: bool
    asked: tuple[contributions.Waiting, ...]
    waiting: tuple[Waiting, ...]


def listing(actor: Actor, *, page: int = 1, most: int = PAGE) -> Listed:
    """Return a page of joint broad views, those that go on first and the latest day first, and all that waits.

    No invitation to what was called off. One query: there is no joint broad view to which nobody was invited.
    """
    here = places(actor, Permission.READ_EVALUATIONS)
    joints: dict[str, Joint] = {}
    parties: dict[str, list[Contribution]] = defaultdict(list)
    own = []
    query = _parties(actor, timezone.localdate(), page, most)
    for row in _made(query, query.given()) if here else ():
        if row.organisation_id in here:
            own.append(row)
        if row.listed:  # type: ignore[attr-defined]  # annotated
            joints[row.joint_id] = row.joint
            parties[row.joint_id].append(row)
    order = sorted(joints.values(), key=lambda one: (one.ended_at is not None, -one.due.toordinal(), one.pk))
    lines = [_line(actor, joint, parties[joint.pk], here) for joint in order[:most]]
    lines.sort(key=lambda line: (line.ended, line.demonstration))
    others = (
        _waiting(row)
        for row in own
        if row.last == Move.INVITED
        and row.joint.ended_at is None
        and last_day(row) is None
        and not policy.answers_for(actor, row)
    )
    asked_of = tuple(contributions.waiting_among(actor, own))
    return Listed(tuple(lines), len(order) > most, asked_of, tuple(others))


@lru_cache(maxsize=64)
def _made(query: CompiledModels[Contribution], rows: tuple[tuple[Any, ...], ...]) -> tuple[Contribution, ...]:
    """Return who takes part, from rows that were given, and kept by them. Nobody changes these."""
    return tuple(query.made(rows))


@lru_cache(maxsize=256)
def _parties(actor: Actor, _today: dt.date, page: int, most: int) -> CompiledModels[Contribution]:
    """Return the query for who takes part in the joint ones of a page, and what is asked of the reader's own."""
    here = places(actor, Permission.READ_EVALUATIONS)
    start = (page - 1) * most
    visible = policy.joints_of(actor).annotate(over=Q(ended_at__isnull=False)).order_by("over", "-due", "id")
    shown = Q(joint__in=visible.values("pk")[start : start + most + 1])
    asked = Q(organisation__in=here, last__in=contributions.TO_DO, joint__ended_at=None)
    rows = (
        Contribution.objects.filter(shown | asked)
        .annotate(seat_ends=seat_ends())
        .annotate(listed=Case(When(shown, then=True), default=False))
        .select_related("joint__evaluation__unit", "organisation")
        .order_by("joint__due", "organisation__name", "id")
    )
    return CompiledModels(lambda: rows, blanks=0)


def _left(joint: Joint, rows: Iterable[Contribution], here: frozenset[str]) -> str:
    """Return the last day on which the reader's organisations were members; empty while one of them is."""
    if joint.evaluation.unit_id in here:
        return ""
    lasts = [last_day(row) for row in rows if row.organisation_id in here and row.agreed_at is not None]
    over = [last for last in lasts if last is not None]
    return day(max(over)) if over and len(over) == len(lasts) else ""


def _line(actor: Actor, joint: Joint, rows: list[Contribution], here: frozenset[str]) -> JointLine:
    evaluation = joint.evaluation
    left = _left(joint, rows, here)
    # Who has not accepted is named, or counted, to those alone who belong to the partnership.
    known = [
        (row, progress(row.last, begun=row.evaluation_id is not None))
        for row in rows
        if row.agreed_at is not None or evaluation.unit_id in here
    ]
    today = timezone.localdate()
    # What came since is not for whoever left; and from others who left nothing is to come.
    part = [
        (row, stands)
        for row, stands in known
        if not left and stands not in OUT and (stands in HANDED_IN or last_day(row) is None)
    ]
    return JointLine(
        id=joint.id,
        title=evaluation.title,
        unit=evaluation.unit.name,
        period=period(evaluation.period_from, evaluation.period_to),
        due=day(joint.due),
        demonstration=evaluation.unit.demonstration,
        ended=joint.ended_at is not None,
        leads=policy.leads(actor, joint),
        take_part=len(part),
        came=sum(stands in HANDED_IN for _row, stands in part),
        late=sum(
            stands not in HANDED_IN and Dates(joint.due, row.extended).late(today) for row, stands in part
        ),
        open=sum(stands == Progress.INVITED for _row, stands in part),
        mine=tuple(
            Mine(row.id, row.organisation.name, stands)
            for row, stands in known
            if row.organisation_id in here and row.last not in {Move.INVITED, Move.WITHDRAWN}
        ),
        left=left,
    )


def _waiting(row: Contribution) -> Waiting:
    return Waiting(
        contribution_id=row.id,
        organisation=row.organisation.name,
        unit=row.joint.evaluation.unit.name,
        title=row.joint.evaluation.title,
        due=day(Dates(row.joint.due, row.extended).by),
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier joint broad view to start from."""

    id: str
    title: str
    period: str


def earlier(actor: Actor, unit_id: str) -> list[Earlier]:
    """Return the joint broad views of a unit that the actor may start from, the latest first. One query."""
    rows = policy.joints_of(actor).filter(evaluation__unit=unit_id).order_by("-due", "id")[:PAGE]
    return [
        Earlier(row.id, row.evaluation.title, period(row.evaluation.period_from, row.evaluation.period_to))
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class AsLastTime:
    """What an earlier one asked: `indicators` by number, and each organisation that took part, with its own and how.

    `names` are those of the organisations by id: one may sit in the partnership no more.
    """

    title: str
    invitation: str
    framework: str
    indicators: tuple[str, ...]
    organisations: tuple[Invited, ...]
    names: dict[str, str]


def as_last_time(actor: Actor, joint_id: str, unit_id: str) -> AsLastTime:
    """Return what an earlier joint broad view of this unit asked of whom.

    An organisation that declined, or whose invitation was taken back, is left out. Four queries. Raises NotYours.
    """
    joint = policy.require_joint(actor, joint_id)
    if joint.evaluation.unit_id != unit_id:
        raise NotYours
    part = joint.contributions.exclude(last__in=[Move.DECLINED, Move.WITHDRAWN])
    rows = list(part.select_related("organisation").prefetch_related("asked_of__indicator"))
    numbers = joint.asked.order_by("indicator__number").values_list("indicator__number", flat=True)
    return AsLastTime(
        title=joint.evaluation.title,
        invitation=joint.invitation,
        framework=joint.evaluation.framework.key,
        indicators=tuple(numbers),
        organisations=tuple(
            Invited(
                row.organisation_id,
                row.answers_id or "",
                row.short,
                tuple(one.indicator.number for one in row.asked_of.all()),
            )
            for row in rows
        ),
        names={row.organisation_id: row.organisation.name for row in rows},
    )
