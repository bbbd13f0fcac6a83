"""Recommendations, good practice and training needs, brought about through actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.actions.looks import finishing, follow_ups
from speir.evaluations.models import FollowUp
from speir.evaluations.rules.looks.following import Follow
from speir.improvement.actions import taking_up, tracked
from speir.improvement.models import TakenUp, Tracked
from speir.improvement.queries.tracked_said import tracked_said
from speir.improvement.rules.tracked import Said, Taken, said_mark
from speir.organisations.models import Unit
from tests import world, world_look
from tests.world import Somebody

SAID = Said(
    kind="recommendation",
    text="Chronologies are read, and somebody acts on them.",
    reference="Joint inspection 2026, recommendation 2",
)


def thing(
    unit: Unit, by: Somebody, *, follow: str = "", meant: dt.date | None = None, **said: Any
) -> Tracked:
    """Something tracked in this unit: a recommendation, if nothing else is said."""
    return tracked.add(
        unit_id=unit.id,
        said=replace(SAID, **said),
        tracked_id=new_id(),
        follow_id=follow,
        meant=meant,
        by=by.actor,
    )


def late(unit: Unit, by: Somebody, **said: Any) -> Tracked:
    """Something that was due three weeks ago."""
    due = timezone.localdate() - dt.timedelta(days=21)
    return thing(unit, by, due=due, meant=due, **said)


def taken(row: Tracked, by: Somebody, **said: Any) -> TakenUp:
    """Somebody took it up."""
    typed = Taken(who="Two nurseries", on=dt.date(2026, 2, 3), what="They tell parents before they share.")
    return taking_up.add(tracked_id=row.id, said=replace(typed, **said), taken_id=new_id(), by=by.actor)


def mark_of(row: Tracked) -> str:
    """The mark of what stands there, as its form would bring it back."""
    return said_mark(tracked_said(Tracked.objects.get(pk=row.pk)))


def followed(unit: Unit, by: Somebody, *, finished: bool = True, **said: Any) -> FollowUp:
    """Good practice that follows from a closer look of this unit, which is finished."""
    look = world_look.look(unit, by)
    world_look.planned(look, by)
    row = follow_ups.add(
        look_id=look.id,
        said=Follow(**({"kind": "good_practice", "text": "One nursery tells a parent first."} | said)),
        follow_id=new_id(),
        by=by.actor,
    )
    if finished:
        view = world_look.evaluation_of(look)
        world.write(view, "3.2", by, choice="good", sure="well_evidenced", strengths="Staff ring first.")
        finishing.finish(look_id=look.id, by=by.actor)
    return row
