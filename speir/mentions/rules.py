"""Mentions in a text: what was found put together by its words, what may be written instead, why one may stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from speir.core.text import capital, listed
from speir.guard.detectors import find
from speir.guard.finding import Found, Kind, replaced


class Reason(StrEnum):
    """Why what was found may stay. Chosen from a list: a reason typed freely could name somebody itself."""

    NOBODY = "nobody"
    KNOWN = "known"
    NEEDED = "needed"


REASONS: dict[str, str] = {
    Reason.NOBODY: "It is nobody: a place, a service or a word",
    Reason.KNOWN: "It is public, or somebody at work who agreed",
    Reason.NEEDED: "It is needed here, and I may write it",
}
# One and several of each kind, for the trail.
COUNTED: dict[Kind, tuple[str, str]] = {
    Kind.CHI: ("CHI number", "CHI numbers"),
    Kind.NHS: ("NHS number", "NHS numbers"),
    Kind.NATIONAL_INSURANCE: ("National Insurance number", "National Insurance numbers"),
    Kind.BIRTH: ("date of birth", "dates of birth"),
    Kind.POSTCODE: ("postcode", "postcodes"),
    Kind.EMAIL: ("e-mail address", "e-mail addresses"),
    Kind.TELEPHONE: ("telephone number", "telephone numbers"),
    Kind.NAME: ("name", "names"),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """The same words found once or several times in a text. `token` names them between a page and us."""

    kind: Kind
    words: str
    token: str
    founds: tuple[Found, ...]

    @property
    def sentence(self) -> str:
        """Why it was found."""
        return self.founds[0].sentence

    @property
    def insteads(self) -> tuple[str, ...]:
        """What could be written in its place, the plainest first."""
        return self.founds[0].insteads


@dataclass(frozen=True, slots=True)
class Keeping:
    """Somebody says that the mentions with these tokens, which they were shown, may stay, and why."""

    reason: str
    shown: frozenset[str]

    def __post_init__(self) -> None:
        if self.reason not in set(Reason):
            raise ValueError(f"no such reason: {self.reason!r}")


# What explains the mentions of a form: one reason for what it was shown, or a reason for each field.
Explained = Keeping | Mapping[str, Keeping] | None


def reason_for(explained: Explained, field: str) -> Keeping | None:
    """Return what explains the mentions in one field."""
    return explained.get(field) if isinstance(explained, Mapping) else explained


@dataclass(frozen=True, slots=True)
class Place:
    """A field that people type into: its `key` is the same for whoever types; the rest is what the trail says of it."""

    key: str
    field: str
    about: str
    about_id: str
    path: str


class Waits(Exception):
    """What was typed mentions somebody, so it is not saved: for each field its text and what was found in it."""

    def __init__(self, fields: Mapping[str, tuple[str, tuple[Mention, ...]]]) -> None:
        super().__init__("This may identify somebody.")
        self.fields = fields


def mentions(text: str) -> tuple[Mention, ...]:
    """Return what is found in a text, the same words once, in the order in which they come first."""
    gathered: dict[tuple[Kind, str], list[Found]] = {}
    for found in find(text):
        gathered.setdefault((found.kind, bare(text[found.start : found.end])), []).append(found)
    return tuple(
        Mention(kind, text[founds[0].start : founds[0].end], _token(kind, words), tuple(founds))
        for (kind, words), founds in gathered.items()
    )


def unkept(
    texts: Mapping[str, str], keeping: Mapping[str, Keeping]
) -> dict[str, tuple[str, tuple[Mention, ...]]]:
    """Return by field, as `Waits` holds them, the texts of something new that mention what no reason was given for."""
    found = {}
    for field, text in texts.items():
        kept = keeping[field].shown if field in keeping else frozenset()
        if left := tuple(mention for mention in mentions(text) if mention.token not in kept):
            found[field] = (text, left)
    return found


def bare(words: str) -> str:
    """Return words in small letters with nothing between them, so that `SV-1 2` and `sv12` are the same."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def mended(text: str, tokens: Iterable[str] | None, instead: str = "") -> str:
    """Return the text with these mentions replaced (all of them: None) by `instead`, or by what each of them is.

    `instead` counts only where it is offered for that mention: nothing else gets into a text by this way.
    """
    wanted = None if tokens is None else set(tokens)
    founds = []
    for mention in mentions(text):
        if wanted is None or mention.token in wanted:
            chosen = instead if instead in mention.insteads else mention.insteads[0]
            founds += [(found, chosen) for found in mention.founds]
    for found, chosen in sorted(founds, reverse=True):
        text = text[: found.start] + chosen + text[found.end :]
    return text


def without(text: str, given: Iterable[Mention]) -> str:
    """Return the text with the given mentions replaced by what they are."""
    return replaced(text, [found for mention in given for found in mention.founds])


def counted(given: Iterable[Mention]) -> str:
    """Return how many of which kinds, without a word of them: "2 names and 1 postcode"."""
    kinds = [mention.kind for mention in given]
    return listed(
        [
            f"{kinds.count(kind)} {words[kinds.count(kind) > 1]}"
            for kind, words in COUNTED.items()
            if kind in kinds
        ]
    )


def said(given: Iterable[Mention], field: str, reason: str) -> str:
    """Return what the trail says of mentions that were kept: kinds, field and reason, and none of the words."""
    return f"{capital(counted(given))} in {field}. {REASONS[reason]}"


def _token(kind: Kind, words: str) -> str:
    return hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()[:16]
