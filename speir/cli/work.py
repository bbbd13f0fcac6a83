"""`speir work`: does the jobs that actions deferred, one after the other, until it is stopped."""

from __future__ import annotations

from argparse import Namespace

from django.core.management import call_command

from speir.cli import lifeline
from speir.cli.command import Command
from speir.core import jobs


def run(options: Namespace) -> int:
    """Work until a signal; the job in hand is finished first."""
    lifeline.follow()
    with jobs.at_work() as worker_id:
        # What the worker before this one left behind need not wait for the next tick.
        jobs.take_up_again()
        call_command(
            "db_worker", verbosity=0, interval=1, reload=False, startup_delay=False, worker_id=worker_id
        )
    return 0


COMMAND = Command(name="work", help="Do deferred jobs until stopped (bin/serve runs this).", run=run)
