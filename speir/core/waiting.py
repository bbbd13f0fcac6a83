"""Tables whose new rows wait for something: a trigger notes each row's id in a second table, in the same transaction.

So whatever writes the row, no row is there without its note, and nothing waits for a row that was rolled back.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


def trigger_name(table: str) -> str:
    """Return the name of the trigger that notes a table's new rows."""
    return f"{table}_waits"


def statements(vendor: str, table: str, note: str, column: str) -> list[str]:
    """Return the SQL that puts the trigger on; `vendor` is `sqlite` or `postgresql`."""
    name = trigger_name(table)
    insert = f"INSERT INTO {note} ({column}) VALUES (NEW.id)"  # noqa: S608  names of our own tables
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} AFTER INSERT ON {table} BEGIN {insert}; END",
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {insert}; RETURN NULL; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


class Waits(Operation):
    """A migration step: the id of each new row of `model_name` is noted in `note`, in its field `field`.

    SQLite drops a table's triggers when it rebuilds the table, so repeat the step after each later change of it.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, note: str, field: str) -> None:
        self.model_name = model_name
        self.note = note
        self.field = field

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models' state is the same."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Put the trigger on."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        note = to_state.apps.get_model(app_label, self.note)._meta
        column = note.get_field(self.field).column
        for statement in statements(schema_editor.connection.vendor, table, note.db_table, column):
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Take the trigger off."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger_name(table)}{on}")

    def describe(self) -> str:
        """Say what the step does."""
        return f"Have each new {self.model_name} wait in {self.note}"
