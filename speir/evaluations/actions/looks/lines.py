"""The plan of a closer look, line by line: what do we want to know, how do we find out, what to look for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean, day
from speir.evaluations.actions import beside
from speir.evaluations.models import Feature, Judgement, Look, Question, Way
from speir.evaluations.policy.looks import LOOK, Line, require_line, require_writing
from speir.evaluations.queries.looks.marks import assigned_mark
from speir.evaluations.queries.owning import people_who
from speir.evaluations.rules.looks.describing import check_line
from speir.evaluations.rules.looks.naming import HOW_WORDS, How
from speir.evaluations.rules.looks.saying import check_same
from speir.evaluations.rules.saving import mark
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Waits
from speir.trail.actions import record as record_in_trail

COLUMNS: dict[str, type[Question] | type[Way] | type[Feature]] = {
    "question": Question,
    "way": Way,
    "feature": Feature,
}
CHANGED_CODE = "line-changed"
CHANGED = "Somebody changed this line meanwhile. It now says: “{text}”. Save again to put yours in its place."
ASSIGNED = "Somebody changed this meanwhile. It now says: {what}. Save again to put yours in its place."
NOT_LOOKED_AT = "What this line is about is not looked at any more. Choose its theme again first."
NOT_A_WRITER = "Choose somebody who takes part where this closer look belongs."
MOST = 1000


@transaction.atomic
def add(
    *,
    look_id: str,
    column: str,
    number: str,
    text: str,
    theme: str = "",
    how: str = How.OTHER.value,
    illustration: str = "",
    line_id: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Question | Way | Feature:
    """Add a line to a column (`question`, `way`, `feature`) of an indicator's plan, at its end.

    `theme` is the stable key of one that is looked at, or empty. Sent twice with one `line_id` it is added once, and
    refused where it says something else then; made from one `illustration` it stands in its column once.
    Raises NotYours, NotAllowed, Unfit, Waits, and Refused once the closer look is finished.
    """
    look = require_writing(by, Permission.START_EVALUATION, look_id)
    kind = COLUMNS[column]
    before = kind.objects.filter(pk=line_id, look=look).first() if ids.is_id(line_id) else None
    if before is not None:
        check_same(clean(text) == before.text, before.text)
    if before is None and illustration:
        before = kind.objects.filter(look=look, illustration=illustration, removed_at=None).first()
    if before is not None:
        return before
    rows = kind.objects.filter(look=look, indicator__number=number, removed_at=None)
    broken = check_line(text, before=rows.count())
    if kind is Way and how not in set(How):
        broken.append(Refused("way-unknown", "Choose how you find out from the list.", "how"))
    if broken:
        raise Unfit(broken)
    place = Judgement.objects.filter(evaluation=look.evaluation_id, indicator__number=number).first()
    if place is None or (
        theme and not look.themes.filter(theme=theme, indicator=place.indicator_id).exists()
    ):
        raise NotYours
    last = rows.aggregate(last=Max("position"))["last"]
    line = kind(
        look=look,
        indicator_id=place.indicator_id,
        theme=theme,
        position=(last or 0) + 1,
        illustration=illustration,
        **({"how": how} if kind is Way else {}),
    )
    if ids.is_id(line_id) and not kind.objects.filter(pk=line_id).exists():
        line.id = line_id
    _write(line, look, clean(text), keeping, by)
    line.save(force_insert=True)
    _told(look, by)
    return line


@transaction.atomic
def reword(
    *,
    look_id: str,
    column: str,
    line_id: str,
    text: str,
    base: str,
    keeping: Keeping | None = None,
    by: Actor,
) -> Question | Way | Feature:
    """Reword a line; `base` marks the text that the form was opened with. Sent twice, it is changed once.

    Raises as `add`, and Refused with what the line says now where somebody changed it meanwhile.
    """
    line = require_line(by, Permission.START_EVALUATION, COLUMNS[column], look_id, line_id)
    said = clean(text)
    if said == line.text:
        return line
    if broken := check_line(text):
        raise Unfit(broken)
    if base != mark(line.text):
        raise Refused(CHANGED_CODE, CHANGED.format(text=line.text), "text")
    old, hand = line.text, beside.Hand(line.written_by, line.written_by_name, line.written_at)
    _write(line, line.look, said, keeping, by)
    place = beside.place_of(line.look.evaluation, f"{column}/{line.id}", LOOK, line.look_id)
    beside.keep_earlier(line.look.evaluation, place, old, said, hand=hand, by=by)
    line.save(update_fields=["text", "written_by", "written_by_name", "written_at"])
    _told(line.look, by)
    return line


@transaction.atomic
def assign(
    *,
    look_id: str,
    line_id: str,
    how: str,
    person_id: str,
    due: dt.date | None,
    number: int | None,
    base: str = "",
    by: Actor,
) -> Way:
    """Say how, by whom, until when and of how many one finds out.

    `base` is the `assigned_mark` of what the form was opened with. Raises NotYours, NotAllowed, Unfit, and Refused
    with what is said now where somebody changed it meanwhile.
    """
    way = require_line(by, Permission.START_EVALUATION, Way, look_id, line_id)
    broken = []
    if how not in set(How):
        broken.append(Refused("way-unknown", "Choose how you find out from the list.", "how"))
    evaluation = way.look.evaluation
    new = person_id and person_id != way.person_id
    if new and person_id not in dict(people_who(Permission.READ_EVALUATIONS, evaluation)):
        broken.append(Refused("way-not-theirs", NOT_A_WRITER, "person"))
    if due is not None and not evaluation.period_from <= due <= evaluation.period_to:
        broken.append(
            Refused(
                "way-outside", "Enter a day between the first and the last day of the closer look.", "due"
            )
        )
    if number is not None and not 0 < number <= MOST:
        broken.append(
            Refused("way-number", f"Enter a number from 1 to {MOST:,}, or leave it empty.", "number")
        )
    if broken:
        raise Unfit(broken)
    now = {"how": how, "person_id": person_id or None, "due": due, "number": number}
    if any(getattr(way, name) != value for name, value in now.items()):
        if base and base != assigned_mark(way):
            raise Refused("way-changed", ASSIGNED.format(what=_assigned(way)), "how")
        for name, value in now.items():
            setattr(way, name, value)
        way.save(update_fields=["how", "person", "due", "number"])
        _told(way.look, by)
    return way


@transaction.atomic
def take_out(*, look_id: str, column: str, line_id: str, by: Actor) -> Question | Way | Feature:
    """Take a line out of the plan; it can be put back. Raises NotYours, NotAllowed, Refused."""
    line = require_line(by, Permission.START_EVALUATION, COLUMNS[column], look_id, line_id)
    if line.removed_at is None:
        line.removed_at, line.removed_by_name = timezone.now(), by.name
        line.save(update_fields=["removed_at", "removed_by_name"])
        _told(line.look, by)
    return line


@transaction.atomic
def put_back(*, look_id: str, column: str, line_id: str, by: Actor) -> Question | Way | Feature:
    """Put a line back that was taken out, where it stood.

    Raises NotYours, NotAllowed, and Refused where what it was about is not looked at any more.
    """
    line = require_line(by, Permission.START_EVALUATION, COLUMNS[column], look_id, line_id)
    if line.removed_at is not None:
        themes = line.look.themes.filter(indicator=line.indicator_id)
        if not (themes.filter(theme=line.theme) if line.theme else themes).exists():
            raise Refused("line-without-theme", NOT_LOOKED_AT)
        line.removed_at, line.removed_by_name = None, ""
        line.save(update_fields=["removed_at", "removed_by_name"])
        _told(line.look, by)
    return line


@transaction.atomic
def move(*, look_id: str, column: str, line_id: str, up: bool, by: Actor) -> Question | Way | Feature:
    """Move a line one place up or down within its theme's column. Raises NotYours, NotAllowed, Refused."""
    line = require_line(by, Permission.START_EVALUATION, COLUMNS[column], look_id, line_id)
    shown: Sequence[Any] = list(
        COLUMNS[column]
        .objects.filter(look=line.look, indicator=line.indicator_id, theme=line.theme, removed_at=None)
        .order_by("position", "id")
    )
    at = next((place for place, one in enumerate(shown) if one.id == line.id), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(shown):
        return line
    order = [*shown]
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order, start=1):
        if one.position != position:
            COLUMNS[column].objects.filter(pk=one.id).update(position=position)
    _told(line.look, by)
    return line


def _assigned(way: Way) -> str:
    who, until = way.person.name if way.person else "", day(way.due) if way.due else ""
    return ", ".join(part for part in (HOW_WORDS[way.how], str(way.number or ""), who, until) if part)


def _write(line: Line, look: Look, text: str, keeping: Keeping | None, by: Actor) -> None:
    column = next(name for name, kind in COLUMNS.items() if isinstance(line, kind))
    place = beside.place_of(look.evaluation, f"{column}/{line.id}", LOOK, look.id)
    if found := waiting(place=place, text=text, keeping=keeping, by=by):
        raise Waits({"text": (text, found)})
    line.text = text
    line.written_by, line.written_by_name, line.written_at = by.person_id, by.name, timezone.now()


def _told(look: Look, by: Actor) -> None:
    path = look.evaluation.told
    record_in_trail(by=by, verb="worked on the plan of", about="closer look", about_id=look.id, path=path)
