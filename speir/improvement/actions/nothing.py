"""Nothing at present: said with its reason, and ended by a press or by the first priority that is agreed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.improvement.actions.candidates import CHANGED, CHANGED_CODE
from speir.improvement.actions.earlier import Thing, explain
from speir.improvement.models import NothingNow
from speir.improvement.policy.candidates import require_unit
from speir.improvement.rules.choosing import check_nothing
from speir.improvement.rules.texts import asked_about
from speir.mentions.rules import Explained
from speir.organisations.models import Unit
from speir.trail.actions import record as record_in_trail

AGREE = Permission.AGREE_IMPROVEMENT
ABOUT = "nothing at present"


@transaction.atomic
def say(
    *,
    unit_id: str,
    reason: str,
    again_on: dt.date | None = None,
    base: str = "",
    asked: dt.date | None = None,
    keeping: Explained = None,
    by: Actor,
) -> NothingNow:
    """Say that a unit does nothing at present, and why; said anew, it takes the place of what was said before.

    `base` is the id of the answer that stood when the form was opened, empty for none. Said twice, it is said once.
    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody answered meanwhile.
    """
    unit = require_unit(by, AGREE, unit_id, lock=True)
    before = NothingNow.objects.filter(unit=unit, ended_at=None).first()
    if before is not None and (before.reason, before.again_on) == (clean(reason), again_on):
        return before
    if base != (before.id if before else ""):
        raise Refused(CHANGED_CODE, CHANGED)
    broken = check_nothing(reason) + asked_about(again_on, timezone.localdate(), "again_on", asked)
    if broken:
        raise Unfit(broken)
    row = NothingNow(unit=unit, reason=clean(reason), again_on=again_on, at=timezone.now())
    row.by, row.by_name = by.person_id, by.name
    explain(Thing(ABOUT, row.id, unit.path), {"reason": row.reason}, {}, keeping=keeping, by=by)
    if before is not None:
        _end(before, by)
    row.save(force_insert=True)
    _told(row, unit, "said", by)
    return row


@transaction.atomic
def end(*, unit_id: str, by: Actor) -> None:
    """Take back that nothing is done at present. Done twice, it is done once. Raises NotYours, NotAllowed."""
    unit = require_unit(by, AGREE, unit_id, lock=True)
    end_in(unit=unit, by=by)


@transaction.atomic
def end_in(*, unit: Unit, by: Actor) -> None:
    """End a unit's answer that nothing is done at present, since a priority was agreed. Part of another transaction."""
    for row in NothingNow.objects.filter(unit=unit, ended_at=None):
        _end(row, by)
        _told(row, unit, "ended", by)


def _end(row: NothingNow, by: Actor) -> None:
    row.ended_at, row.ended_by_name = timezone.now(), by.name
    row.save(update_fields=["ended_at", "ended_by_name"])


def _told(row: NothingNow, unit: Unit, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=unit.path)
