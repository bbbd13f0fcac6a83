"""What was removed is gone from the database's file too, and from the log of changes beside it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import made
from tests.architecture.tree import ROOT
from tests.cli.running import embedded

NAME = b"Torquilina"
SCRIPT = """
import django
django.setup()
from tests import world
from tests.factories import names
names.NAME = "Torquilina"
names.TEXT = "We saw it with Torquilina in May, and " * 200  # over several pages of the file
view = names.with_a_name(world.cast())
print("written", flush=True)
input()
from speir.accounts.models import Person
names.take_out(view, world.Somebody(Person.objects.get(name="Morag Sinclair")), "Torquilina")
print("removed", flush=True)
input()
from speir.cli.tick import clear_what_was_removed
clear_what_was_removed()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("PRAGMA busy_timeout")
    print("cleared", cursor.fetchone()[0], flush=True)
input()
"""


class Script:
    """Speir in a folder of its own: it writes the name, removes it, and clears again, each when told."""

    def __init__(self, folder: Path) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SPEIR_", "DATABASE_URL"))}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env=kept | {"SPEIR_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "speir.config.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def until(self, said: str) -> None:
        """Wait for what it says next."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == f"{said}\n"

    def go_on(self) -> None:
        """Let it do the next thing."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@pytest.fixture
def script(tmp_path: Path) -> Iterator[Script]:
    made.put_into(tmp_path)
    one = Script(tmp_path)
    yield one
    one.process.kill()
    one.process.communicate()


@embedded
def test_a_removed_name_is_not_in_the_files_any_more(script: Script, tmp_path: Path) -> None:
    script.until("written")
    assert holding(tmp_path), "the name is there to begin with"
    script.go_on()
    script.until("removed")
    assert holding(tmp_path) == []


@embedded
def test_where_somebody_was_reading_the_clock_clears_it_a_minute_later(
    script: Script, tmp_path: Path
) -> None:
    script.until("written")
    with closing(sqlite3.connect(tmp_path / "speir.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM evaluations_edition").fetchone()
        script.go_on()
        script.until("removed")
        assert holding(tmp_path), "what the reader began with is still beside the file"
    script.go_on()
    script.until("cleared 20000")
    assert holding(tmp_path) == []


def holding(folder: Path) -> list[str]:
    """The files in which the name stands, as it is and as its letters could lie in an index."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    # An index of words has them in small letters, and leaves out those that one has in common with the one before it.
    return [path.name for path in files if NAME[4:] in path.read_bytes()]
