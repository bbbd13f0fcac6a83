"""A real clamd from Debian with one signature of ours, which knows the EICAR test file; nothing is fetched."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

MISSING = (
    "These tests ask a real virus scanner, and clamd is not on this machine. On Debian: apt-get install "
    "--no-install-recommends clamav-daemon; on a Mac: brew install clamav. bin/test and .ci/run do so where they may."
)
# In two halves, so that a scanner that reads this file is not alarmed by it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LONGEST = 200_000
LIMIT = 240


@dataclass(frozen=True)
class Clamd:
    """Where it listens."""

    unix: str
    tcp: str


def program() -> str:
    """Where clamd is. Raises FileNotFoundError with what to do."""
    found = shutil.which("clamd") or shutil.which(
        "clamd", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin"
    )
    if found is None:
        raise FileNotFoundError(MISSING)
    return found


@contextmanager
def running() -> Iterator[Clamd]:
    """Run it while the context lasts."""
    started = program()
    with TemporaryDirectory(prefix="clamd-", dir="/tmp") as name:  # a socket's path is short
        folder = Path(name)
        port = _free_port()
        (folder / "known").mkdir()
        # An MD5, a length and a name: how clamd's own lists of whole files say it.
        known = f"{hashlib.md5(EICAR, usedforsecurity=False).hexdigest()}:{len(EICAR)}:Eicar-Test-Signature\n"
        (folder / "known" / "ours.hdb").write_text(known)
        (folder / "clamd.conf").write_text(
            f"DatabaseDirectory {folder}/known\nLocalSocket {folder}/ctl\nTCPSocket {port}\nTCPAddr 127.0.0.1\n"
            f"Foreground yes\nLogFile {folder}/log\nTemporaryDirectory {folder}\nStreamMaxLength {LONGEST}\n"
            "MaxThreads 2\n"
        )
        clamd = subprocess.Popen(
            [started, "--config-file", str(folder / "clamd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(clamd, folder)
            yield Clamd(f"unix:{folder}/ctl", f"tcp:127.0.0.1:{port}")
        finally:
            clamd.terminate()
            clamd.wait(LIMIT)


def _wait(clamd: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + LIMIT
    while time.monotonic() < until and clamd.poll() is None:
        with socket.socket(socket.AF_UNIX) as asking:
            try:
                asking.connect(f"{folder}/ctl")
                asking.sendall(b"zPING\0")
                if asking.recv(16).startswith(b"PONG"):
                    return
            except OSError:
                time.sleep(0.05)
    log = folder / "log"
    raise RuntimeError(f"clamd did not start: {log.read_text() if log.exists() else 'it left no log'}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
