"""Where to look next: advice over a whole broad view, in sentences. It never blocks and never scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speir.core.text import listed
from speir.evaluations.rules.judging import Sure
from speir.evaluations.rules.seeking import another
from speir.evaluations.rules.standing import Standing

MOST = 5


@dataclass(frozen=True, slots=True)
class Look:
    """One line of advice; `number` names an indicator to go to, or is empty."""

    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the advice needs to know of one indicator; `sources` are the kinds of source that tell most of it."""

    number: str
    crucial: bool
    judged: bool
    not_evaluated: bool
    sure: str
    standing: Standing
    sources: tuple[str, ...] = ()


def where_to_look(seen: Iterable[Seen], names: Mapping[str, str]) -> list[Look]:
    """Return at most five lines of advice, the crucial indicators first; then what a few more sources would settle.

    `names` are those of the framework's kinds of source by their keys.
    """
    rows = [row for row in seen if not row.not_evaluated]
    said: list[Look] = []
    for row in rows:
        if row.crucial and not row.judged:
            what = (
                "is crucial and has evidence but no judgement"
                if row.standing.pieces
                else "is crucial: look here early"
            )
            said.append(Look(row.number, what))
    said += [
        Look(row.number, "is judged but not yet known for sure")
        for row in rows
        if row.judged and row.sure == Sure.NOT_YET_KNOWN
    ]
    for row in sorted(rows, key=lambda row: (not row.crucial, row.number)):
        if row.judged and row.standing.contradicted:
            said.append(Look(row.number, "has evidence that contradicts its level"))
        elif row.judged and row.crucial and row.sure == Sure.SOME_DOUBT:
            said.append(Look(row.number, "is crucial and judged with some doubt"))
        elif row.judged and (thin := _thin(row, names)):
            said.append(Look(row.number, thin))
    unheard = [row.number for row in rows if row.judged and row.standing.pieces and not row.standing.voice]
    if len(unheard) == 1:
        said = [*said[: MOST - 1], Look(unheard[0], "has no view of children or families yet")]
    elif unheard:
        said = [*said[: MOST - 1], Look("", f"No view of children or families yet in {listed(unheard)}")]
    return said[:MOST]


def _thin(row: Seen, names: Mapping[str, str]) -> str:
    """Return why a level stands on thin ground, and a kind of source to try; empty where it does not."""
    standing = row.standing
    if not standing.pieces:
        return "is judged without evidence so far"
    if standing.kinds > 1:
        return "rests on evidence that is stale" if standing.stale == standing.pieces else ""
    if not standing.kinds and not standing.only_intended:
        return "is judged, and no source confirms it yet"
    other = another(standing, names, row.sources)
    try_it = f": try {other}" if other else ""
    return f"rests on {'one kind of source' if standing.kinds else 'what is intended alone'}{try_it}"
