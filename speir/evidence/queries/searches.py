"""Reading the searches that somebody keeps."""

from __future__ import annotations

from dataclasses import dataclass

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.evidence.models import SavedSearch

OWN = Compiled(
    lambda owner: (
        SavedSearch.objects.filter(owner=owner).order_by("name", "id").values_list("id", "name", "asked")
    ),
    blanks=1,
)


@dataclass(frozen=True, slots=True)
class Search:
    """A search as its owner named it; `asked` is what the register's address says of it."""

    id: str
    name: str
    asked: str


def own(actor: Actor) -> list[Search]:
    """Return the actor's searches, by name. One query."""
    return [Search(*row) for row in OWN(actor.person_id)] if actor.person_id else []


def one(actor: Actor, search_id: str) -> Search:
    """Return one of the actor's searches. Raises NotYours."""
    found = next((each for each in own(actor) if each.id == search_id), None)
    if found is None:
        raise NotYours
    return found
