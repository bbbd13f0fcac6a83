"""Which of the things that can be shared somebody reads: priorities, what is tracked, and answers to what was heard."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.improvement.models import Answering, Priority, Tracked
from speir.improvement.policy import priorities
from speir.sharing.policy import open_to

TRACKED, ANSWERING = "tracked", "answering"
Shared = Priority | Tracked | Answering


def require(actor: Actor, about: str, thing_id: str, *, lock: bool = False) -> Shared:
    """Return a thing of this kind that the actor reads, with its unit and home, locked if asked. Raises NotYours."""
    if about == priorities.ABOUT:
        return priorities.require(actor, priorities.READS, thing_id, lock=lock)
    model = {TRACKED: Tracked, ANSWERING: Answering}.get(about)
    if model is None or not is_id(thing_id):
        raise NotYours
    rows: QuerySet[Any] = model._default_manager.filter(open_to(actor, priorities.READS, about), pk=thing_id)
    if lock:
        list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    row: Shared | None = rows.filter(removed_at=None).select_related("unit", "home").first()
    if row is None:
        raise NotYours
    return row
