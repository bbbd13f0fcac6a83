"""The grid of a broad view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.evaluations import policy
from speir.evaluations.models import Evaluation, Judgement
from speir.evaluations.queries.approving import approvers, steps_of_views
from speir.evaluations.queries.asked_for import AskedFor, OfJoint, asked_for, of_joint
from speir.evaluations.queries.carrying import Remaining, Source, offered_to, remaining, source_of
from speir.evaluations.queries.grounds import standings_of
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.rules.approving import NOTHING_SAID, Steps
from speir.evaluations.rules.judging import State, state
from speir.evaluations.rules.standing import Standing, standing
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework, Indicator, KeyQuestion
from speir.organisations.rules import UnitKind

AT_WORK = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One indicator in the grid. `owners` by name; `mine`: the reader is one of them.

    `to_check`: something that came back of it from an earlier edition is not yet checked.
    """

    indicator: Indicator
    level: Level | None
    not_evaluated: bool
    sure: str
    state: State
    standing: Standing
    by: str
    at: dt.datetime | None
    at_work: bool
    owners: tuple[str, ...]
    mine: bool
    to_check: bool = False


@dataclass(frozen=True, slots=True)
class SealedEdition:
    """An edition of a broad view, what was said about approving it, and whom it waits for."""

    number: int
    at: dt.datetime
    steps: Steps
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid: its heading, the rows under their key questions, and who in a joint broad view asks for which.

    `of_joint` is the joint broad view whose agreed judgements are written here, to people of that partnership alone.
    `back` says how far the checking of what came back from `source` has come; `offered` is the latest edition that a
    young one can be started from.
    """

    heading: Heading
    framework: Framework
    questions: tuple[tuple[KeyQuestion, tuple[GridRow, ...]], ...]
    editions: tuple[SealedEdition, ...]
    asked_for: tuple[AskedFor, ...] = ()
    back: Remaining | None = None
    source: Source | None = None
    offered: Source | None = None
    of_joint: OfJoint | None = None

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """All rows in the publication's order."""
        return tuple(row for _, rows in self.questions for row in rows)

    @property
    def wanted(self) -> tuple[GridRow, ...]:
        """The rows that a joint broad view asks about; all of them where none does."""
        asked = self.of_joint.numbers if self.of_joint else [n for one in self.asked_for for n in one.numbers]
        return tuple(row for row in self.rows if row.indicator.number in asked) if asked else self.rows


# One row for each judgement, one more for each further person who owns it, in the order in which they came to.
JUDGED = Compiled(
    lambda evaluation_id: (
        Judgement.objects.filter(evaluation_id=evaluation_id)
        .order_by("owners__at", "owners__person__name")
        .values_list(
            "owners__person_id",
            "owners__person__name",
            "id",
            "indicator_id",
            "level_id",
            "not_evaluated",
            "sure",
            "done",
            "written_by_name",
            "written_at",
        )
    ),
    blanks=1,
)


def grid(actor: Actor, evaluation_id: str) -> Grid:
    """Return the grid of a broad view. Raises NotYours.

    Five queries, one more above a team, two more where a joint broad view asks for it, up to four more where there are
    editions, two where something came back, and one for a young one that can still be started from an earlier edition.
    """
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    standings = standings_of(shown, evaluation_id)
    here = places(actor, Permission.READ_EVALUATIONS)
    now = timezone.now()
    back = remaining(evaluation)
    to_check = back.to_check if back else frozenset()
    rows: dict[str, GridRow] = {}
    judged: dict[str, tuple[Any, ...]] = {}
    owned: dict[str, dict[str, str]] = {}
    for owner, name, *row in JUDGED(evaluation_id):
        judged[row[0]] = tuple(row)
        if owner:
            owned.setdefault(row[0], {})[owner] = name
    beside = _Beside(owned, actor.person_id, now, to_check)
    for one in judged.values():
        rows[one[1]] = _row(shown, standings, beside, *one)
    questions = tuple((q, tuple(rows[i.id] for i in q.indicators)) for q in shown.key_questions)
    top = heading(actor, evaluation)
    return Grid(
        top,
        shown,
        questions,
        tuple(_editions(evaluation)),
        # Of what is asked of an organisation those hear who belong to it, not others with whom this was shared.
        asked_for(evaluation_id, shown) if evaluation.unit_id in here else (),
        back,
        source_of(actor, evaluation) if back and back.to_check else None,
        _offered(actor, evaluation, rows.values()) if top.may_describe else None,
        # Below a team there is nobody whom it could ask.
        of_joint(evaluation_id, shown)
        if evaluation.unit_id in here and evaluation.unit.kind != UnitKind.TEAM
        else None,
    )


def _offered(actor: Actor, evaluation: Evaluation, rows: Collection[GridRow]) -> Source | None:
    """Return the latest edition that a young broad view can be started from: nothing is begun in most of it yet."""
    begun = sum(row.state != State.NOT_STARTED for row in rows)
    if evaluation.carried_from_id is not None or evaluation.edition > 1 or begun * 2 > len(rows):
        return None
    return next(iter(offered_to(actor, evaluation, most=1)), None)


def _editions(evaluation: Evaluation) -> Iterator[SealedEdition]:
    """Yield its sealed editions. Two queries where there are some, two more while nobody approved the latest."""
    if not evaluation.sealed and evaluation.edition == 1:
        return
    rows = list(evaluation.editions.order_by("number").values_list("number", "sealed_at"))
    steps = steps_of_views([evaluation.id])
    for number, at in rows:
        said = steps.get((evaluation.id, number), NOTHING_SAID)
        waits = number == rows[-1][0] and not said.approvals
        yield SealedEdition(number, at, said, approvers(evaluation) if waits else "")


class _Beside(NamedTuple):
    """What a row needs to know besides: who owns which judgement, who reads, when, and what is still to check."""

    owned: Mapping[str, Mapping[str, str]]
    you: str
    now: dt.datetime
    to_check: Collection[str]


_NOTHING_CITED = standing(())
_NOBODY: Mapping[str, str] = {}


def _row(
    shown: Framework,
    standings: dict[str, Standing],
    beside: _Beside,
    judgement_id: str,
    indicator_id: str,
    level_id: str | None,
    not_evaluated: bool,
    sure: str,
    done: bool,
    by: str,
    at: dt.datetime | None,
) -> GridRow:
    stands = standings.get(judgement_id, _NOTHING_CITED)
    owners = beside.owned.get(judgement_id, _NOBODY)
    return GridRow(
        indicator=shown.by_id[indicator_id],
        level=shown.level_by_id[level_id] if level_id else None,
        not_evaluated=not_evaluated,
        sure=sure,
        state=state(done=done, begun=bool(by or stands.pieces)),
        standing=stands,
        by=by,
        at=at,
        at_work=at is not None and abs(beside.now - at) < AT_WORK,
        owners=tuple(owners.values()),
        mine=beside.you in owners,
        to_check=judgement_id in beside.to_check,
    )
