"""Jobs that were cut short are taken up again, a few times and no more."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from speir.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def dead() -> str:
    """The id of a worker that was killed: its file is there, and nobody holds it."""
    with jobs.at_work() as worker_id:
        path = jobs._lock_file(worker_id)
    path.touch()
    return worker_id


@pytest.fixture
def living() -> Iterator[str]:
    with jobs.at_work() as worker_id:
        yield worker_id


def begun(*worker_ids: str, ago: dt.timedelta = dt.timedelta(seconds=5), **more: Any) -> DBTaskResult:
    now = timezone.now()
    fields: dict[str, Any] = {
        "status": "RUNNING",
        "args_kwargs": {"args": ["reports.keep_edition", {"edition_id": "x"}], "kwargs": {}},
        "task_path": "speir.core.jobs.run",
        "backend_name": "default",
        "run_after": now,
        "started_at": now - ago,
        "worker_ids": list(worker_ids),
        "exception_class_path": "",
        "traceback": "",
    }
    return DBTaskResult.objects.create(**fields | more)


def status(job: DBTaskResult) -> str:
    job.refresh_from_db()
    return str(job.status)


def test_a_job_of_a_worker_that_is_gone_is_ready_for_the_next(dead: str) -> None:
    job = begun(dead)
    assert jobs.take_up_again() == 1
    assert status(job) == "READY"
    assert job.worker_ids == [dead]
    assert job in DBTaskResult.objects.ready()
    assert jobs.take_up_again() == 0


def test_a_worker_that_lives_keeps_its_job_however_long_it_takes(living: str) -> None:
    job = begun(living, ago=dt.timedelta(days=1))
    assert jobs.take_up_again() == 0
    assert status(job) == "RUNNING"


def test_the_job_of_a_worker_on_another_machine_is_taken_up_after_a_while() -> None:
    job = begun("elsewhere-1")
    assert jobs.take_up_again() == 0
    DBTaskResult.objects.update(started_at=timezone.now() - jobs.LONGEST - dt.timedelta(seconds=1))
    assert jobs.take_up_again() == 1
    assert status(job) == "READY"


def test_after_three_beginnings_it_is_given_up_with_a_reason(dead: str) -> None:
    job = begun("elsewhere-1", "elsewhere-2", dead)
    assert jobs.take_up_again() == 0
    assert status(job) == "FAILED"
    assert job.finished_at
    assert job.exception_class_path == "speir.core.jobs.WorkerGone"
    assert "Begun 3 times" in job.traceback
    assert jobs.take_up_again() == 0


@pytest.mark.parametrize("cut_short", jobs.CUT_SHORT)
def test_a_job_that_failed_because_it_was_cut_short_is_taken_up_a_few_times(cut_short: str) -> None:
    fields: dict[str, Any] = {
        "status": "FAILED",
        "finished_at": timezone.now(),
        "exception_class_path": cut_short,
    }
    once, thrice = begun("a", **fields), begun("a", "b", "c", **fields)
    assert jobs.take_up_again() == 1
    assert status(once) == "READY"
    assert once.finished_at is None
    assert status(thrice) == "FAILED"


def test_a_job_that_failed_by_itself_stays_failed() -> None:
    job = begun("a", status="FAILED", exception_class_path="builtins.ValueError")
    assert jobs.take_up_again() == 0
    assert status(job) == "FAILED"


def test_files_of_workers_long_gone_are_removed_and_those_of_the_living_stay(dead: str, living: str) -> None:
    for worker_id in (dead, living):
        os.utime(jobs._lock_file(worker_id), (0, 0))
    jobs.take_up_again()
    assert not jobs._lock_file(dead).exists()
    assert jobs._lock_file(living).exists()


def test_a_worker_that_ends_well_leaves_no_file() -> None:
    with jobs.at_work() as worker_id:
        assert jobs._lock_file(worker_id).exists()
        assert len(worker_id) <= 64
    assert not jobs._lock_file(worker_id).exists()


def test_a_job_leaves_once_its_transaction_is_committed(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    left: list[Any] = []
    monkeypatch.setattr(jobs, "run", SimpleNamespace(enqueue=lambda name, ids: left.append((name, ids))))
    with django_capture_on_commit_callbacks(execute=True):
        jobs.defer("reports.keep_edition", edition_id="x")
        assert left == []
    assert left == [("reports.keep_edition", {"edition_id": "x"})]


def test_a_job_of_what_was_taken_back_never_leaves(django_capture_on_commit_callbacks: Any) -> None:
    before = DBTaskResult.objects.count()
    with django_capture_on_commit_callbacks(execute=True) as leaving, transaction.atomic():
        jobs.defer("reports.keep_edition", edition_id="x")
        transaction.set_rollback(True)
    assert leaving == []
    assert DBTaskResult.objects.count() == before


def test_a_job_that_somebody_else_has_just_begun_again_is_left_to_them(
    dead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = begun(dead)

    def gone_and_begun_again(*words: Any) -> bool:
        DBTaskResult.objects.update(started_at=timezone.now())
        return True

    monkeypatch.setattr(jobs, "_is_gone", gone_and_begun_again)
    assert jobs.take_up_again() == 0
    assert status(job) == "RUNNING"
