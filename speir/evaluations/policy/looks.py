"""Who may read, plan, find out and judge in a closer look.

It is read by whoever may read its evaluation: where it was begun, and with whom it was shared. Whatever is changed in
it is changed with its row locked, so that nothing is written into one that was finished a moment ago.
"""

from __future__ import annotations

from typing import TypeVar, cast

from django.db.models import Q, QuerySet

from speir.access.actor import Actor
from speir.access.decide import may, reach
from speir.access.permissions import Permission
from speir.core.compiled import CompiledModels
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.ids import is_id
from speir.evaluations.models import Evaluation, Feature, Look, LookTemplate, Note, Question, Sitting, Way
from speir.evaluations.policy.broad_views import FINISHED, FINISHED_CODE, decide, require, visible_to
from speir.evaluations.rules.looks.naming import Kind
from speir.organisations.policy import within

LOOK = "closer look"
LOOKS = frozenset({Kind.CLOSER_LOOK})
READ_ONLY = "Your role here lets you read this closer look, not change it."

_LOOKS = Look.objects.select_related("evaluation__unit", "evaluation__framework")
ONE = CompiledModels(lambda look_id: _LOOKS.filter(pk=look_id), blanks=1)
Line = TypeVar("Line", bound=Question | Way | Feature)


def looks_of(actor: Actor, *, in_order: bool = False) -> QuerySet[Look]:
    """Return the closer looks that the actor may see; `in_order`: for a page of them by date."""
    seen = visible_to(actor, in_order=in_order, kinds=LOOKS)
    return _LOOKS.filter(evaluation__in=seen.values("pk"))


def evaluations_of(actor: Actor) -> QuerySet[Evaluation]:
    """Return the evaluations of the closer looks that the actor may see, for a page of them by date."""
    return visible_to(actor, in_order=True, kinds=LOOKS)


def require_look(actor: Actor, look_id: str) -> Look:
    """Return a closer look with its evaluation, unit and framework, to read. Raises NotYours. One query at least."""
    return _read(actor, look_id)


def _read(actor: Actor, look_id: str) -> Look:
    for look in ONE(look_id):
        decide(actor, Permission.READ_EVALUATIONS, look.evaluation, LOOKS)
        return look
    raise NotYours


def require_writing(actor: Actor, permission: Permission, look_id: str) -> Look:
    """Return a closer look, locked for a change. Raises NotYours, NotAllowed, and Refused once it is finished."""
    require(actor, Permission.READ_EVALUATIONS, look_id, kinds=LOOKS)
    list(Look.objects.select_for_update(no_key=True).filter(pk=look_id).values_list("pk"))
    look = _read(actor, look_id)
    if not may(actor, permission, look.evaluation.unit.path):
        raise NotAllowed(READ_ONLY)
    if look.finished_at is not None:
        raise Refused(FINISHED_CODE, FINISHED)
    return look


def require_line(
    actor: Actor, permission: Permission, column: type[Line], look_id: str, line_id: str
) -> Line:
    """Return a line of the plan with its closer look locked for a change. Raises as `require_writing`."""
    look = require_writing(actor, permission, look_id)
    rows = column.objects.filter(pk=line_id, look=look) if is_id(line_id) else ()
    for line in rows:
        line.look = look
        return cast("Line", line)
    raise NotYours


def require_sitting(actor: Actor, permission: Permission, look_id: str, sitting_id: str) -> Sitting:
    """Return a sitting with its closer look locked for a change. Raises as `require_writing`."""
    look = require_writing(actor, permission, look_id)
    rows = Sitting.objects.select_related("way").filter(pk=sitting_id, way__look=look)
    sitting = rows.first() if is_id(sitting_id) else None
    if sitting is None:
        raise NotYours
    sitting.way.look = look
    return sitting


def require_note(actor: Actor, permission: Permission, look_id: str, note_id: str) -> Note:
    """Return a note with its closer look locked for a change. Raises as `require_writing`."""
    look = require_writing(actor, permission, look_id)
    rows = Note.objects.select_related("sitting__way").filter(pk=note_id, sitting__way__look=look)
    note = rows.first() if is_id(note_id) else None
    if note is None:
        raise NotYours
    note.sitting.way.look = look
    return note


def templates_of(actor: Actor, unit_path: str) -> QuerySet[LookTemplate]:
    """Return the plans kept by a unit at this path and by the units above it, to somebody who begins there."""
    if not may(actor, Permission.START_EVALUATION, unit_path):
        return LookTemplate.objects.none()
    above = [part for part in unit_path.split("/") if part]
    return LookTemplate.objects.filter(unit__in=above, removed_at=None)


def templates_to_change(actor: Actor, unit_path: str) -> QuerySet[LookTemplate]:
    """Return the plans kept at this path or above it, taken away or not, from which the actor may remove words."""
    above = [part for part in unit_path.split("/") if part]
    mine = within(actor, Permission.START_EVALUATION, "unit__path")
    return LookTemplate.objects.filter(mine, unit__in=above)


def templates_within(actor: Actor) -> QuerySet[LookTemplate]:
    """Return the plans kept by any unit where the actor begins evaluations, or by one above it."""
    reached = reach(actor, Permission.START_EVALUATION)
    above = {part for path in reached for part in path.split("/") if part}
    return LookTemplate.objects.filter(
        Q(unit__in=above) | within(actor, Permission.START_EVALUATION, "unit__path"), removed_at=None
    )
