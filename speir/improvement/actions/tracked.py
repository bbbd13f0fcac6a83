"""Recommendations, good practice and training needs: added, changed, taken out and put back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.evaluations.models import FollowUp
from speir.evaluations.policy.inspections import inspections_of
from speir.evaluations.rules.looks.saying import check_same
from speir.frameworks.queries import current
from speir.improvement.actions.earlier import Hand, Thing, explain, keep
from speir.improvement.models import AnsweredBy, Tracked
from speir.improvement.policy.priorities import standing
from speir.improvement.policy.tracked import ABOUT, follow_ups, require, require_unit_to_write
from speir.improvement.queries.indicators import indicators
from speir.improvement.queries.people import people_at
from speir.improvement.queries.tracked_said import tracked_said
from speir.improvement.rules.tracked import TEXTS, Said, check, said_mark
from speir.mentions.rules import Explained
from speir.organisations.models import Unit
from speir.trail.actions import record as record_in_trail

CHANGED_CODE = "tracked-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)
NOT_THEIRS = "Choose somebody from the list: they have to be able to read what is tracked here."
NOT_AN_INSPECTION = "Choose an inspection from the list."
NOT_AN_INDICATOR = "Choose an indicator from the list."
NOT_A_PRIORITY = "Choose priorities from the list."
TRACKED_ALREADY = "Somebody has tracked this here already."


@transaction.atomic
def add(
    *,
    unit_id: str,
    said: Said,
    tracked_id: str = "",
    follow_id: str = "",
    meant: dt.date | None = None,
    keeping: Explained = None,
    by: Actor,
) -> Tracked:
    """Track something in a unit; `follow_id` is what followed from a closer look, `meant` a past day that is meant so.

    Sent twice with one `tracked_id` it is added once, and refused with other words. Raises NotYours, NotAllowed, Unfit,
    Waits.
    """
    unit = require_unit_to_write(by, unit_id, lock=True)
    rows = Tracked.objects.filter(unit=unit)
    before = rows.filter(pk=tracked_id).first() if ids.is_id(tracked_id) else None
    if before is not None:
        check_same(tracked_said(before) == said.clean(), before.text)
        return before
    row = Tracked(unit=unit, home=unit, owner=by.person_id)
    if ids.is_id(tracked_id) and not Tracked.objects.filter(pk=tracked_id).exists():
        row.id = tracked_id
    row.follow_up = _follow_up(unit, follow_id, by)
    now = said.clean()
    of_kind = rows.filter(kind=now.kind, removed_at=None).count()
    _say(row, now, Said(), keeping, by, known=meant, before=of_kind)
    row.save(force_insert=True)
    _priorities(row, now, Said())
    _told(row, "added", by)
    return row


@transaction.atomic
def change(
    *,
    tracked_id: str,
    said: Said,
    base: str,
    meant: dt.date | None = None,
    keeping: Explained = None,
    by: Actor,
) -> Tracked:
    """Change what is tracked, or say how far it has come; `base` marks what its form was opened with.

    Sent twice, it is changed once. Priorities that this actor may not read stay. Raises NotYours, NotAllowed, Unfit,
    Waits, and Refused where somebody changed it meanwhile.
    """
    row = require(by, tracked_id, lock=True)
    stands = tracked_said(row)
    shown = readable_priorities(by, stands.priorities)
    hidden = tuple(one for one in stands.priorities if one not in shown)
    now = replace(said, priorities=(*said.priorities, *hidden)).clean()
    if now == stands:
        return row
    if base != said_mark(stands):
        raise Refused(CHANGED_CODE, CHANGED)
    hand = Hand(row.written_by, row.written_by_name, row.written_at)
    _say(row, now, stands, keeping, by, known=meant)
    keep(thing(row), _texts(now), _texts(stands), hand=hand, by=by)
    row.save()
    _priorities(row, now, stands)
    _told(row, "changed", by)
    return row


@transaction.atomic
def take_out(*, tracked_id: str, by: Actor) -> Tracked:
    """Take out something tracked; it can be put back. Raises NotYours, NotAllowed."""
    row = require(by, tracked_id, lock=True)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.name
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row, "took out", by)
    return row


@transaction.atomic
def put_back(*, tracked_id: str, by: Actor) -> Tracked:
    """Put back something that was taken out. Raises NotYours, NotAllowed."""
    row = require(by, tracked_id, lock=True)
    if row.removed_at is not None:
        row.removed_at, row.removed_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row, "put back", by)
    return row


def thing(row: Tracked) -> Thing:
    """Return something tracked as what its texts belong to."""
    return Thing(ABOUT, row.id, row.told)


def readable_priorities(by: Actor, priorities: tuple[str, ...]) -> set[str]:
    """Return those of some priorities that the actor may read. One query, none where there are none."""
    wanted = [one for one in priorities if ids.is_id(one)]
    return set(standing(by).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def _follow_up(unit: Unit, follow_id: str, by: Actor) -> FollowUp | None:
    """Return what followed from a closer look, once nobody has tracked it yet. Raises Unfit."""
    if not ids.is_id(follow_id):
        return None
    row = follow_ups(by, unit.path).filter(pk=follow_id).first()
    if row is not None and Tracked.objects.filter(unit=unit, follow_up=row, removed_at=None).exists():
        raise Unfit([Refused("tracked-already", TRACKED_ALREADY, "text")])
    return row


def _say(
    row: Tracked,
    now: Said,
    stands: Said,
    keeping: Explained,
    by: Actor,
    *,
    known: dt.date | None,
    before: int = 0,
) -> None:
    """Put what was typed into a row, once it breaks no rule and what it mentions is explained."""
    is_known = stands.due if stands.due is not None and stands.due == now.due else known
    broken = check(now, timezone.localdate(), known=is_known, before=before)
    broken += _not_there(row, now, stands, by)
    if broken:
        raise Unfit(broken)
    explain(thing(row), _texts(now), _texts(stands), keeping=keeping, by=by)
    for name in (*TEXTS, "kind", "due", "state"):
        setattr(row, name, getattr(now, name))
    row.person_id, row.inspection_id = now.person or None, now.inspection or None
    if now.of != stands.of:
        key, _slash, row.number = now.of.rpartition("/")
        row.framework_id = current(key).id if key else None
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _not_there(row: Tracked, now: Said, stands: Said, by: Actor) -> list[Refused]:
    """Return what is named and is not there for this actor; what stood there before is not asked about."""
    broken = []
    new_person = now.person and now.person != stands.person
    if new_person and now.person not in {one.id for one in people_at(row.unit, by)}:
        broken.append(Refused("not-theirs", NOT_THEIRS, "person"))
    new_inspection = now.inspection and now.inspection != stands.inspection
    if new_inspection and not _is_inspection(now.inspection, by):
        broken.append(Refused("not-an-inspection", NOT_AN_INSPECTION, "inspection"))
    if now.of and now.of != stands.of and now.of not in {key for key, _words in indicators()}:
        broken.append(Refused("not-an-indicator", NOT_AN_INDICATOR, "of"))
    new = set(now.priorities) - set(stands.priorities)
    if new - readable_priorities(by, tuple(new)):
        broken.append(Refused("not-a-priority", NOT_A_PRIORITY, "priorities"))
    return broken


def _is_inspection(inspection_id: str, by: Actor) -> bool:
    return ids.is_id(inspection_id) and inspections_of(by).filter(pk=inspection_id).exists()


def _priorities(row: Tracked, now: Said, stands: Said) -> None:
    if now.priorities != stands.priorities:
        row.answered_by.all().delete()
        AnsweredBy.objects.bulk_create(AnsweredBy(tracked=row, priority_id=one) for one in now.priorities)


def _texts(said: Said) -> dict[str, str]:
    return {name: getattr(said, name) for name in TEXTS}


def _told(row: Tracked, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.told)
