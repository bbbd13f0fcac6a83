"""All contributions of a joint broad view side by side: what each organisation's edition judges of each indicator."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q
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
from speir.evaluations.rules.spread import counted, talk_first
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator

PARTIES = Compiled(
    lambda joint_id: (
        Contribution.objects.filter(joint_id=joint_id)
        .annotate(agreed=Q(agreed_at__isnull=False))
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
            "agreed",
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
JUDGES = ("edition_id", "indicator_id", "level_id", "not_evaluated", "sure", "provisional")
JUDGED = Compiled(
    lambda joint_id: (
        EditionJudgement.objects.filter(edition__contributions__joint_id=joint_id)
        .order_by()
        .values_list(*JUDGES)
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
    those = _those(actor, joint, until)
    wanted = {indicator_id for (indicator_id,) in ASKED(joint_id)}
    asked = tuple(one for one in shown.indicators if one.id in wanted)
    columns = tuple(one for one in those.came if _fits(one, asking))
    stamp = str(evaluation.framework.stamp)
    return Matrix(
        heading=heading(actor, joint, until),
        framework=shown,
        asked=asked,
        rows=rows_of(shown, stamp, asked, columns, asking, joint_id=joint_id),
        columns=columns,
        made_of=key_of(shown, stamp, asked, columns, asking),
        everybody=those.came,
        to_come=those.to_come,
        silent=those.silent,
        declined=those.declined,
    )


# Rows by all that they are made from. An edition is for ever, so what its rows say cannot become untrue.
MOST_KEPT = 200
_kept: dict[Hashable, tuple[Row, ...]] = {}


def key_of(
    shown: Framework,
    stamp: str,
    asked: tuple[Indicator, ...],
    columns: tuple[Column, ...],
    asking: Asking = ALL,
) -> Hashable:
    """Return all that `rows_of` these are made from, with what the columns are called and where they belong."""
    return (
        shown.id,
        stamp,
        tuple(one.number for one in asked),
        tuple((one.edition_id, one.only, one.name, one.sort, one.locality) for one in columns),
        asking.question,
        asking.by_number,
    )


def rows_of(
    shown: Framework,
    stamp: str,
    asked: tuple[Indicator, ...],
    columns: tuple[Column, ...],
    asking: Asking = ALL,
    *,
    joint_id: str = "",
) -> tuple[Row, ...]:
    """Return the rows in their order. One query for editions that this process has not laid side by side yet.

    `stamp` is the framework's; who may read these editions was asked before. `joint_id` is where they were handed in.
    """
    key = key_of(shown, stamp, asked, columns, asking)
    if (known := _kept.get(key)) is not None:
        return known
    judged = _judged(shown, joint_id, [one.edition_id for one in columns]) if columns else {}
    given = [(judged[one.edition_id], one.only) for one in columns]
    rows = [
        _row(shown, indicator, given)
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


def forget() -> None:
    """Forget what was kept, as in a process that has just begun."""
    _kept.clear()
    _placed.cache_clear()


class Those(NamedTuple):
    """Everybody who is asked and may be named to a reader, by name: who handed in, and who has not or does not."""

    came: tuple[Contributor, ...]
    to_come: tuple[Contributor, ...]
    silent: tuple[Contributor, ...]
    declined: tuple[Contributor, ...]


def _those(actor: Actor, joint: Joint, until: dt.datetime | None) -> Those:
    """Return everybody who is asked and may be named to this reader. Two queries, four for what stood once."""
    here = places(actor, Permission.READ_EVALUATIONS)
    inside = joint.evaluation.unit_id in here
    given = PARTIES.given(joint.id) if until is None else tuple(_stood(joint, until))
    named = given if inside else tuple(row for row in given if row[9] or row[1] in here)
    asked_of = ONLY.given(joint.id)
    if until is not None:
        return _sorted(joint.due, named, asked_of)
    return _placed(joint.due, named, asked_of, timezone.localdate())


@lru_cache(maxsize=128)
def _placed(
    due: dt.date, given: tuple[tuple[Any, ...], ...], asked_of: tuple[tuple[str, str], ...], _today: dt.date
) -> Those:
    """Return them as columns. Every request of a day gives the same rows until somebody hands in."""
    return _sorted(due, PARTIES.made(given), asked_of)


def _sorted(due: dt.date, rows: Iterable[tuple[Any, ...]], asked_of: tuple[tuple[str, str], ...]) -> Those:
    only: dict[str, set[str]] = {}
    for contribution_id, indicator_id in asked_of:
        only.setdefault(contribution_id, set()).add(indicator_id)
    every = [
        _column(_dates(due, *row[10:12]), left_on(*row[12:]), frozenset(only.get(row[0], ())), *row[1:9])
        for row in rows
    ]
    return Those(
        came=tuple(one for one in every if one.edition_id and one.progress not in OUT),
        to_come=tuple(
            one
            for one in every
            if not one.edition_id and not one.left and one.progress not in (Progress.INVITED, *OUT)
        ),
        silent=tuple(one for one in every if not one.left and one.progress is Progress.INVITED),
        declined=tuple(one for one in every if one.progress is Progress.DECLINED),
    )


def _fits(column: Column, asking: Asking) -> bool:
    where = column.locality or WHOLE_AREA
    return asking.locality in ("", where) and asking.sort in ("", column.sort)


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


def _dates(due: dt.date, came_at: Any, extended: Any) -> Dates:
    return Dates(due, extended, timezone.localdate(came_at) if came_at else None)


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


def _judged(shown: Framework, joint_id: str, editions: Sequence[str]) -> dict[str, dict[str, Cell | None]]:
    """Return by edition and indicator what these editions judge, None where it was left open.

    One query; one more where some were handed in to none, or before, or while these were looked up.
    """
    found = _laid(shown, JUDGED.given(joint_id)) if joint_id else {}
    late = [edition for edition in editions if edition not in found]
    if late:
        rows = EditionJudgement.objects.filter(edition__in=late).values_list(*JUDGES)
        found |= {edition: {} for edition in late} | _laid(shown, rows)
    return found


def _laid(shown: Framework, rows: Iterable[Sequence[Any]]) -> dict[str, dict[str, Cell | None]]:
    """Return them as cells. There are few different ones, and hundreds of rows."""
    keys = {level.id: level.key for level in shown.levels}
    found: dict[str, dict[str, Cell | None]] = defaultdict(dict)
    kinds: dict[Sequence[Any], Cell | None] = {}
    for row in rows:
        kind = row[2:]
        if kind not in kinds:
            kinds[kind] = _cell(keys, *kind)
        found[row[0]][row[1]] = kinds[kind]
    return dict(found)


def _cell(
    keys: Mapping[str, str], level_id: str | None, not_evaluated: bool, sure: str, provisional: bool
) -> Cell | None:
    """Return what a row of an edition says: a level, that it was not evaluated, or nothing."""
    if not level_id and not not_evaluated:
        return None
    level = keys.get(level_id or "", "")
    return Cell(Said.LEVEL if level else Said.NOT_EVALUATED, level, sure, bool(provisional))


_NONE, _NOT_ASKED = Cell(Said.NONE), Cell(Said.NOT_ASKED)


def _row(
    shown: Framework, indicator: Indicator, given: Sequence[tuple[Mapping[str, Cell | None], frozenset[str]]]
) -> Row:
    """Return one indicator across those who were asked, each with what it judged and what alone it was asked about."""
    cells = tuple(
        [
            judged.get(indicator.id) or (_NOT_ASKED if only and indicator.id not in only else _NONE)
            for judged, only in given
        ]
    )
    levels = shown.level_by_key
    counts = Counter(cells).items()
    return Row(
        indicator,
        cells,
        counted(
            ((levels.get(cell.level), n) for cell, n in counts if cell.said in (Said.LEVEL, Said.NONE)),
            not_evaluated=sum(n for cell, n in counts if cell.said is Said.NOT_EVALUATED),
        ),
    )
