"""What an action waits for: another one of the same unit's priorities, never in a circle."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.ids import is_id
from speir.improvement.actions.doing import ABOUT
from speir.improvement.models import Action, Dependency
from speir.improvement.policy.doing import lock_unit, require, require_to_change, visible_to
from speir.improvement.rules.doing import circle, circle_sentence
from speir.trail.actions import record as record_in_trail

CIRCLE_CODE = "circle"
NOT_NEAR = "Choose an action from the list: one of this unit's that you can read."
MOST = 20


@transaction.atomic
def wait_for(*, action_id: str, other_id: str, by: Actor) -> Action:
    """Let an action wait for another one. Said twice, it waits once.

    The unit's row is locked first, so that two people who add two halves of a circle come one after the other. Raises
    NotYours, NotAllowed, Unfit for one that is not near or would close a circle (told by name), and Refused once the
    priority is closed.
    """
    unit_id = lock_unit(by, action_id)
    row = require_to_change(by, Permission.PLAN_IMPROVEMENT, action_id)
    other = _near(row, other_id, by)
    if other is None:
        raise Unfit([Refused("not-to-wait-for", NOT_NEAR, "other")])
    needs = _needs(unit_id)
    if other.id in needs.get(row.id, ()):
        return row
    if through := circle(needs, row.id, other.id):
        raise Unfit([Refused(CIRCLE_CODE, circle_sentence(_titles(by, through)), "other")])
    if len(needs.get(row.id, ())) >= MOST:
        sentence = f"This action waits for {MOST} others already. Take some away first."
        raise Unfit([Refused("waits-for-many", sentence, "other")])
    Dependency.objects.create(action=row, needs=other)
    _told(row, by)
    return row


@transaction.atomic
def stop_waiting(*, action_id: str, other_id: str, by: Actor) -> Action:
    """Say that an action waits for another one no more, by its id or by the dependency's; what is not there stays away.

    Raises NotYours, NotAllowed, and Refused once the priority is closed.
    """
    row = require_to_change(by, Permission.PLAN_IMPROVEMENT, action_id)
    given = other_id if is_id(other_id) else ""
    rows = Dependency.objects.filter(Q(needs=given) | Q(pk=given), action=row)
    gone, _by_model = rows.delete()
    if gone:
        _told(row, by)
    return row


def _near(row: Action, other_id: str, by: Actor) -> Action | None:
    try:
        other = require(by, other_id)
    except NotYours:
        return None
    near = other.priority.unit_id == row.priority.unit_id and other.removed_at is None
    return other if near and other.id != row.id else None


def _needs(unit_id: str) -> dict[str, list[str]]:
    """Return what each action of a unit waits for; also those that were taken out, since they can be put back."""
    needs: dict[str, list[str]] = {}
    rows = Dependency.objects.filter(action__priority__unit=unit_id).values_list("action_id", "needs_id")
    for action, other in rows:
        needs.setdefault(action, []).append(other)
    return needs


def _titles(by: Actor, through: tuple[str, ...]) -> list[str]:
    """Return what the actions of a circle are called; empty for one that this actor may not read."""
    found = dict(visible_to(by).filter(pk__in=through).values_list("id", "title"))
    return [found.get(one, "") for one in through]


def _told(row: Action, by: Actor) -> None:
    record_in_trail(by=by, verb="changed", about=ABOUT, about_id=row.id, path=row.priority.told)
