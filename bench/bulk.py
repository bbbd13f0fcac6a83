"""Stores very many rows at once, as tuples: making a model of each would take longer than storing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction


def store(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Store rows of these fields, the others as a new row has them; return how many. A transaction of its own."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    at = {name: place for place, name in enumerate(names)}
    fixed = {
        field.attname: field.get_db_prep_save(field.get_default(), connection)
        for field in fields
        if field.attname not in at
    }
    columns = ", ".join(f'"{field.column}"' for field in fields)

    def values() -> Iterable[tuple[Any, ...]]:
        for row in rows:
            yield tuple(
                row[at[field.attname]] if field.attname in at else fixed[field.attname] for field in fields
            )

    table = model._meta.db_table
    stored = 0
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for row in values():
                    copy.write_row(row)
                    stored += 1
        else:
            blanks = ", ".join("%s" for _field in fields)
            some = [tuple(_plain(value) for value in row) for row in values()]
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({blanks})', some)
            stored = len(some)
    return stored


def _plain(value: Any) -> Any:
    """Return a value as SQLite keeps it: a moment in UTC, a day, in words."""
    if hasattr(value, "hour"):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if hasattr(value, "year") else value
