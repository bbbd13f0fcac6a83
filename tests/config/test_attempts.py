"""Attempts are counted in a file of their own, by all workers together, whatever goes on in the main database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from speir.config.routing import AttemptsApart
from tests.cli.running import environment

COUNT = """
import django; django.setup()
from django.core.cache import cache
from django.core.management import call_command
call_command("createcachetable", database="attempts", verbosity=0)
cache.add("attempts", 0)
print(cache.incr("attempts"))
"""


def count(var: Path) -> int:
    said = subprocess.run(
        [sys.executable, "-c", COUNT],
        env=environment(var, DJANGO_SETTINGS_MODULE="speir.config.settings"),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return int(said.stdout)


def test_two_processes_count_together_and_wait_for_no_save(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "speir.sqlite3", isolation_level=None)) as saving:
        saving.execute("PRAGMA journal_mode=WAL")
        saving.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert [count(tmp_path), count(tmp_path)] == [1, 2]
        assert time.monotonic() - began < 20  # a save's lock would hold each of them up for that long
    with closing(sqlite3.connect(tmp_path / "attempts.sqlite3")) as counted:
        tables = {name for (name,) in counted.execute("select name from sqlite_master where type = 'table'")}
    assert tables == {"speir_cache"}


@pytest.mark.parametrize(
    ("database", "app", "may"),
    [
        ("default", "accounts", True),
        ("default", "django_cache", False),
        ("attempts", "django_cache", True),
        ("attempts", "accounts", False),
        ("attempts", "sessions", False),
    ],
)
def test_counts_and_all_else_lie_apart(database: str, app: str, may: bool) -> None:
    assert AttemptsApart().allow_migrate(database, app) is may
