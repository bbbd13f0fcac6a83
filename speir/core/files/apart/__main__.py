"""Looks through files, each in a child of its own: which they are comes in, what they are goes out.

In: a list of [path, ending of its name, path for a picture drawn anew]. Out, for each: {"kind": …} or {"refused": …}.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from speir.core.files.apart.telling import family
from speir.core.files.refusals import DAMAGED, EMPTY, HEAVY, Unkept

MEMORY = 1_200_000_000
WRITTEN = 100_000_000
SECONDS, LONGEST = 15, 25
_HEAD = 512


def _looks(family: str) -> Callable[[bytes, str, Path], str]:
    """Return what looks through files of this family; a library is loaded for those alone that need it."""
    if family == "pdf":
        from speir.core.files.apart.pdf import look
    elif family == "images":
        from speir.core.files.apart.images import look
    elif family == "packed":
        from speir.core.files.apart.packed import look
    elif family == "mail":
        from speir.core.files.apart.mail import look
    else:
        from speir.core.files.apart.texts import look
    return look


def look(path: Path, ending: str, out: Path) -> dict[str, str]:
    """Look through one file, in this process."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if not head.strip():
            raise Unkept(EMPTY)
        return {"kind": _looks(family(head, ending))(path.read_bytes(), ending, out)}
    except Unkept as unkept:
        return {"refused": unkept.key}
    except (MemoryError, RecursionError):
        return {"refused": HEAVY}
    except Exception:  # noqa: BLE001  whatever a library stumbles over: the file is not what it should be
        return {"refused": DAMAGED}


def prepare(path: Path, ending: str) -> None:
    """Load what looks through such a file, once for all children."""
    try:
        with path.open("rb") as file:
            _looks(family(file.read(_HEAD), ending))
    except (Unkept, OSError):
        return


def bounded(path: Path, ending: str, out: Path) -> dict[str, str]:
    """Look through one file in a child, whose memory and time are bounded; nothing where it did not answer."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            os.write(writes, json.dumps(look(path, ending, out)).encode())
        finally:
            os._exit(0)
    os.close(writes)
    said, until = b"", time.monotonic() + LONGEST
    while select.select([reads], [], [], max(0, until - time.monotonic()))[0]:
        piece = os.read(reads, 4096)
        if not piece:
            break
        said += piece
    os.close(reads)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return json.loads(said) if said else {"refused": HEAVY}


def main() -> None:
    """Answer for each file in turn."""
    wanted = [(Path(path), ending, Path(out)) for path, ending, out in json.load(sys.stdin)]
    for path, ending, _out in wanted:
        prepare(path, ending)
    for one in wanted:
        sys.stdout.write(json.dumps(bounded(*one)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
