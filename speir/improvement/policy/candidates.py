"""Who may read, weigh and decide on what stands as a candidate: where it is weighed, and nowhere else."""

from __future__ import annotations

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.improvement.models import Candidate
from speir.improvement.policy.priorities import NOT_IN_ROLE, READS
from speir.organisations.models import Unit
from speir.organisations.policy import around

ABOUT = "candidate"
NOT_HERE = "What is weighed here is for those who belong to it."


def reads(actor: Actor, unit_id: str) -> bool:
    """Return whether the actor may read what a unit weighs: whoever belongs there. No query."""
    return unit_id in places(actor, READS)


def require_unit(actor: Actor, permission: Permission, unit_id: str, *, lock: bool = False) -> Unit:
    """Return a unit where the actor may weigh or decide, locked for a change if asked. Raises NotYours, NotAllowed."""
    if not is_id(unit_id):
        raise NotYours
    unit = around(actor, READS).filter(pk=unit_id).first()
    if unit is None:
        raise NotYours
    if not reads(actor, unit_id):
        raise NotAllowed(NOT_HERE)
    if not may(actor, permission, unit.path):
        raise NotAllowed(NOT_IN_ROLE[permission])
    if lock:
        list(Unit.objects.select_for_update(no_key=True).filter(pk=unit_id).values_list("pk"))
    return unit


def require_own(actor: Actor, permission: Permission, unit_id: str, candidate_id: str) -> Candidate:
    """Return something that was added in own words, with its unit locked. Raises NotYours, NotAllowed."""
    unit = require_unit(actor, permission, unit_id, lock=True)
    row = (
        Candidate.objects.filter(pk=candidate_id, unit=unit).exclude(words="") if is_id(candidate_id) else ()
    )
    for one in row:
        one.unit = unit
        return one
    raise NotYours
