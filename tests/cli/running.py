"""The real command in a process of its own, with a folder and a database of its own."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bench import databases

ROOT = Path(__file__).parents[2]
PUBLICATION = ROOT.parent / "shared" / "publication" / "hmie-2005.txt"
# What starts a Speir of its own takes the embedded database, wherever the tests run: there it has run already.
embedded = pytest.mark.skipif(databases.here(), reason="it runs on SQLite, and has run there")
# How many seconds anything is waited for: a machine with much else to do is no fault of Speir's.
PATIENCE = 300
SIGN_IN = re.compile(r"^\s*(http://127\.0\.0\.1:\d+/sign-in/[\w-]+/)$")


def environment(var: Path, **more: str) -> dict[str, str]:
    """What the command finds around it: nothing of Speir's but its folder."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("SPEIR_", "DJANGO_"))}
    ours.pop("DATABASE_URL", None)
    return ours | {"SPEIR_VAR": str(var), "PYTHONPATH": str(ROOT)} | more


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "speir.cli", *words]


def speir(var: Path, *words: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run `speir` with these words to its end."""
    return subprocess.run(
        command(*words),
        env=environment(var, **more),
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )


def rows(var: Path, sql: str) -> list[Any]:
    """What the command's database holds, read from outside."""
    with closing(sqlite3.connect(f"file:{var / 'speir.sqlite3'}?mode=ro", uri=True, timeout=20)) as database:
        return database.execute(sql).fetchall()


def until(true: Callable[[], Any], within: float = PATIENCE) -> Any:
    """Wait until it is true, and return what it gave."""
    limit = time.monotonic() + within
    while not (got := true()):
        assert time.monotonic() < limit, "waited for too long"
        time.sleep(0.05)
    return got


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running `speir serve`: what it has said so far, and the sign-in address it gave."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.said: list[str] = []

    def line(self, within: float = PATIENCE) -> str:
        """The next line that it says."""
        assert self.process.stderr
        ready, _, _ = select.select([self.process.stderr], [], [], within)
        assert ready, f"nothing more was said: {self.said}"
        line = self.process.stderr.readline().decode()
        assert line, f"it ended: {self.said}"
        self.said.append(line)
        return line

    def sign_in_address(self) -> str:
        while not (found := SIGN_IN.match(self.line())):
            pass
        return found[1]

    def family(self) -> set[int]:
        """The processes that it has started, with theirs."""
        return descendants(self.process.pid)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def served(var: Path, port: int, *words: str) -> Iterator[Served]:
    """`speir serve` on a port; stopped at the end whatever happens."""
    process = subprocess.Popen(
        command("serve", "--port", str(port), "--workers", "1", *words),
        env=environment(var),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        bufsize=0,
    )
    try:
        yield Served(process)
    finally:
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def descendants(pid: int) -> set[int]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in listed.splitlines())}
    found = {pid}
    while new := {child for child, parent in parents.items() if parent in found} - found:
        found |= new
    return found - {pid}


def alive(pids: set[int]) -> set[int]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True
    ).stdout
    return pids & {int(pid) for pid, stat in (line.split() for line in listed.splitlines()) if stat[0] != "Z"}
