"""`speir work`: does the jobs that actions deferred, one after the other, until it is stopped."""

from __future__ import annotations

from argparse import Namespace

from django.core.management import call_command

from speir.cli import lifeline
from speir.cli.command import Command


def run(options: Namespace) -> int:
    """Work until a signal; the job in hand is finished first."""
    lifeline.follow()
    call_command("db_worker", verbosity=0, interval=1, reload=False, startup_delay=False)
    return 0


COMMAND = Command(name="work", help="Do deferred jobs until stopped (bin/serve runs this).", run=run)
