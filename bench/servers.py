"""Servers as they are in use: gunicorn with two workers and the product's own configuration."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from speir.cli import lifeline

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
WORKERS = 2
# A secret of no installation: what is signed with it lasts as long as the run.
SECRET = "for-benchmarks-and-proofs-alone-" * 2
SPEIR, FLOOR = "speir.config.wsgi:application", "bench.floor.wsgi:application"
COLD = "bench.cold:application"


def environment(folder: Path, database_url: str = "") -> dict[str, str]:
    """Return the environment of a Speir that keeps everything in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPEIR_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    if database_url:
        kept["DATABASE_URL"] = database_url
    return kept | {"SPEIR_VAR": str(folder), "SPEIR_SECRET_KEY": SECRET, "PYTHONPATH": str(ROOT)}


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Memory:
    """A worker's memory in MB: all that it maps, and its share of what it has in common with others."""

    rss: float
    pss: float


class Server:
    """A running gunicorn; nothing of it outlives this process."""

    def __init__(self, application: str, env: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.log = log
        words = [sys.executable, "-m", "gunicorn", "--config", "python:speir.config.gunicorn"]
        # Workers are not replaced while they are measured.
        words += [
            "--bind",
            f"{HOST}:{self.port}",
            "--workers",
            str(WORKERS),
            "--max-requests",
            "0",
            application,
        ]
        theirs, self._ours = lifeline.cast()
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                words,
                env=env | {lifeline.VARIABLE: str(theirs)},
                pass_fds=[theirs],
                cwd=ROOT,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        os.close(theirs)
        try:
            wait_until_answers(self.port, self.process, log)
            # The first may answer before the second is there, and each is measured.
            limit = time.monotonic() + 120
            while len(self.workers()) < WORKERS and time.monotonic() < limit:
                time.sleep(0.05)
        except BaseException:
            self.stop()
            raise

    def workers(self) -> list[int]:
        """The ids of the processes that answer."""
        return children(self.process.pid)

    def cpu(self) -> float:
        """Seconds of CPU, user and system, of the workers since they began, and of what they started and is ended."""
        return sum(cpu_of(worker) + ended_cpu_of(worker) for worker in self.workers())

    def memory(self) -> Memory:
        """The largest worker's."""
        seen = [memory_of(worker) for worker in self.workers()]
        return max(seen, key=lambda memory: memory.pss)

    def stop(self) -> None:
        """Stop it in order."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(90)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self._ours)


def wait_until_answers(
    port: int, process: subprocess.Popen[bytes] | None, log: Path, seconds: float = 240
) -> None:
    """Return once the server answers a request. Raises RuntimeError with its log when it does not."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if process is not None and process.poll() is not None:
            break
        line = http.client.HTTPConnection(HOST, port, timeout=30)
        try:
            line.request("GET", "/at-risk/")
            line.getresponse().read()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.03)
        finally:
            line.close()
    raise RuntimeError(f"The server did not come up:\n{log.read_text()[-3000:]}")


def children(process: int) -> list[int]:
    """Return the ids of a process' children, none once it is gone."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def cpu_of(process: int) -> float:
    """Return a process' CPU seconds, all its threads', from its own CPU clock (as `clock_getcpuclockid` names it)."""
    return time.clock_gettime((~process << 3) | 2)


def ended_cpu_of(process: int) -> float:
    """Return the CPU seconds of a process' ended children, in hundredths, as the kernel counts them."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[13]) + int(after_name[14])) / os.sysconf("SC_CLK_TCK")


def memory_of(process: int) -> Memory:
    """Return a process' memory as the kernel sums it up."""
    rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    kilobytes = {row.split(":")[0]: int(row.split()[1]) for row in rows if row.endswith("kB")}
    return Memory(kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024)
