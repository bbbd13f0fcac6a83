"""What judgements said at a moment, whatever became of them since: from editions, agreements and changes of level."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from speir.core.text import day
from speir.evaluations.models import Agreement, Edition, Judgement, LevelChange, ThemeFinding
from speir.evaluations.rules.judging import NOT_EVALUATED, SURE_WORDS
from speir.evaluations.rules.looks.naming import Kind
from speir.evaluations.rules.record import RecordJudgement
from speir.evaluations.rules.record_text import judgement_in
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework
from speir.improvement.rules.closing import Stood


@dataclass
class History:
    """What is known of some judgements beside their rows, each by the judgement's or the evaluation's id."""

    changes: dict[str, list[LevelChange]] = field(default_factory=lambda: defaultdict(list))
    editions: dict[str, list[Edition]] = field(default_factory=lambda: defaultdict(list))
    agreements: dict[tuple[str, str], Agreement] = field(default_factory=dict)
    themes: dict[str, list[ThemeFinding]] = field(default_factory=lambda: defaultdict(list))
    contents: dict[str, str] = field(default_factory=dict)


def history(rows: Sequence[Judgement], moment: dt.datetime) -> History:
    """Return what is known of these judgements, to tell what they say now and said at a moment. Five queries."""
    found = History()
    views = {row.evaluation_id for row in rows}
    for change in LevelChange.objects.filter(judgement__in=rows).order_by("at", "id"):
        found.changes[change.judgement_id].append(change)
    editions = Edition.objects.filter(evaluation__in=views).defer("content").order_by("number")
    for edition in editions:
        found.editions[edition.evaluation_id].append(edition)
    agreed = Agreement.objects.filter(
        round__moderation__evaluation__in=views, round__indicator__in={row.indicator_id for row in rows}
    ).select_related("round__moderation")
    for one in agreed.order_by("at", "id"):
        found.agreements[one.round.moderation.evaluation_id, one.round.indicator_id] = one
    for finding in ThemeFinding.objects.filter(look__in=views).order_by("theme"):
        found.themes[finding.look_id].append(finding)
    needed = {one.pk for row in rows for one in _to_read(row, found, moment)}
    if needed:
        found.contents = dict(Edition.objects.filter(pk__in=needed).values_list("pk", "content"))
    return found


def _to_read(row: Judgement, known: History, moment: dt.datetime) -> list[Edition]:
    """Return the editions whose texts tell what the row itself does not say any more."""
    editions = known.editions.get(row.evaluation_id, [])
    then = [one for one in editions if one.sealed_at <= moment]
    changed = row.written_at is None or row.written_at > moment
    return [*([] if row.frozen else editions[-1:]), *(then[-1:] if changed else [])]


def settled(row: Judgement, known: History) -> tuple[Stood, dt.datetime] | None:
    """Return what a judgement says that people have settled on, and when it was recorded; None where they have not.

    Settled is what stands in a sealed edition, in a finished closer look, and what a moderation agreed.
    """
    if row.evaluation.kind == Kind.CLOSER_LOOK:
        return _live(row, known) if row.evaluation.look.finished_at else None
    editions = known.editions.get(row.evaluation_id, [])
    if row.frozen and editions:
        return _live(row, known, editions[-1])
    found = [_agreed(row, known), *([_sealed(row, known, editions[-1])] if editions else [])]
    there = [one for one in found if one is not None]
    return max(there, key=lambda one: one[1]) if there else None


def at(row: Judgement, known: History, moment: dt.datetime) -> tuple[Stood, dt.datetime] | None:
    """Return what a judgement said at a moment, settled or not, and when that was recorded; None if nothing yet."""
    if row.written_at is not None and row.written_at <= moment:
        editions = [one for one in known.editions.get(row.evaluation_id, []) if one.sealed_at <= moment]
        return _live(row, known, editions[-1] if editions and row.frozen else None)
    sealed = [one for one in known.editions.get(row.evaluation_id, []) if one.sealed_at <= moment]
    if sealed:
        return _sealed(row, known, sealed[-1])
    changes = [one for one in known.changes.get(row.pk, []) if one.at <= moment]
    if not changes or not changes[-1].after:
        return None
    last = changes[-1]
    return _stood(row, level=last.after, on=last.at, by=last.by_name, reason=last.why), last.at


def _live(row: Judgement, known: History, edition: Edition | None = None) -> tuple[Stood, dt.datetime] | None:
    """What its row says now, which nobody can change meanwhile; None where that is nothing."""
    texts = _texts(row) or _of_themes(row, known)
    level = NOT_EVALUATED if row.not_evaluated else (row.level.key if row.level else "")
    if not level and texts is None:
        return None
    changes = known.changes.get(row.pk, [])
    if level and changes:
        on, by = changes[-1].at, changes[-1].by_name
    elif texts is not None and not level:
        on, by = texts.on or row.evaluation.begun_at, texts.by
    else:
        on, by = row.written_at or row.evaluation.begun_at, row.written_by_name
    stood = _stood(
        row,
        level=level,
        on=on,
        by=by,
        reason=row.reason,
        sure=row.sure,
        strengths=texts.strengths if texts else "",
        improvements=texts.improvements if texts else "",
        edition=edition,
    )
    return stood, on


@dataclass(frozen=True, slots=True)
class _Texts:
    strengths: str
    improvements: str
    on: dt.datetime | None
    by: str


def _texts(row: Judgement) -> _Texts | None:
    if not row.strengths and not row.improvements:
        return None
    hands = ((row.strengths_at, row.strengths_by_name), (row.improvements_at, row.improvements_by_name))
    on, by = max(((at_, by) for at_, by in hands if at_), default=(row.written_at, row.written_by_name))
    return _Texts(row.strengths, row.improvements, on, by)


def _of_themes(row: Judgement, known: History) -> _Texts | None:
    """What a closer look wrote theme by theme, where nothing is written of the indicator as a whole."""
    paths = {theme.path for theme in _shown(row).by_id[row.indicator_id].themes}
    found = [one for one in known.themes.get(row.evaluation_id, []) if one.theme in paths]
    strengths = "\n".join(one.strengths for one in found if one.strengths)
    weaknesses = "\n".join(one.weaknesses for one in found if one.weaknesses)
    if not strengths and not weaknesses:
        return None
    hands = [
        hand
        for one in found
        for hand in ((one.strengths_at, one.strengths_by_name), (one.weaknesses_at, one.weaknesses_by_name))
    ]
    on, by = max(((at_, by) for at_, by in hands if at_), default=(row.written_at, row.written_by_name))
    return _Texts(strengths, weaknesses, on, by)


def _agreed(row: Judgement, known: History) -> tuple[Stood, dt.datetime] | None:
    one = known.agreements.get((row.evaluation_id, row.indicator_id))
    if one is None or not one.agreed:
        return None
    level = NOT_EVALUATED if one.not_evaluated else _level(row, one.level_id)
    stood = _stood(
        row,
        level=level,
        on=one.at,
        by=one.by_name,
        reason=one.reason,
        sure=one.sure,
        strengths=row.strengths,
        improvements=row.improvements,
    )
    return stood, one.at


def _sealed(row: Judgement, known: History, edition: Edition) -> tuple[Stood, dt.datetime] | None:
    """What an edition says, whose broad view has been opened again since."""
    said = judgement_in(known.contents[edition.pk], _shown(row).by_id[row.indicator_id].number)
    if said is None or not (said.level or said.not_evaluated or said.strengths or said.improvements):
        return None
    changes = [one for one in known.changes.get(row.pk, []) if one.at <= edition.sealed_at]
    on = changes[-1].at if changes and (said.level or said.not_evaluated) else _written(said, edition)
    by = changes[-1].by_name if changes else said.written_by
    level = NOT_EVALUATED if said.not_evaluated else (said.level.key if said.level else "")
    stood = _stood(
        row,
        level=level,
        on=on,
        by=by,
        reason=said.reason,
        sure=said.sure,
        strengths=said.strengths,
        improvements=said.improvements,
        edition=edition,
    )
    return stood, on


def _written(said: RecordJudgement, edition: Edition) -> dt.datetime:
    return dt.datetime.fromisoformat(said.written_at) if said.written_at else edition.sealed_at


def _stood(
    row: Judgement,
    *,
    level: str,
    on: dt.datetime,
    by: str,
    reason: str,
    sure: str = "",
    strengths: str = "",
    improvements: str = "",
    edition: Edition | None = None,
) -> Stood:
    shown, evaluation = _shown(row), row.evaluation
    indicator, named = shown.by_id[row.indicator_id], shown.level_by_key.get(level)
    look = evaluation.kind == Kind.CLOSER_LOOK
    return Stood(
        number=indicator.number,
        title=indicator.title,
        level=named.name if named else "",
        level_key=level,
        position=named.position if named else 0,
        on=day(timezone.localdate(on)),
        by=by,
        sure=SURE_WORDS.get(sure, ""),
        reason=reason,
        strengths=strengths,
        improvements=improvements,
        of=evaluation.title,
        place=evaluation.unit.name,
        view="" if look else evaluation.pk,
        edition=edition.number if edition else 0,
        look=evaluation.pk if look else "",
    )


def _level(row: Judgement, level_id: str | None) -> str:
    level = _shown(row).level_by_id.get(level_id or "")
    return level.key if level else ""


def _shown(row: Judgement) -> Framework:
    return read_framework(row.evaluation.framework_id, row.evaluation.framework.stamp)


def latest(found: Iterable[tuple[Stood, dt.datetime] | None]) -> Stood | None:
    """Return what was recorded last."""
    there = [one for one in found if one is not None]
    return max(there, key=lambda one: one[1])[0] if there else None
