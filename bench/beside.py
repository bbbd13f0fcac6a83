"""What a committee has beside its priorities: meetings, what it tracks, and what it heard and answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bench.ids import quick_id
from speir.accounts.models import Person
from speir.improvement.models import Answering, Meeting, Tracked
from speir.improvement.rules.naming import Following, Progressing
from speir.organisations.models import Unit

TRACKED, HEARD, MEETINGS = 200, 120, 12
# Who is heard, and how old the children are.
VOICES = (
    *(("children", "under_8"), ("children", "from_8"), ("children", "from_12")),
    *(("families", ""), ("staff", "")),
)
TEXT = "New staff cannot write a chronology yet, and nobody has time to show them how."
SAID = "We told our story to five people before anybody asked us what we wanted to happen."
DID = "One worker now asks, writes it down with the family, and hands it on. Families say that they are asked once."


@dataclass(frozen=True, slots=True)
class Beside:
    """The meeting that is next, and how many rows were stored."""

    meeting_id: str
    rows: int


def load(unit: Unit, lead: Person, now: dt.datetime) -> Beside:
    """Store the meetings of a unit, one a month with the next in a week, and as much beside as years leave behind."""
    today = now.date()
    hand = {"written_by": lead.id, "written_by_name": lead.name, "written_at": now}
    kept = {"unit": unit, "home": unit, "owner": lead.id}
    meetings = [
        Meeting(
            id=quick_id(),
            unit=unit,
            name="Committee",
            on=today + dt.timedelta(days=7 - 28 * at),
            by_name=lead.name,
            made_at=now,
        )
        for at in range(MEETINGS)
    ]
    kinds, states = list(Following), list(Progressing)
    tracked = [
        Tracked(
            id=quick_id(),
            kind=kinds[at % len(kinds)],
            text=f"{TEXT} ({at})",
            reference="Joint inspection of March 2026, recommendation 2",
            person=lead if at % 7 == 0 else None,
            due=today + dt.timedelta(days=at * 11 % 400 - 100),
            state=states[at % len(states)],
            outcome=DID if states[at % len(states)] in (Progressing.DONE, Progressing.DROPPED) else "",
            **kept,
            **hand,
        )
        for at in range(TRACKED)
    ]
    heard = [
        Answering(
            id=quick_id(),
            voice=VOICES[at % len(VOICES)][0],
            age=VOICES[at % len(VOICES)][1],
            source="The group that meets on Tuesdays",
            on=today - dt.timedelta(days=at * 9),
            heard=f"{SAID} ({at})",
            decided=DID,
            happened=DID if at % 2 else "",
            ready_at=now if at % 2 else None,
            **kept,
            **hand,
        )
        for at in range(HEARD)
    ]
    Meeting.objects.bulk_create(meetings)
    Tracked.objects.bulk_create(tracked)
    Answering.objects.bulk_create(heard)
    return Beside(meetings[0].id, len(meetings) + len(tracked) + len(heard))
