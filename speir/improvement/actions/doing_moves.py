"""Actions: put in another order within their priority, and the last thing said about one taken back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Refused
from speir.improvement.actions.doing import ABOUT, move, newest
from speir.improvement.models import Action
from speir.improvement.policy.doing import plans, require_to_change, require_to_tell
from speir.improvement.policy.meetings import said_in
from speir.improvement.queries.said import action_said
from speir.improvement.rules.doing import Move, can_take_back, missing, stood
from speir.improvement.rules.naming import AWAITED, State, Through
from speir.trail.actions import record as record_in_trail

# Among so many that were said last one looks for the sentence that stands once the last is taken back.
MOST_READ = 50
NOT_YOURS_TO_TAKE_BACK = "Only the person who said it, or who plans this action, can take it back."
NOT_TO_BE_TAKEN_BACK = "This cannot be taken back any more. Say how far it has come now."


@transaction.atomic
def order(*, action_id: str, up: bool, by: Actor) -> Action:
    """Move an action one place up or down among those of its priority; at an end it stays.

    Raises NotYours, NotAllowed, and Refused once its priority is closed.
    """
    row = require_to_change(by, Permission.PLAN_IMPROVEMENT, action_id)
    rows = list(row.priority.actions.filter(removed_at=None).order_by("position", "id"))
    at = next((place for place, one in enumerate(rows) if one.id == row.id), None)
    to = -1 if at is None else at - 1 if up else at + 1
    if at is None or not 0 <= to < len(rows):
        return row
    rows[at], rows[to] = rows[to], rows[at]
    for place, one in enumerate(rows, start=1):
        one.position = place
    Action.objects.bulk_update(rows, ["position"])
    record_in_trail(by=by, verb="changed", about=ABOUT, about_id=row.id, path=row.priority.told)
    return rows[to]


@transaction.atomic
def take_back(
    *, action_id: str, told_id: str, through: Through = Through.PAGE, meeting_id: str = "", by: Actor
) -> Action:
    """Go back to how it stood before what was said last, and to the sentence that stood then. Nothing is deleted.

    `told_id` is the progress that is taken back; sent twice, it is taken back once. `meeting_id` is the meeting in
    which that is done. Raises NotYours, NotAllowed, and Refused where it is not the last any more, leads nowhere back,
    or the action lacks something by now.
    """
    row = require_to_tell(by, action_id)
    said = list(row.progress.order_by("-at", "-id")[:MOST_READ])
    moves = [Move(one.before, one.state, one.text, one.takes_back_id is not None) for one in said]
    if said and told_id and said[0].takes_back_id == told_id:
        return row
    if not said or told_id != newest(row):
        raise Refused("not-the-last", "Somebody said something newer meanwhile. Look at it again first.")
    last = said[0]
    if last.by != by.person_id and not plans(by, row):
        raise NotAllowed(NOT_YOURS_TO_TAKE_BACK)
    if not can_take_back(moves[0], timezone.localdate(last.at), timezone.localdate()):
        raise Refused("not-taken-back", NOT_TO_BE_TAKEN_BACK)
    if last.before != State.PROPOSED and (broken := missing(action_said(row))):
        raise broken[0]
    began_then = row.begun_on == timezone.localdate(last.at) and last.before not in (
        State.STUCK,
        State.UNDER_WAY,
        State.DONE,
    )
    if began_then and last.before in (*AWAITED, State.PROPOSED):
        row.begun_on = None
    move(
        row=row,
        state=State(last.before),
        text="",
        through=through,
        meeting_id=said_in(by, meeting_id) or None,
        takes_back_id=last.id,
        by=by,
    )
    row.said = stood(moves[1:])
    row.save(update_fields=["said"])
    return row
