"""Actions: added, changed, agreed, told how far they have come, taken out and put back.

Showing impact, and what an action waits for, have modules of their own. All lock the priority first.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.text import clean
from speir.evaluations.rules.looks.saying import check_same
from speir.improvement.actions.earlier import Hand, Thing, explain, keep
from speir.improvement.models import Action, Helper, Progress
from speir.improvement.policy.doing import plans as plans_it
from speir.improvement.policy.doing import require_there, require_to_change, require_to_tell
from speir.improvement.policy.meetings import said_in
from speir.improvement.policy.priorities import require_standing
from speir.improvement.queries.people import able_to_lead, near, people_for
from speir.improvement.queries.said import action_said
from speir.improvement.rules.doing import (
    LEADS_SAY,
    TEXTS,
    Said,
    check,
    check_move,
    missing,
    proves,
    said_mark,
)
from speir.improvement.rules.naming import State, Through
from speir.improvement.rules.texts import LINE_LONGEST, too_long
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Waits, reason_for
from speir.trail.actions import record as record_in_trail

ABOUT = "action"
PLAN, AGREE = Permission.PLAN_IMPROVEMENT, Permission.AGREE_IMPROVEMENT
CHANGED_CODE = "action-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)
NOT_THEIRS = "Choose somebody from the list: they have to be able to read this priority."
BEGUN_AFTER_PROOF = "What shows the impact of this action is from before that day. Take it back first."
NOT_NEAR = "Choose a unit from the list."
LEAD_GONE = "Whoever was to lead this cannot see to it any more. Choose somebody else."
STATE_CHANGED_CODE = "action-moved-on"
STATE_CHANGED = (
    "Somebody said something newer about this action meanwhile. "
    "Read it on this page first; save again to add yours."
)


@transaction.atomic
def add(*, priority_id: str, said: Said, action_id: str = "", keeping: Explained = None, by: Actor) -> Action:
    """Add a proposed action. Sent twice with one `action_id` it is added once, and refused with other words.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused once the priority is closed or taken out.
    """
    priority = require_standing(by, PLAN, priority_id)
    rows = Action.objects.filter(priority=priority)
    before = rows.filter(pk=action_id).first() if ids.is_id(action_id) else None
    if before is not None:
        check_same(action_said(before) == said.clean(), before.title, "title")
        return before
    last = rows.aggregate(last=Max("position"))["last"]
    row = Action(priority=priority, position=(last or 0) + 1, written_at=timezone.now())
    if ids.is_id(action_id) and not Action.objects.filter(pk=action_id).exists():
        row.id = action_id
    now = replace(said.clean(), begun_on=None)
    _say(row, now, Said(), keeping, by, before=rows.filter(removed_at=None).count())
    row.save(force_insert=True)
    _helpers(row, now)
    _progress(row, "", State.PROPOSED, "", by)
    _told(row, "added", by)
    return row


@transaction.atomic
def change(*, action_id: str, said: Said, base: str, keeping: Explained = None, by: Actor) -> Action:
    """Change what an action says; `base` marks what its form was opened with. Sent twice, it is changed once.

    One that is agreed keeps its lead, date and target. Raises NotYours, NotAllowed, Unfit, Waits, and Refused where
    somebody changed it meanwhile or its priority is closed.
    """
    row = require_to_change(by, PLAN, action_id)
    stands, now = action_said(row), said.clean()
    if stands.begun_on is None or now.begun_on is None:
        now = replace(now, begun_on=stands.begun_on)
    if now == stands:
        return row
    if base != said_mark(stands):
        raise Refused(CHANGED_CODE, CHANGED)
    hand = Hand(row.written_by, row.written_by_name, row.written_at)
    _say(row, now, stands, keeping, by)
    keep(thing(row), _texts(now), _texts(stands), hand=hand, by=by)
    row.save()
    _helpers(row, now)
    _told(row, "changed", by)
    return row


@transaction.atomic
def agree(
    *,
    action_id: str,
    text: str = "",
    through: Through = Through.PAGE,
    meeting_id: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Action:
    """Agree an action that has a lead who can see to it, a date and a target, with a sentence to it if there is one.

    Agreed twice, it is agreed once. Raises NotYours, NotAllowed, Unfit with all that is missing, Waits, and Refused
    once its priority is closed or while it is taken out.
    """
    row = require_to_change(by, AGREE, action_id)
    require_there(row)
    words = clean(text)
    if row.state != State.PROPOSED:
        return row
    broken = missing(action_said(row)) + too_long({"text": words}, LINE_LONGEST)
    if row.lead_id and not able_to_lead(row.priority, row.lead_id):
        broken.append(Refused("lead-gone", LEAD_GONE, "lead"))
    if broken:
        raise Unfit(broken)
    _asked(row, words, keeping, by)
    meeting = said_in(by, meeting_id) or None
    move(row=row, state=State.AGREED, text=words, through=through, meeting_id=meeting, by=by)
    return row


@transaction.atomic
def tell(
    *,
    action_id: str,
    state: str,
    text: str,
    base: str = "",
    seen: str = "",
    through: Through = Through.PAGE,
    meeting_id: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Action:
    """Say how far an action has come, in a sentence; `base` is the state that the form showed, empty: whatever it is.

    `seen` is the id of the newest progress that it showed, empty: whatever it is; `meeting_id` the meeting in which it
    is said, empty: in none. Saying the same again changes
    nothing. Agreeing and showing impact are `agree` and `proving`. Raises NotYours, NotAllowed, Unfit, Waits, and
    Refused where somebody said something newer meanwhile, or the priority is closed.
    """
    row = require_to_tell(by, action_id)
    require_there(row)
    words = clean(text)
    if (row.state, row.said) == (state, words) and row.said_at is not None:
        return row
    if (base and base != row.state) or (seen and seen != newest(row)):
        raise Refused(STATE_CHANGED_CODE, STATE_CHANGED)
    broken = check_move(row.state, state, words)
    if state in (State.AGREED, State.IMPACT_SHOWN) and state != row.state:
        broken.append(Refused("not-told", "Agree it, or show its impact, on its own page.", "state"))
    if broken:
        raise Unfit(broken)
    if state not in LEADS_SAY and state != row.state and not plans_it(by, row):
        raise NotAllowed("Stopping or closing an action is for those who plan it. Say why it is stuck.")
    _asked(row, words, keeping, by)
    meeting = said_in(by, meeting_id) or None
    move(row=row, state=State(state), text=words, through=through, meeting_id=meeting, by=by)
    return row


def _asked(row: Action, words: str, keeping: Explained, by: Actor) -> None:
    """Ask about what a sentence on how far it has come mentions. Raises Waits."""
    place = thing(row).place("said")
    if words and (found := waiting(place=place, text=words, keeping=reason_for(keeping, "text"), by=by)):
        raise Waits({"text": (words, found)})


def newest(row: Action) -> str:
    """Return the id of what was said last about how far an action has come. One query."""
    return row.progress.order_by("-at", "-id").values_list("id", flat=True).first() or ""


@transaction.atomic
def take_out(*, action_id: str, by: Actor) -> Action:
    """Take out an action that is only proposed; it can be put back.

    Raises NotYours, NotAllowed, and Refused once it is agreed.
    """
    row = require_to_change(by, PLAN, action_id)
    if row.state != State.PROPOSED:
        sentence = "This action was agreed. Stop it, with the reason, in place of taking it out."
        raise Refused("action-agreed", sentence)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.name
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row, "took out", by)
    return row


@transaction.atomic
def put_back(*, action_id: str, by: Actor) -> Action:
    """Put back an action that was taken out. Raises NotYours, NotAllowed, Refused once its priority is closed."""
    row = require_to_change(by, PLAN, action_id)
    if row.removed_at is not None:
        row.removed_at, row.removed_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row, "put back", by)
    return row


def thing(row: Action) -> Thing:
    """Return an action as what its texts belong to."""
    return Thing(ABOUT, row.id, row.priority.told)


@transaction.atomic
def move(*, row: Action, state: State, text: str, by: Actor, **told: Any) -> None:
    """Put an action into a state, with the sentence that says so. Its priority is locked, and all is checked.

    `told` is more of the progress: `through`, `meeting_id`, and `takes_back_id`, which names what it takes back.
    """
    before, today = row.state, timezone.localdate()
    if row.begun_on is None and state in (State.UNDER_WAY, State.STUCK, State.DONE):
        row.begun_on = today
    row.state, row.said, row.said_at = state.value, text, timezone.now()
    row.save(update_fields=["state", "said", "said_at", "begun_on"])
    _progress(row, before, state, text, by, **told)
    _told(row, "told of" if state != State.AGREED else "agreed", by)


def _say(row: Action, now: Said, stands: Said, keeping: Explained, by: Actor, *, before: int = 0) -> None:
    """Put what was typed into a row, once it breaks no rule and what it mentions is explained."""
    broken = check(now, today=timezone.localdate(), before=before)
    if row.state not in (State.PROPOSED, State.STOPPED):
        broken += missing(now)
    named = {now.lead, *now.helpers} - {"", stands.lead, *stands.helpers}
    if named and named - {one.id for one in people_for(row.priority, by)}:
        broken.append(Refused("not-theirs", NOT_THEIRS, "lead" if now.lead in named else "helpers"))
    if now.unit and now.unit != stands.unit and not near(row.priority, now.unit):
        broken.append(Refused("unit-not-near", NOT_NEAR, "unit"))
    if now.begun_on != stands.begun_on and not _still_proved(row, now.begun_on):
        broken.append(Refused("begun-after-proof", BEGUN_AFTER_PROOF, "begun_on"))
    if broken:
        raise Unfit(broken)
    explain(thing(row), _texts(now), _texts(stands), keeping=keeping, by=by)
    for name in (*TEXTS, "due", "begun_on"):
        setattr(row, name, getattr(now, name))
    row.unit_id, row.lead_id = now.unit or None, now.lead or None
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _still_proved(row: Action, began: dt.date | None) -> bool:
    """Return whether what shows the impact of an action still does so if it began on another day."""
    standing = row.proofs.filter(removed_at=None).select_related("item")
    items = [proof.item for proof in standing]
    return not any(
        proves(speaks_of="impact", day=item.to_day or item.from_day, began=began) for item in items
    )


def _helpers(row: Action, now: Said) -> None:
    if {one.person_id for one in row.helpers.all()} != set(now.helpers):
        row.helpers.all().delete()
        Helper.objects.bulk_create([Helper(action=row, person_id=one) for one in now.helpers])


def _texts(said: Said) -> dict[str, str]:
    return {name: getattr(said, name) for name in TEXTS}


def _progress(
    row: Action, before: str, state: State, text: str, by: Actor, through: Through = Through.PAGE, **told: Any
) -> None:
    hand = {"by": by.person_id, "by_name": by.name, "at": timezone.now()}
    said = {"before": before, "state": state.value, "text": text, "through": through.value}
    Progress.objects.create(action=row, **said, **hand, **told)


def _told(row: Action, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.priority.told)
