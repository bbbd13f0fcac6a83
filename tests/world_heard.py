"""What was heard, and answers to it, brought about through actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from speir.core.ids import new_id
from speir.evidence.actions import items
from speir.evidence.models import Item
from speir.improvement.actions import heard
from speir.improvement.models import Answering
from speir.improvement.queries.heard_said import answering_said
from speir.improvement.rules.heard import Said, said_mark
from speir.organisations.models import Unit
from tests import world
from tests.world import Somebody

SAID = Said(
    voice="children",
    age="from_8",
    source="Children’s group at the school",
    on=dt.date(2026, 2, 3),
    heard="Meetings have too many grown-ups.",
    decided="You choose who comes.",
    happened="Now we ask you first. Most of you bring a friend.",
)


def answer(unit: Unit, by: Somebody, *, ready: bool = False, **said: Any) -> Answering:
    """An answer of this unit; ready to be given out, if `by` may say so."""
    row = heard.add(unit_id=unit.id, said=replace(SAID, **said), answering_id=new_id(), by=by.actor)
    if ready:
        row = heard.give_out(answering_id=row.id, base=mark_of(row), by=by.actor)
    return row


def mark_of(row: Answering) -> str:
    """The mark of what stands in an answer, as its form would bring it back."""
    return said_mark(answering_said(Answering.objects.get(pk=row.pk)))


def views(
    unit: Unit, by: Somebody, *voices: str, shows: str = "Children told us that meetings are too big."
) -> Item:
    """A piece of evidence that carries these views."""
    draft = world.draft(shows=shows, voices=voices)
    return items.write(unit_id=unit.id, framework=world.framework(), draft=draft, by=by.actor)
