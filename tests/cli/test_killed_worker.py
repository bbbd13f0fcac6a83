"""A worker that is killed in the middle of a job: the job is done in the end, by the next one."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import made
from tests.cli.running import PATIENCE, command, environment, rows, speir, until

# A worker like any other, whose second document takes for ever.
STUCK = """
import sys, time
from speir.cli.__main__ import main
from speir.reports import renderers

def forever(*words):
    print("at work", flush=True)
    time.sleep(3600)

renderers.FORMATS["xlsx"] = renderers.FORMATS["xlsx"]._replace(render=forever)
sys.exit(main(["work"]))
"""
DOCUMENTS = "select format, digest from evaluations_edition_document order by format"
JOBS = "select status, worker_ids from django_tasks_database_dbtaskresult"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    var = tmp_path_factory.mktemp("made")
    made.put_into(var)
    assert speir(var, "demo").returncode == 0
    # Of its editions the first is enough, so that there is one job.
    ((first,),) = rows(var, "select id from evaluations_edition order by sealed_at limit 1")
    with closing(sqlite3.connect(var / "speir.sqlite3")) as database, database:
        database.execute(
            "delete from django_tasks_database_dbtaskresult where args_kwargs not like ?", [f"%{first}%"]
        )
    return var


@pytest.fixture
def var(demonstration: Path, tmp_path: Path) -> Path:
    """A folder with the demonstration in it, and the documents of its first edition still to be made."""
    return Path(shutil.copytree(demonstration, tmp_path / "var"))


@contextmanager
def stuck_worker(var: Path) -> Iterator[None]:
    """A worker in the middle of its job, killed at the end."""
    words = [sys.executable, "-c", STUCK]
    with subprocess.Popen(words, env=environment(var), stdout=subprocess.PIPE) as worker:
        try:
            assert worker.stdout
            assert worker.stdout.readline() == b"at work\n"
            yield
        finally:
            worker.send_signal(signal.SIGKILL)


def test_the_documents_of_a_sealed_edition_are_made_in_the_end(var: Path) -> None:
    with stuck_worker(var):
        assert b"cut short" not in speir(var, "tick").stderr, "a worker that lives keeps its job"
        assert rows(var, JOBS)[0][0] == "RUNNING"
    ((status, _),) = rows(var, JOBS)
    assert status == "RUNNING"
    first = rows(var, DOCUMENTS)
    assert [kind for kind, _ in first] == ["docx"]

    ticked = speir(var, "tick")
    assert ticked.returncode == 0
    assert b"cut short; it is taken up again" in ticked.stderr
    assert rows(var, JOBS)[0][0] == "READY"

    with subprocess.Popen(command("work"), env=environment(var)) as worker:
        try:
            until(lambda: rows(var, JOBS)[0][0] == "SUCCESSFUL")
            worker.terminate()
            assert worker.wait(PATIENCE) == 0
        finally:
            worker.kill()
    made = rows(var, DOCUMENTS)
    assert [kind for kind, _ in made] == ["docx", "pdf", "xlsx"]
    assert made[0] == first[0]


def test_the_next_worker_needs_no_tick_and_a_job_that_kills_its_workers_is_given_up(var: Path) -> None:
    for _ in range(3):
        with stuck_worker(var):
            pass
    ((status, workers),) = rows(var, JOBS)
    assert status == "RUNNING"
    assert workers.count(",") == 2
    assert b"it is given up" in speir(var, "tick").stderr
    assert rows(var, JOBS)[0][0] == "FAILED"
