"""Meetings of a unit: added, changed, taken away and put back. All lock the unit first."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.evaluations.rules.looks.saying import check_same
from speir.improvement.actions.earlier import Hand, Thing, explain, keep
from speir.improvement.models import Meeting
from speir.improvement.queries.meetings import meeting_said
from speir.improvement.rules.meetings import Said, check, said_mark
from speir.mentions.rules import Explained
from speir.organisations.policy import require as require_unit
from speir.trail.actions import record as record_in_trail

ABOUT = "meeting"
PLAN = Permission.PLAN_IMPROVEMENT
CHANGED_CODE = "meeting-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)


@transaction.atomic
def add(*, unit_id: str, said: Said, meeting_id: str = "", keeping: Explained = None, by: Actor) -> Meeting:
    """Add a day on which a unit meets, past or to come. Sent twice with one `meeting_id` it is added once.

    Sent again with other words it is refused. Raises NotYours, NotAllowed, Unfit, Waits.
    """
    unit = require_unit(by, PLAN, unit_id, lock=True)
    now = said.clean()
    before = Meeting.objects.filter(pk=meeting_id, unit=unit).first() if ids.is_id(meeting_id) else None
    if before is not None:
        check_same(meeting_said(before) == now, before.name, "name")
        return before
    row = Meeting(unit=unit, by_name=by.name, made_at=timezone.now())
    if ids.is_id(meeting_id) and not Meeting.objects.filter(pk=meeting_id).exists():
        row.id = meeting_id
    _say(row, now, Said(), keeping, by)
    row.save(force_insert=True)
    _told(row, "added", by)
    return row


@transaction.atomic
def change(
    *, unit_id: str, meeting_id: str, said: Said, base: str, keeping: Explained = None, by: Actor
) -> Meeting:
    """Change a meeting's name or day; `base` marks what its form was opened with. Sent twice, it is changed once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody changed it meanwhile.
    """
    row = _require(by, unit_id, meeting_id)
    stands, now = meeting_said(row), said.clean()
    if now == stands:
        return row
    if base != said_mark(stands):
        raise Refused(CHANGED_CODE, CHANGED)
    _say(row, now, stands, keeping, by)
    hand = Hand("", row.by_name, row.made_at)
    keep(_thing(row), {"name": now.name}, {"name": stands.name}, hand=hand, by=by)
    row.by_name, row.made_at = by.name, timezone.now()
    row.save(update_fields=["name", "on", "by_name", "made_at"])
    _told(row, "changed", by)
    return row


@transaction.atomic
def take_away(*, unit_id: str, meeting_id: str, by: Actor) -> Meeting:
    """Take a meeting away; it can be put back, and what was said in it stays said. Raises NotYours, NotAllowed."""
    row = _require(by, unit_id, meeting_id)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _told(row, "took out", by)
    return row


@transaction.atomic
def put_back(*, unit_id: str, meeting_id: str, by: Actor) -> Meeting:
    """Put a meeting back that was taken away. Raises NotYours, NotAllowed."""
    row = _require(by, unit_id, meeting_id)
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        _told(row, "put back", by)
    return row


def _require(by: Actor, unit_id: str, meeting_id: str) -> Meeting:
    unit = require_unit(by, PLAN, unit_id, lock=True)
    if not ids.is_id(meeting_id):
        raise NotYours
    row = Meeting.objects.filter(pk=meeting_id, unit=unit).first()
    if row is None:
        raise NotYours
    row.unit = unit
    return row


def _say(row: Meeting, now: Said, stands: Said, keeping: Explained, by: Actor) -> None:
    """Put what was typed into a row, once it breaks no rule and what it mentions is explained."""
    broken = check(now)
    if broken or now.on is None:
        raise Unfit(broken)
    explain(_thing(row), {"name": now.name}, {"name": stands.name}, keeping=keeping, by=by)
    row.name, row.on = now.name, now.on


def _thing(row: Meeting) -> Thing:
    return Thing(ABOUT, row.id, row.unit.path)


def _told(row: Meeting, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.unit.path)
