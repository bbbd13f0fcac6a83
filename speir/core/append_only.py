"""Tables that refuse update and delete by trigger, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

REFUSAL = "this table is append-only"


def trigger_names(table: str) -> tuple[str, str]:
    """Return the names of a table's two triggers: (refuses update, refuses delete)."""
    return f"{table}_refuses_update", f"{table}_refuses_delete"


def statements(vendor: str, table: str) -> list[str]:
    """Return the SQL that puts the triggers on; `vendor` is `sqlite` or `postgresql`."""
    made = []
    for name, verb in zip(trigger_names(table), ("UPDATE", "DELETE"), strict=True):
        if vendor == "sqlite":
            made.append(f"DROP TRIGGER IF EXISTS {name}")
            made.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        else:
            made.append(
                "CREATE OR REPLACE FUNCTION speir_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
            )
            made.append(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            made.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION speir_refuse()"
            )
    return made


class AppendOnly(Operation):
    """A migration step: this model's table takes rows and never changes one.

    SQLite drops a table's triggers when it rebuilds the table, so repeat the step after each later change of it.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model's state is the same."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Put the triggers on."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        for statement in statements(schema_editor.connection.vendor, table):
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
