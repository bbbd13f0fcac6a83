"""What a command finds: nothing at all, a database that an older Speir has left, or none that answers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests import made
from tests.cli.running import speir


def test_a_database_from_before_is_left_as_it_is_and_said(tmp_path: Path) -> None:
    made.put_into(tmp_path)
    with closing(sqlite3.connect(tmp_path / "speir.sqlite3")) as database, database:
        database.execute("delete from django_migrations where app = 'evaluations'")
    refused = speir(tmp_path, "demo")
    assert refused.returncode == 1
    assert refused.stdout == b""
    assert b"Start Speir once (bin/serve), which brings it up to date" in refused.stderr


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    refused = speir(tmp_path, "demo", DATABASE_URL="postgres://a:b@127.0.0.1:1/speir")
    assert refused.returncode == 1
    assert refused.stderr.startswith(b"The database cannot be used: ")
    assert b"Traceback" not in refused.stderr


def test_a_database_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "speir.sqlite3").mkdir()
    refused = speir(tmp_path, "demo")
    assert refused.returncode == 1
    assert f"It lies in {tmp_path / 'speir.sqlite3'}: may this user write there".encode() in refused.stderr
