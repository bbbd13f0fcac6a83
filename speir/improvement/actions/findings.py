"""What a priority answers: findings added, reworded, taken out and put back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.evaluations.rules.looks.saying import check_same
from speir.frameworks.queries import framework as read_framework
from speir.improvement.actions.earlier import Hand, Thing, explain, keep
from speir.improvement.models import Finding, Priority
from speir.improvement.policy.priorities import require_open, require_standing
from speir.improvement.policy.sources import NONE, of_said
from speir.improvement.queries.said import finding_said
from speir.improvement.rules.findings import Said, check, said_mark
from speir.mentions.rules import Explained
from speir.trail.actions import record as record_in_trail

ABOUT = "finding"
PLAN = Permission.PLAN_IMPROVEMENT
CHANGED_CODE = "finding-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)
NO_INDICATOR = "Choose an indicator from the list."


@transaction.atomic
def add(
    *, priority_id: str, said: Said, finding_id: str = "", keeping: Explained = None, by: Actor
) -> Finding:
    """Add something that a priority answers. Sent twice with one `finding_id` it is added once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused once the priority is closed or taken out.
    """
    priority = require_standing(by, PLAN, priority_id)
    rows = Finding.objects.filter(priority=priority)
    now = said.clean()
    before = rows.filter(pk=finding_id).first() if ids.is_id(finding_id) else None
    if before is not None:
        check_same(finding_said(before) == now, before.words or before.number, "words")
        return before
    last = rows.aggregate(last=Max("position"))["last"]
    row = Finding(priority=priority, position=(last or 0) + 1, written_at=timezone.now())
    if ids.is_id(finding_id) and not Finding.objects.filter(pk=finding_id).exists():
        row.id = finding_id
    _say(row, now, Said(), keeping, by, before=rows.filter(removed_at=None).count())
    row.save(force_insert=True)
    _told(row, "added", by)
    return row


@transaction.atomic
def change(
    *, priority_id: str, finding_id: str, said: Said, base: str, keeping: Explained = None, by: Actor
) -> Finding:
    """Change what was found; `base` marks what its form was opened with. Sent twice, it is changed once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody changed it meanwhile or the priority closed.
    """
    row = _require(by, priority_id, finding_id)
    stands, now = finding_said(row), said.clean()
    if now == stands:
        return row
    if base != said_mark(stands):
        raise Refused(CHANGED_CODE, CHANGED)
    hand = Hand(row.written_by, row.written_by_name, row.written_at)
    _say(row, now, stands, keeping, by)
    keep(_thing(row), {"words": now.words}, {"words": stands.words}, hand=hand, by=by)
    row.save()
    _told(row, "changed", by)
    return row


@transaction.atomic
def take_out(*, priority_id: str, finding_id: str, by: Actor) -> Finding:
    """Take out something that a priority answers; it can be put back. Raises NotYours, NotAllowed, Refused."""
    row = _require(by, priority_id, finding_id)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _told(row, "took out", by)
    return row


@transaction.atomic
def put_back(*, priority_id: str, finding_id: str, by: Actor) -> Finding:
    """Put back what was taken out. Raises NotYours, NotAllowed, Refused once the priority is closed."""
    row = _require(by, priority_id, finding_id)
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        _told(row, "put back", by)
    return row


def _require(by: Actor, priority_id: str, finding_id: str) -> Finding:
    priority = require_open(by, PLAN, priority_id)
    rows = Finding.objects.filter(pk=finding_id, priority=priority)
    row = rows.first() if ids.is_id(finding_id) else None
    if row is None:
        raise NotYours
    row.priority = priority
    return row


def _say(row: Finding, now: Said, stands: Said, keeping: Explained, by: Actor, before: int = 0) -> None:
    """Put what was typed into a row, once it breaks no rule, its source may be read and its mentions are explained."""
    broken = check(now, before=before)
    priority: Priority = row.priority
    indicators = read_framework(priority.framework_id, priority.framework.stamp).by_number
    indicator = indicators.get(now.number)
    themes = {theme.path for theme in indicator.themes} if indicator else set()
    if (now.number and indicator is None) or (now.theme and now.theme not in themes):
        broken.append(Refused("indicator-unknown", NO_INDICATOR, "number"))
    of = (now.judgement, now.look, now.inspection, now.item)
    if of != (stands.judgement, stands.look, stands.inspection, stands.item):
        broken += of_said(by, now)
    if broken:
        raise Unfit(broken)
    explain(_thing(row), {"words": now.words}, {"words": stands.words}, keeping=keeping, by=by)
    row.source, row.number, row.theme, row.words = now.source, now.number, now.theme, now.words
    row.judgement_id, row.look_id = now.judgement or NONE, now.look or NONE
    row.inspection_id, row.item_id = now.inspection or NONE, now.item or NONE
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _thing(row: Finding) -> Thing:
    return Thing(ABOUT, row.id, row.priority.told)


def _told(row: Finding, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.priority.told)
