"""Where words stand: in which texts of what a unit is going to do, from which the reader may remove them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed
from speir.core.text import day, headline
from speir.evaluations.queries.removable import NOT_TO_REMOVE
from speir.evaluations.queries.written_evidence import Written
from speir.improvement.models import Answering, Priority, Tracked
from speir.improvement.policy import priorities as policy
from speir.improvement.policy.priorities import ABOUT as PRIORITY
from speir.improvement.policy.sharing import ANSWERING, TRACKED
from speir.improvement.queries.boards import UnitOf, unit_of
from speir.improvement.queries.written import CHOOSING, Scope, written
from speir.organisations.policy import require_around
from speir.retention.queries.holds import standing
from speir.retention.rules.holding import refusal
from speir.retention.rules.removing import around, spans
from speir.sharing.policy import may_dispose, open_to


@dataclass(frozen=True, slots=True)
class Found:
    """A text in which the words stand, and what stands near them: (before, the words, after) for each time."""

    key: str
    about: str
    about_id: str
    thing: str
    said: str
    how: str
    on: str
    near: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """Where words were looked for and found. `first` is the title of the priority from which one looks, if any.

    `held` says that a legal hold stands on that priority, or on the unit, and so keeps its words.
    """

    unit: UnitOf
    first: str
    priority_id: str
    found: tuple[Found, ...]
    held: str


def unit_of_priority(actor: Actor, priority_id: str) -> str:
    """Return the id of the unit whose priority it is. Raises NotYours. One query."""
    return policy.require(actor, policy.READS, priority_id).unit_id


def to_hold(actor: Actor, priority_id: str) -> tuple[str, str]:
    """Return the title of a priority that the actor may hold, and what is said of a hold that stands on it.

    Raises NotYours, NotAllowed. Two queries.
    """
    row = policy.require(actor, policy.READS, priority_id)
    if not may_dispose(actor, row):
        raise NotAllowed(NOT_TO_REMOVE)
    return row.title, _held(row)


def look(actor: Actor, unit_id: str, words: str = "", *, priority_id: str = "") -> Looked:
    """Return where the words stand in what a unit is going to do; a priority from which one looks comes first.

    Raises NotYours, and NotAllowed where the actor may remove words from none of it.
    """
    unit = unit_of(actor, unit_id)
    inside = scope(actor, unit_id)
    texts = list(written(inside)) if words else []
    found = (_found(text, words, inside) for text in texts if spans(text.text, words))
    priority = inside.things.get((PRIORITY, priority_id))
    return Looked(
        unit=unit,
        first=str(priority) if priority else "",
        priority_id=priority_id,
        found=tuple(sorted(found, key=lambda one: _order(one, priority_id))),
        held=_held(priority) if priority else "",
    )


def places(actor: Actor, unit_id: str, words: str) -> int:
    """Return in how many texts of what a unit is going to do the words stand that this actor may remove.

    0 for whoever may remove nothing there. Raises NotYours.
    """
    try:
        inside = scope(actor, unit_id)
    except NotAllowed:
        return 0
    return sum(bool(spans(text.text, words)) for text in written(inside))


def scope(actor: Actor, unit_id: str) -> Scope:
    """Return what a unit is going to do as far as the actor may dispose of it. Raises NotAllowed where that is nothing.

    Four queries.
    """
    kinds: tuple[tuple[str, type[Priority] | type[Tracked] | type[Answering]], ...]
    kinds = ((PRIORITY, Priority), (TRACKED, Tracked), (ANSWERING, Answering))
    things: dict[tuple[str, str], Priority | Tracked | Answering] = {}
    for about, model in kinds:
        rows = model.objects.filter(Q(open_to(actor, policy.READS, about)), unit=unit_id)
        for row in rows.select_related("home", "unit").order_by("pk"):
            if may_dispose(actor, row):
                things[about, row.pk] = row
    try:
        path = unit_path(actor, unit_id)
    except NotAllowed:
        path = ""
    if not path and not things:
        raise NotAllowed(NOT_TO_REMOVE)
    return Scope(things, unit_id if path else "")


def unit_path(actor: Actor, unit_id: str) -> str:
    """Return the path of a unit where the actor reads and may remove words. Raises NotYours, NotAllowed. One query."""
    unit = require_around(actor, policy.READS, unit_id)
    if not may(actor, Permission.DISPOSE, unit.path):
        raise NotAllowed(NOT_TO_REMOVE)
    return unit.path


def _order(one: Found, priority_id: str) -> tuple[bool, int, str]:
    kinds = (PRIORITY, TRACKED, ANSWERING, CHOOSING)
    return one.about_id != priority_id, kinds.index(one.about), one.thing


def _held(thing: Priority | Tracked | Answering) -> str:
    hold = standing([(PRIORITY, thing.pk, thing.unit.path), (PRIORITY, thing.pk, thing.home.path)])
    if hold is None:
        return ""
    return refusal(hold.by_name, day(timezone.localtime(hold.since).date())).sentence


def _found(text: Written, words: str, inside: Scope) -> Found:
    thing = "" if text.about == CHOOSING else headline(str(inside.things[text.about, text.about_id]))
    on = day(text.on) if text.on else ""
    near = tuple(around(text.text, words))
    return Found(text.key, text.about, text.about_id, thing, text.said, text.how, on, near)
