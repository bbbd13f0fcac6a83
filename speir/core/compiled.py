"""Queries of the busiest pages, compiled to SQL once per process instead of at every request.

Building and compiling a QuerySet costs Django more than the database needs to answer it (docs/adr/0014). A Compiled
query is still written as a QuerySet, and a test holds each to the rows that its QuerySet gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A query as one kind of database takes it, and what makes Python's values of its columns.

    Where `params` is None, all of it stands in the SQL, and nothing is looked for there.
    """

    sql: str
    params: tuple[Any, ...] | None
    locks: bool
    converters: dict[int, Any]
    made: Callable[[Sequence[Any]], Any]


class _Kept:
    """A query whose SQL is kept, and in which texts are filled in afterwards."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, blanks: int) -> None:
        """Keep how the query is built; nothing is compiled before the first call."""
        self.build = build
        self.blanks = blanks
        self._ready: dict[str, _Ready] = {}

    def given(self, *values: str) -> tuple[tuple[Any, ...], ...]:
        """Return rows as the database gives them: to keep by them what `made` and more make of them."""
        return tuple(self._given(values))

    def given_of(self, values: Sequence[str]) -> tuple[tuple[Any, ...], ...]:
        """Return the same for any number of texts of which all are looked for: a query for each so many as blanks.

        What is asked for twice changes nothing, so fewer are filled up with the first. No query for none.
        """
        found: tuple[tuple[Any, ...], ...] = ()
        for start in range(0, len(values), self.blanks):
            some = values[start : start + self.blanks]
            found += self.given(*some, *[some[0]] * (self.blanks - len(some)))
        return found

    def made(self, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Return what the QuerySet gives for rows that were `given`. No query."""
        return self._made(rows)

    def _rows(self, values: tuple[str, ...]) -> list[Any]:
        return self._made(self._given(values))

    def _given(self, values: tuple[str, ...]) -> list[Any]:
        """Return the rows as the database gives them."""
        if len(values) != self.blanks:
            raise TypeError(f"{self.blanks} texts are wanted, not {len(values)}.")
        try:
            ready = self._here()
        except EmptyResultSet:  # as where somebody belongs nowhere: Django asks nothing then, either
            return []
        if ready.locks and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("Rows are locked inside a transaction.")
        if not ready.sql:
            return []
        given = ready.params
        filled = None if given is None else [values[_BLANKS[p]] if p in _BLANKS else p for p in given]
        with connection.cursor() as cursor:
            cursor.execute(ready.sql, filled)
            return list(cursor.fetchall())

    def _made(self, rows: Iterable[Any]) -> list[Any]:
        rows = list(rows)
        if not rows:
            return []
        ready = self._here()
        return [ready.made(_converted(row, ready.converters)) for row in rows]

    def _here(self) -> _Ready:
        return self._ready.get(connection.vendor) or self._compile()

    def _compile(self) -> _Ready:
        queryset = self.build(*list(_BLANKS)[: self.blanks])
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # whatever is filled in, the query gives nothing
            nothing = self._ready[connection.vendor] = _Ready("", (), False, {}, tuple)
            return nothing
        if {p for p in params if p in _BLANKS} != set(list(_BLANKS)[: self.blanks]):
            raise TypeError("Every blank must reach the database as the text it is.")
        columns = [expression for expression, _sql, _alias in (compiler.select or ())[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        locks = bool(queryset.query.select_for_update)
        given: tuple[Any, ...] | None = tuple(params)
        if connection.vendor == "sqlite":
            sql, given = _written_in(sql, params)
        ready = _Ready(sql, given, locks, converters, self._maker(compiler))
        self._ready[connection.vendor] = ready
        return ready

    def _maker(self, compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
        """Return what makes an answer of a row."""
        return tuple


class Compiled(_Kept):
    """A `values_list` query in which only texts change from call to call.

    `build` takes one text for each blank and returns the QuerySet: what varies is compared as it stands (`=`), and
    branches on a blank's value are not possible, since it is called once, with stand-ins. One query per call.
    """

    def __call__(self, *values: str) -> list[tuple[Any, ...]]:
        """Return the rows that the QuerySet of these texts gives. Raises TypeError for a wrong number of them."""
        return self._rows(values)


class CompiledModels(_Kept, Generic[M]):
    """The same for a query that gives models, and with each those that its `select_related` names.

    What it annotates is set on the model, as Django does. It does without prefetching. Raises
    TransactionManagementError for a lock outside a transaction.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], *, blanks: int) -> None:
        """Keep how the query is built; nothing is compiled before the first call."""
        super().__init__(build, blanks=blanks)

    def __call__(self, *values: str) -> list[M]:
        """Return the models that the QuerySet of these texts gives. Raises TypeError for a wrong number of them."""
        return self._rows(values)

    def _maker(self, compiler: SQLCompiler) -> Callable[[Sequence[Any]], M]:
        """Return what Django's ModelIterable does with each row."""
        select, info = compiler.select or [], compiler.klass_info or {}
        model: type[M] = info["model"]
        first, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:end]]
        # The stubs are a version ahead, where one more is wanted.
        populators = get_related_populators(info, select, "default")  # type: ignore[call-arg]
        besides = tuple((compiler.annotation_col_map or {}).items())

        def made(row: Sequence[Any]) -> M:
            thing = model.from_db("default", names, row[first:end])
            for populator in populators:
                populator.populate(row, thing)
            for name, place in besides:
                setattr(thing, name, row[place])
            return thing

        return made


def _written_in(sql: str, params: Sequence[Any]) -> tuple[str, tuple[Any, ...] | None]:
    """Return SQL with what never changes written into it, and what is still to be given with it.

    SQLite prepares a statement anew whenever a value is bound that its plan could go by: a LIKE, or what a partial
    index asks. For a long statement that costs more than to run it. A number is written where it is selected or
    compared alone: in ORDER BY it would be a place.
    """
    pieces, given, at, rest = [], [], 0, iter(params)
    for found in _PLACES.finditer(sql):
        before = sql[at : found.start()]
        pieces.append(before)
        at = found.end()
        if found.group() == "%%":
            pieces.append("%")
            continue
        one = next(rest)
        written = _written(one, before)
        if written is None:
            given.append(one)
        pieces.append(_TO_GIVE if written is None else written)
    filled = "".join([*pieces, sql[at:]])
    # With parameters, the percent signs of SQL are doubled; without, they are as they stand.
    return (filled.replace("%", "%%").replace(_TO_GIVE, "%s"), tuple(given)) if given else (filled, None)


def _written(one: Any, before: str) -> str | None:
    """Return a value as it is written into SQL after this text; None for one that is given with it."""
    if isinstance(one, str) and one not in _BLANKS and "\0" not in one:
        return _quoted(one)
    if isinstance(one, int) and before.endswith(("SELECT ", " = ", " < ", " > ", "WHEN ", "THEN ", "ELSE ")):
        return str(int(one))
    return None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _converted(row: Sequence[Any], converters: dict[int, Any]) -> Sequence[Any]:
    if not converters:
        return row
    columns = list(row)
    for place, (functions, expression) in converters.items():
        for function in functions:
            columns[place] = function(columns[place], expression, connection)
    return columns


_PLACES = re.compile("%[%s]")
# No text of a query holds it: it is not in SQL, and in a value it would be a bound one.
_TO_GIVE = "\0"
_BLANKS = {f"blank {number} of a compiled query": number for number in range(64)}
