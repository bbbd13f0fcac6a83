"""Recording an external inspection, correcting it, removing it. What was corrected stays readable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.core.text import day
from speir.evaluations.models import Inspection, InspectionLevel, InspectionStep
from speir.evaluations.policy import inspections as policy
from speir.evaluations.queries.inspections import draft_of, levels_of
from speir.evaluations.rules.inspecting import Draft, Said, changes, check
from speir.frameworks.queries import newest
from speir.frameworks.rules.structure import Framework
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Place, Waits, reason_for
from speir.organisations.models import Unit
from speir.organisations.policy import require_open
from speir.trail.actions import record as record_in_trail

TWICE = "An inspection published on this day is recorded already. Correct that one."
STALE = (
    "Somebody corrected this meanwhile, so yours is not saved yet. Both stand here: choose, then save again."
)


class Stale(Refused):
    """Somebody corrected the inspection after the form was opened."""


@transaction.atomic
def record(
    *,
    unit_id: str,
    framework_id: str,
    draft: Draft,
    inspection_id: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Inspection:
    """Record an inspection of a unit; sent twice with one `inspection_id`, it is recorded once.

    Raises NotYours, NotAllowed, Refused for a closed unit, Unfit with every rule that is broken, and Waits for words
    that mention somebody.
    """
    unit = require_open(by, Permission.WRITE_JUDGEMENTS, unit_id, lock=True)
    shown, draft = newest(framework_id), draft.as_kept()
    before = Inspection.objects.filter(pk=inspection_id, unit=unit).first() if inspection_id else None
    if before is not None:
        return before
    broken = check(draft, shown, timezone.localdate())
    if not broken and _twice(unit.id, shown.id, draft.day):
        broken = [Refused("inspection-twice", TWICE, "day")]
    if broken or draft.day is None:
        raise Unfit(broken)
    row = Inspection(
        unit=unit,
        framework_id=shown.id,
        day=draft.day,
        title=draft.title,
        link=draft.link,
        at=timezone.now(),
        by=by.person_id,
        by_name=by.name,
    )
    if ids.is_id(inspection_id) and not Inspection.objects.filter(pk=inspection_id).exists():
        row.id = inspection_id
    _ask(row, draft, unit.path, keeping, by)
    row.save(force_insert=True)
    give_levels(row, shown, draft.levels.items())
    record_in_trail(
        by=by,
        verb="recorded",
        about="inspection",
        about_id=row.id,
        path=row.unit.path,
        detail=day(row.day),
    )
    return row


@transaction.atomic
def correct(
    *, inspection_id: str, draft: Draft, revision: int, keeping: Explained = None, by: Actor
) -> Inspection:
    """Correct an inspection; `revision` is the one that the form was opened with. What says the same changes nothing.

    Raises NotYours, NotAllowed, Unfit, Waits, and Stale where somebody else corrected it meanwhile.
    """
    found = policy.require_correcting(by, inspection_id)
    # The unit first, as whoever records there does: two of one day go one after the other.
    Unit.objects.select_for_update(no_key=True).get(pk=found.unit_id)
    row = policy.require_correcting(by, inspection_id, lock=True)
    shown, draft = newest(row.framework_id), draft.as_kept()
    before = draft_of(row, shown, levels_of(row))
    if before.words == draft.words:
        return row
    broken = check(draft, shown, timezone.localdate())
    if not broken and draft.day != row.day and _twice(row.unit_id, shown.id, draft.day):
        broken = [Refused("inspection-twice", TWICE, "day")]
    if broken or draft.day is None:
        raise Unfit(broken)
    if revision != row.revision:
        raise Stale("inspection-stale", STALE)
    _ask(row, draft, row.unit.path, keeping, by)
    _note(row, shown, changes(before, draft), by)
    row.day, row.title, row.link = draft.day, draft.title, draft.link
    row.revision += 1
    row.save(update_fields=["day", "title", "link", "revision"])
    row.levels.all().delete()
    give_levels(row, shown, draft.levels.items())
    record_in_trail(
        by=by,
        verb="corrected",
        about="inspection",
        about_id=row.id,
        path=row.unit.path,
        detail=day(row.day),
    )
    return row


@transaction.atomic
def remove(*, inspection_id: str, by: Actor) -> None:
    """Take a recorded inspection away: it stays as a row and is shown no more. Raises NotYours, NotAllowed."""
    row = policy.require_correcting(by, inspection_id, lock=True)
    row.removed_at, row.removed_by_name = timezone.now(), by.name
    row.save(update_fields=["removed_at", "removed_by_name"])
    step(row, Said.REMOVED, by)
    record_in_trail(
        by=by,
        verb="removed",
        about="inspection",
        about_id=row.id,
        path=row.unit.path,
        detail=day(row.day),
    )


def give_levels(row: Inspection, shown: Framework, levels: Iterable[tuple[str, str]]) -> None:
    """Store levels, each as the number of its indicator and its key, of an inspection. Part of what records it."""
    InspectionLevel.objects.bulk_create(
        InspectionLevel(
            inspection=row,
            indicator_id=shown.by_number[number].id,
            level_id=shown.level_by_key[key].id,
        )
        for number, key in levels
    )


def step(row: Inspection, said: Said, by: Actor, **what: str) -> None:
    """Write down what was corrected. Part of what corrects it."""
    InspectionStep.objects.create(
        inspection=row, said=said, by=by.person_id, by_name=by.name, at=timezone.now(), **what
    )


def _note(row: Inspection, shown: Framework, found: Iterable[tuple[Said, str, str, str]], by: Actor) -> None:
    for said, number, before, after in found:
        of = {"indicator_id": shown.by_number[number].id} if number else {}
        step(row, said, by, before=before, after=after, **of)


def _twice(unit_id: str, framework_id: str, published: dt.date | None) -> bool:
    rows = Inspection.objects.filter(unit=unit_id, framework=framework_id, removed_at__isnull=True)
    return published is not None and rows.filter(day=published).exists()


def _ask(row: Inspection, draft: Draft, path: str, keeping: Explained, by: Actor) -> None:
    """Ask about what the title and the address mention, where they are new. Raises Waits."""
    waits = {}
    for field, said in (("title", "the title"), ("link", "the address")):
        text = getattr(draft, field)
        place = Place(f"{row.id}/{field}", said, policy.INSPECTION, row.id, path)
        found = waiting(place=place, text=text, keeping=reason_for(keeping, field), by=by) if text else ()
        if found:
            waits[field] = (text, found)
    if waits:
        raise Waits(waits)
