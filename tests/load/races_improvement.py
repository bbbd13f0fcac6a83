"""Actions that several people add to, tell of and let wait for one another at the same instant: a part of `races`."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from speir.core.ids import new_id
from speir.evidence.actions import items
from speir.frameworks.queries import current
from speir.improvement.actions import action_steps, doing, doing_moves, ordering, proving, waiting_for
from speir.improvement.models import Action, ActionStep, Dependency, Progress, Proof
from speir.improvement.rules.doing import Said
from tests import world, world_improvement

if TYPE_CHECKING:
    from collections.abc import Callable

    AtOnce = Callable[..., int]
    Holds = Callable[[str, bool], None]


def improvement_races(cast: world.Cast, lead: world.Somebody, at_once: AtOnce, holds: Holds) -> None:
    """Halves of a circle never both come to stand, nothing said is lost, and nothing sent twice is done twice."""
    by = lead.actor
    for _turn in range(4):
        _circle(cast, lead, at_once, holds)
    of = world_improvement.priority(cast.team, lead, agreed=True)
    action_id, said = new_id(), Said(title="Ring the school")
    add = partial(doing.add, priority_id=of.id, said=said, action_id=action_id, by=by)
    holds("add an action", at_once("add an action", *[add] * 4) == 4)
    holds("add an action", of.actions.count() == 1)
    row = world_improvement.action(of, lead, state="under_way")
    step = partial(action_steps.add, action_id=row.id, text="Try it", step_id=new_id(), by=by)
    at_once("add a step", *[step] * 4)
    holds("add a step", ActionStep.objects.filter(action=row).count() == 1)
    seen = doing.newest(row)
    tells = [
        partial(doing.tell, action_id=row.id, state=state, text=f"So far: {state}", seen=seen, by=by)
        for state in ("stuck", "done", "under_way")
    ]
    done = at_once("tell", *tells)
    holds("tell", done == 1 == Progress.objects.filter(action=row, text__startswith="So far").count())
    _proof(cast, lead, of, at_once, holds)
    orders = [partial(doing_moves.order, action_id=one.id, up=True, by=by) for one in of.actions.all()]
    at_once("order", *orders)
    places = list(of.actions.values_list("position", flat=True))
    holds("order", len(places) == len(set(places)))


def _circle(cast: world.Cast, lead: world.Somebody, at_once: AtOnce, holds: Holds) -> None:
    """Three actions of three priorities: three people each add one side of the triangle."""
    by, rows = lead.actor, []
    for at in range(3):
        of = world_improvement.priority(cast.team, lead, title=f"Priority {at}")
        rows.append(world_improvement.action(of, lead, title=f"Action {at}"))
    sides = [
        partial(waiting_for.wait_for, action_id=row.id, other_id=rows[(at + 1) % 3].id, by=by)
        for at, row in enumerate(rows)
    ]
    done = at_once("circle", *sides)
    holds("circle", done == 2 == Dependency.objects.filter(action__in=rows).count())
    again = partial(sides[0])
    at_once("wait twice", again, again, again)
    # Some let actions wait, and others move the priorities that these are of: whoever holds one row waits for no other.
    moves = [
        partial(
            ordering.put_beside,
            priority_id=row.priority_id,
            other=rows[at - 1].priority_id,
            after=True,
            by=by,
        )
        for at, row in enumerate(rows)
    ]
    at_once("wait while priorities move", *sides, *moves, *sides)
    holds("wait twice", Dependency.objects.filter(action__in=rows).count() == 2)


def _proof(cast: world.Cast, lead: world.Somebody, of: object, at_once: AtOnce, holds: Holds) -> None:
    """Its impact is shown by one item once, though it is pressed four times."""
    row = world_improvement.action(of, lead, state="done")  # type: ignore[arg-type]
    today = timezone.localdate()
    Action.objects.filter(pk=row.pk).update(begun_on=today - dt.timedelta(days=9))
    draft = world.draft(from_day=today, to_day=today, speaks_of="impact")
    framework = current(world.FRAMEWORK)
    item = items.write(unit_id=cast.team.id, framework=framework, draft=draft, by=lead.actor)
    show = partial(proving.show_impact, action_id=row.id, item_id=item.id, by=lead.actor)
    holds("show impact", at_once("show impact", *[show] * 4) == 4)
    holds("show impact", Proof.objects.filter(action=row).count() == 1)
    holds("show impact", Progress.objects.filter(action=row, state="impact_shown").count() == 1)
