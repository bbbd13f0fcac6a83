"""Reminders and digests. The clock's: it looks for what is due, and has each told once; `letters` has their words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.accounts.models import Person
from speir.improvement.models import Action, Helper, Letters
from speir.improvement.queries.needing import able
from speir.improvement.rules.naming import AWAITED, OPEN, Every, Standing, State
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
from speir.organisations.models import Membership

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
    """Have everybody who has something to do or to plan sent the digest that is due; return how many are new.

    Four queries.

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
    has |= Q(pk__in=_planning(now.date()).values("person_id"))
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


def _planning(today: dt.date) -> QuerySet[Membership]:
    """Return the roles by which somebody plans where there are actions that nobody leads now. One query by itself."""
    led = Q(lead__isnull=False) & Exists(able(today))
    rows = awaited(OPEN).exclude(led).exclude(lead=None, state=State.PROPOSED)
    found = rows.order_by().values_list("priority__unit__root", "unit__root").distinct()
    roots = {root for both in found for root in both if root}
    roles = [role for role, those in ROLES.items() if Permission.PLAN_IMPROVEMENT in those]
    return Membership.objects.holding(today).filter(unit__root__in=roots, role__in=roles).order_by()


def awaited(states: Iterable[str] = AWAITED) -> QuerySet[Action]:
    """Return all actions that are agreed and not done, whose priorities go on, but for the demonstration's."""
    return (
        Action.objects.filter(state__in=[*states], removed_at=None, priority__removed_at=None)
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
