"""All contributions of a joint broad view side by side: what each organisation's edition judges of each indicator."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.evaluations.models import Asked, EditionJudgement
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries.contributors import contributors, forget_contributors
from speir.evaluations.queries.joints import heading
from speir.evaluations.queries.sides import WHOLE_AREA, Asking, Cell, Column, Matrix, Row, Said
from speir.evaluations.rules.spread import counted, talk_first
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator

ASKED = Compiled(
    lambda joint_id: Asked.objects.filter(joint_id=joint_id).order_by().values_list("indicator_id"),
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
    those = contributors(actor, joint, until)
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
    forget_contributors()


def _fits(column: Column, asking: Asking) -> bool:
    where = column.locality or WHOLE_AREA
    return asking.locality in ("", where) and asking.sort in ("", column.sort)


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
