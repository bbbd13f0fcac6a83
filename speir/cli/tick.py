"""`speir tick`: what has to happen though nobody asks for it. `bin/serve` runs it once a minute.

Each step looks for what is due and does it, so a minute that was missed is made up by the next.
"""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Callable

from django.core.management import call_command

from speir.accounts.actions import forget_ended_sessions
from speir.cli.command import Command
from speir.core import jobs
from speir.evaluations.actions import reflections
from speir.notices import actions as notices
from speir.trail.actions import seal_waiting

log = logging.getLogger(__name__)


def take_up_jobs_again() -> None:
    """Have jobs whose worker was killed done by the next one."""
    jobs.take_up_again()


def end_old_sessions() -> None:
    """Delete the sessions that have ended, and what was noted of them."""
    call_command("clearsessions")
    forget_ended_sessions()


def forget_finished_jobs() -> None:
    """Delete the record of jobs that went well a week ago, and of those that failed a quarter of a year ago."""
    call_command("prune_db_task_results", verbosity=0, queue_name="*", min_age_days=7, failed_min_age_days=90)


def seal_the_trail() -> None:
    """Seal what was done since the last minute into the trail's chain."""
    seal_waiting()


def send_due_notices() -> None:
    """Have letters that did not leave sent again."""
    notices.send_due()


def forget_old_notices() -> None:
    """Delete what is known of letters that left long ago."""
    notices.forget_old()


def forget_discarded() -> None:
    """Delete for good the reflections that were discarded thirty days ago."""
    reflections.forget_discarded()


STEPS: tuple[Callable[[], None], ...] = (
    take_up_jobs_again,
    end_old_sessions,
    forget_finished_jobs,
    send_due_notices,
    forget_old_notices,
    seal_the_trail,
    forget_discarded,
)


def run(options: Namespace) -> int:
    """Do every step; one that fails is logged and does not keep the others from their turn."""
    failed = 0
    for step in STEPS:
        try:
            step()
        except Exception:
            log.exception("The step %s of the tick failed", step.__name__)
            failed += 1
    return 1 if failed else 0


COMMAND = Command(name="tick", help="Do what is due now (bin/serve runs this once a minute).", run=run)
