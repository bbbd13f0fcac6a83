"""All contributions of a joint broad view side by side: what each organisation's edition judges of each indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.evaluations.models import Asked, AskedOf, Contribution, EditionJudgement, Joint
from speir.evaluations.policy import joints as policy
from speir.evaluations.policy.parting import left_on, seat_ends
from speir.evaluations.queries.as_it_stood import as_it_stood
from speir.evaluations.queries.joints import heading
from speir.evaluations.queries.sides import WHOLE_AREA, Asking, Cell, Column, Contributor, Matrix, Row, Said
from speir.evaluations.rules.asking import OUT, Dates, Progress, progress
from speir.evaluations.rules.spread import spread, talk_first
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator

PARTIES = Compiled(
    lambda joint_id: (
        Contribution.objects.filter(joint_id=joint_id)
        .order_by("organisation__name", "organisation_id")
        .values_list(
            "id",
            "organisation_id",
            "organisation__name",
            "organisation__kind",
            "organisation__sector",
            "organisation__locality",
            "edition_id",
            "evaluation_id",
            "last",
            "agreed_at",
            "came_at",
            "extended",
            "organisation__closes",
            seat_ends(),
        )
    ),
    blanks=1,
)
ASKED = Compiled(
    lambda joint_id: Asked.objects.filter(joint_id=joint_id).order_by().values_list("indicator_id"),
    blanks=1,
)
ONLY = Compiled(
    lambda joint_id: (
        AskedOf.objects.filter(contribution__joint_id=joint_id)
        .order_by()
        .values_list("contribution_id", "indicator_id")
    ),
    blanks=1,
)
ALL = Asking()


def matrix(actor: Actor, joint_id: str, asking: Asking = ALL) -> Matrix:
    """Return a joint broad view side by side, with what of it is asked for. Six queries at most. Raises NotYours.

    Levels are those of the editions that were handed in. Who has not accepted the invitation is named to those alone
    who belong to the partnership.
    """
    joint, until = policy.require_as_seen(actor, joint_id)
    evaluation = joint.evaluation
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    every = _columns(actor, joint, until)
    wanted = {indicator_id for (indicator_id,) in ASKED(joint_id)}
    asked = tuple(one for one in shown.indicators if one.id in wanted)
    everybody = _those(every, lambda one: bool(one.edition_id) and one.progress not in OUT)
    columns = tuple(one for one in everybody if _fits(one, asking))
    rows = rows_of(shown, str(evaluation.framework.stamp), asked, columns, asking)
    return Matrix(
        heading=heading(actor, joint, until),
        framework=shown,
        asked=asked,
        rows=rows,
        columns=columns,
        everybody=everybody,
        to_come=_those(
            every,
            lambda one: not one.edition_id and not one.left and one.progress not in (Progress.INVITED, *OUT),
        ),
        silent=_those(every, lambda one: not one.left and one.progress is Progress.INVITED),
        declined=_those(every, lambda one: one.progress is Progress.DECLINED),
    )


# Rows by all that they are made from. An edition is for ever, so what its rows say cannot become untrue.
MOST_KEPT = 200
_kept: dict[tuple[Any, ...], tuple[Row, ...]] = {}


def rows_of(
    shown: Framework,
    stamp: str,
    asked: tuple[Indicator, ...],
    columns: tuple[Column, ...],
    asking: Asking = ALL,
) -> tuple[Row, ...]:
    """Return the rows in their order. One query for editions that this process has not laid side by side yet.

    `stamp` is the framework's; who may read these editions was asked before.
    """
    editions = tuple((one.edition_id, one.only) for one in columns)
    numbers = tuple(one.number for one in asked)
    key = (shown.id, stamp, numbers, editions, asking.question, asking.by_number)
    if (known := _kept.get(key)) is not None:
        return known
    judged = _judged(shown, [one.edition_id for one in columns]) if columns else {}
    rows = [
        _row(shown, indicator, columns, judged)
        for indicator in asked
        if not asking.question or indicator.key_question == asking.question
    ]
    first = talk_first([row.spread for row in rows])
    rows = [Row(row.indicator, row.cells, row.spread, at in first) for at, row in enumerate(rows)]
    if not asking.by_number:
        # Sorting keeps the publication's order where nothing else decides.
        rows.sort(key=lambda row: row.spread.order)
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    made = _kept[key] = tuple(rows)
    return made


def _those(every: Iterable[Contributor], fits: Callable[[Contributor], bool]) -> tuple[Contributor, ...]:
    return tuple(one for one in every if fits(one))


def _fits(column: Column, asking: Asking) -> bool:
    where = column.locality or WHOLE_AREA
    return asking.locality in ("", where) and asking.sort in ("", column.sort)


def _columns(actor: Actor, joint: Joint, until: dt.datetime | None) -> list[Contributor]:
    """Return everybody who is asked and may be named to this reader, by name. Two queries, four for what stood once."""
    here = places(actor, Permission.READ_EVALUATIONS)
    only: dict[str, set[str]] = {}
    for contribution_id, indicator_id in ONLY(joint.id):
        only.setdefault(contribution_id, set()).add(indicator_id)
    inside = joint.evaluation.unit_id in here
    return [
        _column(_dates(joint, *row[10:12]), left_on(*row[12:]), frozenset(only.get(row[0], ())), *row[1:9])
        for row in (PARTIES(joint.id) if until is None else _stood(joint, until))
        if inside or row[9] is not None or row[1] in here
    ]


def _stood(joint: Joint, until: dt.datetime) -> list[tuple[Any, ...]]:
    """Return what PARTIES gives, as it stood at a moment. Three queries."""
    rows = joint.contributions.select_related("organisation", "evaluation").annotate(seat_ends=seat_ends())
    return [
        (
            row.id,
            row.organisation_id,
            row.organisation.name,
            row.organisation.kind,
            row.organisation.sector,
            row.organisation.locality,
            row.edition_id,
            row.evaluation_id,
            row.last,
            row.agreed_at,
            row.came_at,
            row.extended,
            row.organisation.closes,
            row.seat_ends,  # type: ignore[attr-defined]
        )
        for row in as_it_stood(rows.order_by("organisation__name", "organisation_id"), until)
    ]


def _dates(joint: Joint, came_at: Any, extended: Any) -> Dates:
    return Dates(joint.due, extended, timezone.localdate(came_at) if came_at else None)


def _column(
    dates: Dates,
    left: dt.date | None,
    only: frozenset[str],
    organisation_id: str,
    name: str,
    kind: str,
    sector: str,
    locality: str,
    edition_id: str | None,
    evaluation_id: str | None,
    last: str,
) -> Contributor:
    return Contributor(
        unit_id=organisation_id,
        name=name,
        sort=sector or kind,
        locality=locality,
        edition_id=edition_id or "",
        only=only,
        progress=progress(last, begun=evaluation_id is not None),
        dates=dates,
        left=left is not None,
    )


def _judged(shown: Framework, editions: list[str]) -> dict[tuple[str, str], Cell]:
    """Return what these editions judge, by edition and indicator; nothing for what was left open. One query."""
    keys = {level.id: level.key for level in shown.levels}
    rows = EditionJudgement.objects.filter(edition__in=editions).exclude(level=None, not_evaluated=False)
    return {
        (edition_id, indicator_id): _cell(keys.get(level_id or "", ""), sure, provisional)
        for edition_id, indicator_id, level_id, sure, provisional in rows.order_by().values_list(
            "edition_id", "indicator_id", "level_id", "sure", "provisional"
        )
    }


@lru_cache(maxsize=256)
def _cell(level: str, sure: str, provisional: bool) -> Cell:
    """Return what a row of an edition says: a level, or that it was not evaluated. There are few different ones."""
    return Cell(Said.LEVEL if level else Said.NOT_EVALUATED, level, sure, provisional)


_NONE, _NOT_ASKED = Cell(Said.NONE), Cell(Said.NOT_ASKED)


def _row(
    shown: Framework,
    indicator: Indicator,
    columns: tuple[Column, ...],
    judged: dict[tuple[str, str], Cell],
) -> Row:
    cells = tuple(
        judged.get((column.edition_id, indicator.id))
        or (_NOT_ASKED if column.only and indicator.id not in column.only else _NONE)
        for column in columns
    )
    levels = shown.level_by_key
    counted = [cell for cell in cells if cell.said in (Said.LEVEL, Said.NONE)]
    return Row(
        indicator,
        cells,
        spread(
            (levels.get(cell.level) for cell in counted),
            not_evaluated=sum(cell.said is Said.NOT_EVALUATED for cell in cells),
        ),
    )
