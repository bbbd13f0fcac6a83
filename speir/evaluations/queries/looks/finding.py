"""Finding out: the ways of a closer look, and one of them with its sittings."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.core.ids import is_id
from speir.core.text import day
from speir.evaluations.models import Group, Look, Question, Way
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.rules.looks import finding as rules
from speir.evaluations.rules.looks.naming import Doing

_LEFT = Count("sittings", filter=Q(sittings__removed_at=None))


@dataclass(frozen=True, slots=True)
class WayLine:
    """A way of finding out: of what, by whom, by when (`late`: with something left to do), how many were held.

    `gone`: it was taken out of the plan after something had been found out.
    """

    id: str
    how: str
    text: str
    number: str
    theme: str
    who: str
    mine: bool
    due: str
    late: bool
    held: str
    state: str
    gone: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways of a closer look: the reader's own first, then everybody's by date, then those out of the plan."""

    look: LookPage
    mine: tuple[WayLine, ...]
    rest: tuple[WayLine, ...]
    gone: tuple[WayLine, ...]


@dataclass(frozen=True, slots=True)
class SittingLine:
    """A sitting of a way: when, what it was and how many were there, with how many notes."""

    id: str
    on: str
    what: str
    people: str
    notes: int
    evidence: int
    gone: bool


@dataclass(frozen=True, slots=True)
class WayPage:
    """A way with its sittings, what the plan wants to know by it, and the groups that should be heard."""

    look: LookPage
    way: WayLine
    questions: tuple[str, ...]
    sittings: tuple[SittingLine, ...]
    groups: tuple[tuple[str, str], ...]


def ways(actor: Actor, look_id: str) -> Ways:
    """Return all ways of finding out of a closer look. Raises NotYours. Four queries at least."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    rows = Way.objects.filter(look=look).select_related("person", "indicator").annotate(left=_LEFT)
    order = (F("due").asc(nulls_last=True), "indicator__number", "position", "id")
    lines = [
        way_line(actor, page, row) for row in rows.order_by(*order) if row.removed_at is None or row.left
    ]
    stands = [one for one in lines if not one.gone]
    return Ways(
        look=page,
        mine=tuple(one for one in stands if one.mine),
        rest=tuple(one for one in stands if not one.mine),
        gone=tuple(one for one in lines if one.gone),
    )


def way(actor: Actor, look_id: str, way_id: str) -> WayPage:
    """Return a way of finding out with its sittings. Raises NotYours. Seven queries at least."""
    look = require_look(actor, look_id)
    page = page_of(actor, look)
    row = one_way(look, way_id)
    counted = row.sittings.annotate(
        left=Count("notes", filter=Q(notes__removed_at=None) & ~Q(notes__text="")),
        made=Count("notes", filter=Q(notes__item__isnull=False)),
    )
    asked = questions_of(look, row)
    return WayPage(
        look=page,
        way=way_line(actor, page, row),
        questions=tuple(text for _theme, text in asked),
        sittings=tuple(
            SittingLine(
                id=one.id,
                on=day(one.on),
                what=one.what,
                people=rules.people(one.number_present, one.services),
                notes=one.left,
                evidence=one.made,
                gone=one.removed_at is not None,
            )
            for one in counted.order_by("-on", "-written_at", "id")
        ),
        groups=groups_of(look),
    )


def one_way(look: Look, way_id: str) -> Way:
    """Return a way of a closer look that was fetched through policy. Raises NotYours. One query."""
    rows = Way.objects.filter(look=look, pk=way_id).select_related("person", "indicator").annotate(left=_LEFT)
    found = rows.first() if is_id(way_id) else None
    if found is None:
        raise NotYours
    return found


def way_line(actor: Actor, page: LookPage, row: Way) -> WayLine:
    """Return a way as every page says it. No query."""
    done = row.state == Doing.DONE.value or bool(page.finished_on)
    due, late = rules.due_words(row.due, timezone.localdate(), done=done)
    theme = page.framework.theme_by_path.get(row.theme)
    return WayLine(
        id=row.id,
        how=row.how,
        text=row.text,
        number=row.indicator.number,
        theme=theme.title if theme else "",
        who=row.person.name if row.person else "",
        mine=row.person_id == actor.person_id,
        due=due,
        late=late,
        held=rules.held(row.how, row.number, row.left),  # type: ignore[attr-defined]  # how many sittings it has
        state=row.state,
        gone=row.removed_at is not None,
    )


def questions_of(look: Look, way: Way) -> list[tuple[str, str]]:
    """Return what the plan wants to know by this way, each with its theme: of the way's indicator, or of all."""
    rows = Question.objects.filter(look=look, removed_at=None)
    if way.theme:
        rows = rows.filter(indicator=way.indicator_id)
    return list(rows.order_by("indicator__number", "position", "id").values_list("theme", "text"))


def groups_of(look: Look) -> tuple[tuple[str, str], ...]:
    """Return the groups that should be heard, each as (id, what it is called). One query."""
    rows = Group.objects.filter(look=look, removed_at=None).order_by("position", "id")
    return tuple(rows.values_list("id", "text"))
