"""What a database file holds: a digest of every table, and the whole of it put back while a server has it open."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

Digests = dict[str, str]


class Rows:
    """One SQLite file. SQLite itself puts it back, page by page: whoever has it open goes on with the same file."""

    def __init__(self, path: Path, leaving_out: Mapping[str, frozenset[str]]) -> None:
        self._line = sqlite3.connect(path, timeout=30, isolation_level=None)
        self._leaving_out = leaving_out
        self._seen: tuple[int, Digests] | None = None

    def kept(self) -> sqlite3.Connection:
        """Return a copy of all of it, in memory."""
        copy = sqlite3.connect(":memory:")
        self._line.backup(copy)
        return copy

    def put_back(self, copy: sqlite3.Connection) -> None:
        """Make everything as it was when the copy was taken."""
        copy.backup(self._line)
        self._seen = None

    def digests(self) -> Digests:
        """Return each table's name with a digest of its rows, columns that are left out set aside."""
        version = int(self._line.execute("PRAGMA data_version").fetchone()[0])
        if self._seen is None or self._seen[0] != version:
            self._line.execute("BEGIN")  # all tables as they were at one moment
            self._seen = version, {table: self._digest(table) for table in self._tables()}
            self._line.execute("COMMIT")
        return self._seen[1]

    def values(self, table: str, column: str) -> list[str]:
        """Return the texts of a column."""
        rows = self._line.execute(f'SELECT "{column}" FROM "{table}"')
        return [value for (value,) in rows if isinstance(value, str)]

    def verbs(self) -> set[tuple[str, str]]:
        """Return the id and the deed of each entry of the trail."""
        return set(self._line.execute("SELECT id, verb FROM trail_entry"))

    def text_columns(self) -> list[tuple[str, str]]:
        """Return the table and name of each column that holds text."""
        return [
            (table, name)
            for table in self._tables()
            for _at, name, kind, *_more in self._line.execute(f'PRAGMA table_info("{table}")')
            if kind.casefold().startswith(("varchar", "text"))
        ]

    def close(self) -> None:
        """Let go of the file."""
        self._line.close()

    def _tables(self) -> list[str]:
        asked = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        # An index for words keeps tables of its own, which say nothing else than the table that it is made of.
        return [name for (name,) in self._line.execute(asked) if "_fts" not in name]

    def _digest(self, table: str) -> str:
        out = self._leaving_out.get(table, frozenset())
        names = [row[1] for row in self._line.execute(f'PRAGMA table_info("{table}")')]
        columns = ", ".join(f'"{name}"' for name in names if name not in out)
        hashed = hashlib.blake2b(digest_size=16)
        for row in self._line.execute(f'SELECT {columns} FROM "{table}" ORDER BY rowid'):
            hashed.update(repr(row).encode())
        return hashed.hexdigest()


def changed(before: Digests, after: Digests) -> set[str]:
    """Return the tables that are not as they were."""
    return {table for table in before.keys() | after.keys() if before.get(table) != after.get(table)}
