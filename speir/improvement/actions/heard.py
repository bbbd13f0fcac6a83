"""You said, we did: answers added, changed, taken out and put back, and said to be ready to be given out."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.evaluations.rules.looks.saying import check_same
from speir.improvement.actions.earlier import Hand, Thing, explain, keep
from speir.improvement.models import Answering, AnsweringOf
from speir.improvement.policy.heard import ABOUT, readable_links, require, require_unit_to_write
from speir.improvement.queries.heard_said import answering_said
from speir.improvement.rules.heard import TEXTS, Said, check, missing, read_link, said_mark, stays_ready
from speir.mentions.rules import Explained
from speir.trail.actions import record as record_in_trail

CHANGED_CODE = "answering-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)
READ_AGAIN = "Somebody changed this meanwhile. Read it again before you say that it may be given out."
TAKEN_OUT = "This was taken out. Put it back first."
NOT_THERE = "Choose evidence, priorities and actions from the lists."


@transaction.atomic
def add(
    *, unit_id: str, said: Said, answering_id: str = "", keeping: Explained = None, by: Actor
) -> Answering:
    """Write an answer for a unit. Sent twice with one `answering_id` it is written once, and refused with other words.

    Raises NotYours, NotAllowed, Unfit, Waits.
    """
    unit = require_unit_to_write(by, unit_id, lock=True)
    rows = Answering.objects.filter(unit=unit)
    before = rows.filter(pk=answering_id).first() if ids.is_id(answering_id) else None
    if before is not None:
        check_same(answering_said(before) == said.clean(), before.heard, "heard")
        return before
    row = Answering(unit=unit, home=unit, owner=by.person_id)
    if ids.is_id(answering_id) and not Answering.objects.filter(pk=answering_id).exists():
        row.id = answering_id
    now = said.clean()
    _say(row, now, Said(), keeping, by, before=rows.filter(removed_at=None).count())
    row.save(force_insert=True)
    _links(row, now, Said())
    _told(row, "added", by)
    return row


@transaction.atomic
def change(*, answering_id: str, said: Said, base: str, keeping: Explained = None, by: Actor) -> Answering:
    """Change an answer; `base` marks what its form was opened with. Sent twice, it is changed once.

    Where other words stand in it than were said to be ready, somebody has to say so again. What it rests on and this
    actor may not read stays. Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody changed it
    meanwhile.
    """
    row = require(by, answering_id, lock=True)
    stands = answering_said(row)
    now = with_hidden(said, stands, by).clean()
    if now == stands:
        return row
    if base != said_mark(stands):
        raise Refused(CHANGED_CODE, CHANGED)
    hand = Hand(row.written_by, row.written_by_name, row.written_at)
    _say(row, now, stands, keeping, by)
    keep(thing(row), _texts(now), _texts(stands), hand=hand, by=by)
    if not stays_ready(now, stands):
        row.ready_at, row.ready_by_name = None, ""
    row.save()
    _links(row, now, stands)
    _told(row, "changed", by)
    return row


@transaction.atomic
def give_out(*, answering_id: str, base: str, by: Actor) -> Answering:
    """Say that an answer may be given out, as it was read: `base` marks that. Said twice, it is said once.

    Raises NotYours, NotAllowed, Unfit with what is missing, and Refused where it has other words now.
    """
    row = require(by, answering_id, to_give_out=True, lock=True)
    if row.ready_at is not None:
        return row
    if row.removed_at is not None:
        raise Refused("answering-taken-out", TAKEN_OUT)
    stands = answering_said(row)
    if base != said_mark(stands):
        raise Refused(CHANGED_CODE, READ_AGAIN)
    if broken := missing(stands):
        raise Unfit(broken)
    row.ready_at, row.ready_by_name = timezone.now(), by.name
    row.save(update_fields=["ready_at", "ready_by_name"])
    _told(row, "gave out", by)
    return row


@transaction.atomic
def hold_back(*, answering_id: str, by: Actor) -> Answering:
    """Say that an answer is not to be given out any more. Raises NotYours, NotAllowed."""
    row = require(by, answering_id, to_give_out=True, lock=True)
    if row.ready_at is not None:
        row.ready_at, row.ready_by_name = None, ""
        row.save(update_fields=["ready_at", "ready_by_name"])
        _told(row, "held back", by)
    return row


@transaction.atomic
def take_out(*, answering_id: str, by: Actor) -> Answering:
    """Take out an answer, also one that is ready; it can be put back. Raises NotYours, NotAllowed."""
    row = require(by, answering_id, lock=True)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.name
        row.ready_at, row.ready_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name", "ready_at", "ready_by_name"])
        _told(row, "took out", by)
    return row


@transaction.atomic
def put_back(*, answering_id: str, by: Actor) -> Answering:
    """Put back an answer that was taken out. Raises NotYours, NotAllowed."""
    row = require(by, answering_id, lock=True)
    if row.removed_at is not None:
        row.removed_at, row.removed_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row, "put back", by)
    return row


def thing(row: Answering) -> Thing:
    """Return an answer as what its texts belong to."""
    return Thing(ABOUT, row.id, row.told)


def with_hidden(said: Said, stands: Said, by: Actor) -> Said:
    """Return what was typed with what stands there and was not offered, since this actor may not read it."""
    shown = readable_links(by, stands.links)
    hidden = tuple(one for one in stands.links if one not in shown)
    return replace(said, links=(*said.links, *hidden))


def _say(row: Answering, now: Said, stands: Said, keeping: Explained, by: Actor, *, before: int = 0) -> None:
    """Put what was typed into a row, once it breaks no rule and what it mentions is explained."""
    broken = check(now, timezone.localdate(), before=before)
    new = tuple(one for one in now.links if one not in stands.links)
    if new and set(new) - readable_links(by, new):
        broken.append(Refused("link-not-there", NOT_THERE, "items"))
    if broken:
        raise Unfit(broken)
    explain(thing(row), _texts(now), _texts(stands), keeping=keeping, by=by)
    for name in (*TEXTS, "voice", "age", "on"):
        setattr(row, name, getattr(now, name))
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _links(row: Answering, now: Said, stands: Said) -> None:
    if now.links == stands.links:
        return
    row.rests_on.all().delete()
    AnsweringOf.objects.bulk_create(
        AnsweringOf(answering=row, **{f"{what}_id": thing_id}) for what, thing_id in map(read_link, now.links)
    )


def _texts(said: Said) -> dict[str, str]:
    return {name: getattr(said, name) for name in TEXTS}


def _told(row: Answering, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.told)
