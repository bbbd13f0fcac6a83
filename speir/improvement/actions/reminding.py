"""Reminders and digests. The clock's: it looks for what is due, and has each told once; `letters` has their words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Q, QuerySet
from django.utils import timezone

from speir.accounts.models import Person
from speir.improvement.models import Action, Helper, Letters
from speir.improvement.rules.naming import AWAITED, Every, Standing, State
from speir.improvement.rules.reminding import (
    BEFORE,
    FURTHEST,
    MORNING,
    MOST_IN_ONE,
    STANDS,
    STUCK_FOR,
    digest_now,
    due_now,
    stuck_now,
)
from speir.notices import actions as notices
from speir.notices.queries import posted

REMINDER, DIGEST = "improvement.reminder", "improvement.digest"


def remind() -> int:
    """Have leads reminded of actions whose day is near or over; return how many letters are new. Two queries.

    What one person is to be reminded of leaves in one letter: whoever plans much at once would be sent ten. Where no
    letters leave, nothing is noted either. Whether somebody may still read an action is seen when it is written.
    """
    now = timezone.localtime()
    if not notices.configured() or now.hour < MORNING:
        return 0
    wanted = {once: row for row in _near(now.date()) if (once := _once(row, now.date()))}
    of_lead: defaultdict[str, dict[str, str]] = defaultdict(dict)
    new = wanted.keys() - posted(wanted)
    for once in sorted(new, key=lambda one: (wanted[one].due or dt.date.max, one)):
        row = wanted[once]
        of_lead[row.lead.email or ""][once] = row.id  # type: ignore[union-attr]
    left = [
        notices.post_together(kind=REMINDER, to=to, matters=dict(matters[at : at + MOST_IN_ONE]))
        for to, by_once in of_lead.items()
        if (matters := list(by_once.items()))
        for at in range(0, len(matters), MOST_IN_ONE)
    ]
    return left.count(True)


def send_digests() -> int:
    """Have everybody who has something to do sent the digest that is due; return how many are new. Three queries.

    One in which there is nothing to say is never written: `letters` finds no reason for it.
    """
    now = timezone.localtime()
    names = {every.value: digest_now(every.value, now) for every in Every}
    if not notices.configured() or not any(names.values()):
        return 0
    rows = awaited()
    has = Q(pk__in=rows.values("lead_id")) | Q(
        pk__in=Helper.objects.filter(action__in=rows.values("pk")).values("person_id")
    )
    chosen = dict(Letters.objects.values_list("person_id", "every"))
    wanted = {
        f"digest.{person.pk}.{name}": person
        for person in reachable().filter(has)
        if (name := names[chosen.get(person.pk, Every.WEEK.value)])
    }
    new = wanted.keys() - posted(wanted)
    for once in sorted(new):
        person = wanted[once]
        notices.post(kind=DIGEST, to=person.email or "", about_id=person.pk, once=once)
    return len(new)


def awaited() -> QuerySet[Action]:
    """Return all actions that are agreed and not done, whose priorities go on, but for the demonstration's."""
    return (
        Action.objects.filter(state__in=AWAITED, removed_at=None, priority__removed_at=None)
        .exclude(priority__state=Standing.CLOSED)
        .exclude(priority__unit__demonstration=True)
    )


def reachable() -> QuerySet[Person]:
    """Return everybody who takes part and has shown that their e-mail address is theirs."""
    return Person.objects.filter(is_active=True, email__isnull=False, email_proven_at__isnull=False)


def _near(today: dt.date) -> list[Action]:
    """Return what is awaited near its day, or has been stuck for long, of leads who want to be reminded. One query."""
    first, last = today - dt.timedelta(days=FURTHEST), today + dt.timedelta(days=max(BEFORE))
    near = Q(due__range=(first, last))
    stuck = Q(
        state=State.STUCK,
        said_at__lt=timezone.now() - dt.timedelta(days=STUCK_FOR - 1),
        said_at__gt=timezone.now() - dt.timedelta(days=STUCK_FOR + STANDS + 1),
    )
    rows = awaited().filter(near | stuck, lead__in=reachable()).select_related("lead")
    return list(rows.exclude(lead__in=Letters.objects.filter(reminders=False).values("person_id")))


def _once(row: Action, today: dt.date) -> str:
    """Return the name of the reminder that is due; another day, another lead, another standstill is another matter."""
    if at := due_now(row.due, today, timezone.localdate(row.written_at)):
        return f"action.{row.id}.{row.due:%Y%m%d}.{at}.{row.lead_id}"
    said_on = timezone.localdate(row.said_at) if row.said_at else None
    if at := stuck_now(row.state, said_on, today):
        return f"action.{row.id}.{said_on:%Y%m%d}.{at}.{row.lead_id}"
    return ""
