"""Finding evidence: by words, by what it is, whose it is and what it tells of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.full_text import Holds
from speir.core.words import Asked, Piece, Term, excerpt, marked
from speir.evidence import policy
from speir.evidence.models import Item, ItemTheme, Words
from speir.evidence.queries.items import FIELDS, Evidence, evidence_of, themes_of
from speir.evidence.queries.newest import LEAST, newest, newest_at_once
from speir.evidence.rules.finding import COUNTED, PAGE, UNCITED_COUNTED, After, Wanted, after, tier
from speir.evidence.rules.items import OWN, Voice, is_stale
from speir.organisations.models import Unit

# Up to so many pieces that hold the words are looked at one by one; more of them are gone through newest first.
FEW = 2_000
ANY = Q()
SHOWN = Compiled(
    lambda *ids: (
        Item.objects.filter(pk__in=ids).order_by().values_list(*FIELDS, "own_kind__name", "unit__name")
    ),
    blanks=PAGE,
)
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
VOICES = {voice.value: f"voice_{voice.value}" for voice in Voice}


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of evidence as it was found. `shows` and `around` (from its account) with the words marked.

    `unit` is the name of the unit that it is about; `stale`: its time is over.
    """

    item: Evidence
    unit: str
    shows: tuple[Piece, ...]
    around: tuple[Piece, ...]
    stale: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. `count` is of all pages, on the first one alone; over `counted` nobody counts on.

    `older` is where the next page goes on, empty on the last one.
    """

    lines: tuple[Line, ...]
    count: int | None
    older: str
    counted: int = COUNTED


def find(
    actor: Actor,
    wanted: Wanted,
    *,
    today: dt.date,
    uncited: Callable[[str], Q] | None = None,
    narrower: Q = ANY,
    themes: bool = False,
    at: str = "",
    counting: bool = True,
    most: int = PAGE,
) -> Found:
    """Return a page of the evidence that the actor may see and that is wanted, best first, then newest first.

    `uncited` gives the condition that nothing the actor can read cites the item whose id stands in the column that it
    is given: what cites it is known further up.
    `narrower` is one more condition. `at` is where the page goes on. Only with `themes` it is told which
    themes an item bears on. At most five queries for the ids, and two for what is shown.
    """
    place = after(at)
    condition = _condition(actor, wanted, today, uncited) & narrower
    counted = UNCITED_COUNTED if wanted.uncited else COUNTED
    first = counting and place is None
    wish = (counted if first else most) + 1
    if place is None and not wanted.words and condition == LEAST:
        # What everybody opens first is asked for in the same words every time.
        ids = [(0, one) for one in newest_at_once(actor, today, wish)]
    else:
        ids = _ids(actor, wanted.words, condition, place, wish, uncited if wanted.uncited else None)
    lines = tuple(_lines([one for _tier, one in ids[:most]], wanted.words, today, themes=themes))
    older = ""
    if len(ids) > most and lines:
        last = lines[-1].item
        older = str(After(ids[most - 1][0], _microseconds(last.written_at), last.id))
    return Found(lines, len(ids) if first else None, older, counted)


def _condition(actor: Actor, wanted: Wanted, today: dt.date, uncited: Callable[[str], Q] | None) -> Q:
    """Return everything but the words. What is in another table is found there first: SQLite would guess wrongly."""
    made = _plain(wanted) & _days(wanted)
    if wanted.withdrawn != "also":
        made &= Q(withdrawn_at__isnull=wanted.withdrawn != "only")
    if wanted.theme:
        how = "theme__startswith" if wanted.theme.endswith("/") else "theme"
        made &= Q(pk__in=ItemTheme.objects.filter(**{how: wanted.theme}).values("item_id"))
    if wanted.unit:
        below = Unit.objects.filter(path__contains=f"{wanted.unit}/")
        made &= Q(unit_id__in=below.values("pk"))
    if wanted.stale:
        made &= Q(valid_until__lt=today)
    if wanted.mine:
        made &= Q(owner=actor.person_id)
    if wanted.uncited and uncited is not None:
        made &= uncited("pk")
    return made


def _plain(wanted: Wanted) -> Q:
    asked = {name: getattr(wanted, name) for name in ("speaks_of", "taken_as", "triage")}
    own = wanted.kind.startswith(OWN)
    asked["own_kind" if own else "kind"] = wanted.kind.removeprefix(OWN)
    made = Q(**{name: value for name, value in asked.items() if value})
    return made & Q(**{VOICES[wanted.voice]: True}) if wanted.voice in VOICES else made


def _days(wanted: Wanted) -> Q:
    """Return the condition that something of what an item tells of lies in the days that are wanted."""
    made = Q()
    if wanted.since:
        made &= Q(to_day__gte=wanted.since) | Q(to_day__isnull=True, from_day__gte=wanted.since)
    if wanted.until:
        made &= Q(from_day__lte=wanted.until)
    return made


def _ids(
    actor: Actor,
    words: Asked,
    condition: Q,
    place: After | None,
    wish: int,
    uncited: Callable[[str], Q] | None,
) -> list[tuple[int, str]]:
    """Return (tier, id) of what is wanted, in order, at most `wish`.

    Whatever is rare is looked for first, so that as little as possible is gone through: the words, else the rest.
    """
    for term in words.none:
        condition &= ~_held([term])
    parts = policy.visible_parts(actor)
    if not words.every:
        return [(0, one) for one in newest(parts, condition & _beyond(place, 0), wish)]
    few = _few(words.every)
    if few is not None:
        return _among(actor, words, condition, few, place)[:wish]
    if uncited is not None and connection.vendor == "sqlite":
        # By the words' own table, without a look at the pieces themselves: most of what says a word is used somewhere.
        # PostgreSQL finds the shorter way itself from the two conditions below.
        few = _few(words.every, also=uncited("item_id"))
        if few is not None:
            return _among(actor, words, condition, few, place)[:wish]
    elif condition != LEAST:
        # Its words are looked for before whatever else is asked of a piece, which costs more.
        all_there = newest(parts, _held(words.every) & condition, FEW + 1)
        if len(all_there) <= FEW:
            few = list(Words.objects.filter(item_id__in=all_there).values_list("item_id", "first"))
            return _among(actor, words, condition, few, place)[:wish]
    made: list[tuple[int, str]] = []
    for at, held in _tiers(words):
        if (place is None or at >= place.tier) and len(made) < wish:
            few = _few(words.every, first="first") if at == 0 else None
            if few is not None:
                found = _among(actor, words, condition, few, place)[: wish - len(made)]
            else:
                beyond = held & condition & _beyond(place, at)
                found = [(at, one) for one in newest(parts, beyond, wish - len(made))]
            made += found
    return made


def _few(terms: Sequence[Term], *, first: str = "", also: Q = ANY) -> list[tuple[str, str]] | None:
    """Return the ids of all pieces that hold these terms with their first words, or None where they are not few."""
    rows = list(_rows(terms, first=first).filter(also).values_list("item_id", "first")[: FEW + 1])
    return rows if len(rows) <= FEW else None


def _among(
    actor: Actor, words: Asked, condition: Q, few: list[tuple[str, str]], place: After | None
) -> list[tuple[int, str]]:
    """Return those of a few that are wanted and may be seen, in order."""
    at = {item_id: tier(first, words) for item_id, first in few}
    rows = Item.objects.filter(condition, pk__in=list(at)) if at else Item.objects.none()
    found = policy.seen_among(actor, rows.order_by())
    keys = sorted((at[one], -_microseconds(written), _reverse(one), one) for one, written in found)
    if place is not None:
        keys = [key for key in keys if key[:3] > (place.tier, -place.written, _reverse(place.id))]
    return [(key[0], key[3]) for key in keys]


def _tiers(words: Asked) -> Iterator[tuple[int, Q]]:
    """Yield each tier with its condition. For a single term nothing is between all and none."""
    every = list(words.every)
    all_first, some_first = _held(every, first="first"), _held(every, first="first", some=True)
    yield 0, all_first
    if len(every) > 1:
        yield 1, _held(every) & some_first & ~all_first
    yield 2, _held(every) & ~some_first


def _rows(terms: Sequence[Term], *, first: str = "", some: bool = False) -> QuerySet[Words]:
    return Words.objects.filter(Holds(terms, first=first, some=some))


def _held(terms: Sequence[Term], *, first: str = "", some: bool = False) -> Q:
    return Q(Exists(_rows(terms, first=first, some=some).filter(item_id=OuterRef("pk"))))


def _beyond(place: After | None, at: int) -> Q:
    """Return the condition of what comes after this place, in the tier where it is."""
    if place is None or place.tier != at:
        return Q()
    written = EPOCH + dt.timedelta(microseconds=place.written)
    return Q(written_at__lte=written) & (Q(written_at__lt=written) | Q(id__lt=place.id))


def _microseconds(moment: dt.datetime) -> int:
    return (moment - EPOCH) // dt.timedelta(microseconds=1)


def _reverse(item_id: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in item_id)


def _lines(ids: Sequence[str], words: Asked, today: dt.date, *, themes: bool) -> Iterator[Line]:
    rows: dict[str, tuple[Any, ...]] = {}
    for at in range(0, len(ids), PAGE):
        some = ids[at : at + PAGE]
        # What is asked for twice changes nothing.
        rows |= {row[0]: row for row in SHOWN(*some, *[some[0]] * (PAGE - len(some)))}
    bears = themes_of(rows) if themes and rows else {}
    for one in ids:
        if one in rows:
            *values, own_kind, unit = rows[one]
            item = evidence_of(values, bears.get(one, ()), own_kind)
            around = excerpt(item.account, words)
            yield Line(item, unit, marked(item.shows, words), around, is_stale(item.valid_until, today))


def to_cite(
    actor: Actor,
    wanted: Wanted,
    *,
    unit_id: str,
    without: Iterable[str],
    today: dt.date,
    most: int,
    elsewhere: bool = False,
) -> list[Line]:
    """Return items of a unit that could be cited, without those ids: what bears on the wanted theme comes first.

    `elsewhere`: those of other units that the actor may read instead. What is invented for the demonstration stays
    there.
    """
    left = Q(unit_id=unit_id) & ~Q(pk__in=list(without))
    if elsewhere:
        invented = Unit.objects.filter(pk=unit_id).values_list("demonstration", flat=True).first()
        left = Q(unit__demonstration=bool(invented)) & ~Q(unit_id=unit_id) & ~Q(pk__in=list(without))
    here = find(actor, wanted, today=today, narrower=left, themes=True, counting=False, most=most).lines
    left &= ~Q(pk__in=[line.item.id for line in here])
    rest = replace(wanted, theme="")
    wish = most - len(here)
    return [
        *here,
        *(
            find(actor, rest, today=today, narrower=left, themes=True, counting=False, most=wish).lines
            if wish
            else ()
        ),
    ]
