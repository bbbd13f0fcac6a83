"""Days of improvement for somebody's own calendar: actions of theirs, when priorities are looked at again, meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.text import headline
from speir.improvement.models import Meeting
from speir.improvement.policy import doing, priorities
from speir.improvement.rules.naming import AWAITED, Standing
from speir.organisations.policy import around

# A calendar shows a few words.
LONGEST = 80


class Kind(StrEnum):
    """What a day is of."""

    ACTION = "action"
    REVIEW = "review"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, of what (`key` stays the same), what that is called, and when it was last changed."""

    key: str
    kind: Kind
    title: str
    on: dt.date
    stamp: dt.datetime


def days(actor: Actor, first: dt.date, last: dt.date) -> list[Day]:
    """Return the days between two that the actor may see. Three queries.

    Of actions those agreed and not done that they lead or help with; of priorities those agreed. What is kept for one
    person alone stays out: a calendar is read by whoever has its address.
    """
    between = (first, last)
    open_ = Q(priority__only_me=False) & ~Q(priority__state=Standing.CLOSED)
    mine = Q(lead=actor.person_id) | Q(helpers__person=actor.person_id)
    actions = doing.visible_to(actor).filter(open_, mine, state__in=AWAITED, due__range=between).distinct()
    looked_at = priorities.standing(actor).filter(
        state=Standing.AGREED, only_me=False, review_on__range=between
    )
    near = around(actor, Permission.READ_EVALUATIONS).values("pk")
    meetings = Meeting.objects.filter(unit__in=near, removed_at=None, on__range=between)
    return [
        *(
            Day(f"{row.id}-due", Kind.ACTION, headline(row.title, LONGEST), row.due, row.written_at)
            for row in actions
            if row.due
        ),
        *(
            Day(f"{row.id}-review", Kind.REVIEW, headline(row.title, LONGEST), row.review_on, row.written_at)
            for row in looked_at
            if row.review_on
        ),
        *(
            Day(f"{row.id}-meeting", Kind.MEETING, headline(row.name, LONGEST), row.on, row.made_at)
            for row in meetings
        ),
    ]
