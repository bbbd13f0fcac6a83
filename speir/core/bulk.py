"""Storing many rows at once: made ready before the transaction, so that it holds SQLite's lock for a moment only."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model


def ready(rows: Iterable[Model]) -> bytes:
    """Return rows of one model as the database takes them, packed. None of them is stored yet."""
    made = [
        [field.get_db_prep_save(field.pre_save(row, True), connection) for field in _given(type(row))]
        for row in rows
    ]
    return zlib.compress(json.dumps(made, default=_said).encode(), 1)


def store(model: type[Model], packed: bytes) -> int:
    """Store rows that were made `ready`, in the transaction that is open; return how many. Signals hear nothing."""
    rows: Sequence[Sequence[Any]] = json.loads(zlib.decompress(packed))
    columns = [connection.ops.quote_name(str(field.column)) for field in _given(model)]
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns)})"
    if rows:
        insert = f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608  names of our own
        with connection.cursor() as cursor:
            cursor.executemany(insert, rows)
    return len(rows)


def _given(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the fields whose values the row brings; a number that counts up is the database's own."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]


def _said(value: object) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form that both databases take.")
