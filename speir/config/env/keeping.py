"""Where Speir keeps what it is told: databases, files and who scans them, as the environment says it."""

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from speir.config.env.plain import folder

# secure_delete: what is written over or deleted is overwritten in the file too, so that removed words are gone from it.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
)


DATABASE_URL_HELP = (
    "DATABASE_URL cannot be used ({why}). Write postgres://USER:PASSWORD@HOST:PORT/NAME "
    "or sqlite:///path/to/file.sqlite3, or unset it to use SQLite in the var folder."
)


def clamd(name: str) -> str:
    """Where a virus scanner listens: `unix:/path` or `tcp:host:port`. Nothing: files are not scanned."""
    value = os.environ.get(name, "").strip()
    host, _, port = value.removeprefix("tcp:").rpartition(":")
    if not value or re.fullmatch(r"unix:/.+", value):
        return value
    if value.startswith("tcp:") and host and port.isdecimal() and 0 < int(port) < 65536:
        return value
    raise ImproperlyConfigured(
        f"{name} is {value!r}. Set it to unix:/path/to/clamd.ctl or tcp:HOST:PORT, as clamd.conf says, or unset it."
    )


def storage(name: str, *, default: Path) -> dict[str, Any]:
    """Where files are kept, as Django's STORAGES has it: a folder, or {"BACKEND": …, "OPTIONS": {…}} as JSON."""
    value = os.environ.get(name, "").strip()
    if value.startswith("{"):
        try:
            said = json.loads(value)
        except ValueError:
            said = {}
        if isinstance(said.get("BACKEND"), str) and said.keys() <= {"BACKEND", "OPTIONS"}:
            return dict(said)
        raise ImproperlyConfigured(
            f'{name} cannot be read. Write {{"BACKEND": "package.Storage", "OPTIONS": {{}}}}, or an absolute path.'
        )
    return {
        "BACKEND": "speir.core.files.storage.Disk",
        "OPTIONS": {
            "location": str(folder(name, default=default)),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def database(name: str, *, default: Path) -> dict[str, Any]:
    """Django's description of the database that an address such as `postgres://…` or `sqlite:///…` names."""
    value = os.environ.get(name, "").strip()
    if not value:
        return _sqlite(str(default))
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(DATABASE_URL_HELP.format(why=str(error))) from error
    if parts.scheme == "sqlite":
        path = unquote(parts.path).removeprefix("/")
        if parts.netloc or not path:
            raise ImproperlyConfigured(DATABASE_URL_HELP.format(why="it names no file"))
        # A path that is not absolute starts where Speir lies, wherever the command was given.
        return _sqlite(str(Path(__file__).resolve().parents[3] / path))
    if parts.scheme in {"postgres", "postgresql"}:
        database_name = unquote(parts.path).removeprefix("/")
        if not database_name:
            raise ImproperlyConfigured(DATABASE_URL_HELP.format(why="it names no database"))
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database_name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", unquote(parts.hostname or "")),
            "PORT": str(port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # A statement is planned once for a connection that sends it often: planning the joins of who may do what
            # takes ten times what answering it does.
            "OPTIONS": options | {"server_side_binding": True, "prepare_threshold": 5},
        }
    raise ImproperlyConfigured(DATABASE_URL_HELP.format(why=f"its kind is {parts.scheme or 'missing'}"))


def attempts(path: Path) -> dict[str, Any]:
    """Django's description of the small file in which attempts to sign in are counted; losing it is no harm."""
    beside = _sqlite(str(path))
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    return beside | {"OPTIONS": beside["OPTIONS"] | {"timeout": 5, "init_command": pragmas}}


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A file needs no idle time-out: each thread of a worker keeps its connection and its page cache.
        "CONN_MAX_AGE": None,
        # IMMEDIATE takes the write lock at BEGIN, where waiting is allowed; a later upgrade would fail at once.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }
