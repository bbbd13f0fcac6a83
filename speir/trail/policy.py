"""Who may read the trail: with READ_TRAIL what was done in one's units; everybody what concerns themselves."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.trail.models import Entry
from speir.trail.rules import within
from speir.trail.rules.saying import OFTEN, OFTEN_ABOUT


class Upto(Func):
    """The first so many characters of a path, said to each database as its index says it: the number no parameter."""

    function = "SUBSTRING"

    def __init__(self, path: str, length: int) -> None:
        super().__init__(path, template=f"%(function)s(%(expressions)s, 1, {int(length)})")

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **more: Any) -> tuple[str, Any]:
        """Say it as Django's own `Substr` does there, by which the index was made."""
        return self.as_sql(compiler, connection, function="SUBSTR", **more)


def require(actor: Actor, path: str) -> None:
    """Let pass who may read the trail of the unit at this path. Raises NotYours."""
    if not path or not may(actor, Permission.READ_TRAIL, path):
        raise NotYours


def visible_within(
    actor: Actor, path: str, *, verb: str = "", about: str = "", person_id: str = ""
) -> QuerySet[Entry]:
    """Return what was done in the unit at this path and below it: that deed, to that kind of thing, by that person.

    However it is asked, one index gives the entries in the order of the page: by the person; by what is done seldom,
    within the whole tree; else by the place, where what is done often is soon found. Raises NotYours.
    """
    require(actor, path)
    rows = Entry.objects.filter(path__startswith=path)
    rows = rows.filter(verb=verb) if verb else rows
    rows = rows.filter(about=about) if about else rows
    if person_id:
        return rows.filter(person_id=person_id)
    seldom = (verb and verb not in OFTEN) or (about and about not in OFTEN_ABOUT)
    depth = 1 if seldom else min(within.depth_of(path), within.DEEPEST)
    length = within.length(depth)
    return rows.annotate(place=Upto("path", length)).filter(place=path[:length])


def concerning(actor: Actor) -> tuple[QuerySet[Entry], QuerySet[Entry]]:
    """Return what the actor did, and what others did to them: two, since each has an index of its own."""
    about_them = Entry.objects.filter(about="person", about_id=actor.person_id)
    return Entry.objects.filter(person_id=actor.person_id), about_them.exclude(person_id=actor.person_id)


def of_thing(actor: Actor, path: str, about: str, about_id: str) -> QuerySet[Entry]:
    """Return what was done to one thing within the unit at this path. Raises NotYours."""
    require(actor, path)
    return Entry.objects.filter(about=about, about_id=about_id, path=path)
