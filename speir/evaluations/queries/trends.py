"""The levels of one indicator by date in one unit, from its sealed editions, with what people wrote between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day, period
from speir.evaluations import policy
from speir.evaluations.models import Edition, EditionJudgement, TrendNote
from speir.evaluations.policy import trends
from speir.evaluations.rules.record_origin import RecordAgreement
from speir.evaluations.rules.record_text import judgement_in
from speir.evaluations.rules.trends import KINDS, Point, breaks, change, mark_of
from speir.frameworks.queries import all_current
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator
from speir.organisations.models import Unit

MOST_UNITS = 200


@dataclass(frozen=True, slots=True)
class At:
    """A sealed edition on the line: what it says, what that changed, and why. `before` is the edition before it."""

    point: Point
    on: str
    evaluation_id: str
    number: int
    title: str
    sealed_by: str
    said: str
    breaks: bool
    sure: str
    provisional: bool
    reason: str
    agreement: RecordAgreement | None
    before: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that somebody wrote down between. `base` marks it as it stands."""

    id: str
    unit_id: str
    indicator: Indicator
    framework: str
    day: dt.date
    on: str
    kind: str
    words: str
    text: str
    by: str
    may_change: bool
    base: str


@dataclass(frozen=True, slots=True)
class Trend:
    """One indicator of a unit by date. `frameworks` are (key, title) of all that its editions are by."""

    unit_id: str
    unit: str
    framework: Framework
    indicator: Indicator
    frameworks: tuple[tuple[str, str], ...]
    editions: tuple[At, ...]
    notes: tuple[Note, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Of:
    """A unit of which the reader may read sealed editions."""

    id: str
    name: str


def units(actor: Actor) -> list[Of]:
    """Return the units of which the actor may read a sealed edition, by name, so many at most. One query."""
    views = policy.visible_to(actor).filter(editions__isnull=False)
    rows = views.order_by("unit__name", "unit_id").values_list("unit_id", "unit__name").distinct()
    return [Of(*row) for row in rows[:MOST_UNITS]]


def frameworks_of(actor: Actor, unit_id: str) -> list[Framework]:
    """Return the frameworks of a unit's sealed editions that the actor may read, latest used first. Two queries."""
    return _frameworks(_views(actor, unit_id))


def trend(actor: Actor, unit_id: str, number: str, key: str = "") -> Trend:
    """Return how an indicator went in a unit, by the framework of this key or the one that was used last.

    Six queries. Raises NotYours for a unit of which the actor may know nothing, and for an indicator that there is not.
    """
    unit = Unit.objects.filter(pk=unit_id).first() if is_id(unit_id) else None
    if unit is None:
        raise NotYours
    views = _views(actor, unit_id)
    frameworks = _frameworks(views)
    here = unit.id in places(actor, Permission.READ_EVALUATIONS)
    if not frameworks and here:
        frameworks = list(all_current())  # nothing sealed yet, in a unit of one's own
    if not frameworks:
        raise NotYours
    framework = next((one for one in frameworks if one.key == key), None if key else frameworks[0])
    indicator = framework.by_number.get(number) if framework else None
    if framework is None or indicator is None:
        raise NotYours
    return Trend(
        unit_id=unit.id,
        unit=unit.name,
        framework=framework,
        indicator=indicator,
        frameworks=tuple((one.key, one.title) for one in frameworks),
        editions=tuple(_editions([one for one, key in views if key == framework.key], number)),
        notes=tuple(_notes(actor, unit, framework, indicator)),
        may_write=here and may(actor, Permission.WRITE_JUDGEMENTS, unit.path),
    )


def note_to_change(actor: Actor, note_id: str) -> Note:
    """Return a note to whoever may change it. Raises NotYours, NotAllowed."""
    row = trends.require_note(actor, note_id)
    framework = row.indicator.key_question.framework
    shown = read_framework(framework.id, framework.stamp)
    return _note(actor, row, shown.by_number[row.indicator.number], framework.key)


def _views(actor: Actor, unit_id: str) -> list[tuple[str, str]]:
    """Return the ids of a unit's broad views that the actor may read, each with its framework's key."""
    views = policy.visible_to(actor, in_order=True).filter(unit=unit_id)
    return list(views.values_list("pk", "framework__key"))


def _frameworks(views: list[tuple[str, str]]) -> list[Framework]:
    rows = Edition.objects.filter(evaluation__in=[one for one, _key in views])
    found: dict[str, tuple[str, str]] = {}
    for key, one, stamp in rows.order_by("-sealed_at", "-number").values_list(
        "evaluation__framework__key", "evaluation__framework_id", "evaluation__framework__stamp"
    ):
        found.setdefault(key, (one, stamp))
    return [read_framework(one, stamp) for one, stamp in found.values()]


def _editions(views: list[str], number: str) -> list[At]:
    """Return the editions of these broad views by one framework, with what they judge of an indicator. Two queries.

    What is judged is looked up by edition: by its indicator it would be looked for among everybody's.
    """
    editions = {
        row.id: row
        for row in Edition.objects.filter(evaluation__in=views).select_related("evaluation__framework")
    }
    versions = {row.evaluation.framework_id: row.evaluation.framework.stamp for row in editions.values()}
    known = [read_framework(one, stamp).by_number.get(number) for one, stamp in versions.items()]
    judged = EditionJudgement.objects.filter(
        edition__in=editions, indicator__in=[one.id for one in known if one]
    )
    rows = sorted(
        ((editions[row.edition_id], row) for row in judged.order_by()),
        key=lambda each: (each[0].sealed_at, each[0].number, each[1].id),
    )
    found: list[At] = []
    for edition, row in rows:
        evaluation = edition.evaluation
        on = timezone.localdate(edition.sealed_at)
        before = found[-1] if found else None
        framework = read_framework(evaluation.framework_id, evaluation.framework.stamp)
        level = framework.level_by_id[row.level_id] if row.level_id else None
        point = Point(on, level, row.not_evaluated, evaluation.framework.version)
        last = before.point if before else None
        sealed = judgement_in(edition.content, number)
        found.append(
            At(
                point=point,
                on=day(on),
                evaluation_id=evaluation.id,
                number=edition.number,
                title=_dated(evaluation.title, period(evaluation.period_from, evaluation.period_to)),
                sealed_by=edition.sealed_by_name,
                said=change(last, point),
                breaks=breaks(last, point),
                sure=row.sure,
                provisional=row.provisional,
                reason=sealed.reason if sealed else "",
                agreement=sealed.agreement if sealed else None,
                before=(before.evaluation_id, before.number) if before else None,
            )
        )
    return found


def _dated(title: str, when: str) -> str:
    """Return title and period; a title that ends with the period says it already."""
    return title if title.endswith(when) else f"{title} · {when}"


def _notes(actor: Actor, unit: Unit, framework: Framework, indicator: Indicator) -> list[Note]:
    rows = trends.notes_of(actor).filter(
        unit=unit,
        indicator__number=indicator.number,
        indicator__key_question__framework__key=framework.key,
    )
    rows = rows.select_related("unit").order_by("day", "at", "id")
    return [_note(actor, row, indicator, framework.key) for row in rows]


def _note(actor: Actor, row: TrendNote, indicator: Indicator, key: str) -> Note:
    return Note(
        id=row.id,
        unit_id=row.unit_id,
        indicator=indicator,
        framework=key,
        day=row.day,
        on=day(row.day),
        kind=row.kind,
        words=KINDS[row.kind],
        text=row.text,
        by=row.by_name,
        may_change=trends.changes(actor, row),
        base=mark_of(row.day, row.kind, row.text),
    )
