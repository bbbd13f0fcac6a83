"""Every migration runs forwards, none is missing, and after all of them every trigger is in its place."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState
from django.db.models import CASCADE, BigAutoField, ForeignKey

from speir.core.append_only import AppendOnly, statements, trigger_names
from speir.core.full_text import FullText
from speir.core.tables import CreateModels
from speir.core.waiting import Waits
from speir.core.waiting import statements as waiting_statements
from speir.trail.models import Entry
from tests.architecture.tree import ROOT
from tests.migrations.test_promises import APPEND_ONLY

pytestmark = pytest.mark.django_db
# The triggers that note new rows where something waits for them.
NOTING = {"trail_entry_waits"}
# Those that keep SQLite's index of words in step with its table; PostgreSQL has a generated column for that.
FINDING = {f"evidence_words_fts_{which}" for which in ("come", "gone", "changed")}


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'")
        return {row[0] for row in cursor.fetchall()}


def test_no_migration_is_missing(capsys):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_migration_has_run():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_every_table_that_is_append_only_has_both_triggers_after_all_migrations():
    wanted = {name for table in APPEND_ONLY for name in trigger_names(table)}
    assert triggers() - NOTING - FINDING == wanted


def test_the_index_of_words_keeps_itself_in_step_after_all_migrations():
    if connection.vendor == "sqlite":
        assert triggers() >= FINDING
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT is_generated FROM information_schema.columns "
                "WHERE table_name = 'evidence_words' AND column_name = 'vector'"
            )
            assert cursor.fetchone() == ("ALWAYS",)


def test_each_entry_of_the_trail_is_noted_after_all_migrations():
    assert triggers() >= NOTING


def test_every_step_that_makes_a_table_append_only_is_known_to_the_tests():
    loader = MigrationExecutor(connection).loader
    made = {
        apps.get_model(label, step.model_name)._meta.db_table
        for (label, _), migration in loader.disk_migrations.items()
        for step in migration.operations
        if isinstance(step, AppendOnly)
    }
    assert made == set(APPEND_ONLY)


def test_the_step_can_be_taken_back_and_repeated():
    """SQLite drops triggers with the table it rebuilds, so that the step is repeated after each such change."""
    step = AppendOnly("Entry")
    states = SimpleNamespace(apps=apps)

    def execute(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    editor = SimpleNamespace(connection=connection, execute=execute)
    before = triggers()
    step.database_backwards("trail", editor, states, states)
    assert before - triggers() == set(trigger_names(Entry._meta.db_table))
    for _ in range(2):
        step.database_forwards("trail", editor, states, states)
        assert triggers() == before
    assert step.describe() == "Make Entry append-only"
    assert step.state_forwards("trail", None) is None


def test_the_step_that_notes_new_rows_can_be_taken_back_and_repeated():
    step = Waits("Entry", "Waiting", "entry_id")
    states = SimpleNamespace(apps=apps)

    def execute(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    editor = SimpleNamespace(connection=connection, execute=execute)
    before = triggers()
    step.database_backwards("trail", editor, states, states)
    assert before - triggers() == NOTING
    for _ in range(2):
        step.database_forwards("trail", editor, states, states)
        assert triggers() == before
    assert step.describe() == "Have each new Entry wait in Waiting"
    assert step.state_forwards("trail", None) is None


def test_the_step_that_indexes_words_can_be_taken_back_and_repeated():
    step = FullText("Words", first="first", rest="rest")
    states = SimpleNamespace(apps=apps)

    def execute(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    editor = SimpleNamespace(connection=connection, execute=execute)
    before = triggers()
    step.database_backwards("evidence", editor, states, states)
    assert triggers() == before - FINDING
    for _ in range(2):
        step.database_forwards("evidence", editor, states, states)
        assert triggers() == before
    assert step.describe() == "Index the words of Words"
    assert step.state_forwards("evidence", None) is None


def test_the_step_that_makes_many_tables_takes_them_away_again_the_last_first():
    models = [
        CreateModel(name, [("id", BigAutoField(primary_key=True)), ("other", ForeignKey(other, CASCADE))])
        for name, other in (("One", "core.Two"), ("Two", "core.One"))
    ]
    step, state, before = CreateModels(models), ProjectState(), ProjectState()
    assert state.apps  # rendered already, as a migration finds it
    step.state_forwards("core", state)
    seen: list[str] = []
    editor = SimpleNamespace(
        connection=connection,
        create_model=lambda model: seen.append(f"+{model.__name__}"),
        delete_model=lambda model: seen.append(f"-{model.__name__}"),
    )
    step.database_forwards("core", editor, before, state)
    step.database_backwards("core", editor, state, before)
    assert seen == ["+One", "+Two", "-Two", "-One"]
    assert step.describe() == "Create 2 models"


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_both_databases_note_a_row_after_it_was_written(vendor):
    sql = " ".join(waiting_statements(vendor, "trail_entry", "trail_waiting", "entry_id"))
    assert "AFTER INSERT ON trail_entry" in sql
    assert "INSERT INTO trail_waiting (entry_id) VALUES (NEW.id)" in sql


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_both_databases_refuse_databases_refuse_in_the_same_words(vendor):
    sql = " ".join(statements(vendor, "trail_entry"))
    assert "this table is append-only" in sql
    assert "BEFORE UPDATE" in sql
    assert "BEFORE DELETE" in sql


@pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="on PostgreSQL the test's database was made by all migrations"
)
def test_all_migrations_run_forwards_on_an_empty_database(tmp_path):
    ours = ("SPEIR_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        [sys.executable, "-m", "speir.cli", "manage", "migrate", "--no-input"],
        cwd=ROOT,
        env=kept | {"SPEIR_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made = sqlite3.connect(tmp_path / "speir.sqlite3")
    found = {row[0] for row in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    made.close()
    assert found == NOTING | FINDING | {name for table in APPEND_ONLY for name in trigger_names(table)}
