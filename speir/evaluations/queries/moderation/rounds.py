"""One indicator that is judged together: one's own view while it is hidden, everybody's once it is revealed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from speir.access.actor import Actor
from speir.evaluations.models import Agreement, HiddenView, Judgement, Round
from speir.evaluations.policy import moderation as policy
from speir.evaluations.queries.moderation import sittings
from speir.evaluations.queries.moderation.sittings import Sitting, Stage, Turn
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules import moderating
from speir.evaluations.rules.judging import NOT_EVALUATED
from speir.frameworks.rules.levels import Level


@dataclass(frozen=True, slots=True)
class Own:
    """What the reader judged themselves, as a form holds it."""

    choice: str
    sure: str
    why: str
    late: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A view that was revealed. `name` is empty for a reader who did not take part."""

    name: str
    standpoint: str
    level: Level | None
    sure: str
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """An agreement, or that people did not agree, as it was written down."""

    agreed: bool
    level: Level | None
    not_evaluated: bool
    sure: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Revealed:
    """All that is shown of a round after the reveal: facts first, the views by level, the highest level first.

    `late` are views that were given with the others' before the eyes; `handed_in` what organisations of a joint broad
    view say in what they handed in: (name, level or None, provisional). `written`: the newest first, and it stands.
    """

    facts: tuple[str, ...]
    by_level: tuple[tuple[Level | None, tuple[Shown, ...]], ...]
    late: tuple[Shown, ...]
    handed_in: tuple[tuple[str, Level | None, bool], ...]
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A round as its page shows it. `own` is what the reader judged themselves; `revealed` is None while it is hidden.

    `stands` is what the broad view says now, as its form would hold it, for whoever leads.
    """

    sitting: Sitting
    turn: Turn
    own: Own | None
    revealed: Revealed | None
    stands: dict[str, str]


def opened(actor: Actor, round_id: str) -> Opened:
    """Return a round to one who may read of it. Nine queries at most. Raises NotYours."""
    row = policy.require_round(actor, round_id)
    sitting = sittings.of_row(actor, row.moderation)
    turn = sitting.of_round(row.id)
    seen = turn.stage in (Stage.REVEALED, Stage.CLOSED)
    return Opened(
        sitting=sitting,
        turn=turn,
        own=_own(sitting, row) if turn.mine else None,
        revealed=_revealed(sitting, row) if seen else None,
        stands=_stands(sitting, row) if sitting.leads and seen else {},
    )


def _own(sitting: Sitting, row: Round) -> Own | None:
    keys = {level.id: level.key for level in sitting.framework.levels}
    mine = HiddenView.objects.filter(round=row, evaluator=sitting.place).order_by("-at", "-id").first()
    if mine is None:
        return None
    choice = NOT_EVALUATED if mine.not_evaluated else keys.get(mine.level_id or "", "")
    return Own(choice, mine.sure, mine.why, mine.late)


def _revealed(sitting: Sitting, row: Round) -> Revealed:
    levels = {level.id: level for level in sitting.framework.levels}
    named = sitting.leads or bool(sitting.place)
    latest: dict[tuple[str, bool], Shown] = {}
    for evaluator, late, level, sure, why, name, words, unit in (
        row.views.filter(round__revealed_at__isnull=False)
        .order_by("at", "id")
        .values_list(
            "evaluator_id",
            "late",
            "level_id",
            "sure",
            "why",
            "evaluator__name",
            "evaluator__standpoint",
            "evaluator__unit__name",
        )
    ):
        latest[evaluator, late] = Shown(
            name if named else "", words or unit or "", levels.get(level or ""), sure, why
        )
    if len({view.standpoint for view in latest.values()}) == 1:  # the same for all says nothing
        latest = {key: replace(view, standpoint="") for key, view in latest.items()}
    views = sorted(
        (view for (_one, late), view in latest.items() if not late),
        key=lambda view: (view.standpoint, view.name),
    )
    counted = [moderating.View(view.level, view.standpoint) for view in views]
    chosen = moderating.spread(counted, sorted(levels.values(), reverse=True))
    handed = sittings.contributed(sitting.joint_id, row.indicator_id) if sitting.joint_id else []
    return Revealed(
        facts=moderating.facts(counted),
        by_level=tuple(
            (level, tuple(view for view in views if view.level == level)) for level, _count in chosen
        ),
        late=tuple(view for (_one, late), view in latest.items() if late),
        handed_in=tuple((name, levels.get(level), provisional) for name, level, provisional in handed),
        written=tuple(
            _written(one, levels.get(one.level_id or "")) for one in row.agreements.order_by("-at", "-id")
        ),
    )


def _written(row: Agreement, level: Level | None) -> Written:
    return Written(row.agreed, level, row.not_evaluated, row.sure, row.reason, row.by_name, row.at)


def _stands(sitting: Sitting, row: Round) -> dict[str, str]:
    rows = Judgement.objects.filter(evaluation=row.moderation.evaluation_id, indicator=row.indicator_id)
    return values_of(rows[0], sitting.framework)
