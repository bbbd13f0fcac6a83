"""What the demonstration's committee does now, told by its people from the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.core.ids import new_id
from speir.evaluations.actions.demonstration import FRAMEWORK
from speir.evidence.rules.items import Draft
from speir.frameworks.queries import current
from speir.improvement.actions import (
    action_steps,
    candidates,
    deciding,
    doing,
    findings,
    heard,
    meetings,
    priorities,
    proving,
    taking_up,
    tracked,
    waiting_for,
)
from speir.improvement.models import Action, Priority
from speir.improvement.queries.said import action_said
from speir.improvement.rules import doing as rules
from speir.improvement.rules.choosing import AIDS, Decided, Weighed
from speir.improvement.rules.findings import Said as FindingSaid
from speir.improvement.rules.heard import Said as HeardSaid
from speir.improvement.rules.heard import said_mark as heard_mark
from speir.improvement.rules.meetings import Said as MeetingSaid
from speir.improvement.rules.naming import Progressing, State
from speir.improvement.rules.priorities import Said
from speir.improvement.rules.tracked import Said as TrackedSaid
from speir.improvement.rules.tracked import Taken
from speir.organisations import actions as organisations
from speir.organisations.models import Unit


class Telling:
    """What the file says, told by the people of the demonstration."""

    def __init__(self, root: Unit) -> None:
        self.root = root
        self.today = timezone.localdate()
        near = Unit.objects.filter(root__in=[root.pk, *root.seated.values_list("organisation_id", flat=True)])
        self.units = {unit.name: unit for unit in near}
        people = Person.objects.filter(memberships__unit__in=near).distinct()
        self.actors: Mapping[str, Actor] = {one.name: organisations.actor_of(one) for one in people}
        self.lead = next(
            actor
            for actor in self.actors.values()
            if any(grant.role == "lead_officer" and grant.path == root.path for grant in actor.grants)
        )
        self.priorities: dict[str, Priority] = {}
        self.actions: dict[str, Action] = {}

    def tell(self, told: dict[str, Any]) -> None:
        """Have it all done."""
        for one in told["priorities"]:
            self._priority(one)
        for one in told["candidates"]:
            self._candidate(one)
        for one in told["tracked"]:
            self._tracked(one)
        for one in told["heard"]:
            self._heard(one)
        for one in told["meetings"]:
            said = MeetingSaid(one["name"], self._day(one["day"]))
            meetings.add(unit_id=self.root.id, said=said, meeting_id=new_id(), by=self.lead)

    def _day(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def _priority(self, told: dict[str, Any]) -> None:
        parts = tuple((self.units[name].id, part_as) for name, part_as in told["parts"].items())
        said = Said(
            title=told["title"],
            difference=told["difference"],
            responsibility=told["responsibility"],
            responsibility_words=told.get("responsibility_words", ""),
            review_on=self._day(told["review"]) if "review" in told else None,
            parts=parts,
            feeds=tuple(told["feeds"]),
        )
        row = priorities.propose(
            unit_id=self.root.id, framework_key=FRAMEWORK, said=said, priority_id=new_id(), by=self.lead
        )
        self.priorities[told["key"]] = row
        for one in told["findings"]:
            finding = FindingSaid(one["source"], number=one.get("number", ""), words=one["words"])
            findings.add(priority_id=row.id, said=finding, finding_id=new_id(), by=self.lead)
        if told.get("agreed"):
            priorities.agree(priority_id=row.id, by=self.lead)
        for one in told["actions"]:
            self._action(row, one)

    def _action(self, priority: Priority, told: dict[str, Any]) -> None:
        lead = self.actors[told["lead"]] if "lead" in told else None
        said = rules.Said(
            title=told["title"],
            unit=self.units[told["unit"]].id,
            lead=lead.person_id if lead else "",
            due=self._day(told["due"]) if "due" in told else None,
            resources=told.get("resources", ""),
            target=told["target"],
            shows=told.get("shows", ""),
        )
        row = doing.add(priority_id=priority.id, said=said, action_id=new_id(), by=self.lead)
        self.actions[told["key"]] = row
        for one in told.get("steps", ()):
            self._step(row, one)
        for needed in told.get("needs", ()):
            waiting_for.wait_for(action_id=row.id, other_id=self.actions[needed].id, by=self.lead)
        state = State(told["state"])
        if state != State.PROPOSED:
            self._move(row, state, told, lead or self.lead)

    def _step(self, row: Action, told: dict[str, Any]) -> None:
        step = action_steps.add(action_id=row.id, text=told["text"], step_id=new_id(), by=self.lead)
        if told.get("done"):
            action_steps.tick(action_id=row.id, step_id=step.id, done=True, by=self.lead)

    def _move(self, row: Action, state: State, told: dict[str, Any], lead: Actor) -> None:
        """Agree an action, and have its lead say how far it has come; with proof where there is some."""
        doing.agree(action_id=row.id, by=self.lead)
        if state == State.AGREED:
            return
        if state == State.NO_DIFFERENCE:
            doing.tell(action_id=row.id, state=State.DONE.value, text="", by=lead)
        doing.tell(action_id=row.id, state=state.value, text=told["text"], by=lead)
        if "began" in told:
            stands = action_said(Action.objects.get(pk=row.pk))
            now = replace(stands, begun_on=self._day(told["began"]))
            doing.change(action_id=row.id, said=now, base=rules.said_mark(stands), by=self.lead)
        if "proof" in told:
            self._prove(row, told["proof"])

    def _prove(self, row: Action, told: dict[str, Any]) -> None:
        day = self._day(told["day"])
        draft = Draft(
            kind=told["kind"],
            shows=told["shows"],
            from_day=day,
            to_day=day,
            speaks_of="impact",
            voices=tuple(told["voices"]),
            themes={},
            origin=told["origin"],
        )
        proving.write_and_show(
            action_id=row.id, framework=current(FRAMEWORK), draft=draft, item_id=new_id(), by=self.lead
        )

    def _candidate(self, told: dict[str, Any]) -> None:
        at: dict[str, Any] = {
            "unit_id": self.root.id,
            "framework_key": FRAMEWORK,
            "of": told["number"],
            "by": self.lead,
        }
        typed = {name: str(told.get(name, "")) for name in (*AIDS, "note")}
        candidates.weigh(**at, typed=typed, base=Weighed().base)
        if "decision" in told:
            again = self._day(told["again"]) if "again" in told else None
            said = Decided(told["decision"], told["reason"], again)
            deciding.leave(**at, said=said, base=Decided().base)

    def _heard(self, told: dict[str, Any]) -> None:
        said = HeardSaid(
            voice=told["voice"],
            age=told.get("age", ""),
            source=told["source"],
            on=self._day(told["day"]),
            heard=told["heard"],
            decided=told["decided"],
            happened=told["happened"],
            links=tuple(f"action:{self.actions[one].id}" for one in told.get("rests_on", ())),
        )
        row = heard.add(unit_id=self.root.id, said=said, answering_id=new_id(), by=self.lead)
        if told["ready"]:
            heard.give_out(answering_id=row.id, base=heard_mark(said), by=self.lead)

    def _tracked(self, told: dict[str, Any]) -> None:
        due = self._day(told["due"])
        said = TrackedSaid(
            kind=told["kind"],
            text=told["text"],
            reference=told.get("reference", ""),
            whom=told["whom"],
            person=self.actors[told["person"]].person_id,
            due=due,
            state=told.get("state", Progressing.OPEN.value),
            outcome=told.get("outcome", ""),
            of=f"{FRAMEWORK}/{told['number']}" if "number" in told else "",
            priorities=tuple(self.priorities[one].id for one in told.get("answered_by", ())),
        )
        row = tracked.add(unit_id=self.root.id, said=said, tracked_id=new_id(), meant=due, by=self.lead)
        for one in told.get("taken_up", ()):
            unit = self.units[one["unit"]].id if "unit" in one else ""
            taken = Taken(unit, one.get("who", ""), self._day(one["day"]), one.get("what", ""))
            taking_up.add(tracked_id=row.id, said=taken, taken_id=new_id(), by=self.lead)
