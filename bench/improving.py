"""Planned priorities with their actions, and the rows of them: `tests/bench` shows that the actions make the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from bench.ids import quick_id
from speir.access.actor import Actor
from speir.improvement.models import (
    Action,
    Dependency,
    Feeds,
    Finding,
    Helper,
    Part,
    Priority,
    PriorityStep,
    Progress,
)
from speir.improvement.rules.naming import State, Structure
from speir.organisations.models import Unit
from speir.trail.models import Entry

ACTIONS = 25
ORDER = (Priority, Part, Feeds, Finding, PriorityStep, Action, Helper, Dependency, Progress, Entry)
TITLES = (
    "Share what we know sooner",
    "Hear children before we decide",
    "Write down what we decide the same day",
)
DIFFERENCE = "Children are safer sooner, since whoever needs to know what worries us is told the same day."
DO = ("Ring the school the same day", "Train the night team", "Write one form for all three services")
TARGET, SHOWS = "Every school is rung within a day", "What schools and families tell us"
TEXT = "Two of five teams have begun, and a third begins after the holidays."
P, A, U = State.PROPOSED, State.AGREED, State.UNDER_WAY
# How far actions come, each by the steps in which it is told; repeated over and over.
WAYS: tuple[tuple[State, ...], ...] = (
    *((), (), (A,), (A,), (A,)),
    *((A, U),) * 5,
    *(
        (A, State.STUCK),
        (A, U, State.DONE),
        (A, State.DONE),
        (A, State.DONE, State.NO_DIFFERENCE),
        (A, State.STOPPED),
    ),
    *((A, U, State.DONE, State.CLOSED),) * 5,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An action as planned: `unit` and `lead` say which of a list; `due` is in days from today, None for no day."""

    title: str
    unit: int
    lead: int
    helper: int | None
    due: int | None
    way: tuple[State, ...]
    needs: int | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A priority as planned, with its actions; agreed so many days ago, and looked at again in so many."""

    title: str
    feeds: tuple[str, ...]
    numbers: tuple[int, ...]
    review: int
    agreed: int
    deeds: tuple[Deed, ...]


def planned(number: int, actions: int = ACTIONS) -> Planned:
    """Return the plan of a priority: one number always gives one plan."""
    structures = list(Structure)
    return Planned(
        title=f"{TITLES[number % len(TITLES)]} ({number})",
        feeds=tuple(sorted({structures[number % 7].value, structures[number * 3 % 7].value})),
        numbers=(number, number * 5 + 1) if number % 2 else (number,),
        review=90 + number,
        agreed=number * 9 % 700,
        deeds=tuple(_deed(number * ACTIONS + at, at) for at in range(actions)),
    )


def _deed(number: int, at: int) -> Deed:
    way = WAYS[number % len(WAYS)]
    return Deed(
        title=f"{DO[number % len(DO)]}, in area {number}",
        unit=number % 5,
        lead=number * 5,
        helper=number + 3 if number % 3 == 0 else None,
        due=None if number % len(WAYS) == 0 else number * 37 % 480 - 50,
        way=way,
        needs=at - 1 if at % 10 == 7 else None,
    )


class Rows:
    """Planned priorities as rows that wait to be stored together. Everybody's deeds are told by one who may."""

    def __init__(self, framework_id: str, now: dt.datetime) -> None:
        self.framework_id, self.now = framework_id, now
        self.waiting: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self.before: Counter[str] = Counter()
        self.told = 0

    def add(
        self,
        plan: Planned,
        unit: Unit,
        parts: Sequence[Unit],
        people: Sequence[str],
        numbers: Sequence[str],
        by: Actor,
    ) -> str:
        """Put an agreed priority of a unit in line; return its id. Each deed is done in one of `parts` (or the unit).

        `people` are the ids of those who lead and help, `numbers` the indicators of the framework.
        """
        hand = {"written_by": by.person_id, "written_by_name": by.name, "written_at": self.now}
        self.before[unit.id] += 1
        row = Priority(
            id=quick_id(),
            unit=unit,
            home=unit,
            owner=by.person_id,
            framework_id=self.framework_id,
            title=plan.title,
            difference=DIFFERENCE,
            responsibility="directed",
            review_on=self.now.date() + dt.timedelta(days=plan.review),
            state="agreed",
            position=self.before[unit.id],
            agreed_at=self.now - dt.timedelta(days=plan.agreed),
            **hand,
        )
        self._put(row)
        for part in parts:
            self._put(Part(id=quick_id(), priority=row, unit=part, part_as="sees_to_it"))
        for structure in plan.feeds:
            self._put(Feeds(id=quick_id(), priority=row, structure=structure))
        for number in dict.fromkeys(numbers[one % len(numbers)] for one in plan.numbers):
            self._put(Finding(id=quick_id(), priority=row, source="own", number=number, **hand))
        for said in ("proposed", "agreed"):
            step = {"by": by.person_id, "by_name": by.name, "at": self.now}
            self._put(PriorityStep(id=quick_id(), priority=row, said=said, **step))
            self._told("priority", row.id, said, unit, by)
        made: list[Action] = []
        for at, deed in enumerate(plan.deeds):
            made.append(self._deed(row, at, deed, [*parts, unit], people, by, hand))
            if deed.needs is not None:
                self._put(Dependency(id=quick_id(), action=made[at], needs=made[deed.needs]))
        return row.id

    def _deed(
        self,
        priority: Priority,
        at: int,
        deed: Deed,
        units: Sequence[Unit],
        people: Sequence[str],
        by: Actor,
        hand: dict[str, Any],
    ) -> Action:
        begun = any(one in (State.UNDER_WAY, State.STUCK, State.DONE) for one in deed.way)
        lead = people[deed.lead % len(people)]
        row = Action(
            id=quick_id(),
            priority=priority,
            title=deed.title,
            unit=units[deed.unit % len(units)],
            lead_id=lead,
            due=self.now.date() + dt.timedelta(days=deed.due) if deed.due is not None else None,
            target=TARGET,
            shows=SHOWS,
            state=deed.way[-1] if deed.way else State.PROPOSED,
            said=TEXT if deed.way[1:] else "",
            said_at=self.now if deed.way else None,
            begun_on=self.now.date() if begun else None,
            position=at + 1,
            **hand,
        )
        self._put(row)
        helper = people[deed.helper % len(people)] if deed.helper is not None else lead
        if helper != lead:
            self._put(Helper(id=quick_id(), action=row, person_id=helper))
        before = ""
        # Told over the last months, as it is by the time that there is so much.
        self.told += 1
        first = self.now - dt.timedelta(hours=self.told * 7 % 9000)
        for at_step, state in enumerate((State.PROPOSED, *deed.way)):
            text = TEXT if state not in (State.PROPOSED, State.AGREED) else ""
            told = {
                "through": "page",
                "by": by.person_id,
                "by_name": by.name,
                "at": first + dt.timedelta(seconds=at_step),
            }
            self._put(
                Progress(id=quick_id(), action=row, before=before, state=state.value, text=text, **told)
            )
            verb = {"": "added", State.PROPOSED: "agreed"}.get(before, "told of")
            self._told("action", row.id, verb, priority.unit, by)
            before = state.value
        return row

    def _told(self, about: str, about_id: str, verb: str, unit: Unit, by: Actor) -> None:
        who = {"person_id": by.person_id, "person_name": by.name, "at": self.now, "path": unit.path}
        self._put(Entry(id=quick_id(), verb=verb, about=about, about_id=about_id, **who))

    def _put(self, row: models.Model) -> None:
        self.waiting[type(row)].append(row)

    def store(self) -> int:
        """Store what waits, parents first; return how many rows that was."""
        stored = 0
        for model in ORDER:
            rows = self.waiting.pop(model, [])
            manager: models.Manager[Any] = model._default_manager
            manager.bulk_create(rows, batch_size=1000)
            stored += len(rows)
        return stored
