"""What time leaves behind among actions: impact that evidence shows, some of it withdrawn since, and who has left."""

from __future__ import annotations

import datetime as dt

from bench.ids import quick_id
from speir.accounts.models import Person
from speir.evidence.models import Item
from speir.improvement.models import Action, Proof
from speir.improvement.rules.naming import State
from speir.organisations.models import Membership, Unit

# One action in so many of those that were closed was closed by evidence; of that one in so many was withdrawn.
SHOWN_OF, WITHDRAWN_OF = 4, 40
SHOWS = "Families say that they are rung the same day, and that they tell their story once."


def load(unit: Unit, by: Person, leaving: list[Person], now: dt.datetime) -> int:
    """Store evidence of the impact of a unit's actions, and let these people leave; return how many rows that was."""
    closed = Action.objects.filter(priority__unit=unit, state=State.CLOSED.value)
    those = list(closed.order_by("priority__position", "position"))[::SHOWN_OF]
    hand = {"written_by": by.id, "written_by_name": by.name}
    items, proofs = [], []
    for at, action in enumerate(those):
        when = now - dt.timedelta(days=at * 3 % 700 + 1)
        item = Item(
            id=quick_id(),
            unit=unit,
            home=unit,
            owner=by.id,
            shows=f"{SHOWS} ({at})",
            speaks_of="impact",
            from_day=when.date(),
            valid_until=now.date() + dt.timedelta(days=365),
            written_at=when,
            **hand,
        )
        if at % WITHDRAWN_OF == 0:
            item.withdrawn_at, item.withdrawn_by_name = now - dt.timedelta(days=at % 30), by.name
            item.withdrawn_why = "It was about another area."
        items.append(item)
        proofs.append(Proof(id=quick_id(), action=action, item=item, by=by.id, by_name=by.name, at=when))
        action.state, action.begun_on = State.IMPACT_SHOWN.value, when.date() - dt.timedelta(days=90)
    Item.objects.bulk_create(items)
    Proof.objects.bulk_create(proofs)
    Action.objects.bulk_update(those, ["state", "begun_on"])
    Membership.objects.filter(person__in=leaving).update(ended_at=now - dt.timedelta(days=30))
    return len(items) + len(proofs)
