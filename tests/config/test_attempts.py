"""Attempts are counted in a file of their own, by all workers together, whatever goes on in the main database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from speir.config.routing import AttemptsApart
from tests.cli.running import environment

COUNT = """
import time, django; django.setup()
from django.core.cache import cache
from django.core.management import call_command
call_command("createcachetable", database="attempts", verbosity=0)
began = time.monotonic()
cache.add("attempts", 0)
print(cache.incr("attempts"), time.monotonic() - began)
"""
WAITS = 20  # seconds, for a lock that somebody else holds


def count(var: Path) -> int:
    """Count one attempt in a process of its own, which waits for nobody."""
    said = subprocess.run(
        [sys.executable, "-c", COUNT],
        env=environment(var, DJANGO_SETTINGS_MODULE="speir.config.settings"),
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    counted, took = said.stdout.split()
    assert float(took) < WAITS
    return int(counted)


def test_two_processes_count_together_and_wait_for_no_save(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "speir.sqlite3", isolation_level=None)) as saving:
        saving.execute("PRAGMA journal_mode=WAL")
        saving.execute("BEGIN EXCLUSIVE")
        assert [count(tmp_path), count(tmp_path)] == [1, 2]
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
