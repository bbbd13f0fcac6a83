"""Finding out, sitting by sitting: one interview, one focus group, one document read; and when a way is done."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.core.text import clean, day
from speir.evaluations.actions import beside
from speir.evaluations.models import Group, Heard, Look, Sitting, Way
from speir.evaluations.policy.looks import LOOK, require_line, require_sitting
from speir.evaluations.rules.looks.finding import About, check_sitting, sitting_mark
from speir.evaluations.rules.looks.naming import Doing
from speir.evaluations.rules.looks.saying import check_same
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Mention, Place, Waits, reason_for
from speir.trail.actions import record as record_in_trail

TEXTS = ("services", "what")
GONE = "This way of finding out was taken out of the plan. Put it back there first."
CHANGED_CODE = "sitting-changed"
CHANGED = "Somebody changed this meanwhile. It now says: “{said}”. Save again to put yours in its place."


@transaction.atomic
def begin(
    *,
    look_id: str,
    way_id: str,
    about: About,
    heard: Collection[str] = (),
    sitting_id: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Sitting:
    """Begin a sitting of a way of finding out; `heard` are the groups that were heard there.

    Sent twice with one `sitting_id` it begins once, and is refused with other words. Raises NotYours, NotAllowed,
    Unfit, Waits, and Refused once the closer look is finished or where the way was taken out of the plan.
    """
    way = require_line(by, Permission.WRITE_EVIDENCE, Way, look_id, way_id)
    before = way.sittings.filter(pk=sitting_id).first() if ids.is_id(sitting_id) else None
    if before is not None:
        check_same(sitting_mark(about, heard) == mark_now(before), said_now(before), "on")
        return before
    if way.removed_at is not None:
        raise Refused("way-taken-out", GONE)
    count = way.sittings.filter(removed_at=None).count()
    broken = check_sitting(about, today=timezone.localdate(), before=count)
    if broken or about.on is None:
        raise Unfit(broken)
    row = Sitting(way=way, on=about.on, number_present=about.number_present)
    if ids.is_id(sitting_id) and not Sitting.objects.filter(pk=sitting_id).exists():
        row.id = sitting_id
    _write(row, about, keeping, by)
    row.save(force_insert=True)
    _hear(row, way.look, heard)
    _came_to(way, Doing.UNDER_WAY if way.state == Doing.TO_DO.value else None)
    _told(way.look, by)
    return row


@transaction.atomic
def change(
    *,
    look_id: str,
    sitting_id: str,
    about: About,
    heard: Collection[str] = (),
    base: str,
    keeping: Explained = None,
    by: Actor,
) -> Sitting:
    """Change what is said of a sitting; `base` is its `sitting_mark` when the form was opened. What it said is kept.

    Raises as `begin`, and Unfit with what it says now where somebody changed it meanwhile.
    """
    row = require_sitting(by, Permission.WRITE_EVIDENCE, look_id, sitting_id)
    stands = mark_now(row)
    if sitting_mark(about, heard) == stands:
        return row
    broken = check_sitting(about, today=timezone.localdate())
    if broken or about.on is None:
        raise Unfit(broken)
    if base != stands:
        raise Unfit([Refused(CHANGED_CODE, CHANGED.format(said=said_now(row)), "on")])
    was = {"said": _facts(row), **{name: getattr(row, name) for name in TEXTS}}
    hand = beside.Hand(row.written_by, row.written_by_name, row.written_at)
    row.on, row.number_present = about.on, about.number_present
    _write(row, about, keeping, by)
    row.save()
    _hear(row, row.way.look, heard)
    now = {"said": _facts(row), **{name: getattr(row, name) for name in TEXTS}}
    for name, old in was.items():
        if old != now[name]:
            place = _place(row, name)
            beside.keep_earlier(row.way.look.evaluation, place, old, now[name], hand=hand, by=by)
    _told(row.way.look, by)
    return row


@transaction.atomic
def take_out(*, look_id: str, sitting_id: str, by: Actor) -> Sitting:
    """Take a sitting out, with its notes; it can be put back. Raises NotYours, NotAllowed, Refused."""
    row = require_sitting(by, Permission.WRITE_EVIDENCE, look_id, sitting_id)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.name
        row.save(update_fields=["removed_at", "removed_by_name"])
        left = row.way.sittings.filter(removed_at=None).exists()
        _came_to(row.way, Doing.TO_DO if row.way.state == Doing.UNDER_WAY.value and not left else None)
        _told(row.way.look, by)
    return row


@transaction.atomic
def put_back(*, look_id: str, sitting_id: str, by: Actor) -> Sitting:
    """Put a sitting back that was taken out. Raises NotYours, NotAllowed, Refused."""
    row = require_sitting(by, Permission.WRITE_EVIDENCE, look_id, sitting_id)
    if row.removed_at is not None:
        row.removed_at, row.removed_by_name = None, ""
        row.save(update_fields=["removed_at", "removed_by_name"])
        _came_to(row.way, Doing.UNDER_WAY if row.way.state == Doing.TO_DO.value else None)
        _told(row.way.look, by)
    return row


@transaction.atomic
def say_done(*, look_id: str, way_id: str, done: bool, by: Actor) -> Way:
    """Say that a way of finding out is done, or that it goes on. Raises NotYours, NotAllowed, Refused."""
    way = require_line(by, Permission.WRITE_EVIDENCE, Way, look_id, way_id)
    begun = way.sittings.filter(removed_at=None).exists()
    state = Doing.DONE if done else Doing.UNDER_WAY if begun else Doing.TO_DO
    if way.state != state.value:
        _came_to(way, state)
        _told(way.look, by)
    return way


def mark_now(row: Sitting) -> str:
    """Return the mark of what is said of a sitting now."""
    known = row.heard.values_list("group_id", flat=True)
    return sitting_mark(About(row.on, row.number_present, row.services, row.what), known)


def said_now(row: Sitting) -> str:
    """Return what is said of a sitting now, in one line."""
    return "; ".join(part for part in (_facts(row), row.what, row.services) if part)


def _facts(row: Sitting) -> str:
    """Return when a sitting was, how many were there and which groups were heard, in one line."""
    heard = row.heard.order_by("group__position", "group_id").values_list("group__text", flat=True)
    present = f"{row.number_present} present" if row.number_present else ""
    return "; ".join(part for part in (day(row.on), present, *heard) if part)


def _place(row: Sitting, name: str) -> Place:
    look = row.way.look
    return beside.place_of(look.evaluation, f"sitting/{row.id}/{name}", LOOK, look.id)


def _write(row: Sitting, about: About, keeping: Explained, by: Actor) -> None:
    """Put the texts into the row. Raises Waits where one is new and mentions somebody."""
    found: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for name in TEXTS:
        said = clean(getattr(about, name))
        place = _place(row, name)
        new = said and said != getattr(row, name)
        if new and (mentioned := waiting(place=place, text=said, keeping=reason_for(keeping, name), by=by)):
            found[name] = (said, mentioned)
        setattr(row, name, said)
    if found:
        raise Waits(found)
    row.written_by, row.written_by_name, row.written_at = by.person_id, by.name, timezone.now()


def _hear(row: Sitting, look: Look, heard: Collection[str]) -> None:
    """Say which groups were heard; those that are not of this closer look are left out."""
    wanted = set(Group.objects.filter(look=look, pk__in=heard).values_list("pk", flat=True))
    known = set(row.heard.values_list("group_id", flat=True))
    row.heard.filter(group__in=known - wanted).delete()
    Heard.objects.bulk_create(Heard(sitting=row, group_id=one) for one in sorted(wanted - known))


def _came_to(way: Way, state: Doing | None) -> None:
    if state is not None:
        way.state = state.value
        way.save(update_fields=["state"])


def _told(look: Look, by: Actor) -> None:
    path = look.evaluation.told
    record_in_trail(by=by, verb="noted in", about="closer look", about_id=look.id, path=path)
