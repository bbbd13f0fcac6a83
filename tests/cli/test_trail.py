"""`speir trail`: whether the trail is whole, and its head."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests import made
from tests.cli.running import rows, speir


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """An installation with entries in its trail, none of them sealed."""
    made.put_into(tmp_path)
    assert speir(tmp_path, "sign-in-address").returncode == 0
    return tmp_path


def tampered(var: Path, *statements: str) -> None:
    with closing(sqlite3.connect(var / "speir.sqlite3")) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_the_minutes_tick_seals_and_verify_says_that_all_is_whole(var):
    assert speir(var, "trail", "head").returncode == 1
    assert speir(var, "tick").returncode == 0
    assert rows(var, "SELECT COUNT(*) FROM trail_waiting") == [(0,)]
    ((count,),) = rows(var, "SELECT COUNT(*) FROM trail_entry")
    head = speir(var, "trail", "head")
    assert head.returncode == 0
    done = speir(var, "trail", "verify", "--head", head.stdout.decode().strip())
    said = done.stdout.decode()
    assert done.returncode == 0, said
    assert f"Entries sealed in them and here: {count}. Not sealed yet: 0." in said
    assert "The trail is whole." in said
    assert "newest entries are gone" in speir(var, "trail", "verify").stdout.decode()


def test_what_was_taken_away_is_said_with_its_place_and_the_command_fails(var):
    speir(var, "tick")
    head = speir(var, "trail", "head").stdout.decode().strip()
    tampered(var, "DELETE FROM trail_entry WHERE id = (SELECT MIN(id) FROM trail_entry)")
    done = speir(var, "trail", "verify")
    assert done.returncode == 1
    assert "of link 1, sealed" in done.stdout.decode()
    assert "is missing." in done.stdout.decode()
    assert "The trail is not whole." in done.stdout.decode()
    tampered(var, "DELETE FROM trail_entry", "DELETE FROM trail_link")
    assert speir(var, "trail", "verify").returncode == 0
    done = speir(var, "trail", "verify", "--head", head)
    assert done.returncode == 1
    assert "The newest entries are gone" in done.stdout.decode()


def test_the_trails_key_is_its_own_and_a_new_signing_key_changes_nothing(var):
    speir(var, "tick")
    key = (var / "trail_keys").read_text()
    assert (var / "trail_keys").stat().st_mode & 0o077 == 0
    assert key != (var / "secret_key").read_text()
    (var / "secret_key").unlink()
    assert speir(var, "trail", "verify").returncode == 0
    (var / "trail_keys").write_text("a-key-of-another-installation-" * 3)
    done = speir(var, "trail", "verify")
    assert done.returncode == 1
    assert "Links whose key is not here: 1." in done.stdout.decode()
    (var / "trail_keys").write_text("a-new-key-of-this-installation-" * 3 + "\n" + key)
    assert speir(var, "trail", "verify").returncode == 0


def test_a_head_that_is_none_is_refused_with_what_one_looks_like(var):
    done = speir(var, "trail", "verify", "--head", "nonsense")
    assert done.returncode == 1
    assert b"nonsense is not a head of the trail." in done.stderr
