"""Who should be heard in a closer look: by age, area, need or language."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.ids import is_id
from speir.core.text import clean
from speir.evaluations.actions import beside
from speir.evaluations.models import Group, Look
from speir.evaluations.policy.looks import LOOK, require_writing
from speir.evaluations.rules.looks.naming import GROUP_WORDS
from speir.evaluations.rules.looks.saying import check_group, check_same, group_mark
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.trail.actions import record as record_in_trail

THERE = Refused("group-there", "They are among those who should be heard already.", "text")
CHANGED = "Somebody changed this meanwhile. It now says: “{text}”. Save again to put yours in its place."


@transaction.atomic
def add(
    *,
    look_id: str,
    by_what: str,
    text: str,
    group_id: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Group:
    """Add people who should be heard. Sent twice with one `group_id` they are added once, and refused with other
    words.

    Raises NotYours, NotAllowed, Unfit, Waits, and Refused once the closer look is finished.
    """
    look = require_writing(by, Permission.WRITE_JUDGEMENTS, look_id)
    before = Group.objects.filter(pk=group_id, look=look).first() if is_id(group_id) else None
    if before is not None:
        check_same((before.by_what, before.text) == (by_what, clean(text)), before.text)
        return before
    rows = Group.objects.filter(look=look, removed_at=None)
    if broken := check_group(by_what, text, before=rows.count()):
        raise Unfit(broken)
    if rows.filter(by_what=by_what, text__iexact=clean(text)).exists():
        raise Unfit([THERE])
    last = rows.aggregate(last=Max("position"))["last"]
    group = Group(look=look, by_what=by_what, text=clean(text), position=(last or 0) + 1)
    if is_id(group_id) and not Group.objects.filter(pk=group_id).exists():
        group.id = group_id
    _ask(look, group, keeping, by)
    group.save(force_insert=True)
    _told(look, by)
    return group


@transaction.atomic
def reword(
    *,
    look_id: str,
    group_id: str,
    by_what: str,
    text: str,
    base: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> Group:
    """Say anew who should be heard; `base` is the `group_mark` that the form was opened with. Raises as `add`."""
    look, group = _group(look_id, group_id, by)
    said = clean(text)
    if (by_what, said) == (group.by_what, group.text):
        return group
    if broken := check_group(by_what, text):
        raise Unfit(broken)
    if base != group_mark(group.by_what, group.text):
        now = f"{group.text} ({GROUP_WORDS[group.by_what]})"
        raise Refused("group-changed", CHANGED.format(text=now), "text")
    old, group.by_what, group.text = group.text, by_what, said
    _ask(look, group, keeping, by)
    nobody = beside.Hand("", "", None)
    if old != said:
        beside.keep_earlier(look.evaluation, _place(look, group), old, said, hand=nobody, by=by)
    group.save(update_fields=["by_what", "text"])
    _told(look, by)
    return group


@transaction.atomic
def take_out(*, look_id: str, group_id: str, by: Actor) -> Group:
    """Take people out of those who should be heard; they can be put back. Raises NotYours, NotAllowed, Refused."""
    look, group = _group(look_id, group_id, by)
    if group.removed_at is None:
        group.removed_at = timezone.now()
        group.save(update_fields=["removed_at"])
        _told(look, by)
    return group


@transaction.atomic
def put_back(*, look_id: str, group_id: str, by: Actor) -> Group:
    """Put people back who were taken out, where they stood. Raises NotYours, NotAllowed, Refused."""
    look, group = _group(look_id, group_id, by)
    if group.removed_at is not None:
        group.removed_at = None
        group.save(update_fields=["removed_at"])
        _told(look, by)
    return group


def _group(look_id: str, group_id: str, by: Actor) -> tuple[Look, Group]:
    look = require_writing(by, Permission.WRITE_JUDGEMENTS, look_id)
    group = Group.objects.filter(pk=group_id, look=look).first() if is_id(group_id) else None
    if group is None:
        raise NotYours
    return look, group


def _place(look: Look, group: Group) -> Place:
    return beside.place_of(look.evaluation, f"group/{group.id}", LOOK, look.id)


def _ask(look: Look, group: Group, keeping: Keeping | None, by: Actor) -> None:
    if found := waiting(place=_place(look, group), text=group.text, keeping=keeping, by=by):
        raise Waits({"text": (group.text, found)})


def _told(look: Look, by: Actor) -> None:
    path = look.evaluation.told
    record_in_trail(by=by, verb="worked on the plan of", about="closer look", about_id=look.id, path=path)
