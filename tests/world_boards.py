"""A committee with priorities in every state, so that its boards have something of each sort to show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.improvement.actions import doing
from speir.improvement.models import Action, Dependency, Finding, Priority
from tests import world_joint
from tests.world_improvement import action, priority
from tests.world_joint import Committee

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Busy:
    """The committee; its priorities and their actions by a word for each."""

    committee: Committee
    priorities: dict[str, Priority]
    actions: dict[str, Action]


def busy(word: str = "") -> Busy:
    """Three priorities of the committee and one that the police have of their own."""
    committee = world_joint.committee(word=word)
    lead, police, health = committee.lead, committee.members["Police"], committee.members["Health"]
    today = timezone.localdate()
    says = f" {word}".rstrip()
    share = priority(
        committee.unit,
        lead,
        title=f"Share what we know sooner{says}"[:200],
        agreed=True,
        responsibility="together",
        parts=tuple(sorted([(police.unit.id, "sees_to_it"), (health.unit.id, "sees_to_it")])),
        feeds=("childrens_services", "policing"),
        review_on=today + 200 * DAY,
    )
    hear = priority(
        committee.unit,
        lead,
        title=f"Hear children before we decide{says}"[:200],
        agreed=True,
        parts=((health.unit.id, "sees_to_it"),),
        feeds=("committee",),
    )
    proposed = priority(committee.unit, lead, title=f"Plan with families{says}"[:200], parts=())
    own = priority(police.unit, police.lead, title=f"Write notes the same day{says}"[:200], agreed=True)
    for of, number in ((share, "1.1"), (share, "3.2"), (hear, "2.1")):
        Finding.objects.create(priority=of, source="own", number=number, written_at=timezone.now())
    does = {"unit": police.unit.id, "lead": police.lead.person.id}
    made = {
        "late": action(
            share,
            lead,
            title=f"Ring the school the same day{says}",
            state="under_way",
            due=today - 20 * DAY,
            unit=committee.unit.id,
            text=f"Two of five teams have begun.{says}",
        ),
        "stuck": action(
            share,
            lead,
            title=f"Write one form for all three services{says}",
            state="stuck",
            unit=health.unit.id,
            text=f"The two systems cannot read each other’s dates.{says}",
        ),
        "waits": action(
            share, lead, title=f"Train the night team{says}", state="agreed", due=today + 90 * DAY
        ),
        "undated": action(share, lead, title=f"Ask schools what they need{says}", due=None),
        "done": action(hear, lead, title=f"Ask each child who speaks for them{says}", state="done"),
        "nobody": action(
            hear, lead, title=f"Find a quiet room in each office{says}", unit="", lead="", due=None
        ),
        "own": action(own, police.lead, title=f"Hand out the new notebooks{says}", state="under_way"),
    }
    row = action(hear, lead, title=f"Send a letter in plain words{says}", state="done", text="Sent to all.")
    made["no_difference"] = doing.tell(
        action_id=row.id,
        state="no_difference",
        text=f"Children say the letters are still long.{says}",
        by=lead.actor,
    )
    # Said for the police, whose lead has no role where the others are.
    Action.objects.filter(pk=made["stuck"].pk).update(lead=police.lead.person)
    Action.objects.filter(pk=made["waits"].pk).update(unit=does["unit"])
    Dependency.objects.create(action=made["waits"], needs=made["stuck"])
    Dependency.objects.create(action=made["stuck"], needs=made["late"])
    return Busy(committee, {"share": share, "hear": hear, "proposed": proposed, "own": own}, made)
