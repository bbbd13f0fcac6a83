"""The newest of what several lists hold together, each cut short by an index of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from speir.access.actor import Actor
from speir.evidence import policy
from speir.evidence.models import Item

# The condition of whoever narrows nothing down.
LEAST = Q(withdrawn_at__isnull=True)


def newest(parts: Sequence[QuerySet[Item]], condition: Q, most: int) -> list[str]:
    """Return the ids of the newest items, at most so many, of the lists taken together and of a condition. One query.

    One condition with OR would make either kind of database look through everything, or sort it.
    """
    return _ids(*_statement(parts, condition, most))


def newest_at_once(actor: Actor, today: dt.date, most: int) -> list[str]:
    """Return the ids of the newest items that the actor may see and that are not withdrawn. One query."""
    return _ids(*_kept(actor, today, most))


@lru_cache(maxsize=1024)
def _kept(actor: Actor, today: dt.date, most: int) -> tuple[str, tuple[Any, ...]]:
    """Return the statement for one person as they stand on a day: building it takes longer than its answer."""
    return _statement(policy.visible_parts(actor), LEAST, most)


def _ids(sql: str, params: tuple[Any, ...]) -> list[str]:
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def _statement(parts: Sequence[QuerySet[Item]], condition: Q, most: int) -> tuple[str, tuple[Any, ...]]:
    halves: list[str] = []
    params: list[Any] = []
    for rows in parts:
        cut = rows.filter(condition).order_by("-written_at", "-id").values_list("id", "written_at")[:most]
        try:
            sql, values = cut.query.sql_with_params()
        except EmptyResultSet:
            continue
        halves.append(f"SELECT * FROM ({sql}) part_{len(halves)}")  # noqa: S608  Django's own SQL
        params += values
    if not halves:
        return "", ()
    return f"{' UNION '.join(halves)} ORDER BY 2 DESC, 1 DESC LIMIT {most:d}", tuple(params)
