"""The processes of a running Speir start together, stay together and stop together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUPERVISOR = """
import sys
from speir.cli.supervise import Child, Supervisor
child = [sys.executable, "-c", "import os, sys, time; from speir.cli import lifeline; lifeline.follow();"
         "os.write(1, b'%d\\\\n' % os.getpid()); time.sleep(600)"]
short = [sys.executable, "-c", "import os; os.write(1, b'short\\\\n')"]
sys.exit(Supervisor([{children}]).run(lambda: True))
"""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes as on Linux and macOS")


def supervisor(children: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SUPERVISOR).replace("{children}", children)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def is_gone(pid: int, within: float = 120) -> bool:
    limit = time.monotonic() + within
    while time.monotonic() < limit:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").exists() and ") Z " in Path(f"/proc/{pid}/stat").read_text():
            return True
        time.sleep(0.05)
    return False


def read_pid(process: subprocess.Popen[str]) -> int:
    assert process.stdout
    return int(process.stdout.readline())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_every_child_and_counts_as_well_done(number: int) -> None:
    with supervisor('Child("one", child, ends_all=True), Child("two", child)') as process:
        pids = [read_pid(process), read_pid(process)]
        process.send_signal(number)
        assert process.wait(120) == 0
        assert all(is_gone(pid) for pid in pids)


def test_children_end_when_the_supervisor_is_killed() -> None:
    with supervisor('Child("one", child), Child("two", child)') as process:
        pids = [read_pid(process), read_pid(process)]
        process.kill()
        assert all(is_gone(pid) for pid in pids)


def test_a_child_that_dies_is_started_again() -> None:
    with supervisor('Child("worker", child)') as process:
        first = read_pid(process)
        os.kill(first, signal.SIGKILL)
        assert read_pid(process) != first
        process.terminate()
        assert process.wait(120) == 0
        assert process.stderr
        assert "The worker has died (exit code -9)" in process.stderr.read()


def test_the_child_without_which_nothing_works_ends_all() -> None:
    with supervisor('Child("web server", short, ends_all=True), Child("two", child)') as process:
        assert process.wait(120) == 1
        assert process.stderr
        assert "The web server has stopped by itself" in process.stderr.read()


def test_what_is_due_again_and_again_is_no_death() -> None:
    with supervisor('Child("tick", short, every=0.3)') as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(3)] == ["short\n"] * 3
        process.terminate()
        assert process.wait(120) == 0
        assert process.stderr
        assert process.stderr.read() == "Stopping\n"
