"""Keeping searches of the register: each is for its owner alone, and so is its entry in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.accounts.models import Person
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import one_line
from speir.evidence.models import SavedSearch
from speir.evidence.rules import searches as rules
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.trail.actions import record

ABOUT = "search"
KEPT = "This form has kept the search “{name}” already. Save again to keep what you typed as another one."
NOTHING: Mapping[str, Keeping | None] = MappingProxyType({})


@transaction.atomic
def save(
    *,
    name: str,
    words: str = "",
    asked: str = "",
    search_id: str = "",
    keeping: Mapping[str, Keeping | None] = NOTHING,
    by: Actor,
) -> SavedSearch:
    """Keep a search for words, and for what else the address `asked` says, under a name; once for each `search_id`.

    Sent again with other words it is refused. Raises NotYours, Unfit, and Waits where its name or its words mention
    somebody whom nothing in `keeping` explains.
    """
    if not by.person_id:
        raise NotYours
    # One after the other, so that of a form sent twice the second sees what the first has kept.
    list(Person.objects.select_for_update(no_key=True).filter(pk=by.person_id).values_list("pk"))
    there = SavedSearch.objects.filter(pk=search_id).first()
    words = one_line(words)
    told = "&".join(part for part in (urlencode({"words": words}) if words else "", asked) if part)
    if there is not None and there.owner == by.person_id:  # a form sent twice
        if (there.name, there.asked) != (one_line(name), told):
            raise Unfit([Refused("added-before", KEPT.format(name=there.name), "name")])
        return there
    made = SavedSearch(owner=by.person_id, asked=told, made_at=timezone.now())
    if ids.is_id(search_id) and there is None:
        made.id = search_id
    _name(made, name)
    _ask(made, {"name": made.name, "words": words}, keeping, by)
    made.save(force_insert=True)
    record(by=by, verb="saved", about=ABOUT, about_id=made.id, path="")
    return made


@transaction.atomic
def rename(*, search_id: str, name: str, keeping: Keeping | None = None, by: Actor) -> SavedSearch:
    """Give one's own search another name. Raises NotYours, Unfit and Waits as `save` does."""
    row = _own(search_id, by)
    if one_line(name) == row.name:
        return row
    _name(row, name)
    _ask(row, {"name": row.name}, {"name": keeping}, by)
    row.save(update_fields=["name"])
    record(by=by, verb="renamed", about=ABOUT, about_id=row.id, path="")
    return row


@transaction.atomic
def delete(*, search_id: str, by: Actor) -> SavedSearch:
    """Delete one's own search; return what it was, so that `save` can bring it back. Raises NotYours."""
    row = _own(search_id, by)
    SavedSearch.objects.filter(pk=row.pk).delete()
    record(by=by, verb="deleted", about=ABOUT, about_id=search_id, path="")
    return row


def _own(search_id: str, by: Actor) -> SavedSearch:
    row = SavedSearch.objects.select_for_update().filter(pk=search_id, owner=by.person_id).first()
    if row is None or not by.person_id:
        raise NotYours
    return row


def _name(row: SavedSearch, name: str) -> None:
    others = SavedSearch.objects.filter(owner=row.owner).exclude(pk=row.pk)
    broken = rules.check(name, row.asked, list(others.values_list("name", flat=True)))
    if broken:
        raise Unfit(broken)
    row.name = one_line(name)


def _ask(
    row: SavedSearch, texts: Mapping[str, str], keeping: Mapping[str, Keeping | None], by: Actor
) -> None:
    asked = {}
    for field, text in texts.items():
        place = Place(f"search/{row.id}", field, ABOUT, row.id, "")
        if text and (found := waiting(place=place, text=text, keeping=keeping.get(field), by=by)):
            asked[field] = (text, found)
    if asked:
        raise Waits(asked)
