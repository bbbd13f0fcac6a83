"""Entries to read: searched within a unit, or what concerns oneself; newest first, page by page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from speir.access.actor import Actor
from speir.core import ids
from speir.trail import policy
from speir.trail.models import Entry
from speir.trail.rules.chain import Facts

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: within which unit (its path), and as far as anything else matters."""

    path: str
    person_id: str = ""
    verb: str = ""
    about: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first; `older` is the mark by which the next page is asked for, empty on the last."""

    entries: tuple[Facts, ...]
    older: str


def search(actor: Actor, wanted: Wanted, *, before: str = "", most: int = PAGE) -> Page:
    """Return what was done within a unit. One query. Raises NotYours."""
    return _page([_wanted(actor, wanted)], before, most)


def concerning(actor: Actor, *, before: str = "", most: int = PAGE) -> Page:
    """Return what the actor did, and what others did to them. Two queries."""
    return _page(list(policy.concerning(actor)), before, most)


def of_thing(
    actor: Actor, path: str, about: str, about_id: str, *, verb: str, before: str = "", most: int = PAGE
) -> Page:
    """Return when that deed was done to one thing within a unit, newest first. One query. Raises NotYours."""
    return _page([policy.of_thing(actor, path, about, about_id).filter(verb=verb)], before, most)


def read_today(actor: Actor, about: Collection[str], ids: Collection[str]) -> QuerySet[Entry, Any]:
    """Return which of these things the actor's reading of today is recorded for, as a query for (id, `read`)."""
    rows = Entry.objects.filter(about__in=about, about_id__in=ids, at__gte=_midnight(timezone.localdate()))
    return rows.filter(verb="read", person_id=actor.person_id).values_list("about_id", "verb")


def last_deed(verbs: Collection[str], about: str, about_id: str) -> Facts | None:
    """Return the last of these deeds that was done to a thing by whoever, None where none was. One query."""
    rows = Entry.objects.filter(about=about, about_id=about_id, verb__in=verbs).order_by("-at", "-id")
    return next((entry.facts() for entry in rows[:1]), None)


def details_of(verb: str, about: Collection[str], ids: Collection[str]) -> defaultdict[str, list[str]]:
    """Return what the trail says of this deed, by the id of the thing that it was done to. One query."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = Entry.objects.filter(verb=verb, about__in=about, about_id__in=ids)
    for one, detail in rows.values_list("about_id", "detail"):
        found[one].append(detail)
    return found


def every(
    actor: Actor, wanted: Wanted | None, *, most: int, at_once: int = 1000
) -> Iterator[tuple[Facts, ...]]:
    """Yield all that `search` finds (or, for None, `concerning`), `most` at the most, in parts. Raises NotYours."""
    before, left = "", most
    while left > 0:
        size = min(at_once, left)
        page = (
            concerning(actor, before=before, most=size)
            if wanted is None
            else search(actor, wanted, before=before, most=size)
        )
        if page.entries:
            yield page.entries
        if not page.older:
            return
        before, left = page.older, left - size


def _wanted(actor: Actor, wanted: Wanted) -> QuerySet[Entry]:
    rows = policy.visible_within(
        actor, wanted.path, verb=wanted.verb, about=wanted.about, person_id=wanted.person_id
    )
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + dt.timedelta(days=1)))
    return rows


def _midnight(date: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(date, dt.time.min))


def _page(sets: list[QuerySet[Entry]], before: str, most: int) -> Page:
    """Return the newest of the sets' entries before a mark."""
    mark = _read(before)
    found: list[Entry] = []
    for rows in sets:
        if mark:
            at, entry_id = mark
            rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=entry_id))
        found += rows.order_by("-at", "-id")[: most + 1]
    if len(sets) > 1:
        found.sort(key=lambda entry: (entry.at, entry.id), reverse=True)
    shown = tuple(entry.facts() for entry in found[:most])
    return Page(shown, _mark(shown[-1]) if len(found) > most else "")


def _mark(entry: Facts) -> str:
    return f"{entry.at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{entry.id}"


def _read(mark: str) -> tuple[dt.datetime, str] | None:
    """Return the time and id of a mark; None for what is none, which means the first page."""
    time, _, entry_id = mark.partition("_")
    try:
        at = parse_datetime(time)
    except ValueError:
        return None
    return (at, entry_id) if at and at.tzinfo and ids.is_id(entry_id) else None
