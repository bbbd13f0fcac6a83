"""The log of disposals, and whether a sealed text is what disposals have left of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.retention.models import Disposal, Removal
from speir.retention.rules.removing import REASONS, Gone, digest_of, leads
from speir.trail.queries.entries import details_of

PAGE = 50
VERB = "removed words from"


@dataclass(frozen=True, slots=True)
class Logged:
    """A disposal: who, when, why (a key of REASONS and its sentence), of which thing, in how many places.

    `whole` says that the log of it is as it was written: its digest fits, and stands in the trail.
    """

    id: str
    at: dt.datetime
    by: str
    reason: str
    about: str
    about_id: str
    path: str
    places: int
    whole: bool

    @property
    def why(self) -> str:
        """Why it was removed, as a sentence."""
        return REASONS[self.reason][0]


@dataclass(frozen=True, slots=True)
class Page:
    """Disposals, newest first; `older` is the number of the next page, 0 on the last."""

    lines: tuple[Logged, ...]
    older: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What disposals did to one row: the notes of them, oldest first, and whether they lead to what it is now."""

    notes: tuple[tuple[dt.date, str], ...]
    whole: bool


def emptied_since(about: str, about_id: str, since: dt.datetime) -> bool:
    """Return whether words were removed from a thing since then. One query."""
    return Disposal.objects.filter(about=about, about_id=about_id, at__gte=since).exists()


def facts_of(row: Disposal) -> Mapping[str, object]:
    """Return a disposal as it is sealed, without its removals."""
    at = row.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    facts = (row.about, row.about_id, row.path, row.reason, row.places, row.by, row.by_name, at)
    return {"disposal": facts}


def log(actor: Actor, *, page: int = 1) -> Page:
    """Return the disposals of what the actor leads, and their own, newest first. Three queries."""
    first = (page - 1) * PAGE
    rows = list(_visible(actor).order_by("-at", "-id")[first : first + PAGE + 1])
    return Page(tuple(_logged(rows[:PAGE])), page + 1 if len(rows) > PAGE else 0)


def every(actor: Actor, *, most: int) -> list[Logged]:
    """Return the disposals that `log` shows, `most` at the most. Three queries."""
    return _logged(list(_visible(actor).order_by("-at", "-id")[:most]))


def removed_since(*, minutes: int) -> bool:
    """Return whether anything was removed in the last so many minutes. One query."""
    since = timezone.now() - dt.timedelta(minutes=minutes)
    return Disposal.objects.filter(at__gte=since).exists()


def changed(in_table: str, row_id: str, sealed: str, now: str) -> Changed:
    """Return what disposals did to a sealed row, and whether they lead from the digest it was sealed with to `now`.

    One query where nothing was removed, three where something was.
    """
    rows = list(
        Removal.objects.filter(in_table=in_table, row_id=row_id)
        .select_related("disposal")
        .order_by("disposal__at", "id")
    )
    steps = [(row.before, row.after) for row in rows]
    if len({before for before, _after in steps}) < len(steps) or not leads(sealed, now, steps):
        return Changed(_notes(rows), whole=False)
    logged = _logged([row.disposal for row in rows])
    return Changed(_notes(rows), whole=all(one.whole for one in logged))


def _notes(rows: list[Removal]) -> tuple[tuple[dt.date, str], ...]:
    return tuple((timezone.localtime(r.disposal.at).date(), REASONS[r.disposal.reason][1]) for r in rows)


def _visible(actor: Actor) -> QuerySet[Disposal]:
    condition = Q(by=actor.person_id)
    for path in reach(actor, Permission.DISPOSE):
        condition |= Q(path__startswith=path)
    return Disposal.objects.filter(condition)


def _logged(rows: list[Disposal]) -> list[Logged]:
    if not rows:
        return []
    gone = _gone([row.id for row in rows])
    kept = details_of(VERB, {row.about for row in rows}, {row.about_id for row in rows})
    return [
        Logged(
            id=row.id,
            at=timezone.localtime(row.at),
            by=row.by_name,
            reason=row.reason,
            about=row.about,
            about_id=row.about_id,
            path=row.path,
            places=row.places,
            whole=row.digest == digest_of(facts_of(row), gone[row.id])
            and any(detail.endswith(row.digest) for detail in kept[row.about_id]),
        )
        for row in rows
    ]


def _gone(ids: Collection[str]) -> defaultdict[str, list[Gone]]:
    found: defaultdict[str, list[Gone]] = defaultdict(list)
    rows = Removal.objects.filter(disposal__in=ids)
    for one, *rest in rows.values_list("disposal_id", "in_table", "row_id", "fields", "before", "after"):
        found[one].append(Gone(*rest))
    return found
