"""Databases beside the one that DATABASE_URL names, for servers of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from speir.core.ids import new_id


def make(name: str, like: str = "") -> str:
    """Make a database on the PostgreSQL that DATABASE_URL names; return its address."""
    url = os.environ["DATABASE_URL"]
    run(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like}"' if like else ""))
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def there(name: str) -> bool:
    """Say whether that PostgreSQL has a database of this name."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as line:
        return line.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def here() -> bool:
    """Say whether DATABASE_URL names a PostgreSQL."""
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@contextmanager
def of_its_own(like: str = "") -> Iterator[str]:
    """A database that is gone at the end; its address, empty where a file in the server's folder will do.

    On PostgreSQL it may be `like` another one, in which nobody is.
    """
    if not here():
        yield ""
        return
    name, server = f"speir_{new_id()}", os.environ["DATABASE_URL"]  # which may name another before the end
    url = make(name, like)
    try:
        yield url
    finally:
        run(f'DROP DATABASE "{name}" WITH (FORCE)', server)


def run(statement: str, server: str = "") -> None:
    """Have the server do it, outside all transactions."""
    import psycopg

    with psycopg.connect(server or os.environ["DATABASE_URL"], autocommit=True) as line:
        line.execute(statement.encode())
