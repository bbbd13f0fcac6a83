"""Candidates: weighed in words, added in one's own, changed, taken out and put back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean
from speir.evaluations.rules.looks.saying import check_same
from speir.frameworks.queries import current
from speir.improvement.actions.earlier import Hand, Thing, explain, keep
from speir.improvement.models import Candidate
from speir.improvement.policy.candidates import ABOUT, require_own, require_unit
from speir.improvement.rules.choosing import (
    AIDS,
    Weighed,
    check_own,
    check_weighed,
    laid_together,
    own_mark,
)
from speir.mentions.rules import Explained
from speir.organisations.models import Unit
from speir.trail.actions import record as record_in_trail

PLAN = Permission.PLAN_IMPROVEMENT
CHANGED_CODE = "candidate-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)


def thing(row: Candidate) -> Thing:
    """Return a candidate as what its texts belong to."""
    return Thing(ABOUT, row.id, row.unit.path)


def row_of(unit: Unit, framework_key: str, of: str) -> Candidate:
    """Return a candidate of a unit that is locked: own words by their id, an indicator's by its number, new if need be.

    A new one is not stored yet. Raises NotYours for what is neither.
    """
    rows = Candidate.objects.filter(unit=unit).select_related("priority")
    if ids.is_id(of):
        row = rows.filter(pk=of, removed_at=None).exclude(words="").first()
        if row is None:
            raise NotYours
    else:
        framework = current(framework_key)
        if of not in framework.by_number:
            raise NotYours
        last = rows.filter(framework__key=framework_key, number=of, words="").order_by("-framework__version")
        row = last.first() or Candidate(
            unit=unit, framework_id=framework.id, number=of, written_at=timezone.now()
        )
    row.unit = unit
    return row


@transaction.atomic
def weigh(
    *,
    unit_id: str,
    framework_key: str,
    of: str,
    typed: Mapping[str, str],
    base: str,
    keeping: Explained = None,
    by: Actor,
) -> Candidate:
    """Say what a candidate is weighed by: `typed` holds any of the aids and the `note`, `base` what they were.

    Each field is for itself: what somebody else changed meanwhile stays, unless this changes the same; then Refused is
    raised and nothing is stored. Raises NotYours, NotAllowed, Unfit, Waits.
    """
    unit = require_unit(by, PLAN, unit_id, lock=True)
    row = row_of(unit, framework_key, of)
    stands = Weighed(row.harm, row.reach, row.crucial, row.effort, row.note)
    known = {name: clean(value) for name, value in typed.items() if name in (*AIDS, "note")}
    if broken := check_weighed(Weighed(**known)):
        raise Unfit(broken)
    now, conflicts = laid_together(stands, known, base)
    if conflicts:
        raise Refused(CHANGED_CODE, CHANGED, conflicts[0])
    if now == stands:
        return row
    new, old = {"note": now.note}, {"note": stands.note}
    explain(thing(row), new, old, keeping=keeping, by=by)
    keep(thing(row), new, old, hand=Hand(row.written_by, row.written_by_name, row.written_at), by=by)
    for name in (*AIDS, "note"):
        setattr(row, name, getattr(now, name))
    _wrote(row, by)
    row.save()
    _told(row, "weighed", by)
    return row


@transaction.atomic
def add(
    *,
    unit_id: str,
    framework_key: str,
    words: str,
    source: str,
    number: str = "",
    candidate_id: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Candidate:
    """Add something that was found, in own words, of an indicator or of none. Sent twice it is added once.

    Raises NotYours, NotAllowed, Unfit (also where it is sent again with other words), Waits.
    """
    unit = require_unit(by, PLAN, unit_id, lock=True)
    framework = current(framework_key)
    own = Candidate.objects.filter(unit=unit).exclude(words="")
    before = own.filter(pk=candidate_id).first() if ids.is_id(candidate_id) else None
    if before is not None:
        same = (before.words, before.source, before.number) == (clean(words), source, number)
        check_same(same, before.words, "words")
        return before
    count = own.filter(framework__key=framework_key, removed_at=None).count()
    if broken := check_own(words, source, number, framework.by_number, before=count):
        raise Unfit(broken)
    row = Candidate(unit=unit, framework_id=framework.id, number=number, words=clean(words), source=source)
    if ids.is_id(candidate_id) and not Candidate.objects.filter(pk=candidate_id).exists():
        row.id = candidate_id
    explain(thing(row), {"words": row.words}, {}, keeping=keeping, by=by)
    _wrote(row, by)
    row.save(force_insert=True)
    _told(row, "added", by)
    return row


@transaction.atomic
def reword(
    *,
    unit_id: str,
    candidate_id: str,
    words: str,
    source: str,
    number: str,
    base: str,
    keeping: Explained = None,
    by: Actor,
) -> Candidate:
    """Change what was added in own words. Sent twice, it is changed once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody changed it meanwhile.
    """
    row = require_own(by, PLAN, unit_id, candidate_id)
    now, stands = (clean(words), source, number), (row.words, row.source, row.number)
    if now == stands:
        return row
    if base != own_mark(*stands):
        raise Refused(CHANGED_CODE, CHANGED)
    numbers = current(row.framework.key).by_number
    if broken := check_own(words, source, number, numbers):
        raise Unfit(broken)
    new, old = {"words": now[0]}, {"words": stands[0]}
    explain(thing(row), new, old, keeping=keeping, by=by)
    keep(thing(row), new, old, hand=Hand(row.written_by, row.written_by_name, row.written_at), by=by)
    row.words, row.source, row.number = now
    _wrote(row, by)
    row.save()
    _told(row, "changed", by)
    return row


@transaction.atomic
def take_out(*, unit_id: str, candidate_id: str, by: Actor) -> Candidate:
    """Take out what was added in own words; it can be put back. Raises NotYours, NotAllowed."""
    row = require_own(by, PLAN, unit_id, candidate_id)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.name
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row, "took out", by)
    return row


@transaction.atomic
def put_back(*, unit_id: str, candidate_id: str, by: Actor) -> Candidate:
    """Put back what was taken out. Raises NotYours, NotAllowed."""
    row = require_own(by, PLAN, unit_id, candidate_id)
    if row.removed_at is not None:
        row.removed_at, row.removed_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row, "put back", by)
    return row


def _wrote(row: Candidate, by: Actor) -> None:
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _told(row: Candidate, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.unit.path)
