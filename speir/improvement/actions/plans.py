"""Plans of a unit's own that priorities can feed: made, renamed, taken away and put back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import one_line
from speir.evaluations.rules.looks.saying import check_same
from speir.improvement.actions.earlier import Thing, explain
from speir.improvement.models import OwnPlan
from speir.improvement.rules.plans import check_name, name_mark
from speir.mentions.rules import Explained
from speir.organisations.models import Unit
from speir.organisations.policy import require as require_unit
from speir.trail.actions import record as record_in_trail

ABOUT = "plan"
RENAMED = "Somebody called this plan “{name}” meanwhile. Save again to call it what you typed."
PLAN = Permission.PLAN_IMPROVEMENT


@transaction.atomic
def make(*, unit_id: str, name: str, plan_id: str = "", keeping: Explained = None, by: Actor) -> OwnPlan:
    """Make a plan of a unit's own. Sent twice with one `plan_id` it is made once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where the unit has closed.
    """
    unit = require_unit(by, PLAN, unit_id, lock=True)
    said = one_line(name)
    before = OwnPlan.objects.filter(pk=plan_id, unit=unit).first() if ids.is_id(plan_id) else None
    if before is not None:
        check_same(before.name == said, before.name, "name")
        return before
    row = OwnPlan(unit=unit, made_at=timezone.now())
    if ids.is_id(plan_id) and not OwnPlan.objects.filter(pk=plan_id).exists():
        row.id = plan_id
    _name(row, unit, said, "", keeping, by)
    row.save(force_insert=True)
    _told(row, "made", by)
    return row


@transaction.atomic
def rename(
    *, unit_id: str, plan_id: str, name: str, base: str = "", keeping: Explained = None, by: Actor
) -> OwnPlan:
    """Call a plan something else; `base` marks the name that its form was opened with, empty: whatever it was.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody renamed it meanwhile.
    """
    row = _require(by, unit_id, plan_id)
    said = one_line(name)
    if said == row.name:
        return row
    if base and base != name_mark(row.name):
        raise Refused("plan-renamed", RENAMED.format(name=row.name), "name")
    _name(row, row.unit, said, row.name, keeping, by)
    row.save(update_fields=["name"])
    _told(row, "renamed", by)
    return row


@transaction.atomic
def take_away(*, unit_id: str, plan_id: str, by: Actor) -> OwnPlan:
    """Take a plan away: nothing new feeds it, what fed it still says so. Raises NotYours, NotAllowed."""
    row = _require(by, unit_id, plan_id)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _told(row, "took out", by)
    return row


@transaction.atomic
def put_back(*, unit_id: str, plan_id: str, by: Actor) -> OwnPlan:
    """Put a plan back. Raises NotYours, NotAllowed, and Unfit where another one is called so meanwhile."""
    row = _require(by, unit_id, plan_id)
    if row.removed_at is not None:
        if broken := check_name(row.name, _others(row, row.unit)):
            raise Unfit(broken)
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        _told(row, "put back", by)
    return row


def _require(by: Actor, unit_id: str, plan_id: str) -> OwnPlan:
    unit = require_unit(by, PLAN, unit_id, lock=True)
    row = OwnPlan.objects.filter(pk=plan_id, unit=unit).first() if ids.is_id(plan_id) else None
    if row is None:
        raise NotYours
    row.unit = unit
    return row


def _name(row: OwnPlan, unit: Unit, said: str, stands: str, keeping: Explained, by: Actor) -> None:
    if broken := check_name(said, _others(row, unit)):
        raise Unfit(broken)
    thing = Thing(ABOUT, row.id, unit.path)
    explain(thing, {"name": said}, {"name": stands}, keeping=keeping, by=by)
    row.name = said


def _others(row: OwnPlan, unit: Unit) -> list[str]:
    rows = OwnPlan.objects.filter(unit=unit, removed_at=None).exclude(pk=row.pk)
    return list(rows.values_list("name", flat=True))


def _told(row: OwnPlan, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.unit.path)
