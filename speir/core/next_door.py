"""Asking a process next door: a question of one line, an answer of one line, over a socket in a folder of ours.

For what takes memory that a web server must not spend. Whoever asks waits no longer than they say and must do without
an answer. Nothing that is asked is written down anywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import socketserver
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MOST_BYTES = 256 * 1024
# What a socket's address may take on Linux and macOS, less some.
MOST_PATH = 90

Answer = dict[str, Any]


def ask(path: Path, question: Answer, *, seconds: float) -> Answer | None:
    """Return the answer; None where nobody is next door, or they took longer than `seconds`, or made no sense."""
    try:
        with _address(path) as address, socket.socket(socket.AF_UNIX) as line:
            line.settimeout(seconds)
            line.connect(address)
            line.sendall(json.dumps(question).encode() + b"\n")
            with line.makefile("rb") as reading:
                answer = json.loads(reading.readline(MOST_BYTES))
    except (OSError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def serve(path: Path, answer: Callable[[Answer], Answer]) -> socketserver.BaseServer:
    """Listen at `path`, for this user alone; the caller runs `serve_forever`. One question at a time.

    Raises OSError where nothing can listen there.
    """

    class Door(socketserver.StreamRequestHandler):
        timeout = 5

        def handle(self) -> None:
            with contextlib.suppress(OSError, ValueError):
                asked = json.loads(self.rfile.readline(MOST_BYTES))
                self.wfile.write(json.dumps(answer(asked)).encode() + b"\n")

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    before = os.umask(0o177)
    try:
        with _address(path) as address:
            return socketserver.UnixStreamServer(address, Door)
    finally:
        os.umask(before)


@contextlib.contextmanager
def _address(path: Path) -> Iterator[str]:
    """The path as a socket takes it: where it is too long, by way of the open folder, which Linux alone knows how."""
    if len(os.fsencode(path)) <= MOST_PATH:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
