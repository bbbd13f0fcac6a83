"""Reminders on their way while their worker is killed, by a real mail server that says when; and what came of them.

Beside the test, `bin/prove --only letters` does this for longer.
"""

from __future__ import annotations

import email
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from tests import made
from tests.cli.running import PATIENCE, command, environment, free_port, rows, until

# Somebody leads two actions each, due in ten and in eleven days, and is reminded of both in one letter, whatever time
# of day it is.
BEGIN = """
import datetime as dt, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "speir.config.settings"
django.setup()
from django.utils import timezone
from speir.accounts.models import Person
from speir.improvement.actions import reminding
from speir.improvement.models import Action
from speir.organisations.models import Membership
from tests import world, world_improvement

cast = world.cast()
priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
now, due = timezone.now(), timezone.localdate() + dt.timedelta(days=10)
people = [
    Person(name=f"Lead {n}", email=f"lead{n}@example.scot", email_proven_at=now, password="!")
    for n in range(int(sys.argv[1]))
]
Person.objects.bulk_create(people)
Membership.objects.bulk_create(
    [Membership(person=one, unit=cast.team, role="evaluator", starts=timezone.localdate()) for one in people]
)
Action.objects.bulk_create(
    [
        Action(
            priority=priority, title=f"Do {n}", lead=one, due=due + dt.timedelta(days=later), target="Done",
            state="agreed", written_at=now - dt.timedelta(days=60),
        )
        for n, one in enumerate(people)
        for later in (0, 1)
    ]
)
reminding.MORNING = 0
print(reminding.remind())
"""
NOTICES = """
select id, "to", sent_at is not null, due_at is not null, problem, leaves_with_id is null from notices_notice
"""
WAITING = "select count(*) from notices_notice where due_at is not null"
AT_IT = "select count(*) from django_tasks_database_dbtaskresult where status in ('READY', 'RUNNING')"
GIVEN_UP = (
    "select count(*) from django_tasks_database_dbtaskresult where exception_class_path like '%WorkerGone'"
)

# When a worker is killed: as it greets, as it says from whom, before its letter is kept, and after, unanswered.
GREETING, SENDER, BEFORE, AFTER = "greeting", "sender", "before", "after"


@dataclass
class PostBox:
    """Keeps (Message-ID, to) of every letter. Kills the worker at moments: once so many came, at a step of the next."""

    moments: list[tuple[int, str]]
    came: list[tuple[str, str]] = field(default_factory=list)
    worker: int = 0
    killed: list[str] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)

    def at(self, step: str) -> None:
        if (
            self.worker
            and self.moments
            and len(self.came) >= self.moments[0][0]
            and step == self.moments[0][1]
        ):
            self.moments.pop(0)
            os.kill(self.worker, signal.SIGKILL)
            self.worker = 0
            self.killed.append(step)
            self.gone.set()

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.at(GREETING)
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.at(SENDER)
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        worker = self.worker
        self.at(BEFORE)
        if self.worker != worker:
            return "451 never heard"
        letter = email.message_from_bytes(envelope.content)
        self.came.append((str(letter["Message-ID"]), str(letter["To"])))
        self.at(AFTER)
        return "250 OK"


@dataclass(frozen=True)
class Outcome:
    """What came of it: letters that were due, those lost, how often a letter came twice, and whether as itself."""

    due: int
    killed: tuple[str, ...]
    lost: int
    doubled: int
    strange: int
    unsent: int
    given_up: int
    seconds: float


def survive(var: Path, letters: int, moments: list[tuple[int, str]], within: float = PATIENCE) -> Outcome:
    """Send reminders by a worker that is killed at these moments and begun anew each time, as the supervisor does."""
    made.put_into(var)
    box = PostBox(list(moments))
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    by = {
        "SPEIR_SMTP_HOST": "127.0.0.1",
        "SPEIR_SMTP_PORT": str(port),
        "SPEIR_SMTP_SECURITY": "none",
        "SPEIR_MAIL_FROM": "Speir <speir@example.scot>",
        "SPEIR_PUBLIC_URL": "https://speir.example.scot",
    }
    begun = subprocess.run(
        [sys.executable, "-c", BEGIN, str(letters)],
        env=environment(var, **by),
        capture_output=True,
        check=True,
        timeout=within,
    )
    assert begun.stdout.decode().split()[-1] == str(letters)
    server.start()
    began = time.monotonic()
    try:
        for _ in moments:
            _killed(var, by, box, within)
        _worked(var, by, within)
    finally:
        server.stop()
    return _outcome(var, box, letters, time.monotonic() - began)


def _killed(var: Path, by: dict[str, str], box: PostBox, within: float) -> None:
    """A worker, until the mail server kills it."""
    box.gone.clear()
    with subprocess.Popen(command("work"), env=environment(var, **by), stderr=subprocess.DEVNULL) as worker:
        box.worker = worker.pid
        try:
            assert box.gone.wait(within), f"it was to be killed; {len(box.came)} letters came"
        finally:
            worker.kill()


def _worked(var: Path, by: dict[str, str], within: float) -> None:
    """A worker that lives, and the tick of that minute, until nothing waits."""
    with subprocess.Popen(command("work"), env=environment(var, **by), stderr=subprocess.DEVNULL) as worker:
        try:
            assert _ticked(var, by)
            until(lambda: (rows(var, WAITING), rows(var, AT_IT)) == ([(0,)], [(0,)]), within)
        finally:
            worker.terminate()
            worker.wait(PATIENCE)


def _ticked(var: Path, by: dict[str, str]) -> bool:
    done = subprocess.run(
        command("tick"), env=environment(var, **by), capture_output=True, timeout=PATIENCE, check=False
    )
    return done.returncode == 0


def _outcome(var: Path, box: PostBox, letters: int, seconds: float) -> Outcome:
    notices = rows(var, NOTICES)
    due = {f"<{one}@speir.example.scot>": to for one, to, *_rest, own in notices if own}
    assert (len(due), len(notices)) == (letters, 2 * letters)
    came = Counter(box.came)
    whole = set(due.items())
    return Outcome(
        due=letters,
        killed=tuple(box.killed),
        lost=len(whole - came.keys()),
        doubled=came.total() - len(came),
        strange=len(came.keys() - whole),
        unsent=len([1 for _id, _to, sent, waits, problem, _own in notices if not sent or waits or problem]),
        given_up=rows(var, GIVEN_UP)[0][0],
        seconds=seconds,
    )
