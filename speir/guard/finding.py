"""What the guard finds, and the one way to ask it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing identifies somebody."""

    CHI = "chi"
    NHS = "nhs"
    NATIONAL_INSURANCE = "national-insurance"
    BIRTH = "birth"
    POSTCODE = "postcode"
    EMAIL = "email"
    TELEPHONE = "telephone"
    NAME = "name"


# What the page says of each kind, and what it offers to write in its place.
SENTENCES = {
    Kind.CHI: "This looks like a CHI number: its first six figures are a date and its check digit fits.",
    Kind.NHS: "This looks like an NHS number: its check digit fits.",
    Kind.NATIONAL_INSURANCE: "This looks like a National Insurance number.",
    Kind.BIRTH: "This looks like a date of birth.",
    Kind.POSTCODE: "This looks like a postcode.",
    Kind.EMAIL: "This looks like an e-mail address.",
    Kind.TELEPHONE: "This looks like a telephone number.",
    Kind.NAME: "This looks like somebody's name.",
}
INSTEAD = {
    Kind.CHI: "[CHI number]",
    Kind.NHS: "[NHS number]",
    Kind.NATIONAL_INSURANCE: "[National Insurance number]",
    Kind.BIRTH: "[date of birth]",
    Kind.POSTCODE: "[postcode]",
    Kind.EMAIL: "[e-mail address]",
    Kind.TELEPHONE: "[telephone number]",
    Kind.NAME: "[name]",
}
# Who a name may stand for; the guard cannot know, and "[name]" says only that there was one.
WHO = ("[a child]", "[a parent or carer]", "[a worker]")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One place in a text: from `start` up to and without `end`, counted in characters, and what is there."""

    start: int
    end: int
    kind: Kind

    @property
    def sentence(self) -> str:
        """Why it was found, in words for the person who typed it."""
        return SENTENCES[self.kind]

    @property
    def instead(self) -> str:
        """What could be written in its place."""
        return INSTEAD[self.kind]

    @property
    def insteads(self) -> tuple[str, ...]:
        """Everything that could be written in its place, the plainest first."""
        return (self.instead, *WHO) if self.kind is Kind.NAME else (self.instead,)


def settle(founds: Iterable[Found]) -> tuple[Found, ...]:
    """Return the findings in the order of the text, where two overlap the one asked for first.

    The order in which they are given says which is believed: a number that fits its check digit is not a telephone
    number too.
    """
    # In the order of the text, so that only its neighbours are asked: a long text can be full of findings.
    kept: list[Found] = []
    for found in founds:
        at = bisect(kept, found)
        if (not at or kept[at - 1].end <= found.start) and (at == len(kept) or found.end <= kept[at].start):
            kept.insert(at, found)
    return tuple(kept)


def replaced(text: str, founds: Iterable[Found]) -> str:
    """Return the text with each finding replaced by what it is. The findings do not overlap."""
    for found in sorted(founds, reverse=True):
        text = text[: found.start] + found.instead + text[found.end :]
    return text


Detector = Callable[[str], Iterable[Found]]
