"""Steps of an action: added, reworded, ticked, ordered, taken out and put back. Its lead and helpers may, too."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean
from speir.evaluations.rules.looks.saying import check_same
from speir.improvement.actions.doing import ABOUT, thing
from speir.improvement.actions.earlier import Hand, keep
from speir.improvement.models import Action, ActionStep
from speir.improvement.policy.doing import require_to_tell
from speir.improvement.rules.doing import check_step, step_mark
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Waits, reason_for
from speir.trail.actions import record as record_in_trail

CHANGED_CODE = "step-changed"
CHANGED = "Somebody changed this step meanwhile. What stands now is shown here; save again to put yours in its place."


@transaction.atomic
def add(*, action_id: str, text: str, step_id: str = "", keeping: Explained = None, by: Actor) -> ActionStep:
    """Add a step at the end. Sent twice with one `step_id` it is added once, and refused with other words.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused once the priority is closed.
    """
    action = require_to_tell(by, action_id)
    text = clean(text)
    rows = ActionStep.objects.filter(action=action)
    before = rows.filter(pk=step_id).first() if ids.is_id(step_id) else None
    if before is not None:
        check_same(before.text == text, before.text, "text")
        return before
    if broken := check_step(text, before=rows.filter(removed_at=None).count()):
        raise Unfit(broken)
    last = rows.aggregate(last=Max("position"))["last"]
    row = ActionStep(action=action, position=(last or 0) + 1)
    if ids.is_id(step_id) and not ActionStep.objects.filter(pk=step_id).exists():
        row.id = step_id
    _explain(action, row, text, keeping, by)
    row.text, row.written_by_name, row.written_at = text, by.name, timezone.now()
    row.save(force_insert=True)
    _told(action, by)
    return row


@transaction.atomic
def reword(
    *,
    action_id: str,
    step_id: str,
    text: str,
    done_on: dt.date | None,
    base: str,
    keeping: Explained = None,
    by: Actor,
) -> ActionStep:
    """Put a step in other words, or say on which day it was done. Sent twice, it is changed once.

    `base` marks what its form was opened with. Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody
    changed it meanwhile or the priority is closed.
    """
    action = require_to_tell(by, action_id)
    row, text = _one(action, step_id), clean(text)
    if (row.text, row.done_on) == (text, done_on):
        return row
    if base != step_mark(row.text, row.done_on):
        raise Refused(CHANGED_CODE, CHANGED)
    if broken := check_step(text, done_on=done_on, today=timezone.localdate()):
        raise Unfit(broken)
    if text != row.text:
        _explain(action, row, text, keeping, by)
        name, hand = _name(row), Hand("", row.written_by_name, row.written_at)
        keep(thing(action), {name: text}, {name: row.text}, hand=hand, by=by)
    row.text, row.done_on = text, done_on
    row.written_by_name, row.written_at = by.name, timezone.now()
    row.save()
    _told(action, by)
    return row


@transaction.atomic
def tick(*, action_id: str, step_id: str, done: bool, by: Actor) -> ActionStep:
    """Say that a step is done today, or that it is not. One that is done already keeps its day.

    Raises NotYours, NotAllowed, and Refused once the priority is closed.
    """
    action = require_to_tell(by, action_id)
    row = _one(action, step_id)
    if (row.done_on is not None) != done:
        row.done_on = timezone.localdate() if done else None
        row.save(update_fields=["done_on"])
        _told(action, by)
    return row


@transaction.atomic
def order(*, action_id: str, step_id: str, up: bool, by: Actor) -> ActionStep:
    """Move a step one place up or down; at an end it stays. Raises as `tick` does."""
    action = require_to_tell(by, action_id)
    row = _one(action, step_id)
    rows = list(ActionStep.objects.filter(action=action, removed_at=None).order_by("position", "id"))
    at = next((place for place, one in enumerate(rows) if one.id == row.id), None)
    to = -1 if at is None else at - 1 if up else at + 1
    if at is None or not 0 <= to < len(rows):
        return row
    rows[at], rows[to] = rows[to], rows[at]
    for place, one in enumerate(rows, start=1):
        one.position = place
    ActionStep.objects.bulk_update(rows, ["position"])
    _told(action, by)
    return row


@transaction.atomic
def take_out(*, action_id: str, step_id: str, by: Actor) -> ActionStep:
    """Take a step out; it can be put back. Raises as `tick` does."""
    action = require_to_tell(by, action_id)
    row = _one(action, step_id)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _told(action, by)
    return row


@transaction.atomic
def put_back(*, action_id: str, step_id: str, by: Actor) -> ActionStep:
    """Put a step back that was taken out. Raises as `tick` does."""
    action = require_to_tell(by, action_id)
    row = _one(action, step_id)
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        _told(action, by)
    return row


def _one(action: Action, step_id: str) -> ActionStep:
    row = ActionStep.objects.filter(action=action, pk=step_id).first() if ids.is_id(step_id) else None
    if row is None:
        raise NotYours
    return row


def _name(row: ActionStep) -> str:
    """Return the name of a step's text among the texts of its action."""
    return f"step:{row.id}"


def _explain(action: Action, row: ActionStep, text: str, keeping: Explained, by: Actor) -> None:
    place = replace(thing(action).place(_name(row)), field="text")
    if found := waiting(place=place, text=text, keeping=reason_for(keeping, "text"), by=by):
        raise Waits({"text": (text, found)})


def _told(action: Action, by: Actor) -> None:
    record_in_trail(by=by, verb="changed", about=ABOUT, about_id=action.id, path=action.priority.told)
