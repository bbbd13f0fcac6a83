"""Databases beside the one that DATABASE_URL names, for servers of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from speir.core.ids import new_id


def make(name: str) -> str:
    """Make a database on the PostgreSQL that DATABASE_URL names; return its address."""
    url = os.environ["DATABASE_URL"]
    run(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def of_its_own() -> Iterator[str]:
    """A database that is gone at the end; its address, empty where a file in the server's folder will do."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield ""
        return
    name = f"speir_{new_id()}"
    url = make(name)
    try:
        yield url
    finally:
        run(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(statement: str) -> None:
    """Have the server do it, outside all transactions."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as line:
        line.execute(statement.encode())
