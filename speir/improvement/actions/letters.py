"""The letters of improvement: days and counts, nothing that was written in Speir; and how often somebody gets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.core.errors import Refused, Unfit
from speir.core.text import day
from speir.improvement.actions import links
from speir.improvement.actions.reminder_words import ToRemind, more, of_reminders, stops
from speir.improvement.actions.reminding import reachable
from speir.improvement.models import Action, Letters, Progress
from speir.improvement.policy.doing import visible_to
from speir.improvement.policy.letters import DIGESTS, stopping_at
from speir.improvement.policy.links import awaited
from speir.improvement.queries.needing import of_ids
from speir.improvement.rules.boards import Show
from speir.improvement.rules.naming import AWAITED, UNPROVED, Every, Standing, State
from speir.improvement.rules.reminding import Digest, Mine, digest, new_since
from speir.notices.rules import Letter, no_link
from speir.organisations.queries import actor_for
from speir.trail.actions import record

UNKNOWN = "Choose from the list how often Speir writes to you."


@transaction.atomic
def choose(*, every: str, reminders: bool, by: Actor) -> None:
    """Say how often one gets a digest, and whether reminders. Said twice, it is said once. Raises Unfit."""
    if every not in set(Every):
        raise Unfit([Refused("every-unknown", UNKNOWN, "every")])
    list(Person.objects.select_for_update(no_key=True).filter(pk=by.person_id).values_list("pk"))
    row = Letters.objects.filter(person=by.person_id).first() or Letters(person_id=by.person_id)
    if (row.every, row.reminders) == (every, reminders):
        return
    row.every, row.reminders = every, reminders
    row.save()
    record(by=by, verb="chose letters of", about="person", about_id=by.person_id)


def reminder(about_ids: list[str], to: str) -> Letter | None:
    """Remind a lead of their actions, each with a one-time address; None when there is nothing to be reminded of.

    What is done, somebody else's or closed to them by now is left out. At most six queries, and one for each address.
    """
    person = reachable().filter(email=to).first()
    if person is None or Letters.objects.filter(person=person, reminders=False).exists():
        return None
    today = timezone.localdate()
    actor = actor_for(person_id=person.pk, name=person.get_full_name(), today=today)
    rows = visible_to(actor).filter(pk__in=about_ids, lead=person, due__isnull=False)
    listed = [row for row in rows if awaited(row)]
    if not listed:
        return None
    lines = [_to_remind(row, links.make(action_id=row.id, person_id=person.pk)) for row in listed]
    return of_reminders(lines, today, of_person=person.pk)


def _to_remind(row: Action, secret: str) -> ToRemind:
    return ToRemind(
        due=row.due or dt.date.max,
        unit=no_link((row.unit or row.priority.unit).name) or _("your unit"),
        state=row.state,
        stuck_since=timezone.localdate(row.said_at) if row.state == State.STUCK and row.said_at else None,
        address=f"{settings.PUBLIC_URL}/progress/{secret}/",
    )


def weekly(about_id: str, to: str) -> Letter | None:
    """Write a person's digest; None where there is nothing to say, or they want none any more."""
    person = reachable().filter(pk=about_id, email=to).first()
    every = Letters.objects.filter(person=about_id).values_list("every", flat=True).first() or Every.WEEK
    if person is None or every == Every.NEVER:
        return None
    today = timezone.localdate()
    found = digest(_mine(person, today), today, new_since(every, today))
    left = _left(person, today)
    if found.quiet and not left:
        return None
    subject = _("Your actions today") if every == Every.DAY else _("Your actions this week")
    if found.quiet and not (found.leads or found.helps):
        subject = _("Actions that nobody leads now")
    lines = [*_lines(found), *([_nobody(left)] if left else [])]
    said = "\n".join(f"– {line}" for line in lines)
    whole = (_whole(found),) if found.leads or found.helps else ()
    stops_at = stopping_at(person.pk, DIGESTS)
    return Letter(subject, (*whole, said, *more(), stops(DIGESTS, stops_at)), stops_at)


def _mine(person: Person, today: dt.date) -> list[Mine]:
    """Return what somebody leads and helps with, as far as they may read it. Three queries."""
    actor = actor_for(person_id=person.pk, name=person.get_full_name(), today=today)
    rows = (
        visible_to(actor)
        .filter(
            Q(lead=person) | Q(helpers__person=person),
            state__in=[*AWAITED, *UNPROVED],
            priority__unit__demonstration=False,
        )
        .exclude(priority__state=Standing.CLOSED)
        .distinct()
    )
    found = {row.id: row for row in rows}
    steps = Progress.objects.filter(action__in=list(found), state=State.AGREED, before=State.PROPOSED)
    agreed = dict(steps.values("action_id").annotate(last=Max("at")).values_list("action_id", "last"))
    return [
        Mine(
            row.state,
            row.due,
            row.lead_id == person.pk,
            timezone.localdate(agreed[row.id]) if row.id in agreed else None,
        )
        for row in found.values()
    ]


def _left(person: Person, today: dt.date) -> int:
    """Return how many actions nobody leads now that they could give to somebody. Two or three queries."""
    actor = actor_for(person_id=person.pk, name=person.get_full_name(), today=today)
    found = [one for one in of_ids(actor).values() if one.show is Show.NOBODY and one.gives]
    return (
        visible_to(actor)
        .filter(pk__in=[one.id for one in found], priority__unit__demonstration=False)
        .count()
        if found
        else 0
    )


def _nobody(left: int) -> str:
    one = "%(n)d action that you plan has nobody to lead it now: give it to somebody."
    several = "%(n)d actions that you plan have nobody to lead them now: give them to somebody."
    return ngettext(one, several, left) % {"n": left}


def _whole(found: Digest) -> str:
    said = []
    if found.leads:
        one, several = "You lead %(n)d action that is not done.", "You lead %(n)d actions that are not done."
        said.append(ngettext(one, several, found.leads) % {"n": found.leads})
    if found.helps:
        one, several = "You help with %(n)d action.", "You help with %(n)d actions."
        said.append(ngettext(one, several, found.helps) % {"n": found.helps})
    return " ".join(said)


def _lines(found: Digest) -> Iterator[str]:
    """Yield what there is to say, each with its count."""
    if found.overdue and found.overdue_since:
        one = "%(n)d is overdue: it was due by %(on)s."
        several = "%(n)d are overdue: the first was due by %(on)s."
        words = {"n": found.overdue, "on": day(found.overdue_since)}
        yield ngettext(one, several, found.overdue) % words
    if found.soon and found.next_day:
        one, several = "%(n)d is due by %(on)s.", "%(n)d are due within two weeks: the first by %(on)s."
        yield ngettext(one, several, found.soon) % {"n": found.soon, "on": day(found.next_day)}
    if found.stuck:
        yield ngettext("%(n)d is stuck.", "%(n)d are stuck.", found.stuck) % {"n": found.stuck}
    if found.new:
        yield ngettext("%(n)d is new.", "%(n)d are new.", found.new) % {"n": found.new}
    if found.unproved:
        one = "%(n)d more that you lead is done; what shows its impact is still missing."
        several = "%(n)d more that you lead are done; what shows their impact is still missing."
        yield ngettext(one, several, found.unproved) % {"n": found.unproved}
