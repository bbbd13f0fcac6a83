"""One process at the trail: `write` commits entries, some of them late; `seal` seals until told that writing is over.

    python -m tests.load.trailing write ENTRIES FOLDER
    python -m tests.load.trailing seal FILE FOLDER

Each leaves a file in FOLDER once it could begin, and begins when FOLDER/go is there: on a busy machine one of them may
be done before the other has read its code.
A writer's transaction stays open for a moment after its entry was made, so that others with later times are committed,
and sealed, before it; every tenth is rolled back. The sealer ends when FILE is there and nothing waits any more.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

import django


def write(entries: int) -> None:
    """Write this many entries, each in a transaction of its own."""
    from django.db import transaction

    from speir.access.actor import SYSTEM
    from speir.core.ids import new_id
    from speir.trail.actions import record

    for at in range(entries):
        with transaction.atomic():
            record(by=SYSTEM, verb="recorded", about="judgement", about_id=new_id())
            time.sleep(random.choice((0, 0, 0, 0.005, 0.02)))
            if at % 10 == 9:
                transaction.set_rollback(True)


def seal(over: Path) -> None:
    """Seal until the writers are done and nothing waits."""
    from speir.trail import actions

    actions.BATCH = 7
    while not over.exists() or actions.seal_waiting():
        actions.seal_waiting()
        time.sleep(0.001)


def together(folder: Path) -> None:
    """Wait until all are as far as this one."""
    from django.db import connection

    connection.ensure_connection()
    (folder / f"ready-{os.getpid()}").touch()
    while not (folder / "go").exists():
        time.sleep(0.001)


if __name__ == "__main__":
    django.setup()
    together(Path(sys.argv[3]))
    if sys.argv[1] == "write":
        write(int(sys.argv[2]))
    else:
        seal(Path(sys.argv[2]))
