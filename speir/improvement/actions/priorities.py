"""Priorities: proposed, changed, agreed, opened again, taken out and put back. Closing one is in `closing`."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import nearest
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evaluations.rules.looks.saying import check_same
from speir.frameworks.queries import current
from speir.improvement.actions import nothing
from speir.improvement.actions.earlier import Hand, Thing, explain, keep
from speir.improvement.models import Feeds, OwnPlan, Part, Priority, PriorityStep
from speir.improvement.policy.priorities import ABOUT, require, require_open, require_standing
from speir.improvement.queries.people import leading_without, units_for
from speir.improvement.queries.said import priority_said
from speir.improvement.rules.naming import PriorityMove, Standing
from speir.improvement.rules.priorities import (
    TEXTS,
    Said,
    check,
    check_leads,
    check_reason,
    missing,
    onward,
    said_mark,
)
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Waits, reason_for
from speir.organisations.policy import require as require_unit
from speir.organisations.rules import unit_of
from speir.trail.actions import record as record_in_trail

PLAN, AGREE = Permission.PLAN_IMPROVEMENT, Permission.AGREE_IMPROVEMENT
CHANGED_CODE = "priority-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)
NOT_NEAR = "Choose organisations that belong here, or sit in this partnership."


@transaction.atomic
def propose(
    *,
    unit_id: str,
    framework_key: str,
    said: Said,
    priority_id: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Priority:
    """Propose a priority of a unit. Sent twice with one `priority_id` it is proposed once.

    Sent again with other words it is refused. Raises NotYours, NotAllowed, Unfit, Waits.
    """
    unit = require_unit(by, PLAN, unit_id, lock=True)
    before = Priority.objects.filter(pk=priority_id, unit=unit).first() if ids.is_id(priority_id) else None
    if before is not None:
        check_same(priority_said(before) == said.clean(), before.title, "title")
        return before
    last = Priority.objects.filter(unit=unit).aggregate(last=Max("position"))["last"]
    row = Priority(
        unit=unit,
        home_id=unit_of(nearest(by, PLAN, unit.path) or unit.path),
        owner=by.person_id,
        framework_id=current(framework_key).id,
        position=(last or 0) + 1,
        written_at=timezone.now(),
    )
    if ids.is_id(priority_id) and not Priority.objects.filter(pk=priority_id).exists():
        row.id = priority_id
    _say(row, said.clean(), Said(), keeping, by)
    row.save(force_insert=True)
    _lists(row, said.clean())
    _step(row, PriorityMove.PROPOSED, by)
    _told(row, "proposed", by)
    return row


@transaction.atomic
def change(*, priority_id: str, said: Said, base: str, keeping: Explained = None, by: Actor) -> Priority:
    """Change what a priority says; `base` marks what its form was opened with. Sent twice, it is changed once.

    One that is agreed stays complete. Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody changed it
    meanwhile or it is closed.
    """
    row = require_open(by, PLAN, priority_id)
    stands, now = priority_said(row), said.clean()
    if now == stands:
        return row
    if base != said_mark(stands):
        raise Refused(CHANGED_CODE, CHANGED)
    hand = Hand(row.written_by, row.written_by_name, row.written_at)
    _say(row, now, stands, keeping, by)
    keep(_thing(row), _texts(now), _texts(stands), hand=hand, by=by)
    row.save()
    _lists(row, now)
    _told(row, "changed", by)
    return row


@transaction.atomic
def agree(*, priority_id: str, by: Actor) -> Priority:
    """Agree a priority; from then on whoever has a part in it reads it. Agreed twice, it is agreed once.

    With it ends a unit's answer that it does nothing at present.

    Raises NotYours, NotAllowed, Unfit with all that is missing, and Refused once it is closed or while it is taken out.
    """
    row = require_standing(by, AGREE, priority_id)
    if row.state == Standing.AGREED:
        return row
    if broken := missing(priority_said(row)):
        raise Unfit(broken)
    row.state, row.agreed_at = onward(row.state, PriorityMove.AGREED), timezone.now()
    row.save(update_fields=["state", "agreed_at"])
    _step(row, PriorityMove.AGREED, by)
    _told(row, "agreed", by)
    nothing.end_in(unit=row.unit, by=by)
    return row


@transaction.atomic
def reopen(*, priority_id: str, reason: str, keeping: Explained = None, by: Actor) -> Priority:
    """Open a closed priority again, for a reason. Sent twice, it is opened once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where it is open already for another reason.
    """
    row = require(by, AGREE, priority_id, lock=True)
    if broken := check_reason(reason):
        raise Unfit(broken)
    last = PriorityStep.objects.filter(priority=row).order_by("at", "pk").last()
    again = last is not None and (last.said, last.text) == (PriorityMove.REOPENED, clean(reason))
    if row.state != Standing.CLOSED and again:
        return row
    row.state, row.closed_at = onward(row.state, PriorityMove.REOPENED), None
    found = waiting(
        place=_thing(row).place("reason"), text=clean(reason), keeping=reason_for(keeping, "text"), by=by
    )
    if found:
        raise Waits({"text": (clean(reason), found)})
    row.save(update_fields=["state", "closed_at"])
    _step(row, PriorityMove.REOPENED, by, text=clean(reason))
    _told(row, "reopened", by)
    return row


@transaction.atomic
def take_out(*, priority_id: str, by: Actor) -> Priority:
    """Take out a priority that is only proposed; it can be put back.

    Raises NotYours, NotAllowed, and Refused once it is agreed.
    """
    row = require_open(by, PLAN, priority_id)
    if row.state != Standing.PROPOSED:
        sentence = "This priority was agreed. Close it, with the reason, in place of taking it out."
        raise Refused("priority-agreed", sentence)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.name
        row.save(update_fields=["removed_at", "removed_by_name"])
        _step(row, PriorityMove.TAKEN_OUT, by)
        _told(row, "took out", by)
    return row


@transaction.atomic
def put_back(*, priority_id: str, by: Actor) -> Priority:
    """Put back a priority that was taken out. Raises NotYours, NotAllowed."""
    row = require_open(by, PLAN, priority_id)
    if row.removed_at is not None:
        row.removed_at, row.removed_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name"])
        _step(row, PriorityMove.PUT_BACK, by)
        _told(row, "put back", by)
    return row


def _say(row: Priority, now: Said, stands: Said, keeping: Explained, by: Actor) -> None:
    """Put what was typed into a row, once it breaks no rule and what it mentions is explained."""
    broken = check(now)
    if row.state != Standing.PROPOSED:
        broken += missing(now)
    near = {unit for unit, _name in units_for(row.unit)} | {unit for unit, _as in stands.parts}
    if any(unit not in near for unit, _as in now.parts):
        broken.append(Refused("part-not-near", NOT_NEAR, "parts"))
    kept = [unit for unit, _as in now.parts]
    off = {unit for unit, _as in stands.parts} - set(kept)
    if off:
        broken += check_leads(leading_without(row, kept))
    own = [one.removeprefix("own:") for one in set(now.feeds) - set(stands.feeds) if one.startswith("own:")]
    known = OwnPlan.objects.filter(pk__in=own, unit__in=near, removed_at=None)
    if own and (not all(ids.is_id(one) for one in own) or known.count() < len(own)):
        broken.append(Refused("plan-unknown", "Choose the plans from the list.", "feeds"))
    if broken:
        raise Unfit(broken)
    explain(_thing(row), _texts(now), _texts(stands), keeping=keeping, by=by)
    for name in (*TEXTS, "responsibility", "review_on"):
        setattr(row, name, getattr(now, name))
    row.part_off_at = timezone.now() if off else row.part_off_at
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _lists(row: Priority, now: Said) -> None:
    """Store who has a part in it and which plans it feeds, where that is another list than before."""
    if {(one.unit_id, one.part_as) for one in row.parts.all()} != set(now.parts):
        row.parts.all().delete()
        Part.objects.bulk_create([Part(priority=row, unit_id=unit, part_as=how) for unit, how in now.parts])
    if {one.structure or f"own:{one.own_id}" for one in row.feeds.all()} != set(now.feeds):
        row.feeds.all().delete()
        Feeds.objects.bulk_create(
            [
                Feeds(priority=row, own_id=one.removeprefix("own:"))
                if one.startswith("own:")
                else Feeds(priority=row, structure=one)
                for one in now.feeds
            ]
        )


def _texts(said: Said) -> dict[str, str]:
    return {name: getattr(said, name) for name in TEXTS}


def _thing(row: Priority) -> Thing:
    return Thing(ABOUT, row.id, row.told)


def _step(row: Priority, said: PriorityMove, by: Actor, text: str = "") -> None:
    PriorityStep.objects.create(
        priority=row, said=said.value, text=text, by=by.person_id, by_name=by.name, at=timezone.now()
    )


def _told(row: Priority, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.told)
