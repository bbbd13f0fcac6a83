"""Bringing a sheet of inspections in: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, Refused
from speir.core.text import day
from speir.evaluations.actions.inspections import give_levels, step
from speir.evaluations.models import Inspection
from speir.evaluations.queries.inspection_imports import Area, Plan, plan
from speir.evaluations.rules.inspecting import Said
from speir.evaluations.rules.inspection_sheet import Line
from speir.frameworks.queries import newest
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Unit
from speir.organisations.policy import within
from speir.trail.actions import record as record_in_trail

CHANGED = "Something in it does not fit any more. Look at the file once more."
NOT_HERE = "Recording an inspection is for those who write judgements here. Ask your lead officer."


@transaction.atomic
def bring_in(*, framework_id: str, lines: Sequence[Line], by: Actor) -> Plan:
    """Record what these lines say and is not there yet; return what was new. Twice, it does nothing the second time.

    Raises NotYours, NotAllowed, and Refused where a line does not fit any more.
    """
    shown = newest(framework_id)
    mine = Unit.objects.filter(within(by, Permission.WRITE_JUDGEMENTS))
    # Two sheets of the same areas go one after the other, always in this order.
    if not list(mine.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)):
        raise NotAllowed(NOT_HERE)
    made = plan(by, lines, (), shown)
    if made.bad:
        raise Refused("sheet-changed", CHANGED)
    for area in made.areas:
        _bring(area, shown, by)
    return made


def _bring(area: Area, shown: Framework, by: Actor) -> None:
    row = area.there
    if row is None:
        row = Inspection.objects.create(
            unit=area.unit,
            framework_id=shown.id,
            day=area.day,
            at=timezone.now(),
            by=by.person_id,
            by_name=by.name,
        )
        record_in_trail(
            by=by,
            verb="recorded",
            about="inspection",
            about_id=row.id,
            path=row.unit.path,
            detail=day(row.day),
        )
    else:
        for number, key in area.levels.items():
            step(row, Said.LEVEL, by, indicator_id=shown.by_number[number].id, after=key)
        row.revision += 1
        row.save(update_fields=["revision"])
        record_in_trail(
            by=by,
            verb="corrected",
            about="inspection",
            about_id=row.id,
            path=row.unit.path,
            detail=day(row.day),
        )
    give_levels(row, shown, area.levels.items())
