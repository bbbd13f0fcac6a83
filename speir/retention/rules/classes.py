"""How long each class of record is kept: what starts its time, how long that is, and what happens at its end.

The periods are a starting point for an installation's own schedule. What people wrote is never purged by the clock: at
the end of its time somebody reviews it. What Speir needs only to run goes by itself; `done_by` names the code that
finds or removes each, and a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a review decides."""

    KEEP = "keep"
    DISPOSE = "dispose"


@dataclass(frozen=True, slots=True)
class Class:
    """A class of record. Without `days` it ends with something else. `reviewed`: a person decides at its end."""

    words: str
    trigger: str
    period: str
    then: str
    done_by: str
    days: int = 0
    reviewed: bool = False

    def over(self, started: dt.date) -> dt.date:
        """Return the day on which the time is over that began on this day."""
        return started + dt.timedelta(days=self.days)


YEAR = 365
REVIEW = "Whoever leads there reviews it: it is disposed of, or kept for a reason."
ITSELF = "It goes by itself."
WITH_IT = "It goes with the broad view, the closer look, the priority or the evidence that it belongs to."
CLASSES: dict[str, Class] = {
    "edition": Class(
        "Sealed editions, with the broad view that they are of",
        "When the latest edition was sealed",
        "7 years",
        REVIEW,
        "evaluations.queries.due.editions",
        days=7 * YEAR,
        reviewed=True,
    ),
    "in_progress": Class(
        "Broad views that were never sealed",
        "When somebody last wrote in it",
        "3 years",
        REVIEW,
        "evaluations.queries.due.in_progress",
        days=3 * YEAR,
        reviewed=True,
    ),
    "look_finished": Class(
        "Closer looks that are finished",
        "When it was finished",
        "7 years",
        REVIEW,
        "evaluations.queries.due.looks_finished",
        days=7 * YEAR,
        reviewed=True,
    ),
    "look_in_progress": Class(
        "Closer looks that were never finished, and those that were opened again",
        "When somebody last wrote in it",
        "3 years",
        REVIEW,
        "evaluations.queries.due.looks_in_progress",
        days=3 * YEAR,
        reviewed=True,
    ),
    "evidence": Class(
        "Evidence that no broad view, closer look or priority cites",
        "When it was last changed",
        "3 years",
        REVIEW,
        "evaluations.queries.due.evidence",
        days=3 * YEAR,
        reviewed=True,
    ),
    "priority_closed": Class(
        "Priorities that were closed, with their actions",
        "When it was closed",
        "7 years",
        REVIEW,
        "improvement.queries.due.priorities_closed",
        days=7 * YEAR,
        reviewed=True,
    ),
    "priority_open": Class(
        "Priorities that were never closed, and those that were opened again",
        "When somebody last wrote in it or in an action of it",
        "3 years",
        REVIEW,
        "improvement.queries.due.priorities_open",
        days=3 * YEAR,
        reviewed=True,
    ),
    "tracked": Class(
        "Recommendations, good practice and training needs that are tracked",
        "When somebody last wrote in it",
        "3 years",
        REVIEW,
        "improvement.queries.due.tracked",
        days=3 * YEAR,
        reviewed=True,
    ),
    "answering": Class(
        "What was heard from people, and the answers to it",
        "When somebody last wrote in it",
        "3 years",
        REVIEW,
        "improvement.queries.due.answerings",
        days=3 * YEAR,
        reviewed=True,
    ),
    "choosing": Class(
        "What was weighed before it became a priority, why something was parked or left, plans of one’s own by their "
        "names, and days of meetings",
        "When it was written",
        "As long as the installation",
        "Whoever leads there removes words of it for good where they must not stay.",
        "improvement.actions.removing.remove",
    ),
    "files": Class(
        "Files beside evidence, also those that were taken away",
        "When they were added",
        "As long as the evidence",
        WITH_IT,
        "evaluations.actions.removing.dispose",
    ),
    "uploads": Class(
        "What a file that was cut short on its way left behind",
        "When it was sent",
        "1 hour",
        ITSELF,
        "cli.tick.clear_files_cut_short",
    ),
    "reflections": Class(
        "Own reflections",
        "When their owner discarded them",
        "30 days",
        "They go by themselves; until then their owner can take them back. Others stay with their owner.",
        "cli.tick.forget_discarded",
        days=30,
    ),
    "history": Class(
        "Earlier texts, why levels changed, what was said about approving and about what organisations were asked for "
        "together, why something was shared here or outside, texts set aside and drafts",
        "When they were written",
        "As long as what they belong to",
        WITH_IT,
        "evaluations.actions.removing.dispose",
    ),
    "searches": Class(
        "Searches of evidence that somebody keeps",
        "When they were kept",
        "As long as their owner wants them",
        "Their owner deletes them, and they go at once.",
        "evidence.actions.searches.delete",
    ),
    "trail": Class(
        "The trail, the log of what was removed, and reviews",
        "When something was done",
        "As long as the installation",
        "It stays whole: it holds nothing that anybody wrote about a child.",
        "",
    ),
    "people": Class(
        "Names and e-mail addresses of people who work with Speir",
        "When their last role ended",
        "As long as what they wrote or did",
        "Whoever manages people ends roles; what a leaver wrote keeps their name.",
        "",
    ),
    "sessions": Class(
        "Signed-in sessions",
        "When somebody signed in",
        "12 hours",
        ITSELF,
        "cli.tick.end_old_sessions",
    ),
    "addresses": Class(
        "One-time addresses, to sign in by and in reminders, as digests",
        "When they were used or ran out",
        "30 days",
        ITSELF,
        "cli.tick.forget_used_addresses",
        days=30,
    ),
    "progress_links": Class(
        "One-time links in reminders by which somebody says how far an action has come, as digests",
        "When they were used or ran out",
        "30 days",
        ITSELF,
        "cli.tick.forget_ended_links",
        days=30,
    ),
    "sheets": Class(
        "Sheets of evidence that somebody looks at before they are brought in",
        "When they were read",
        "1 day",
        ITSELF,
        "cli.tick.forget_old_sheets",
        days=1,
    ),
    "notices": Class(
        "That an e-mail went to an address; the letter itself is not kept",
        "When it left",
        "90 days",
        ITSELF,
        "cli.tick.forget_old_notices",
    ),
    "attempts": Class(
        "Counts of attempts to sign in, by address and account",
        "When they were made",
        "Minutes",
        ITSELF,
        "cli.tick.forget_attempts",
    ),
    "jobs": Class(
        "Records of work done in the background: ids, no words",
        "When it was done",
        "7 days",
        ITSELF,
        "cli.tick.forget_finished_jobs",
        days=7,
    ),
    "failed_jobs": Class(
        "Records of work that failed",
        "When it failed",
        "90 days",
        ITSELF,
        "cli.tick.forget_finished_jobs",
        days=90,
    ),
}
