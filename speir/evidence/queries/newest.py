"""The newest of what several lists hold together, each cut short by an index of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from speir.evidence.models import Item


def newest(parts: Sequence[QuerySet[Item]], condition: Q, most: int) -> list[str]:
    """Return the ids of the newest items, at most so many, of the lists taken together and of a condition. One query.

    One condition with OR would make either kind of database look through everything, or sort it.
    """
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
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{' UNION '.join(halves)} ORDER BY 2 DESC, 1 DESC LIMIT {most:d}", params)
        return [row[0] for row in cursor.fetchall()]
