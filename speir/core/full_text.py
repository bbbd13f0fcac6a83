"""Finding rows by words: an index of a table's stems, which the database keeps in step by itself, on both kinds.

The table holds stems (`core.words`) in two text columns, `first` and `rest`: what stands in `first` comes first when it
is found. On SQLite an FTS5 table stands beside it, with triggers; on PostgreSQL a generated tsvector, with a GIN index.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models import F, Func
from django.db.models.sql.compiler import SQLCompiler

from speir.core.words import BREAK, Term, fts5, tsquery


def index_name(table: str) -> str:
    """Return the name of the FTS5 table on SQLite, of the GIN index on PostgreSQL."""
    return f"{table}_fts"


def statements(vendor: str, table: str, first: str, rest: str) -> list[str]:
    """Return the SQL that makes the index of a table; `vendor` is `sqlite` or `postgresql`."""
    name = index_name(table)
    if vendor == "postgresql":
        # Stems are Latin letters and figures: the parser has nothing to decide, and `simple` changes nothing.
        vector = (
            f"setweight(to_tsvector('simple', {first} || ' {BREAK}'), 'A') || to_tsvector('simple', {rest})"
        )
        return [
            f"ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({vector}) STORED",
            f"CREATE INDEX {name} ON {table} USING gin (vector)",
        ]
    # The names are our own tables' and columns'.
    gone = f"INSERT INTO {name} ({name}, rowid, {first}, {rest}) VALUES ('delete', OLD.id, OLD.{first}, OLD.{rest})"  # noqa: S608
    come = f"INSERT INTO {name} (rowid, {first}, {rest}) VALUES (NEW.id, NEW.{first}, NEW.{rest})"  # noqa: S608
    return [
        f"CREATE VIRTUAL TABLE {name} USING fts5({first}, {rest}, content='{table}', content_rowid='id', "
        "columnsize=0, tokenize='unicode61')",
        f"CREATE TRIGGER {name}_come AFTER INSERT ON {table} BEGIN {come}; END",
        f"CREATE TRIGGER {name}_gone AFTER DELETE ON {table} BEGIN {gone}; END",
        f"CREATE TRIGGER {name}_changed AFTER UPDATE ON {table} BEGIN {gone}; {come}; END",
        f"INSERT INTO {name} ({name}) VALUES ('rebuild')",  # noqa: S608
    ]


def undoing(vendor: str, table: str) -> list[str]:
    """Return the SQL that takes the index away again."""
    name = index_name(table)
    if vendor == "postgresql":
        return [f"DROP INDEX IF EXISTS {name}", f"ALTER TABLE {table} DROP COLUMN IF EXISTS vector"]
    return [
        *(f"DROP TRIGGER IF EXISTS {name}_{which}" for which in ("come", "gone", "changed")),
        f"DROP TABLE IF EXISTS {name}",
    ]


class FullText(Operation):
    """A migration step: a model's stems are indexed.

    SQLite drops triggers when it rebuilds a table, so repeat the step after each later change of it.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, *, first: str, rest: str) -> None:
        self.model_name = model_name
        self.first = first
        self.rest = rest

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model's state is the same."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Make the index, anew where there was one."""
        table, vendor = self._table(app_label, to_state), schema_editor.connection.vendor
        for statement in (*undoing(vendor, table), *statements(vendor, table, self.first, self.rest)):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Take the index away."""
        table = self._table(app_label, from_state)
        for statement in undoing(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)

    def describe(self) -> str:
        """Say what the step does."""
        return f"Index the words of {self.model_name}"

    def _table(self, app_label: str, of_state: Any) -> str:
        return str(of_state.apps.get_model(app_label, self.model_name)._meta.db_table)


class Holds(Func):
    """The condition that a row of an indexed table holds terms: all, or `some`; `first` names its first column."""

    output_field = models.BooleanField()

    def __init__(self, terms: Sequence[Term], *, first: str = "", some: bool = False) -> None:
        super().__init__(F("pk"))
        self.terms, self.first, self.some = tuple(terms), first, some

    def as_sql(self, compiler: SQLCompiler, connection: Any, *given: Any, **more: Any) -> tuple[str, Any]:
        """Return the condition as this kind of database takes it."""
        (key,) = self.get_source_expressions()
        if connection.vendor == "postgresql":
            asked = tsquery(self.terms, "A" if self.first else "", some=self.some)
            return f"{compiler.quote_name_unless_alias(key.alias)}.vector @@ %s::tsquery", (asked,)
        sql, _params = compiler.compile(key)
        name = index_name(key.target.model._meta.db_table)
        asked = fts5(self.terms, self.first, some=self.some)
        return f"{sql} IN (SELECT rowid FROM {name} WHERE {name} MATCH %s)", (asked,)  # noqa: S608


def forget_remains(model: type[models.Model]) -> None:
    """Have the index keep nothing of what was removed from the table: SQLite's holds it until its parts are merged."""
    if connection.vendor == "sqlite":
        name = index_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")  # noqa: S608  ours
