"""`speir tick`: what has to happen though nobody asks for it. `bin/serve` runs it once a minute.

Each step looks for what is due and does it, so a minute that was missed is made up by the next.
"""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Callable

from django.core.management import call_command

from speir.accounts.actions import forget_ended_addresses, forget_ended_sessions
from speir.cli.command import Command
from speir.core import jobs, remains
from speir.core.files.storage import clear_uploads
from speir.evaluations.actions import reflections, reminding
from speir.evaluations.actions.moderation import letters as moderation
from speir.evidence.actions import imports, likeness, loose, scanning
from speir.improvement.actions import links as progress_links
from speir.improvement.actions import reminding as improvement
from speir.improvement.actions.reviewing import find_due
from speir.notices import actions as notices
from speir.retention.queries.disposals import removed_since
from speir.retention.rules.classes import CLASSES
from speir.trail.actions import read_through, seal_waiting

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
    call_command(
        "prune_db_task_results",
        verbosity=0,
        queue_name="*",
        min_age_days=CLASSES["jobs"].days,
        failed_min_age_days=CLASSES["failed_jobs"].days,
    )


def read_the_trail_through() -> None:
    """Once a day, see whether everything in the trail is there as it was sealed."""
    read_through()


def forget_used_addresses() -> None:
    """Delete one-time sign-in addresses that ended long ago."""
    forget_ended_addresses(days=CLASSES["addresses"].days)


def forget_attempts() -> None:
    """Delete counts of attempts to sign in that count no more."""
    remains.forget_counts()


def find_what_is_due() -> None:
    """Find what has been kept long enough, for a person to review. Nothing is removed."""
    find_due()


def clear_what_was_removed() -> None:
    """Empty SQLite's log of changes where somebody who was reading kept that from happening after a disposal."""
    if removed_since(minutes=60):
        remains.clear()


def seal_the_trail() -> None:
    """Seal what was done since the last minute into the trail's chain."""
    seal_waiting()


def remind_of_contributions() -> None:
    """Have those reminded by e-mail from whom a joint broad view waits for a contribution."""
    reminding.remind()


def send_due_notices() -> None:
    """Have letters that did not leave sent again."""
    notices.send_due()


def remind_of_moderations() -> None:
    """Remind people by e-mail who were asked to judge by post, shortly before the last day."""
    moderation.remind()


def remind_of_actions() -> None:
    """Remind people by e-mail of actions that they lead."""
    improvement.remind()


def send_digests() -> None:
    """Send everybody the digest of what they have to do, on its morning."""
    improvement.send_digests()


def forget_ended_links() -> None:
    """Delete addresses from reminders that ended long ago."""
    progress_links.forget_ended(days=CLASSES["progress_links"].days)


def forget_old_notices() -> None:
    """Delete what is known of letters that left long ago."""
    notices.forget_old()


def forget_discarded() -> None:
    """Delete for good the reflections that were discarded thirty days ago."""
    reflections.forget_discarded()


def note_what_sheets_brought() -> None:
    """Have items that a sheet brought in found by their likeness, where that was cut off."""
    likeness.note_missing()


def forget_old_sheets() -> None:
    """Delete sheets of evidence that somebody looked at a day ago, whether or not they were brought in."""
    imports.forget_old(days=CLASSES["sheets"].days)


def clear_files_cut_short() -> None:
    """Delete what an upload or a disposal of a file that was cut short left behind."""
    clear_uploads()
    loose.clear_due()


def scan_files_that_wait() -> None:
    """Have files scanned for viruses that were added while the scanner was away."""
    scanning.scan_waiting()


STEPS: tuple[Callable[[], None], ...] = (
    take_up_jobs_again,
    end_old_sessions,
    forget_finished_jobs,
    remind_of_contributions,
    remind_of_moderations,
    remind_of_actions,
    send_digests,
    send_due_notices,
    forget_old_notices,
    seal_the_trail,
    forget_used_addresses,
    forget_ended_links,
    forget_attempts,
    read_the_trail_through,
    find_what_is_due,
    clear_what_was_removed,
    forget_discarded,
    note_what_sheets_brought,
    forget_old_sheets,
    clear_files_cut_short,
    scan_files_that_wait,
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
