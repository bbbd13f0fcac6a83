"""What was said or seen at a sitting, note by note; and one click that makes a note evidence."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused
from speir.core.text import clean
from speir.evaluations import policy
from speir.evaluations.actions import beside
from speir.evaluations.actions.citations import write_and_cite
from speir.evaluations.models import Look, Note, SetAside, Sitting
from speir.evaluations.policy import FINISHED_CODE
from speir.evaluations.policy.looks import LOOK, LOOKS, require_note, require_sitting
from speir.evaluations.rules.looks.finding import MOST_NOTES
from speir.evaluations.rules.saving import mark
from speir.evidence.actions import items as evidence
from speir.evidence.models import Item
from speir.evidence.rules.items import Draft
from speir.frameworks.queries import framework as read_framework
from speir.mentions.rules import Explained, Place
from speir.trail.actions import record as record_in_trail

NOTHING = "There is nothing in this note now. Write something first."
CHANGED = "Somebody changed the note at the same moment. Look at what it says now, and press again."


def write(
    *, look_id: str, sitting_id: str, note_id: str, theme: str, typed: beside.Field, by: Actor
) -> tuple[Note, beside.Outcome]:
    """Save a note under the id that its form came with, new or not: sent again, it is the same note.

    `theme` is the stable key of one that is looked at; any other makes a note of none. A text that somebody changed
    meanwhile, or that mentions somebody, is set aside for its writer. Raises NotYours, NotAllowed, and Refused once the
    closer look is finished; the text is kept for its writer then too.
    """
    try:
        return _write(look_id, sitting_id, note_id, theme, typed, by)
    except Refused as refused:
        if refused.code != FINISHED_CODE:
            raise
        evaluation = policy.require(by, Permission.WRITE_EVIDENCE, look_id, kinds=LOOKS)
        if not Sitting.objects.filter(pk=sitting_id, way__look=look_id).exists() or not ids.is_id(note_id):
            raise NotYours from refused
        row = Note.objects.filter(pk=note_id, sitting=sitting_id).first()
        texts = {_field(sitting_id, note_id): (typed, row.text if row else "")}
        raise beside.kept_while_sealed(evaluation, texts, by, beside.FINISHED_NOW) from refused


@transaction.atomic
def _write(
    look_id: str, sitting_id: str, note_id: str, theme: str, typed: beside.Field, by: Actor
) -> tuple[Note, beside.Outcome]:
    sitting = require_sitting(by, Permission.WRITE_EVIDENCE, look_id, sitting_id)
    look = sitting.way.look
    if not ids.is_id(note_id):
        raise NotYours
    row = Note.objects.filter(pk=note_id, sitting=sitting).first()
    made = row is None
    if row is None:
        row = _begun(look, sitting, note_id, theme)
    out = beside.Outcome(current={"text": row.text})
    out.refused.update(beside.texts_too_long({"text": typed}, {"text": row.text}))
    if made and sitting.notes.count() >= MOST_NOTES:
        sentence = f"There are {MOST_NOTES} notes here already. Begin another sitting."
        out.refused["text"] = Refused("too-many-notes", sentence, "text")
    if out.refused:
        return row, out
    hand = beside.Hand(row.written_by, row.written_by_name, None if made else row.written_at)
    place = _place(look, sitting.id, note_id)
    value = beside.settle(
        look.evaluation, place, "text", typed, row.text, hand=hand, text=True, out=out, by=by
    )
    if value is not None:
        beside.keep_earlier(look.evaluation, place, row.text, value, hand=hand, by=by)
        row.text = value
        row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()
        out.current["text"] = value
        _told(look, by)
    if made and (value or out.held or out.conflicts):
        # A text that waits has its note too, empty meanwhile: its writer finds it again where it was typed.
        row.save(force_insert=True)
    elif value is not None and not made:
        row.save(update_fields=["text", "written_by", "written_by_name", "written_at"])
    return row, out


@transaction.atomic
def take_out(*, look_id: str, note_id: str, by: Actor) -> Note:
    """Take a note out; it can be put back, and evidence made of it stays. Raises NotYours, NotAllowed, Refused."""
    row = require_note(by, Permission.WRITE_EVIDENCE, look_id, note_id)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.name
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row.sitting.way.look, by)
    return row


@transaction.atomic
def put_back(*, look_id: str, note_id: str, by: Actor) -> Note:
    """Put a note back that was taken out. Raises NotYours, NotAllowed, Refused."""
    row = require_note(by, Permission.WRITE_EVIDENCE, look_id, note_id)
    if row.removed_at is not None:
        row.removed_at, row.removed_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row.sitting.way.look, by)
    return row


@transaction.atomic
def make_evidence(
    *,
    look_id: str,
    note_id: str,
    number: str,
    draft: Draft,
    stance: str,
    keeping: Explained = None,
    by: Actor,
) -> Item:
    """Write a note down as evidence and cite it beside the judgement of this indicator; a note is made evidence once.

    Who brings evidence and does not judge writes it down, and whoever judges cites it. Raises NotYours, NotAllowed,
    Unfit, Waits for what it mentions, and Refused once the closer look is finished or where the note says nothing.
    """
    note = require_note(by, Permission.WRITE_EVIDENCE, look_id, note_id)
    if note.item is not None:
        return note.item
    if not note.text or note.removed_at is not None:
        raise Refused("note-says-nothing", NOTHING)
    look = note.sitting.way.look
    evaluation = look.evaluation
    if may(by, Permission.WRITE_JUDGEMENTS, evaluation.unit.path):
        cited = write_and_cite(
            evaluation_id=evaluation.id,
            number=number,
            draft=draft,
            stance=stance,
            keeping=keeping,
            by=by,
        )
        note.item = cited.item
    else:
        note.item = evidence.write(
            unit_id=evaluation.unit_id,
            framework=read_framework(evaluation.framework_id, evaluation.framework.stamp),
            draft=draft,
            home_id=evaluation.home_id,
            only_me=evaluation.only_me,
            keeping=keeping,
            by=by,
        )
    note.save(update_fields=["item"])
    _told(look, by)
    return note.item


@transaction.atomic
def take_up(*, look_id: str, sitting_id: str, aside: str, by: Actor) -> None:
    """Add a text of one's own that was set aside to the end of its note. Raises NotYours, NotAllowed, Refused."""
    sitting = require_sitting(by, Permission.WRITE_EVIDENCE, look_id, sitting_id)
    rows = SetAside.objects.filter(pk=aside, evaluation=look_id, person_id=by.person_id)
    kept = rows.filter(place__startswith=_field(sitting_id, "")).first()
    if kept is None:
        raise NotYours
    kept.delete()
    note_id = kept.place.rpartition("/")[2]
    row = Note.objects.filter(pk=note_id, sitting=sitting).first()
    current = row.text if row else ""
    typed = beside.Field(f"{current}\n\n{clean(kept.text)}".strip(), mark(current))
    _row, out = write(look_id=look_id, sitting_id=sitting_id, note_id=note_id, theme="", typed=typed, by=by)
    for refused in out.refused.values():
        raise refused
    if out.conflicts:
        raise Refused("changed-meanwhile", CHANGED)


def _begun(look: Look, sitting: Sitting, note_id: str, theme: str) -> Note:
    if Note.objects.filter(pk=note_id).exists():
        raise NotYours
    # A theme that is looked at no longer, since the form was opened: the note stays, of none.
    theme = theme if theme and look.themes.filter(theme=theme).exists() else ""
    last = sitting.notes.aggregate(last=Max("position"))["last"]
    return Note(id=note_id, sitting=sitting, theme=theme, position=(last or 0) + 1, written_at=timezone.now())


def _field(sitting_id: str, note_id: str) -> str:
    return f"note/{sitting_id}/{note_id}"


def _place(look: Look, sitting_id: str, note_id: str) -> Place:
    return beside.place_of(look.evaluation, _field(sitting_id, note_id), LOOK, look.id)


def _told(look: Look, by: Actor) -> None:
    path = look.evaluation.told
    record_in_trail(by=by, verb="noted in", about="closer look", about_id=look.id, path=path)
