"""What has begun, as a programme shows it: broad views, closer looks, and who finds out what by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.evaluations.models import Evaluation, Way
from speir.evaluations.policy import broad_views as policy
from speir.evaluations.rules.looks.naming import Doing
from speir.evaluations.rules.looks.naming import Kind as Of
from speir.evaluations.rules.programme import Ask, Entry, Kind


def begun(actor: Actor, first: dt.date, last: dt.date) -> Iterator[Entry]:
    """Yield the open broad views and closer looks of the actor's own units, and the days of what is found out in them.

    What somebody keeps for themselves is left out, and so is the broad view of a partnership that asks others: a
    programme has that from what it asks. Two queries.
    """
    here = places(actor, Permission.READ_EVALUATIONS)
    open_ = policy.visible_to(actor, kinds=policy.ANY).filter(
        unit__in=here, only_me=False, sealed=False, joint__isnull=True
    )
    rows = open_.filter(period_from__lte=last, period_to__gte=first).select_related("unit", "look")
    for row in rows.order_by("period_from", "id"):
        yield _of(row)
    ways = Way.objects.filter(
        look__evaluation__in=open_.values("pk"), due__gte=first, due__lte=last, removed_at__isnull=True
    )
    for way in ways.select_related("look__evaluation__unit", "person").order_by("due", "id"):
        if way.due is not None:  # as was asked for
            yield _way(way, way.due, actor)


def _of(row: Evaluation) -> Entry:
    look = row.look.id if row.kind == Of.CLOSER_LOOK else ""
    return Entry(
        key=look or row.id,
        source="look" if look else "view",
        kind=Kind.CLOSER_LOOK if look else Kind.BROAD_VIEW,
        title=row.title,
        unit_id=row.unit_id,
        unit=row.unit.name,
        starts=row.period_from,
        ends=row.period_to,
        stamp=row.begun_at,
        # A closer look asks its own unit; the period of a broad view is what it looks at, not what it asks.
        asks=(Ask(row.unit_id, row.unit.name),) if look else (),
        by=row.begun_by_name,
        id=look or row.id,
        opens=True,
        demonstration=row.unit.demonstration,
    )


def _way(way: Way, due: dt.date, actor: Actor) -> Entry:
    evaluation = way.look.evaluation
    return Entry(
        key=way.id,
        source="way",
        kind=Kind.CLOSER_LOOK,
        title=way.text,
        unit_id=evaluation.unit_id,
        unit=f"{evaluation.title} · {evaluation.unit.name}",
        starts=due,
        ends=due,
        stamp=way.written_at,
        id=way.look_id,
        opens=True,
        demonstration=evaluation.unit.demonstration,
        who=way.person.get_full_name() if way.person else "",
        own=way.person_id == actor.person_id,
        done=way.state == Doing.DONE,
    )
