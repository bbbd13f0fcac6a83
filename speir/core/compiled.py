"""Queries of the busiest pages, compiled to SQL once per process instead of at every request.

Building and compiling a QuerySet costs Django more than the database needs to answer it (docs/adr/0014). A Compiled
query is still written as a QuerySet, and a test holds each to the rows that its QuerySet gives.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Compiled:
    """A `values_list` query in which only texts change from call to call.

    `build` takes one text for each blank and returns the QuerySet: what varies is compared as it stands (`=`), and
    branches on a blank's value are not possible, since it is called once, with stand-ins. One query per call.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, tuple[Any, ...]]], *, blanks: int) -> None:
        """Keep how the query is built; nothing is compiled before the first call."""
        self.build = build
        self.blanks = blanks
        self._kept: dict[str, tuple[str, tuple[Any, ...], dict[int, Any]]] = {}

    def __call__(self, *values: str) -> list[tuple[Any, ...]]:
        """Return the rows that the QuerySet of these texts gives. Raises TypeError for a wrong number of them."""
        if len(values) != self.blanks:
            raise TypeError(f"{self.blanks} texts are wanted, not {len(values)}.")
        sql, params, converters = self._kept.get(connection.vendor) or self._compile()
        filled = [values[_BLANKS[p]] if p in _BLANKS else p for p in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not converters:
            return rows
        made = []
        for row in rows:
            columns = list(row)
            for place, (functions, expression) in converters.items():
                for function in functions:
                    columns[place] = function(columns[place], expression, connection)
            made.append(tuple(columns))
        return made

    def _compile(self) -> tuple[str, tuple[Any, ...], dict[int, Any]]:
        queryset = self.build(*list(_BLANKS)[: self.blanks])
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if {p for p in params if p in _BLANKS} != set(list(_BLANKS)[: self.blanks]):
            raise TypeError("Every blank must reach the database as the text it is.")
        columns = [expression for expression, _sql, _alias in (compiler.select or ())[: compiler.col_count]]
        kept = self._kept[connection.vendor] = sql, tuple(params), compiler.get_converters(columns)
        return kept


_BLANKS = {f"blank {number} of a compiled query": number for number in range(12)}
