"""Texts of improvement: what waits because of whom it mentions, and what is kept before it is written over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.improvement.models import EarlierText
from speir.mentions.actions import waiting
from speir.mentions.queries import plain
from speir.mentions.rules import Explained, Mention, Place, Waits, reason_for

# As in evaluations: a writer who goes on with their own words within so long leaves no earlier text behind.
KEPT_APART = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Thing:
    """What a text belongs to: a `priority`, an `action` or another thing, its id, and where the trail tells of it."""

    about: str
    id: str
    path: str

    def place(self, field: str) -> Place:
        """Return a field of it, as mentions are kept there."""
        return Place(f"improvement/{self.id}/{field}", field, self.about, self.id, self.path)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote what stands there, and when."""

    by: str
    name: str
    at: dt.datetime | None


def explain(
    thing: Thing, new: Mapping[str, str], old: Mapping[str, str], *, keeping: Explained, by: Actor
) -> None:
    """Raise Waits where a changed text mentions somebody that nobody has explained."""
    found: dict[str, tuple[str, tuple[Mention, ...]]] = {}
    for name, text in new.items():
        if text and text != old.get(name, ""):
            mentioned = waiting(place=thing.place(name), text=text, keeping=reason_for(keeping, name), by=by)
            if mentioned:
                found[name] = (text, mentioned)
    if found:
        raise Waits(found)


def keep(thing: Thing, new: Mapping[str, str], old: Mapping[str, str], *, hand: Hand, by: Actor) -> None:
    """Keep each text that is about to be written over, unless its own writer goes on with it within ten minutes."""
    now = timezone.now()
    fresh = hand.by == by.person_id and hand.at is not None and abs(now - hand.at) < KEPT_APART
    for name, was in old.items():
        text = new.get(name, was)
        if not was or text == was or (fresh and len(text) * 2 >= len(was)):
            continue
        EarlierText.objects.create(
            about=thing.about,
            about_id=thing.id,
            field=name,
            text=plain(thing.place(name).key, was),
            written_by_name=hand.name,
            written_at=hand.at,
            replaced_at=now,
        )
