"""Where an item of evidence is used: beside which judgements, and in which sealed editions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateTimeField, QuerySet, Value

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.core.text import period
from speir.evaluations import policy
from speir.evaluations.models import Citation, EditionItem
from speir.evaluations.rules.looks.naming import Kind
from speir.sharing import policy as sharing
from speir.sharing.rules import Home, at_home

MOST = 100
LONG_AGO = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Beside:
    """A judgement that cites an item: the indicator's number, its broad view or closer `look`, and what the item does.

    Where it stands in a sealed edition, `edition` is that one's number and `sealed_at` its day; `stance` is empty.
    """

    view_id: str
    view: str
    unit: str
    number: str
    stance: str = ""
    edition: int = 0
    sealed_at: dt.datetime | None = None
    look: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """Where an item is used, as far as its reader may see: now, and in sealed editions, the newest first.

    `unseen` counts the other broad views that use it. Those that are their owner's alone are not among them: nobody
    learns of one. `more`: there are more than are listed.
    """

    now: tuple[Beside, ...]
    sealed: tuple[Beside, ...]
    unseen: int
    more: bool

    @property
    def anywhere(self) -> bool:
        """Whether it is used at all, as far as its reader may know."""
        return bool(self.now or self.sealed or self.unseen)


_VIEW = ("id", "title", "period_from", "period_to", "unit__name", "home_id", "owner", "only_me", "kind")


def _placed(rows: QuerySet[Any], evaluation: str, *place: str) -> QuerySet[Any]:
    """Return what is said of each row's broad view, and where in it the item stands."""
    return rows.values_list(*(f"{evaluation}__{name}" for name in _VIEW), *place)


# Where an item stands beside a judgement, and in an edition: number, stance, edition, when it was sealed.
USED = Compiled(
    lambda item_id: _placed(
        Citation.objects.filter(item_id=item_id).annotate(
            edition=Value(0), sealed_at=Value(None, output_field=DateTimeField())
        ),
        "judgement__evaluation",
        "judgement__indicator__number",
        "stance",
        "edition",
        "sealed_at",
    ).union(
        _placed(
            EditionItem.objects.filter(item_id=item_id).annotate(stance=Value("", output_field=CharField())),
            "edition__evaluation",
            "number",
            "stance",
            "edition__number",
            "edition__sealed_at",
        ),
        all=True,
    ),
    blanks=1,
)


def used(actor: Actor, item_id: str) -> Used:
    """Return where an item, which the caller fetched through policy, is used.

    One query, and one or two more where one of the broad views was written where its reader does not belong.
    """
    rows = USED(item_id)
    rows.sort(key=lambda row: (-row[3].toordinal(), row[len(_VIEW)]))
    homes = {row[0]: Home(unit_id=row[5], owner=row[6], only_me=row[7]) for row in rows}
    read = Permission.READ_EVALUATIONS
    away = {one: home.unit_id for one, home in homes.items() if not at_home(actor, read, home)}
    shut = away.keys() - sharing.opened(actor, read, policy.ABOUT, away) if away else set()
    beside = [_beside(row) for row in rows if row[0] not in shut]
    cited = [one for one in beside if not one.sealed_at]
    sealed = sorted(
        (one for one in beside if one.sealed_at), key=lambda one: one.sealed_at or LONG_AGO, reverse=True
    )
    return Used(
        now=tuple(cited[:MOST]),
        sealed=tuple(sealed[:MOST]),
        unseen=sum(1 for one in shut if not homes[one].only_me),
        more=len(cited) > MOST or len(sealed) > MOST,
    )


def _beside(row: tuple[Any, ...]) -> Beside:
    view_id, title, start, end, unit, _home, _owner, _only_me, kind, number, stance, edition, sealed_at = row
    dated = period(start, end)
    named = title if title.endswith(dated) else f"{title} · {dated}"
    look = kind == Kind.CLOSER_LOOK.value
    return Beside(view_id, named, unit, number, stance, edition, sealed_at, look)
