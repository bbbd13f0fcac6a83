"""Who may read, change and tell of actions. An action is read by whoever reads its priority."""

from __future__ import annotations

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.ids import is_id
from speir.improvement.models import Action, Priority
from speir.improvement.policy import priorities
from speir.improvement.policy.priorities import NOT_IN_ROLE, READS
from speir.organisations.models import Unit

NOT_YOURS_TO_TELL = "How far this action has come is said by its lead, its helpers, and those who plan it."

TAKEN_OUT_CODE = "action-taken-out"
TAKEN_OUT = "This action was taken out. Put it back first."

_ROWS = Action.objects.select_related("priority__unit", "priority__framework", "unit", "lead")


def visible_to(actor: Actor) -> QuerySet[Action]:
    """Return the actions that the actor may read, without those that were taken out."""
    return _ROWS.filter(priority__in=priorities.standing(actor).values("pk"), removed_at=None)


def require(actor: Actor, action_id: str) -> Action:
    """Return an action to whoever reads its priority; one that was taken out to those who plan. Raises NotYours."""
    if not is_id(action_id):
        raise NotYours
    row = _ROWS.filter(pk=action_id, priority__in=priorities.visible_to(actor).values("pk")).first()
    if row is None or (row.removed_at is not None and not plans(actor, row)):
        raise NotYours
    return row


def require_to_change(actor: Actor, permission: Permission, action_id: str) -> Action:
    """Return an action of a priority that is not closed, with its priority locked.

    It is changed by those who plan where its priority is, or where it is done; agreed by those who agree there. Raises
    NotYours, NotAllowed, and Refused once the priority is closed.
    """
    row = require(actor, action_id)
    priority = priorities.require_open(actor, READS, row.priority_id)
    if not _may(actor, permission, row):
        raise NotAllowed(NOT_IN_ROLE[permission])
    return _again(row, priority)


def require_to_tell(actor: Actor, action_id: str) -> Action:
    """Return an action, with its priority locked, to say how far it has come.

    Its lead and helpers may, and whoever may change it. Raises NotYours, NotAllowed, Refused once the priority closed.
    """
    row = require(actor, action_id)
    priority = priorities.require_open(actor, READS, row.priority_id)
    if not tells(actor, row, helps=_helps(actor, row)):
        raise NotAllowed(NOT_YOURS_TO_TELL)
    return _again(row, priority)


def require_there(row: Action) -> None:
    """Raise Refused for what was taken out, or belongs to a priority that was: nobody would see what moves on it."""
    if row.removed_at is not None:
        raise Refused(TAKEN_OUT_CODE, TAKEN_OUT)
    priorities.require_there(row.priority)


def lock_unit(actor: Actor, action_id: str) -> str:
    """Lock the unit whose priority an action is of, and return its id. Raises NotYours.

    It comes before the priority's own row everywhere, so that nobody who holds one waits for who holds the other.
    """
    unit_id = require(actor, action_id).priority.unit_id
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit_id).values_list("pk"))
    return unit_id


def plans(actor: Actor, row: Action) -> bool:
    """Return whether the actor may change an action. No query."""
    return _may(actor, Permission.PLAN_IMPROVEMENT, row)


def agrees(actor: Actor, row: Action) -> bool:
    """Return whether the actor may agree an action. No query."""
    return _may(actor, Permission.AGREE_IMPROVEMENT, row)


def tells(actor: Actor, row: Action, *, helps: bool) -> bool:
    """Return whether the actor may say how far an action has come; `helps`: they are one of its helpers. No query."""
    return bool(actor.person_id) and (row.lead_id == actor.person_id or helps or plans(actor, row))


def _may(actor: Actor, permission: Permission, row: Action) -> bool:
    if may(actor, permission, row.priority.unit.path):
        return True
    return row.unit is not None and may(actor, permission, row.unit.path)


def _helps(actor: Actor, row: Action) -> bool:
    return bool(actor.person_id) and row.helpers.filter(person_id=actor.person_id).exists()


def _again(row: Action, priority: Priority) -> Action:
    """Return the action as it stands now that its priority is locked, since nothing of it is changed without that."""
    fresh = next(iter(_ROWS.filter(pk=row.pk)))
    fresh.priority = priority
    return fresh
