"""A running Speir for journeys: gunicorn with a database of its own, into which tests may look and write."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from speir.accounts.models import Person
from speir.frameworks.actions.loading import load_published
from tests import made

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROOT = Path(__file__).resolve().parents[2]


class Site:
    """One server, one database file. It can be stopped and started again while somebody is writing."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "journeys.sqlite3"
        self.log = folder / "journeys.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Make the database, with the published frameworks in it."""
        made.put(self.database)
        with self.within():
            load_published()

    def start(self) -> None:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "gunicorn", "--config", "python:speir.config.gunicorn"]
        command += ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "speir.config.wsgi:application"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        for _ in range(1200):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", self.port)):
                    return
            time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(90)
            self.process = None

    @contextmanager
    def within(self) -> Iterator[None]:
        """Have this process read and write the site's database."""
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = str(self.database)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before

    def cookie(self, person: Person) -> dict[str, Any]:
        """A session as signing in makes it."""
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = user_id_to_str(person)
        session.create()
        return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": self.url}
