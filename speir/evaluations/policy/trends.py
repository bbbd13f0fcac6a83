"""Who may read and write what stands beside the levels of an indicator by date. The levels are those of editions."""

from __future__ import annotations

from django.db.models import QuerySet

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations.models import TrendNote

NOT_TO_CHANGE = "It is for whoever wrote this, or for whoever leads here, to change it or take it away."


def notes_of(actor: Actor) -> QuerySet[TrendNote]:
    """Return the notes that the actor may read: of the units to which they belong. Sharing an edition opens none."""
    here = places(actor, Permission.READ_EVALUATIONS)
    return TrendNote.objects.filter(unit__in=here) if here else TrendNote.objects.none()


def changes(actor: Actor, note: TrendNote) -> bool:
    """Return whether the actor may change a note, fetched with its unit, or take it away. No query."""
    if may(actor, Permission.LOCK_EVALUATION, note.unit.path):
        return True
    return (
        bool(note.by)
        and note.by == actor.person_id
        and may(actor, Permission.WRITE_JUDGEMENTS, note.unit.path)
    )


def require_note(actor: Actor, note_id: str, *, lock: bool = False) -> TrendNote:
    """Return a note to whoever may change it, locked if asked. Raises NotYours, NotAllowed."""
    rows = notes_of(actor).filter(pk=note_id).select_related("unit", "indicator__key_question__framework")
    note = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if note is None:
        raise NotYours
    if not changes(actor, note):
        raise NotAllowed(NOT_TO_CHANGE)
    return note
