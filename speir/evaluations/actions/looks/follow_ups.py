"""What follows from a closer look: added, changed, said to be done or not to be done, taken out and put back.

What it says is settled once the closer look is finished; who sees to it, until when and what came of it is not.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.evaluations.actions import beside
from speir.evaluations.models import FollowUp, Look
from speir.evaluations.policy import FINISHED, FINISHED_CODE
from speir.evaluations.policy.looks import LOOK, require_writing
from speir.evaluations.policy.looks_following import require_follow_up
from speir.evaluations.queries.looks.follow_ups import follow_of
from speir.evaluations.queries.owning import people_who
from speir.evaluations.rules.looks.following import SETTLED, TEXTS, Follow, check_follow, mark_of
from speir.evaluations.rules.looks.saying import check_same
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Mention, Waits, reason_for
from speir.trail.actions import record as record_in_trail

NOT_THEIRS = "Choose somebody who takes part where this closer look belongs."
CHANGED_CODE = "follow-changed"
CHANGED = (
    "Somebody changed this meanwhile. What stands now is shown here; save again to put yours in its place."
)


@transaction.atomic
def add(*, look_id: str, said: Follow, follow_id: str = "", keeping: Explained = None, by: Actor) -> FollowUp:
    """Add something that follows. Sent twice with one `follow_id` it is added once, and refused with other words.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused once the closer look is finished.
    """
    look = require_writing(by, Permission.WRITE_JUDGEMENTS, look_id)
    before = FollowUp.objects.filter(pk=follow_id, look=look).first() if ids.is_id(follow_id) else None
    if before is not None:
        check_same(follow_of(before) == said.clean(), before.text)
        return before
    row = FollowUp(look=look, written_at=timezone.now())
    if ids.is_id(follow_id) and not FollowUp.objects.filter(pk=follow_id).exists():
        row.id = follow_id
    there = FollowUp.objects.filter(look=look, removed_at=None).count()
    _say(row, said.clean(), keeping, by, before=there)
    row.save(force_insert=True)
    _told(look, by)
    return row


@transaction.atomic
def change(
    *, look_id: str, follow_id: str, said: Follow, base: str, keeping: Explained = None, by: Actor
) -> FollowUp:
    """Change something that follows; `base` marks what its form was opened with. Sent twice, it is changed once.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused where somebody changed it meanwhile, or where the closer look
    is finished and something else changes than who sees to it, until when and what came of it.
    """
    row = require_follow_up(by, look_id, follow_id)
    stands, now = follow_of(row), said.clean()
    finished = row.look.finished_at is not None
    if finished:
        # A form that was opened before shows more than can be changed now: what it left alone is not asked about.
        settled = {name: getattr(stands, name) for name in SETTLED}
        if base == mark_of(stands) and any(getattr(now, name) != value for name, value in settled.items()):
            raise Refused(FINISHED_CODE, FINISHED)
    if now == stands:
        return row
    if base != mark_of(stands):
        raise Refused(CHANGED_CODE, CHANGED)
    hand = beside.Hand(row.written_by, row.written_by_name, row.written_at)
    _say(row, now, keeping, by)
    evaluation = row.look.evaluation
    for name in TEXTS:
        old, new = getattr(stands, name), getattr(now, name)
        if old != new:
            place = beside.place_of(evaluation, _place(row, name), LOOK, row.look_id)
            beside.keep_earlier(evaluation, place, old, new, hand=hand, by=by)
    row.save()
    _told(row.look, by)
    return row


@transaction.atomic
def take_out(*, look_id: str, follow_id: str, by: Actor) -> FollowUp:
    """Take something out that follows; it can be put back. Raises NotYours, NotAllowed, Refused once finished."""
    row = _open(by, look_id, follow_id)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.name
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row.look, by)
    return row


@transaction.atomic
def put_back(*, look_id: str, follow_id: str, by: Actor) -> FollowUp:
    """Put something back that was taken out. Raises NotYours, NotAllowed, Refused once finished."""
    row = _open(by, look_id, follow_id)
    if row.removed_at is not None:
        row.removed_at, row.removed_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name"])
        _told(row.look, by)
    return row


def _open(by: Actor, look_id: str, follow_id: str) -> FollowUp:
    row = require_follow_up(by, look_id, follow_id)
    if row.look.finished_at is not None:
        raise Refused(FINISHED_CODE, FINISHED)
    return row


def _say(row: FollowUp, said: Follow, keeping: Explained, by: Actor, *, before: int = 0) -> None:
    """Put what was typed into a row, once it breaks no rule and what it mentions is explained."""
    broken = check_follow(said, before=before)
    evaluation = row.look.evaluation
    new = said.person and said.person != row.person_id
    if new and said.person not in dict(people_who(Permission.READ_EVALUATIONS, evaluation)):
        broken.append(Refused("follow-not-theirs", NOT_THEIRS, "person"))
    if broken:
        raise Unfit(broken)
    found: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for name in TEXTS:
        text = getattr(said, name)
        if text and text != getattr(row, name):
            place = beside.place_of(evaluation, _place(row, name), LOOK, row.look_id)
            if mentioned := waiting(place=place, text=text, keeping=reason_for(keeping, name), by=by):
                found[name] = (text, mentioned)
    if found:
        raise Waits(found)
    for name in ("kind", *TEXTS, "due", "state"):
        setattr(row, name, getattr(said, name))
    row.person_id = said.person or None
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _place(row: FollowUp, name: str) -> str:
    return f"follow/{row.id}/{name}"


def _told(look: Look, by: Actor) -> None:
    path = look.evaluation.told
    record_in_trail(by=by, verb="followed up", about="closer look", about_id=look.id, path=path)
