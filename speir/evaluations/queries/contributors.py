"""Who is asked in a joint broad view, as columns beside each other: how far each has come, as a reader may know it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.evaluations.models import AskedOf, Contribution, Joint
from speir.evaluations.policy.parting import left_on, seat_ends
from speir.evaluations.queries.as_it_stood import as_it_stood
from speir.evaluations.queries.sides import Contributor
from speir.evaluations.rules.asking import OUT, Dates, Progress, progress

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
ONLY = Compiled(
    lambda joint_id: (
        AskedOf.objects.filter(contribution__joint_id=joint_id)
        .order_by()
        .values_list("contribution_id", "indicator_id")
    ),
    blanks=1,
)


class Those(NamedTuple):
    """Everybody who is asked and may be named to a reader, by name: who handed in, and who has not or does not."""

    came: tuple[Contributor, ...]
    to_come: tuple[Contributor, ...]
    silent: tuple[Contributor, ...]
    declined: tuple[Contributor, ...]


def contributors(actor: Actor, joint: Joint, until: dt.datetime | None) -> Those:
    """Return everybody who is asked and may be named to this reader. Two queries, four for what stood once."""
    here = places(actor, Permission.READ_EVALUATIONS)
    inside = joint.evaluation.unit_id in here
    given = PARTIES.given(joint.id) if until is None else tuple(_stood(joint, until))
    named = given if inside else tuple(row for row in given if row[9] or row[1] in here)
    asked_of = ONLY.given(joint.id)
    if until is not None:
        return _sorted(joint.due, named, asked_of)
    return _placed(joint.due, named, asked_of, timezone.localdate())


def forget_contributors() -> None:
    """Forget what was kept, as in a process that has just begun."""
    _placed.cache_clear()


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
