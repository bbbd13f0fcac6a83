"""You said, we did: what was heard and answered in a unit, what nobody has answered yet, and the sheets of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.evidence import policy as evidence
from speir.evidence.models import Item
from speir.improvement.models import Answering, AnsweringOf
from speir.improvement.policy import heard
from speir.improvement.queries.boards import UnitOf, board_of
from speir.improvement.queries.heard_rests import RestsOn
from speir.improvement.queries.heard_rests import rests_on as rests_on_each
from speir.improvement.queries.heard_said import answering_said, head_of
from speir.improvement.rules.heard import SHEETS, TEXTS, Said, SheetFor, said_mark
from speir.improvement.rules.naming import Voice
from speir.improvement.rules.paging import Cut, cut
from speir.improvement.rules.plain import hints
from speir.organisations.models import Unit
from speir.organisations.policy import around

# Of views without an answer, the newest so many are looked through.
MOST_LOOKED = 300
MOST_REMOVED = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as its page shows it; `hints` are by field, to those who write."""

    id: str
    said: Said
    on: str
    mark: str
    rests_on: tuple[RestsOn, ...]
    ready_by: str
    ready_on: str
    by: str
    removed_by: str
    hints: tuple[tuple[str, str], ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it may be given out."""
        return bool(self.ready_on)


@dataclass(frozen=True, slots=True)
class HeardPage:
    """A unit's answers by whom they are for; `unanswered`: by voice, how much evidence has no answer yet.

    `more`: there was too much to look through all of it. `cut` says which answers stand on the page, by the keys of
    sheets, and `ready` how many of each sheet's are ready to be given out.
    """

    unit: UnitOf
    writes: bool
    gives_out: bool
    parts: tuple[tuple[SheetFor, tuple[Answer, ...]], ...]
    cut: Cut
    ready: Mapping[str, int]
    removed: tuple[Answer, ...]
    unanswered: tuple[tuple[str, int], ...]
    more: bool


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What may be given out to some readers: the newest heard first. `path`: where the trail tells of it."""

    unit: UnitOf
    path: str
    sheet: SheetFor
    answers: tuple[Answer, ...]
    waiting: int


def heard_page(actor: Actor, unit_id: str, *, of: str = "", page: int = 1, at: str = "") -> HeardPage:
    """Return what was heard and answered in a unit: of each sheet the first few, or a page of the sheet `of`.

    `at` is an answer that is to stand on the page. Seven queries. Raises NotYours.
    """
    unit, row = _unit(actor, unit_id)
    writes = unit.belongs and heard.writes(actor, row)
    gives_out = unit.belongs and heard.gives_out(actor, row)
    places = [_Place(*row) for row in _of_unit(actor, timezone.localdate())(unit_id)]
    places.sort(key=_newest, reverse=True)
    there = [one for one in places if one.removed_at is None]
    of_sheet = {
        sheet.key: [one for one in there if (one.voice, one.age) == (sheet.voice, sheet.age)]
        for sheet in SHEETS.values()
    }
    found = cut({key: [one.id for one in those] for key, those in of_sheet.items()}, of=of, page=page, at=at)
    gone = [one.id for one in places if one.removed_at is not None][:MOST_REMOVED] if writes else []
    shown = [one for ids in found.shown.values() for one in ids]
    rows = Answering.objects.filter(pk__in=[*shown, *gone])
    answers = _answers(actor, rows, hinted=writes or gives_out) if shown or gone else []
    on_page = [one for one in answers if not one.removed_by]
    parts = ((SHEETS[key], tuple(one for one in on_page if _is_for(one, SHEETS[key]))) for key in found.shown)
    waiting, more = unanswered_counts(actor, row) if writes else ((), False)
    return HeardPage(
        unit=unit,
        writes=writes,
        gives_out=gives_out,
        parts=tuple(parts),
        cut=found,
        ready={key: sum(one.ready_at is not None for one in those) for key, those in of_sheet.items()},
        removed=tuple(one for one in answers if one.removed_by),
        unanswered=waiting,
        more=more,
    )


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """One answer by itself, to whoever may read it; `around`: its unit's pages are open to them, too."""

    unit: UnitOf
    answer: Answer
    writes: bool
    gives_out: bool
    around: bool


def heard_one(actor: Actor, answering_id: str) -> OneAnswer:
    """Return one answer to whoever may read it, also where it was shared with them by name. Raises NotYours."""
    rows = (
        heard.visible_to(actor).filter(pk=answering_id) if is_id(answering_id) else Answering.objects.none()
    )
    row = rows.select_related("unit").first()
    if row is None or (row.removed_at is not None and not heard.writes(actor, row.unit)):
        raise NotYours
    writes, gives_out = heard.writes(actor, row.unit), heard.gives_out(actor, row.unit)
    (answer,) = _answers(actor, rows, hinted=writes or gives_out)
    head, here = head_of(actor, row.unit), around(actor, heard.READS).filter(pk=row.unit_id)
    return OneAnswer(head, answer, writes, gives_out, here.exists())


def sheet_page(actor: Actor, unit_id: str, key: str) -> SheetPage:
    """Return a sheet: what is ready to be given out, without what it rests on. Four queries. Raises NotYours."""
    if key not in SHEETS:
        raise NotYours
    unit, row = _unit(actor, unit_id)
    sheet = SHEETS[key]
    rows = heard.visible_to(actor).filter(unit=unit_id, voice=sheet.voice, age=sheet.age, removed_at=None)
    found = _ordered(rows.prefetch_related("rests_on"))
    ready = tuple(_answer(one, (), hinted=False) for one in found if one.ready_at)
    return SheetPage(unit, row.path, sheet, ready, len(found) - len(ready))


def unanswered_counts(actor: Actor, unit: Unit) -> tuple[tuple[tuple[str, int], ...], bool]:
    """Return by voice how many pieces of evidence carry its views and have no answer yet, and whether there are more.

    One query, which looks through the newest.
    """
    found: dict[str, int] = defaultdict(int)
    looked = _looked(actor, timezone.localdate(), unit.pk, unit.path)()
    for row in looked[:MOST_LOOKED]:
        for voice, carries, done in zip(Voice, row[:3], row[3:], strict=True):
            found[voice.value] += bool(carries and not done)
    return tuple((voice, count) for voice, count in found.items() if count), len(looked) > MOST_LOOKED


@lru_cache(maxsize=256)
def _looked(actor: Actor, _today: dt.date, unit_id: str, path: str) -> Compiled:
    rows = _unanswered(actor, unit_id, path)
    return Compiled(lambda: rows.values_list(*_FLAGS, *_DONE)[: MOST_LOOKED + 1], blanks=0)


def unanswered(actor: Actor, unit: Unit, voice: str = "", most: int = 20) -> QuerySet[Item]:
    """Return the newest evidence that carries such views, or any, and has no answer yet."""
    rows = _unanswered(actor, unit.pk, unit.path)
    if voice in set(Voice):
        rows = rows.filter(**{f"voice_{voice}": True, f"done_{voice}": False})
    return rows[:most]


_FLAGS = tuple(f"voice_{voice.value}" for voice in Voice)
_DONE = tuple(f"done_{voice.value}" for voice in Voice)


def _unanswered(actor: Actor, unit_id: str, path: str) -> QuerySet[Item]:
    answers = AnsweringOf.objects.filter(
        item=OuterRef("pk"), answering__removed_at=None, answering__unit=unit_id
    )
    done = {f"done_{voice.value}": Exists(answers.filter(answering__voice=voice.value)) for voice in Voice}
    open_ones = Q()
    for voice in Voice:
        open_ones |= Q(**{f"voice_{voice.value}": True, f"done_{voice.value}": False})
    rows = evidence.visible_to(actor).filter(unit__path__startswith=path, withdrawn_at=None)
    return rows.annotate(**done).filter(open_ones).order_by("-written_at", "-id")


def _unit(actor: Actor, unit_id: str) -> tuple[UnitOf, Unit]:
    unit = board_of(actor, unit_id)
    return unit, Unit.objects.get(pk=unit_id)


@lru_cache(maxsize=256)
def _of_unit(actor: Actor, _today: dt.date) -> Compiled:
    """Return the query for where the answers of a unit stand, of those that the actor reads on a day."""
    rows = heard.visible_to(actor).order_by()
    return Compiled(lambda unit_id: rows.filter(unit=unit_id).values_list(*_Place._fields), blanks=1)


class _Place(NamedTuple):
    """What of an answer says where it stands, since there can be many."""

    id: str
    voice: str
    age: str
    on: dt.date | None
    written_at: dt.datetime
    ready_at: dt.datetime | None
    removed_at: dt.datetime | None


def _is_for(answer: Answer, sheet: SheetFor) -> bool:
    return (answer.said.voice, answer.said.age) == (sheet.voice, sheet.age)


def _ordered(rows: QuerySet[Answering]) -> list[Answering]:
    """Return answers, the newest heard first; those without a day last."""
    return sorted(rows, key=_newest, reverse=True)


def _newest(one: Answering | _Place) -> tuple[dt.date, dt.datetime, str]:
    return (one.on or dt.date.min, one.written_at, one.id)


def _answers(actor: Actor, rows: QuerySet[Answering], *, hinted: bool) -> list[Answer]:
    found = _ordered(rows.prefetch_related("rests_on"))
    rests_on = rests_on_each(actor, [one.id for one in found if one.removed_at is None or len(found) == 1])
    return [_answer(one, tuple(rests_on[one.id]), hinted=hinted) for one in found]


def _answer(row: Answering, rests_on: tuple[RestsOn, ...], *, hinted: bool) -> Answer:
    said = answering_said(row)
    found = (
        ((name, hint) for name in TEXTS for hint in hints(getattr(row, name), row.voice)) if hinted else ()
    )
    return Answer(
        id=row.id,
        said=said,
        on=day(row.on) if row.on else "",
        mark=said_mark(said),
        rests_on=rests_on,
        ready_by=row.ready_by_name,
        ready_on=day(timezone.localtime(row.ready_at).date()) if row.ready_at else "",
        by=row.written_by_name,
        removed_by=(row.removed_by_name or "–") if row.removed_at else "",
        hints=tuple(found),
    )
