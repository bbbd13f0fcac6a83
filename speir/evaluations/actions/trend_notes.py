"""Writing down what fell between the levels of an indicator, changing that, and taking it away."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean
from speir.core.text import day as as_said
from speir.evaluations.models import TrendNote
from speir.evaluations.policy import trends as policy
from speir.evaluations.rules import trends as rules
from speir.evaluations.rules.looks.saying import check_same
from speir.frameworks.models import Indicator
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.organisations.policy import require as require_unit
from speir.trail.actions import record

ABOUT = "trend"
CHANGED = (
    "Somebody changed this meanwhile. It now says: “{text}”, {day}. What you typed is still here; save again to put it "
    "in its place."
)


@transaction.atomic
def write(
    *,
    unit_id: str,
    indicator_id: str,
    day: dt.date | None,
    kind: str,
    text: str,
    note_id: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> TrendNote:
    """Write a note beside an indicator of a unit. Sent twice with one `note_id`, it is written once, and refused with
    other words.

    Raises NotYours, NotAllowed, Unfit with every rule that is broken, and Waits for words that mention somebody.
    """
    unit = require_unit(by, Permission.WRITE_JUDGEMENTS, unit_id, lock=True)
    before = policy.notes_of(by).filter(pk=note_id, unit=unit, by=by.person_id).first() if note_id else None
    if before is not None:
        same = (before.day, before.kind, before.text) == (day, kind, clean(text))
        check_same(same, before.text)
        return before
    if not Indicator.objects.filter(pk=indicator_id).exists():
        raise NotYours
    note = TrendNote(unit=unit, indicator_id=indicator_id, by=by.person_id, by_name=by.name)
    if ids.is_id(note_id) and not TrendNote.objects.filter(pk=note_id).exists():
        note.id = note_id
    _say(note, day, kind, text, keeping, by)
    note.save(force_insert=True)
    record(by=by, verb="wrote beside", about="trend", about_id=note.id, path=unit.path)
    return note


@transaction.atomic
def change(
    *,
    note_id: str,
    day: dt.date | None,
    kind: str,
    text: str,
    base: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> TrendNote:
    """Change a note; `base` is `mark_of` the one that the form was opened with. Sent twice, it is changed once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused when somebody changed it meanwhile, with what it says now.
    """
    note = policy.require_note(by, note_id, lock=True)
    stands = rules.mark_of(note.day, note.kind, note.text)
    if rules.mark_of(day, kind, clean(text)) == stands:
        return note
    if base != stands:
        raise Refused("note-changed", CHANGED.format(text=note.text, day=as_said(note.day)), "text")
    _say(note, day, kind, text, keeping, by)
    note.save(update_fields=["day", "kind", "text", "at"])
    record(by=by, verb="changed beside", about="trend", about_id=note.id, path=note.unit.path)
    return note


@transaction.atomic
def remove(*, note_id: str, by: Actor) -> TrendNote:
    """Delete a note for good and return it as it was. Raises NotYours, NotAllowed."""
    note = policy.require_note(by, note_id, lock=True)
    record(by=by, verb="took away beside", about="trend", about_id=note.id, path=note.unit.path)
    TrendNote.objects.filter(pk=note.pk).delete()
    return note


def _say(
    note: TrendNote, day: dt.date | None, kind: str, text: str, keeping: Keeping | None, by: Actor
) -> None:
    """Put what was typed into a note, once it breaks no rule and what it mentions is explained."""
    text = clean(text)
    broken = rules.check_note(day=day, kind=kind, text=text, today=timezone.localdate())
    if broken or day is None:
        raise Unfit(broken)
    if text != note.text:
        place = Place(f"{note.id}/note", "what fell between", ABOUT, note.id, note.unit.path)
        found = waiting(place=place, text=text, keeping=keeping, by=by)
        if found:
            raise Waits({"text": (text, found)})
    note.day, note.kind, note.text, note.at = day, kind, text, timezone.now()
