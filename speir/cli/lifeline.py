"""Nothing outlives the supervisor: each child waits at a pipe whose other end only the supervisor holds.

When the supervisor is gone, however it went, the pipe closes and the child ends itself. A signal sent by the system at
a parent's death would do the same on Linux alone.
"""

from __future__ import annotations

import os
import signal
import threading
import time

VARIABLE = "SPEIR_LIFELINE"
GRACE_SECONDS = 25


def cast() -> tuple[int, int]:
    """Return a new lifeline: the end that children wait at, and the end that the supervisor keeps."""
    return os.pipe()


def follow() -> None:
    """In a child: ask this process to stop, then stop it, once the supervisor is gone. Does nothing without one."""
    end = os.environ.pop(VARIABLE, "")
    if end:
        os.set_inheritable(int(end), False)
        threading.Thread(target=_wait, args=(int(end),), name="lifeline", daemon=True).start()


def _wait(end: int) -> None:
    while os.read(end, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)
