"""A proof that could not fail would prove nothing: what it counts as a fault, and what as the same as before."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bench import prove
from bench.proofs.rows import Rows, changed
from bench.proofs.scanner import read
from bench.proofs.wapiti import answered


def found(kind: str, info: str) -> dict[str, Any]:
    one = {"method": "GET", "path": "/", "parameter": "q", "info": info}
    return {
        "vulnerabilities": {kind: [one]},
        "anomalies": {},
        "additionals": {},
        "infos": {"crawled_pages_nbr": 3},
    }


@pytest.mark.parametrize(
    ("kind", "info", "fails"),
    [
        ("HttpOnly Flag cookie", "HttpOnly flag is not set in the cookie : speir-form", False),
        ("HttpOnly Flag cookie", "HttpOnly flag is not set in the cookie : speir", True),
        ("Secure Flag cookie", "Secure flag is not set in the cookie : speir", False),
        ("HTTP Methods", "Possible interesting methods", False),
        ("Reflected Cross Site Scripting", "XSS vulnerability found", True),
    ],
)
def test_what_the_scanner_finds_fails_unless_it_is_decided_by_name(kind: str, info: str, fails: bool) -> None:
    assert bool(read("somebody", found(kind, info), "").faults) == fails


def test_a_module_that_the_time_cut_short_is_named() -> None:
    told = "Max attack time was reached for module sql, stopping."
    assert read("somebody", found("HTTP Methods", ""), told).cut == ("sql",)


@pytest.mark.parametrize(
    ("access", "log", "faults"),
    [
        ("200 GET /\n404 GET /x/\n", "WARNING django.request: Not Found: /x/", 0),
        ("200 GET /\n503 POST /x/\n", "", 1),
        ("", "a line\nTraceback (most recent call last):\n  File", 1),
        ("", "2026-11-26 20:50:18,503 ERROR speir.web: the database does not answer", 1),
    ],
)
def test_what_fails_in_the_server_fails_the_proof(access: str, log: str, faults: int) -> None:
    assert len(answered(access, log)) == faults


def test_a_changed_row_shows_and_is_put_back_under_whoever_has_the_file_open(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite3"
    server = sqlite3.connect(path)
    server.execute("PRAGMA journal_mode=WAL")
    server.executescript("CREATE TABLE person (name text, seen text); CREATE TABLE text (words text)")
    server.execute("INSERT INTO person VALUES ('Isla', 'today')")
    server.commit()
    rows = Rows(path, {"person": frozenset({"seen"})})
    before, kept = rows.digests(), rows.kept()
    server.executescript("UPDATE person SET seen = 'later'")
    assert changed(before, rows.digests()) == set()
    server.executescript("UPDATE person SET name = 'Una'; INSERT INTO text VALUES ('new')")
    assert changed(before, rows.digests()) == {"person", "text"}
    rows.put_back(kept)
    assert changed(before, rows.digests()) == set()
    assert server.execute("SELECT * FROM person").fetchall() == [("Isla", "today")]
    rows.close()
    kept.close()
    server.close()


@pytest.mark.parametrize("words", [["--only", "nonsense"], ["--only"], ["--minutes", "3"]])
def test_words_that_name_no_proof_are_a_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert prove.main(words) == 2
    assert "proof" in capsys.readouterr().out
