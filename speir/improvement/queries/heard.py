"""You said, we did: what was heard and answered in a unit, what nobody has answered yet, and the sheets of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled, CompiledModels
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.evidence import policy as evidence
from speir.evidence.models import Item
from speir.improvement.models import Answering, AnsweringOf
from speir.improvement.policy import heard
from speir.improvement.queries.boards import UnitOf, board_of
from speir.improvement.queries.heard_rests import AT_ONCE, RestsOn, rested
from speir.improvement.queries.heard_rests import rests_on as rests_on_each
from speir.improvement.queries.heard_said import answering_said, head_of, link_of
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

    `at` is an answer that is to stand on the page. Six queries. Raises NotYours.
    """
    unit = board_of(actor, unit_id)
    writes = unit.belongs and heard.writes(actor, unit.path)
    gives_out = unit.belongs and heard.gives_out(actor, unit.path)
    query = _of_unit(actor, timezone.localdate())
    of_sheet, ready, gone = _stand(query, query.given(unit_id))
    found = cut(of_sheet, of=of, page=page, at=at)
    shown = [one for ids in found.shown.values() for one in ids]
    answers = _answers(actor, [*shown, *(gone if writes else ())], hinted=writes or gives_out)
    on_page = [one for one in answers if not one.removed_by]
    parts = ((SHEETS[key], tuple(one for one in on_page if _is_for(one, SHEETS[key]))) for key in found.shown)
    waiting, more = unanswered_counts(actor, unit_id, unit.path) if writes else ((), False)
    return HeardPage(
        unit=unit,
        writes=writes,
        gives_out=gives_out,
        parts=tuple(parts),
        cut=found,
        ready=ready,
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
    if row is None or (row.removed_at is not None and not heard.writes(actor, row.unit.path)):
        raise NotYours
    writes, gives_out = heard.writes(actor, row.unit.path), heard.gives_out(actor, row.unit.path)
    (answer,) = _answers(actor, [row.pk], hinted=writes or gives_out)
    head, here = head_of(actor, row.unit), around(actor, heard.READS).filter(pk=row.unit_id)
    return OneAnswer(head, answer, writes, gives_out, here.exists())


def sheet_page(actor: Actor, unit_id: str, key: str) -> SheetPage:
    """Return a sheet: what is ready to be given out, without what it rests on. Four queries. Raises NotYours."""
    if key not in SHEETS:
        raise NotYours
    unit = board_of(actor, unit_id)
    sheet = SHEETS[key]
    rows = heard.visible_to(actor).filter(unit=unit_id, voice=sheet.voice, age=sheet.age, removed_at=None)
    found = sorted(rows.prefetch_related("rests_on"), key=_newest, reverse=True)
    ready = tuple(_answer(one, None, (), hinted=False) for one in found if one.ready_at)
    return SheetPage(unit, unit.path, sheet, ready, len(found) - len(ready))


def unanswered_counts(actor: Actor, unit_id: str, path: str) -> tuple[tuple[tuple[str, int], ...], bool]:
    """Return by voice how many pieces of evidence carry its views and have no answer yet, and whether there are more.

    One query, which looks through the newest.
    """
    found: dict[str, int] = defaultdict(int)
    looked = _looked(actor, timezone.localdate(), unit_id, path)()
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


@lru_cache(maxsize=64)
def _stand(
    query: Compiled, rows: tuple[tuple[Any, ...], ...]
) -> tuple[dict[str, list[str]], dict[str, int], tuple[str, ...]]:
    """Return where answers stand, from rows that were given, and kept by them.

    By the keys of sheets those of each, the newest first, and how many of them are ready; and the newest taken out.
    """
    places = sorted((_Place(*row) for row in query.made(rows)), key=_newest, reverse=True)
    there = [one for one in places if one.removed_at is None]
    of_sheet = {
        sheet.key: [one for one in there if (one.voice, one.age) == (sheet.voice, sheet.age)]
        for sheet in SHEETS.values()
    }
    gone = [one.id for one in places if one.removed_at is not None][:MOST_REMOVED]
    return (
        {key: [one.id for one in those] for key, those in of_sheet.items()},
        {key: sum(one.ready_at is not None for one in those) for key, those in of_sheet.items()},
        tuple(gone),
    )


def _newest(one: Answering | _Place) -> tuple[dt.date, dt.datetime, str]:
    return (one.on or dt.date.min, one.written_at, one.id)


_ROWS = CompiledModels(lambda *ids: Answering.objects.filter(pk__in=ids).order_by(), blanks=AT_ONCE)
_LINKS = CompiledModels(
    lambda *ids: AnsweringOf.objects.filter(answering__in=ids).order_by("id"), blanks=AT_ONCE
)


def _answers(actor: Actor, ids: list[str], *, hinted: bool) -> tuple[Answer, ...]:
    """Return answers, the newest heard first; those without a day last. Three queries, none for none."""
    query = rested(actor, timezone.localdate())
    return _made(query, _ROWS.given_of(ids), _LINKS.given_of(ids), query.given_of(ids), hinted)


@lru_cache(maxsize=64)
def _made(
    query: CompiledModels[AnsweringOf],
    rows: tuple[tuple[Any, ...], ...],
    links: tuple[tuple[Any, ...], ...],
    rest: tuple[tuple[Any, ...], ...],
    hinted: bool,
) -> tuple[Answer, ...]:
    """Return answers from rows that were given, and kept by them: what they say, their links, what of them is read."""
    of: dict[str, list[str]] = defaultdict(list)
    for one in _LINKS.made(links):
        of[one.answering_id].append(link_of(one))
    rests_on = rests_on_each(query, rest)
    found = sorted(_ROWS.made(rows), key=_newest, reverse=True)
    told = {one.id for one in found if one.removed_at is None or len(found) == 1}
    return tuple(
        _answer(one, of[one.id], tuple(rests_on[one.id]) if one.id in told else (), hinted=hinted)
        for one in found
    )


def _answer(
    row: Answering, links: list[str] | None, rests_on: tuple[RestsOn, ...], *, hinted: bool
) -> Answer:
    said = answering_said(row, links)
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
