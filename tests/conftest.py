"""What every test has: no network beyond this machine, the framework, and on request a cast and a still clock."""

from __future__ import annotations

import gc
import ipaddress
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.utils import timezone

from tests import made, world, world_cast
from tests.clock import Clock, beginning
from tests.next_door import nobody_next_door, really_apart  # noqa: F401  fixtures

# Nothing is kept from one run to the next, and a slow machine is no failure.
SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile(
    "suite", deadline=None, database=None, max_examples=60, suppress_health_check=SLOW
)
hypothesis.settings.load_profile("suite")
# What the tests' own mail server tells of each connection comes after a test's output is closed.
logging.getLogger("mail.log").setLevel(logging.ERROR)


def pytest_collection_finish() -> None:
    """Look for rubbish seldom, and never among what was read to find the tests: it took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class OutsideError(RuntimeError):
    """A test tried to reach another machine."""


def _stays_here(address: Any) -> bool:
    if not isinstance(address, tuple):  # a socket of the file system
        return True
    host = str(address[0]).partition("%")[0]
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in {"localhost", ""}


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Close every socket that is not for this machine alone."""
    with pytest.MonkeyPatch.context() as patch:
        for verb in ("connect", "connect_ex", "sendto"):
            real = getattr(socket.socket, verb)

            def guarded(self: socket.socket, *words: Any, _real: Any = real, _verb: str = verb) -> Any:
                if not _stays_here(words[-1]):
                    raise OutsideError(f"{_verb} to {words[-1]}: tests do not leave this machine")
                return _real(self, *words)

            patch.setattr(socket.socket, verb, guarded)
        look_up = socket.getaddrinfo

        def guarded_look_up(host: Any, *words: Any, **more: Any) -> Any:
            name = host.decode() if isinstance(host, bytes) else host
            if name is not None and not _stays_here((name, 0)):
                raise OutsideError(f"look-up of {name}: tests do not leave this machine")
            return look_up(host, *words, **more)

        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A still clock for all that asks `timezone.now()`: 2 March 2026, 10:00."""
    still = Clock(beginning())
    monkeypatch.setattr(timezone, "now", lambda: still.now)
    return still


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite the database is put in its place with all migrations run, and kept until its folder goes."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Put a database in the place where this worker's tests look for theirs, or say which theirs is made like."""
    if connection.vendor == "sqlite":
        made.put(Path(connection.settings_dict["TEST"]["NAME"]))
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = made.on_postgresql()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the published frameworks once: they are the same for every test."""
    from speir.frameworks.actions.loading import load_published

    with django_db_blocker.unblock():
        load_published()


@pytest.fixture
def cast(db: None, request: pytest.FixtureRequest) -> world.Cast:
    """A lead officer, an evaluator and a reader of one team, and somebody of another agency."""
    if "clock" in request.fixturenames:
        request.getfixturevalue("clock")  # stands still before they join
    return world_cast.copied()


@pytest.fixture
def stored(tmp_path: Path, settings: Any) -> Path:
    """The folder in which files are kept, empty and for this test alone."""
    folder = tmp_path / "stored"
    options = {"location": str(folder), "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    backend = {"BACKEND": "speir.core.files.storage.Disk", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"evidence": backend}
    folder.mkdir()
    return folder


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The tables of which rows are locked for a change, as the code asks for it; SQLite has one lock for all."""
    from django.db.models import QuerySet

    from speir.core.compiled import CompiledModels

    names: set[str] = set()
    lock, call = QuerySet.select_for_update, CompiledModels.__call__

    def noted(self: QuerySet[Any], *words: Any, **more: Any) -> QuerySet[Any]:
        names.add(self.model.__name__)
        return lock(self, *words, **more)

    def built_anew(self: CompiledModels[Any], *words: str) -> list[Any]:
        self._ready.clear()
        return call(self, *words)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    monkeypatch.setattr(CompiledModels, "__call__", built_anew)
    return names
