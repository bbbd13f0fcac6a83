"""Tables that refuse update and delete by trigger, on SQLite and on PostgreSQL.

One thing gets through: **disposal**. While a row in `OPEN` names a table and a row of it, the columns of that row which
hold words may be changed (or, of a table whose rows can be made anew, the row be deleted). No transaction can commit
with a row in `OPEN`, so the gate is never left open.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

REFUSAL = "this table is append-only"
# The table of `retention` whose rows open the gate, each for one row of one table.
OPEN = "retention_open"


def trigger_names(table: str) -> tuple[str, str]:
    """Return the names of a table's two triggers: (refuses update, refuses delete)."""
    return f"{table}_refuses_update", f"{table}_refuses_delete"


def statements(
    vendor: str, table: str, *, kept: Collection[str] = (), words: Collection[str] = (), goes: bool = False
) -> list[str]:
    """Return the SQL that puts the triggers on; `vendor` is `sqlite` or `postgresql`.

    `words` are the columns that disposal may change and `kept` all others; `goes`: disposal may delete a row.
    """
    opened = f"EXISTS (SELECT 1 FROM {OPEN} WHERE in_table = '{table}' AND row_id = OLD.id)"  # noqa: S608  names of our own
    same = "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
    unchanged = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in kept)
    through = {"UPDATE": f"{opened} AND {unchanged}" if words else "", "DELETE": opened if goes else ""}
    made = []
    for name, verb in zip(trigger_names(table), ("UPDATE", "DELETE"), strict=True):
        if vendor == "sqlite":
            when = f"WHEN NOT ({through[verb]}) " if through[verb] else ""
            made.append(f"DROP TRIGGER IF EXISTS {name}")
            made.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        else:
            function = f"{name}_now" if through[verb] else "speir_refuse"
            row = "NEW" if verb == "UPDATE" else "OLD"
            first = f"IF {through[verb]} THEN RETURN {row}; END IF; " if through[verb] else ""
            made.append(
                f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {first}RAISE EXCEPTION '{REFUSAL}' "
                "USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            made.append(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            made.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
            )
    return made


class AppendOnly(Operation):
    """A migration step: this model's table takes rows and never changes one.

    SQLite drops a table's triggers when it rebuilds the table, so repeat the step after each later change of it, with
    the same `words` (the fields that disposal may change) and `goes` (it may delete a row).
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, *, words: Collection[str] = (), goes: bool = False) -> None:
        self.model_name = model_name
        self.words = frozenset(words)
        self.goes = goes

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model's state is the same."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Put the triggers on."""
        meta = to_state.apps.get_model(app_label, self.model_name)._meta
        kept = [field.column for field in meta.local_concrete_fields if field.name not in self.words]
        vendor = schema_editor.connection.vendor
        for statement in statements(vendor, meta.db_table, kept=kept, words=self.words, goes=self.goes):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Take the triggers off."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        for name in trigger_names(table):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    def describe(self) -> str:
        """Say what the step does."""
        return f"Make {self.model_name} append-only"
