"""Keeping what a text mentions, with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from speir.access.actor import Actor
from speir.mentions import rules
from speir.mentions.models import KeptMention
from speir.mentions.queries import digest, unexplained
from speir.mentions.rules import Keeping, Mention, Place
from speir.trail.actions import record


def waiting(*, place: Place, text: str, keeping: Keeping | None = None, by: Actor) -> tuple[Mention, ...]:
    """Return what a text mentions that nobody has explained at this place; `keeping` explains what it was shown.

    The trail records who kept how many of which kinds, in which field and why; no word of them.
    """
    found = unexplained(place.key, text)
    kept = tuple(mention for mention in found if keeping and mention.token in keeping.shown)
    if keeping and kept:
        _keep(place, kept, keeping.reason, by)
    return tuple(mention for mention in found if mention not in kept)


@transaction.atomic
def _keep(place: Place, kept: tuple[Mention, ...], reason: str, by: Actor) -> None:
    KeptMention.objects.bulk_create(
        [KeptMention(place=place.key, digest=digest(place.key, mention)) for mention in kept],
        ignore_conflicts=True,
    )
    record(
        by=by,
        verb="kept a mention in",
        about=place.about,
        about_id=place.about_id,
        path=place.path,
        detail=rules.said(kept, place.field, reason),
    )


def keep_at_once(*, mentions: Iterable[tuple[str, Mention]]) -> None:
    """Keep many mentions, each with the key of its place; whoever calls says in the trail how many, and why."""
    rows = [KeptMention(place=key, digest=digest(key, mention)) for key, mention in mentions]
    KeptMention.objects.bulk_create(rows, ignore_conflicts=True)


def forget(*, key: str, old: str, new: str) -> None:
    """Forget what was kept at a place of words that were removed there: written again, they are asked about again."""
    left = {mention.token for mention in rules.mentions(new)}
    gone = [mention for mention in rules.mentions(old) if mention.token not in left]
    KeptMention.objects.filter(place=key, digest__in=[digest(key, mention) for mention in gone]).delete()
