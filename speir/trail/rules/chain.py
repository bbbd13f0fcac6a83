"""The chain: each link holds the marks of its entries and a keyed seal over them and over the link before.

Whoever changes, removes or slips in anything would have to make every later seal anew, and has not got the key. The
marks are keyed, too, so that nothing can be guessed from them. An entry has two: one of its facts, one of its words,
so that words may leave it (a name that had to go) and the facts still be held to what they were.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FORMAT = 1
# Half of a SHA-256 is more than anybody can meet by trying, and a head has to be typed from paper.
SHORT = 32
# Where a document may break a long word: copied from there, it comes along.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u00ad\ufeff"))
_HEAD = re.compile(r"([1-9][0-9]{0,9})-([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class Facts:
    """An entry as it is sealed."""

    id: str
    at: dt.datetime
    person_id: str
    person_name: str
    verb: str
    about: str
    about_id: str
    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class Member:
    """What a link keeps of an entry: its id, the mark of its facts, the mark of its words."""

    id: str
    facts: str
    words: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What a link says; `seal` is over all of this."""

    number: int
    previous: str
    sealed_at: dt.datetime
    first_at: dt.datetime
    last_at: dt.datetime
    count: int
    key: str
    members: str


def name_of_key(key: str) -> str:
    """Return the name by which a link says which key it was sealed with."""
    return hashlib.sha256(b"name of " + key.encode()).hexdigest()[:16]


def member(key: str, entry: Facts) -> Member:
    """Return an entry's marks."""
    facts = (
        entry.id,
        _time(entry.at),
        entry.person_id,
        entry.verb,
        entry.about,
        entry.about_id,
        entry.path,
    )
    words = (entry.id, entry.person_name, entry.detail)
    return Member(entry.id, _mac(key, "facts", facts)[:SHORT], _mac(key, "words", words)[:SHORT])


def written(members: Iterable[Member]) -> str:
    """Return members as a link keeps them: one a line."""
    return "\n".join(f"{one.id} {one.facts} {one.words}" for one in members)


def read(members: str) -> list[Member]:
    """Return the members that a link keeps; a line that is none is left out, and then the link's seal is wrong."""
    parts = (line.split(" ") for line in members.split("\n"))
    return [Member(*part) for part in parts if len(part) == 3]


def seal(key: str, batch: Batch) -> str:
    """Return the seal of a batch."""
    said = (
        batch.number,
        batch.previous,
        _time(batch.sealed_at),
        _time(batch.first_at),
        _time(batch.last_at),
        batch.count,
        batch.key,
        batch.members,
    )
    return _mac(key, "link", said)


def head(number: int, sealed: str) -> str:
    """Return the head of a chain that ends with this link: `214-` and 32 characters, short enough to be typed."""
    return f"{number}-{sealed[:SHORT]}"


def read_head(text: str) -> tuple[int, str] | None:
    """Return a head's number and characters as somebody typed or copied it; None for what is no head."""
    found = _HEAD.fullmatch("".join(text.translate(_UNSEEN).lower().split()))
    return (int(found[1]), found[2]) if found else None


def same(one: str, other: str) -> bool:
    """Return whether two seals are the same, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def _mac(key: str, kind: str, said: Sequence[str | int]) -> str:
    text = json.dumps([FORMAT, kind, *said], ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def _time(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
