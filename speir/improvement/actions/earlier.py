"""Texts of improvement: what waits because of whom it mentions, and what is kept before it is written over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.evaluations.actions.beside import Hand, goes_on
from speir.improvement.models import EarlierText
from speir.mentions.actions import waiting
from speir.mentions.queries import plain
from speir.mentions.rules import Explained, Mention, Place, Waits, reason_for

__all__ = ["Hand", "Thing", "explain", "keep"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What a text belongs to: a `priority`, an `action` or another thing, its id, and where the trail tells of it."""

    about: str
    id: str
    path: str

    def place(self, field: str) -> Place:
        """Return a field of it, as mentions are kept there."""
        return Place(f"improvement/{self.id}/{field}", field, self.about, self.id, self.path)


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
    for name, was in old.items():
        text = new.get(name, was)
        if not was or text == was or goes_on(hand, was, text, by, now):
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
