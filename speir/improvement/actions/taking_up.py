"""Who took good practice up, was trained, or acted on a recommendation: added, changed, taken out and put back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.evaluations.rules.looks.saying import check_same
from speir.improvement.actions.earlier import Hand, Thing, explain, keep
from speir.improvement.models import TakenUp
from speir.improvement.policy.tracked import ABOUT, require, require_taken
from speir.improvement.queries.people import units_for
from speir.improvement.queries.tracked_said import taken_said
from speir.improvement.rules.tracked import TAKEN_TEXTS, Taken, check_taken, taken_mark
from speir.mentions.rules import Explained
from speir.trail.actions import record as record_in_trail

CHANGED_CODE = "taken-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)
NOT_NEAR = "Choose a unit from the list."


@transaction.atomic
def add(*, tracked_id: str, said: Taken, taken_id: str = "", keeping: Explained = None, by: Actor) -> TakenUp:
    """Say who took something up. Sent twice with one `taken_id` it is added once, and refused with other words.

    Raises NotYours, NotAllowed, Unfit, Waits.
    """
    tracked = require(by, tracked_id, lock=True)
    rows = TakenUp.objects.filter(tracked=tracked)
    before = rows.filter(pk=taken_id).first() if ids.is_id(taken_id) else None
    if before is not None:
        check_same(taken_said(before) == said.clean(), before.who or before.what, "who")
        return before
    row = TakenUp(tracked=tracked)
    if ids.is_id(taken_id) and not TakenUp.objects.filter(pk=taken_id).exists():
        row.id = taken_id
    _say(row, said.clean(), Taken(), keeping, by, before=rows.filter(removed_at=None).count())
    row.save(force_insert=True)
    _told(row, by)
    return row


@transaction.atomic
def change(
    *, tracked_id: str, taken_id: str, said: Taken, base: str, keeping: Explained = None, by: Actor
) -> TakenUp:
    """Change who took something up; `base` marks what its form was opened with. Sent twice, it is changed once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody changed it meanwhile.
    """
    row = require_taken(by, tracked_id, taken_id, lock=True)
    stands, now = taken_said(row), said.clean()
    if now == stands:
        return row
    if base != taken_mark(stands):
        raise Refused(CHANGED_CODE, CHANGED)
    hand = Hand(row.written_by, row.written_by_name, row.written_at)
    _say(row, now, stands, keeping, by)
    keep(_thing(row), _texts(now), _texts(stands), hand=hand, by=by)
    row.save()
    _told(row, by)
    return row


@transaction.atomic
def take_out(*, tracked_id: str, taken_id: str, by: Actor) -> TakenUp:
    """Take out who took something up; it can be put back. Raises NotYours, NotAllowed."""
    row = require_taken(by, tracked_id, taken_id, lock=True)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _told(row, by)
    return row


@transaction.atomic
def put_back(*, tracked_id: str, taken_id: str, by: Actor) -> TakenUp:
    """Put back who took something up. Raises NotYours, NotAllowed."""
    row = require_taken(by, tracked_id, taken_id, lock=True)
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        _told(row, by)
    return row


def _say(row: TakenUp, now: Taken, stands: Taken, keeping: Explained, by: Actor, *, before: int = 0) -> None:
    """Put what was typed into a row, once it breaks no rule and what it mentions is explained."""
    broken = check_taken(now, timezone.localdate(), before=before)
    if now.unit and now.unit != stands.unit and now.unit not in dict(units_for(row.tracked.unit)):
        broken.append(Refused("unit-not-near", NOT_NEAR, "unit"))
    if broken:
        raise Unfit(broken)
    explain(_thing(row), _texts(now), _texts(stands), keeping=keeping, by=by)
    assert now.on is not None  # noqa: S101  a rule says so
    row.unit_id, row.who, row.on, row.what = now.unit or None, now.who, now.on, now.what
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _thing(row: TakenUp) -> Thing:
    """Return who took something up as what its texts belong to: the trail tells of the thing itself."""
    return Thing(ABOUT, row.id, row.tracked.told)


def _texts(taken: Taken) -> dict[str, str]:
    return {name: getattr(taken, name) for name in TAKEN_TEXTS}


def _told(row: TakenUp, by: Actor) -> None:
    path = row.tracked.told
    record_in_trail(by=by, verb="told who took up", about="tracked", about_id=row.tracked_id, path=path)
