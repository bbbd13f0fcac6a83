"""Reminders of the day of a contribution. The clock's: it looks for what is due, and has each told once."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max, Q
from django.utils import timezone

from speir.evaluations.actions.joint_letters import WAITING
from speir.evaluations.models import Contribution
from speir.evaluations.policy.parting import left
from speir.evaluations.queries.joint_choices import reached_at
from speir.evaluations.rules.asking import Dates, Move
from speir.evaluations.rules.reminding import BEFORE, FURTHEST, due_now
from speir.notices import actions as notices
from speir.notices.queries import posted


def remind() -> int:
    """Have whoever answers reminded of what is due; return how many letters are new. Four queries, mostly one.

    Where no letters leave, nothing is noted either: whoever leads is told on the page whom to tell.
    """
    if not notices.configured():
        return 0
    today = timezone.localdate()
    wanted: dict[str, tuple[str, Contribution]] = {}
    due = [(row, at) for row in _near(today) if (at := _due(row, today))]
    people = reached_at({row.organisation.path: row.answers for row, _at in due}) if due else {}
    for row, at in due:
        for person in people[row.organisation.path]:
            # A day that was changed is another matter; so is another person.
            day = _by(row).strftime("%Y%m%d")
            wanted[f"joint.due.{row.id}.{day}.{at}.{person.pk}"] = (person.email or "", row)
    new = wanted.keys() - posted(wanted)
    for once in sorted(new):
        to, row = wanted[once]
        notices.post(kind="joint.due", to=to, about_id=row.id, once=once)
    return len(new)


def _near(today: dt.date) -> list[Contribution]:
    """Return what is asked for near today and has not come, with the day of the last letter about it. One query."""
    first, last = today - dt.timedelta(days=FURTHEST), today + dt.timedelta(days=max(BEFORE))
    told = Q(steps__move__in=[Move.INVITED, Move.EXTENDED])
    near = Q(joint__due__range=(first, last)) | Q(extended__range=(first, last))
    rows = (
        Contribution.objects.filter(near, last__in=WAITING, joint__ended_at=None)
        .exclude(joint__evaluation__unit__demonstration=True)
        .exclude(left())
        .select_related("joint", "organisation", "answers")
        .annotate(told=Max("steps__at", filter=told))
    )
    return list(rows)


def _by(row: Contribution) -> dt.date:
    return Dates(row.joint.due, row.extended).by


def _due(row: Contribution, today: dt.date) -> str:
    told: dt.datetime = row.told  # type: ignore[attr-defined]
    return due_now(_by(row), today, timezone.localdate(told))
