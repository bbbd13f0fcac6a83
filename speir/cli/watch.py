"""What `speir serve` becomes once everything is ready: the supervisor alone, in the same process, without Django.

To prepare takes sixty megabytes that a supervisor has no use for; a program that takes another's place gives them back.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable
from typing import NoReturn

from speir.cli.supervise import Child, Supervisor, say

HOST = "127.0.0.1"


def instead(children: list[Child], *, port: int, ready: str) -> NoReturn:
    """Take this process' place and keep the children; `ready` is told as soon as something answers at the port."""
    kept = [{"name": c.name, "words": c.words, "ends_all": c.ends_all, "every": c.every} for c in children]
    # Through a pipe: a sign-in address is among it, and anybody may read the words that a process was started with.
    theirs, ours = os.pipe()
    with os.fdopen(ours, "w") as order:
        json.dump({"children": kept, "port": port, "ready": ready}, order)
    os.set_inheritable(theirs, True)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "speir.cli.watch", str(theirs)])  # noqa: S606  our own words


def main(words: list[str]) -> int:
    """Keep the children of the order that waits in the pipe; 0 after a signal, 1 when nothing could go on."""
    with os.fdopen(int(words[0])) as waiting:
        order = json.load(waiting)
    children = [Child(**child) for child in order["children"]]
    code = Supervisor(children).run(_teller(order["port"], order["ready"]))
    say("Speir has stopped.")
    return code


def _teller(port: int, ready: str) -> Callable[[], bool]:
    def tell_when_ready() -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, port)):
                return False
        say(ready)
        return True

    return tell_when_ready


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
