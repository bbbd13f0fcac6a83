"""What a committee talks about at its next meeting, made of what the actor may read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.improvement.models import Priority
from speir.improvement.policy.meetings import candidates_of, tracked_of
from speir.improvement.queries.board_scope import actions_of, priorities_of
from speir.improvement.queries.changed import Changes, changes, ended_since
from speir.improvement.queries.meetings import Held, held, scope_of
from speir.improvement.queries.naming import of_candidate
from speir.improvement.rules.changing import far
from speir.improvement.rules.doing import overdue
from speir.improvement.rules.naming import Decision, Following, Progressing, Standing, State
from speir.organisations.models import Unit

ORDER = (
    State.STUCK,
    State.UNDER_WAY,
    State.AGREED,
    State.PROPOSED,
    State.DONE,
    State.NO_DIFFERENCE,
    State.IMPACT_SHOWN,
    State.CLOSED,
    State.STOPPED,
)

# Of what is tracked: over, and no more on an agenda.
ENDED = (Progressing.DONE.value, Progressing.DROPPED.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """An action that is late or stuck, and needs a decision. `said` is the last sentence about it."""

    title: str
    priority: str
    lead: str
    unit: str
    due: dt.date | None
    late: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class Stands:
    """A priority: what will be different, whose it is where it is not the unit's own, how far its actions have come.

    `actions` are states with how many have come to each.
    """

    title: str
    difference: str
    unit: str
    review_on: dt.date | None
    actions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Parked:
    """A candidate that was parked until a day that has come."""

    about: str
    reason: str
    again_on: dt.date


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation that is due: in our own words, where it stands in the report, and its day."""

    text: str
    reference: str
    state: str
    due: dt.date


@dataclass(frozen=True, slots=True)
class Agenda:
    """The paper for a meeting; `changes` since `held.days.last`, or of the last four weeks where nobody met yet."""

    held: Held
    since: dt.date
    changes: Changes
    asked: tuple[Asked, ...]
    agreed: tuple[Stands, ...]
    proposed: tuple[Stands, ...]
    parked: tuple[Parked, ...]
    recommended: tuple[Recommended, ...]
    made_on: dt.date


def agenda(actor: Actor, unit_id: str, meeting_id: str) -> Agenda:
    """Return what is on a meeting's agenda. Raises NotYours. Nine queries."""
    there, today = held(actor, unit_id, meeting_id), timezone.localdate()
    unit = there.row
    since = there.days.last or min(there.days.on, today) - dt.timedelta(weeks=4)
    actions = _actions(actor, unit)
    priorities = list(
        priorities_of(scope_of(actor, unit))
        .filter(state__in=[Standing.AGREED.value, Standing.PROPOSED.value])
        .order_by("position", "pk")
    )
    states: dict[str, list[str]] = {}
    for one in actions:
        states.setdefault(one.priority, []).append(one.state)
    stand = {
        key: tuple(_stands(one, unit, states.get(one.pk, [])) for one in priorities if one.state == key)
        for key in (Standing.AGREED.value, Standing.PROPOSED.value)
    }
    until = there.days.after or there.days.on
    tracked = list(
        tracked_of(actor, unit).filter(ended_since(since) | _recommendations(until)).order_by("due", "pk")
    )
    ended = [one for one in tracked if one.state in ENDED]
    return Agenda(
        held=there,
        since=since,
        changes=changes(actor, unit, since, late=False, tracked=ended),
        asked=_asked(actions, today),
        agreed=stand[Standing.AGREED.value],
        proposed=stand[Standing.PROPOSED.value],
        parked=_parked(actor, unit, max(there.days.on, today)),
        recommended=tuple(
            Recommended(one.text, one.reference, one.state, one.due)
            for one in tracked
            if one.state not in ENDED and one.due is not None
        ),
        made_on=today,
    )


class _Row(NamedTuple):
    """An action as one row of what was fetched, since there can be thousands of them."""

    priority: str
    state: str
    due: dt.date | None
    title: str
    said: str
    lead: str | None
    unit: str | None
    of: str
    stands: str


def _actions(actor: Actor, unit: Unit) -> list[_Row]:
    """Return the actions of agreed and of proposed priorities, the earliest day first."""
    rows = actions_of(scope_of(actor, unit)).filter(
        priority__state__in=[Standing.AGREED.value, Standing.PROPOSED.value]
    )
    fields = ("priority_id", "state", "due", "title", "said", "lead__name", "unit__name")
    found = rows.order_by("due", "priority__position", "position", "pk")
    return [_Row(*row) for row in found.values_list(*fields, "priority__title", "priority__state")]


def _asked(actions: list[_Row], today: dt.date) -> tuple[Asked, ...]:
    """Return what is late, the latest first, and then what is stuck."""
    rows = [(overdue(one.state, one.due, today), one) for one in actions if one.stands == Standing.AGREED]
    wanted = [each for each in rows if each[0]]
    wanted += [each for each in rows if not each[0] and each[1].state == State.STUCK]
    return tuple(
        Asked(one.title, one.of, one.lead or "", one.unit or "", one.due, late, one.state, one.said)
        for late, one in wanted
    )


def _stands(row: Priority, unit: Unit, states: list[str]) -> Stands:
    return Stands(
        title=row.title,
        difference=row.difference,
        unit=row.unit.name if row.unit_id != unit.pk else "",
        review_on=row.review_on,
        actions=tuple(far(states, [one.value for one in ORDER])),
    )


def _parked(actor: Actor, unit: Unit, until: dt.date) -> tuple[Parked, ...]:
    rows = candidates_of(actor, unit).filter(decision=Decision.PARKED.value, again_on__lte=until)
    return tuple(
        Parked(of_candidate(row), row.reason, row.again_on)
        for row in rows.select_related("framework").order_by("again_on", "pk")
        if row.again_on
    )


def _recommendations(until: dt.date) -> Q:
    """Return the condition that something tracked is a recommendation that is due by a day."""
    return Q(kind=Following.RECOMMENDATION.value, due__lte=until) & ~Q(state__in=ENDED)
