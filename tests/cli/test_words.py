"""`speir words`: the index by which evidence is found, made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests import made
from tests.cli.running import rows, speir


def test_an_index_that_was_lost_is_made_anew(tmp_path):
    made.put_into(tmp_path)
    assert speir(tmp_path, "demo").returncode == 0
    ((items,),) = rows(tmp_path, "SELECT COUNT(*) FROM evidence_item")
    before = rows(tmp_path, "SELECT item_id, first, rest FROM evidence_words ORDER BY item_id")
    assert len(before) == items > 0
    with closing(sqlite3.connect(tmp_path / "speir.sqlite3")) as database:
        database.execute("DELETE FROM evidence_words")
        database.commit()

    done = speir(tmp_path, "words", "rebuild")

    assert done.returncode == 0
    assert done.stdout.decode() == f"The words of {items:,} pieces of evidence were made anew.\n"
    assert rows(tmp_path, "SELECT item_id, first, rest FROM evidence_words ORDER BY item_id") == before
