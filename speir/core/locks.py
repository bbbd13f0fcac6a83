"""A lock that many may hold at once: while anybody does, nobody changes the rows, and none of the holders waits."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet


def shared(rows: QuerySet[Any, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return a `values_list` of one table's rows as they stand, held as they are until the transaction ends.

    Whoever locks them for a change (`select_for_update`) waits for all who hold them, and holders wait for that change.
    SQLite lets one transaction write at a time anyway. Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Rows are locked inside a transaction.")
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql if connection.vendor == "sqlite" else f"{sql} FOR SHARE", params)
        return list(cursor.fetchall())
