"""The chain: its head, and whether all that was sealed is still there as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.utils import timezone

from speir.trail.models import Checked, Entry, Link, Waiting
from speir.trail.rules import chain

# The places that are named one by one; a trail of which more is wrong was replaced as a whole.
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: how much there is, and a sentence for each thing that is not as it was sealed.

    `more` counts what is wrong beyond those that are named; `unchecked` are links whose key is not here.
    """

    links: int
    sealed: int
    waiting: int
    head: str
    wrong: tuple[str, ...]
    more: int
    unchecked: int

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong and all could be checked."""
        return not self.wrong and not self.unchecked


@dataclass(frozen=True, slots=True)
class _Count:
    """Rows at one moment."""

    last: int
    sealed: int
    waiting: int
    gone: int
    entries: int


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When the whole trail was last read through, how many sealed entries there were, and whether all were there."""

    at: dt.datetime
    sealed: int
    whole: bool


def last_check() -> LastCheck | None:
    """Return what the clock found when it last read the trail through; None before the first time. One query."""
    row = Checked.objects.order_by("-at").first()
    return LastCheck(timezone.localtime(row.at), row.sealed, row.whole) if row else None


def head() -> str:
    """Return the head of the chain as it is now, empty before the first link. One query."""
    last = Link.objects.order_by("-number").values_list("number", "seal").first()
    return chain.head(*last) if last else ""


def verify(printed: str = "") -> Verified:
    """Read the whole trail and say whether it is whole; `printed` is a head from an earlier edition.

    It goes batch by batch, whatever the size. Raises ValueError for a head that is none.
    """
    count = _count()
    walk = _Walk()
    found = [*_head_is_there(printed), *walk.through(count.last)]
    if count.gone:
        found += [
            f"Entry {one} is gone; it was not sealed yet."
            for one in Waiting.objects.exclude(entry_id__in=Entry.objects.values("id"))
            .order_by("id")
            .values_list("entry_id", flat=True)
        ]
    if count.entries != walk.present + count.waiting - count.gone:
        found += [f"Entry {one} is here and was never sealed, nor does it wait." for one in _strays()]
    return Verified(
        links=walk.links,
        sealed=walk.present,
        waiting=count.waiting - count.gone,
        head=head(),
        wrong=tuple(found[:MOST_NAMED]),
        more=max(0, len(found) - MOST_NAMED),
        unchecked=walk.unchecked,
    )


def _count() -> _Count:
    """Count everything in one statement, so that sealing in between moves nothing from one number to another."""
    sql = (
        "SELECT (SELECT COALESCE(MAX(number), 0) FROM trail_link), "
        "(SELECT COALESCE(SUM(count), 0) FROM trail_link), "
        "(SELECT COUNT(*) FROM trail_waiting), "
        "(SELECT COUNT(*) FROM trail_waiting WHERE NOT EXISTS "
        "(SELECT 1 FROM trail_entry WHERE trail_entry.id = trail_waiting.entry_id)), "
        "(SELECT COUNT(*) FROM trail_entry)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return _Count(*cursor.fetchone())


def _head_is_there(printed: str) -> Iterator[str]:
    if not printed:
        return
    wanted = chain.read_head(printed)
    if wanted is None:
        raise ValueError(printed)
    number, characters = wanted
    found = Link.objects.filter(number=number).values_list("seal", flat=True).first()
    if found is None:
        last = Link.objects.order_by("-number").values_list("number", flat=True).first() or 0
        yield f"The newest entries are gone: the head names link {number}, and the chain ends with link {last}."
    elif not chain.same(chain.head(number, found), f"{number}-{characters}"):
        yield f"Link {number} is not the one that the head names: the chain was made anew from there or before."


class _Walk:
    """A walk along the chain, link by link."""

    def __init__(self) -> None:
        self.keys: Mapping[str, str] = {chain.name_of_key(key): key for key in settings.TRAIL_KEYS}
        self.links = self.present = self.unchecked = 0

    def through(self, last: int) -> Iterator[str]:
        """Yield what is wrong in the links up to this number."""
        number, seal = 0, ""
        for link in Link.objects.filter(number__lte=last).order_by("number").iterator(chunk_size=50):
            if link.number != number + 1:
                gap = f"{number + 1}" if link.number == number + 2 else f"{number + 1} to {link.number - 1}"
                yield f"Missing from the chain: link {gap}."
            elif not chain.same(link.previous, seal):
                yield f"Link {link.number} does not follow from link {number}: one of them was replaced."
            yield from self._link(link)
            number, seal = link.number, link.seal
            self.links += 1

    def _link(self, link: Link) -> Iterator[str]:
        entries = self._entries(link)
        self.present += len(entries)
        key = self.keys.get(link.key)
        if key is None:
            self.unchecked += 1
        elif not chain.same(chain.seal(key, link.batch()), link.seal):
            yield f"Link {link.number}, sealed {link.sealed_at:%Y-%m-%d %H:%M}, was changed."
        for kept in chain.read(link.members):
            where = f"Entry {kept.id} of link {link.number}, sealed {link.sealed_at:%Y-%m-%d %H:%M},"
            if kept.id not in entries:
                yield f"{where} is missing."
            elif key is not None:
                now = chain.member(key, entries[kept.id].facts())
                if not chain.same(now.facts, kept.facts):
                    yield f"{where} was changed: who, what, where or when."
                if not chain.same(now.words, kept.words):
                    yield f"{where} was changed in its words: the name or the detail."

    @staticmethod
    def _entries(link: Link) -> dict[str, Entry]:
        return Entry.objects.in_bulk([kept.id for kept in chain.read(link.members)])


def _strays() -> list[str]:
    """Return the entries that no link holds and that do not wait."""
    sealed: set[str] = set()
    last = 0
    for link in Link.objects.order_by("number").iterator(chunk_size=50):
        sealed.update(kept.id for kept in chain.read(link.members))
        last = link.number
    ids = Entry.objects.order_by("at", "id").values_list("id", flat=True)
    loose = [one for one in ids.iterator(chunk_size=5000) if one not in sealed]
    # Written since, they wait; sealed since, they are in a newer link: in this order none falls between.
    waiting = set(Waiting.objects.values_list("entry_id", flat=True))
    newer = Link.objects.filter(number__gt=last).values_list("members", flat=True)
    after = {kept.id for members in newer for kept in chain.read(members)}
    return [one for one in loose if one not in waiting and one not in after]
