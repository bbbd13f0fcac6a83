"""Jobs by name: an action defers one with ids; a room's tasks.py says which action it is. It leaves on commit.

A job may run twice: what it does is idempotent. So a job whose worker was killed is simply taken up again. A worker
holds a lock on a file that bears its id (see `at_work`); the system lets go of it however the worker ends.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import logging
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskResultStatus, task

from speir.core.ids import new_id

MOST_ATTEMPTS = 3
# How long a job may run where nobody here can tell whether its worker lives: that worker is on another machine.
LONGEST = dt.timedelta(minutes=30)

# What a job ends with that was cut short: nothing is wrong with the job.
CUT_SHORT = ("builtins.SystemExit", "django.db.utils.OperationalError", "django.db.utils.InterfaceError")

log = logging.getLogger(__name__)
_jobs: dict[str, Callable[..., Any]] = {}
# The id of the worker that this process is, while it is one.
_here: list[str] = []


def job(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as the job of this name. Raises ValueError for a name already taken."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in _jobs and _jobs[name] is not function:
            raise ValueError(f"two jobs are called {name}")
        _jobs[name] = function
        return function

    return register


@task()
def run(name: str, ids: dict[str, str]) -> None:
    """Run a job by its name, in the worker. Raises KeyError for a name that no room registered."""
    if name not in _jobs:
        autodiscover_modules("tasks")
    _jobs[name](**ids)


def defer(name: str, **ids: str) -> None:
    """Have the worker run the job once the surrounding transaction is committed; nothing happens on a rollback."""
    transaction.on_commit(lambda: run.enqueue(name, ids))


@contextmanager
def at_work() -> Iterator[str]:
    """Be a worker while the context lasts; gives the id by which others can tell whether this worker lives."""
    worker_id = f"{platform.node()[:40]}-{new_id()}"
    path = _lock_file(worker_id)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    held = _hold(path)
    while held is None:
        held = _hold(path)
    _here.append(worker_id)
    try:
        yield worker_id
    finally:
        _here.remove(worker_id)
        path.unlink(missing_ok=True)
        os.close(held)


def this_worker() -> str:
    """Return the id of the worker that this process is; empty where it is none."""
    return _here[-1] if _here else ""


def ended(worker_id: str) -> bool:
    """Return whether a worker of this machine has ended, however it did; one that nobody here knows has not."""
    path = _lock_file(worker_id)
    if not worker_id or worker_id in _here or not path.exists():
        return False
    return _is_gone([worker_id], None, timezone.now())


class WorkerGone(Exception):
    """The worker that had begun a job ended before it, again and again."""


def take_up_again() -> int:
    """Give jobs that were cut short to the next worker; return how many. Safe to run at any time, and often.

    A job that has been begun three times without an end is failed instead: it may be what kills its workers.
    """
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    failed = Q(status=TaskResultStatus.FAILED, exception_class_path__in=CUT_SHORT)
    taken = 0
    for row in DBTaskResult.objects.filter(Q(status=TaskResultStatus.RUNNING) | failed):
        again = len(row.worker_ids) < MOST_ATTEMPTS
        running = row.status == TaskResultStatus.RUNNING
        if (running and not _is_gone(row.worker_ids, row.started_at, now)) or not (running or again):
            continue
        # Only while it is still as it was read: another tick, or a worker, may have been faster.
        same = DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)
        if again:
            changed = same.update(status=TaskResultStatus.READY, started_at=None, finished_at=None)
            taken += changed
        else:
            changed = same.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path=f"{__name__}.{WorkerGone.__qualname__}",
                traceback=f"Begun {len(row.worker_ids)} times; each time its worker ended before it did.",
            )
        if changed:
            what = "taken up again" if again else "given up"
            log.warning("The job %s was cut short; it is %s.", row.args_kwargs["args"], what)
    _sweep(now)
    return taken


def _is_gone(worker_ids: list[str], since: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether the last worker is gone; one of which there is no file here is thought so after a while."""
    path = _lock_file(worker_ids[-1]) if worker_ids else None
    if path is None or not path.exists():
        return since is None or now - since > LONGEST
    held = _hold(path)
    if held is not None:
        os.close(held)
    return held is not None


def _sweep(now: dt.datetime) -> None:
    """Remove the files of workers that ended long ago without doing so themselves."""
    for path in _lock_file("").glob("*"):
        with suppress(FileNotFoundError):
            if now.timestamp() - path.stat().st_mtime > LONGEST.total_seconds() and (held := _hold(path)):
                path.unlink(missing_ok=True)
                os.close(held)


def _hold(path: Path) -> int | None:
    """Lock a file, made where it is missing; return its descriptor, None when somebody else holds it."""
    held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        return None
    return held


def _lock_file(worker_id: str) -> Path:
    return Path(settings.VAR_DIR) / "workers" / worker_id.replace("/", "-")
