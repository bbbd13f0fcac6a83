"""Planning something in a unit's programme, changing it, taking it out."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.core.text import clean, one_line
from speir.evaluations.models import Planned, PlannedFor
from speir.evaluations.policy import programme as policy
from speir.evaluations.queries.programme import askable, plan_of
from speir.evaluations.rules.programme import Plan, check, doubt
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Place, Waits, reason_for
from speir.organisations.models import Unit
from speir.organisations.policy import require_open
from speir.trail.actions import record

STALE = (
    "Somebody changed this meanwhile, so yours is not saved yet. Both stand here: choose, then save again."
)


class Stale(Refused):
    """Somebody changed it after the form was opened."""

    def __init__(self, planned_id: str) -> None:
        super().__init__("planned-stale", STALE)
        self.planned_id = planned_id


class Doubted(Refused):
    """Its days are over: nothing is wrong with that, and it is asked about once."""


@transaction.atomic
def plan(
    *,
    unit_id: str,
    wanted: Plan,
    planned_id: str = "",
    meant: bool = False,
    keeping: Explained = None,
    by: Actor,
) -> Planned:
    """Plan something in a unit; sent twice with one `planned_id`, it is planned once. `meant`: its days may be over.

    Raises NotYours, NotAllowed, Refused for a closed unit, Unfit with every rule that is broken, Doubted for days that
    are over, and Waits for words that mention somebody.
    """
    unit = require_open(by, Permission.START_EVALUATION, unit_id, lock=True)
    before = Planned.objects.filter(pk=planned_id, unit=unit).first() if planned_id else None
    if before is not None:
        return before
    wanted = _kept(wanted)
    row = Planned(unit=unit)
    if ids.is_id(planned_id) and not Planned.objects.filter(pk=planned_id).exists():
        row.id = planned_id
    _check(row, unit, wanted, meant, keeping, by)
    _fill(row, wanted, by)
    row.save(force_insert=True)
    _ask(row, wanted)
    record(by=by, verb="planned", about="planned thing", about_id=row.id, path=unit.path)
    return row


@transaction.atomic
def change(
    *,
    planned_id: str,
    wanted: Plan,
    revision: int,
    meant: bool = False,
    keeping: Explained = None,
    by: Actor,
) -> Planned:
    """Change something planned; `revision` is the one that the form was opened with. The same again changes nothing.

    Raises NotYours, NotAllowed, Unfit, Doubted, Waits, and Stale where somebody else changed it meanwhile.
    """
    row = policy.require_planning(by, planned_id, lock=True)
    wanted, before = _kept(wanted), plan_of(row)
    if before.says == wanted.says:
        return row
    if before.ends == wanted.ends:
        meant = True  # it was asked about when that day was entered, or has passed since
    _check(row, row.unit, wanted, meant, keeping, by, tuple(before.asked or ()))
    if revision != row.revision:
        raise Stale(row.id)
    _fill(row, wanted, by)
    row.revision += 1
    row.save()
    row.asked.all().delete()
    _ask(row, wanted)
    record(by=by, verb="changed", about="planned thing", about_id=row.id, path=row.unit.path)
    return row


@transaction.atomic
def take_out(*, planned_id: str, by: Actor) -> None:
    """Take something out of the programme for good. Raises NotYours, NotAllowed."""
    row = policy.require_planning(by, planned_id, lock=True)
    record(by=by, verb="took out", about="planned thing", about_id=row.id, path=row.unit.path)
    row.delete()


def _kept(wanted: Plan) -> Plan:
    asked = {unit: one_line(words) for unit, words in (wanted.asked or {}).items()}
    return replace(wanted, title=one_line(wanted.title), words=clean(wanted.words), asked=asked)


def _check(
    row: Planned,
    unit: Unit,
    wanted: Plan,
    meant: bool,
    keeping: Explained,
    by: Actor,
    besides: tuple[str, ...] = (),
) -> None:
    """Ask the rules, then whether days that are over are meant, then what the texts mention."""
    today = timezone.localdate()
    known = [one.id for one in askable(unit.id, unit.path, today, besides)]
    if broken := check(wanted, askable=known, today=today):
        raise Unfit(broken)
    if not meant and (said := doubt(wanted, today)):
        raise Doubted("planned-over", said, "ends")
    texts = {"title": ("the title", wanted.title), "words": ("what it is about", wanted.words)}
    texts |= {f"for_{one}": ("what is asked", words) for one, words in (wanted.asked or {}).items()}
    waits = {}
    for field, (said, text) in texts.items():
        place = Place(f"{row.id}/{field}", said, policy.PLANNED, row.id, unit.path)
        found = waiting(place=place, text=text, keeping=reason_for(keeping, field), by=by) if text else ()
        if found:
            waits[field] = (text, found)
    if waits:
        raise Waits(waits)


def _fill(row: Planned, wanted: Plan, by: Actor) -> None:
    if wanted.starts is None or wanted.ends is None:
        raise ValueError("a plan without days passed its rules")
    row.kind, row.title, row.words = wanted.kind, wanted.title, wanted.words
    row.starts, row.ends = wanted.starts, wanted.ends
    row.at, row.by, row.by_name = timezone.now(), by.person_id, by.name


def _ask(row: Planned, wanted: Plan) -> None:
    PlannedFor.objects.bulk_create(
        PlannedFor(planned=row, unit_id=unit, words=words) for unit, words in (wanted.asked or {}).items()
    )
