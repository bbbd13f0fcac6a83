"""Who may read the trail: with READ_TRAIL what was done in one's units; everybody what concerns themselves."""

from __future__ import annotations

from django.db.models import Func, QuerySet

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.trail.models import Entry
from speir.trail.rules import within


class Upto(Func):
    """The first so many characters of a path, said as the indexes say it: with the number, not a parameter."""

    def __init__(self, path: str, length: int) -> None:
        super().__init__(path, template=f"SUBSTR(%(expressions)s, 1, {int(length)})")


def require(actor: Actor, path: str) -> None:
    """Let pass who may read the trail of the unit at this path. Raises NotYours."""
    if not path or not may(actor, Permission.READ_TRAIL, path):
        raise NotYours


def visible_within(actor: Actor, path: str, *, about: str = "", person_id: str = "") -> QuerySet[Entry]:
    """Return what was done in the unit at this path and below it, about that kind of thing, by that person.

    Each of the three ways to ask is said so that an index of its own answers it, newest first. Raises NotYours.
    """
    require(actor, path)
    rows = Entry.objects.filter(path__startswith=path)
    if person_id:
        rows = rows.filter(person_id=person_id)
        return rows.filter(about=about) if about else rows
    depth = within.depth_of(path)
    if about and depth == 1:
        return rows.annotate(root=Upto("path", within.length(1))).filter(root=path, about=about)
    indexed = min(depth, within.DEEPEST)
    place = path[: within.length(indexed)]
    rows = rows.annotate(place=Upto("path", within.length(indexed))).filter(place=place)
    return rows.filter(about=about) if about else rows


def concerning(actor: Actor) -> tuple[QuerySet[Entry], QuerySet[Entry]]:
    """Return what the actor did, and what others did to them: two, since each has an index of its own."""
    about_them = Entry.objects.filter(about="person", about_id=actor.person_id)
    return Entry.objects.filter(person_id=actor.person_id), about_them.exclude(person_id=actor.person_id)
