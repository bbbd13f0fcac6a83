"""The letters about judging by post. They name who asks and until when, and nothing that was written in Speir."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speir.core.errors import NotAllowed, NotYours
from speir.core.text import day
from speir.evaluations.models import Evaluator
from speir.evaluations.policy import moderation as policy
from speir.evaluations.queries.moderation.people import still_asked
from speir.evaluations.rules import moderating
from speir.notices.actions import configured, post
from speir.notices.rules import Letter
from speir.organisations.queries import actor_for


def asked(about_id: str, to: str) -> Letter | None:
    """Write the letter by which somebody is asked to judge by post; None where there is no reason for it any more."""
    return _letter(
        about_id,
        to,
        _("You are asked to judge together"),
        _("%(by)s asks you to judge, each indicator alone and hidden, until %(on)s. It takes a few minutes."),
    )


def reminded(about_id: str, to: str) -> Letter | None:
    """Write the reminder before the last day; None where they have judged everything, or it is over."""
    return _letter(
        about_id,
        to,
        _("Still to judge until %(on)s"),
        _("%(by)s has asked you to judge until %(on)s. Some of it still waits for you."),
    )


@transaction.atomic
def remind() -> int:
    """Remind those by e-mail who have not judged everything, shortly before the last day and once. Return how many."""
    if not configured():
        return 0
    today = timezone.localdate()
    soon = today + dt.timedelta(days=moderating.REMINDS)
    rows = still_asked(Evaluator.objects.filter(moderation__until__range=(today, soon)))
    due = [row for row in rows if row.person and row.person.email and row.person.email_proven_at]
    for row in due:
        post(
            kind="evaluations.reminded",
            to=row.person.email or "",  # type: ignore[union-attr]
            about_id=row.id,
            once=f"reminded/{row.id}/{row.moderation.until}",
        )
    return len(due)


def _letter(about_id: str, to: str, subject: str, first: str) -> Letter | None:
    today = timezone.localdate()
    rows = Evaluator.objects.filter(pk=about_id, person__email=to, moderation__until__gte=today)
    found = next(iter(still_asked(rows)), None)
    if found is None or found.moderation.until is None:
        return None
    if not _judges(found, today):
        return None
    said = {"by": found.moderation.opened_by_name or _("Somebody"), "on": day(found.moderation.until)}
    code = moderating.code_of(found.moderation_id)
    return Letter(
        subject % said,
        (
            first % said,
            f"{settings.PUBLIC_URL}/m/{code}/",
            _("Nobody sees what you judged before it is revealed to all who take part, at once."),
        ),
    )


def _judges(place: Evaluator, today: dt.date) -> bool:
    """Return whether somebody may still judge there: who has left since is told nothing of it."""
    actor = actor_for(person_id=place.person_id or "", name=place.name, today=today)
    try:
        policy.require_taking_part(actor, place.moderation_id)
    except (NotYours, NotAllowed):
        return False
    return True
