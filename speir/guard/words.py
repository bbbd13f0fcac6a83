"""A text as words, each with what the lists know of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, overload

_WORD = re.compile(r"[^\W\d_]+(?:['’\-\u2010\u2011][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_JOINTS = frozenset((" ", "-", "\u00a0", "\u2010", "\u2011"))
_SHORTENED = frozenset(("st", "mr", "mrs", "ms", "dr", "prof", "rev"))
_ENDS = re.compile(r"[.!?:;\n\r•]|^$")


def key_of(word: str) -> str:
    """Return a word in small letters and without accents, as the lists hold it."""
    if word.isascii():
        return word.lower()
    plain = word.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)).casefold()


@cache
def known(name: str) -> frozenset[str]:
    """Return one of the lists in `known/`; a line that begins with # says what follows."""
    lines = files(__package__).joinpath("known", f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(key_of(word) for line in lines if not line.startswith("#") for word in line.split())


@cache
def company() -> dict[str, frozenset[str]]:
    """Return the words that names stand among, by what they say of a name. Titles keep their capitals."""
    lines = files(__package__).joinpath("known", "company.txt").read_text("utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if not line.startswith("#"))
    return {key: frozenset(words.split()) for key, words in pairs}


COMPANY = company()
EITHER = known("either")
CAPITAL = known("capital")
GIVEN = known("given") - EITHER - CAPITAL
SURNAMES = known("surnames")
NOT_NAMES = known("not_names")


class Word(NamedTuple):
    """One word of a text: where it stands and how; without the 's of a possessive."""

    start: int
    end: int
    text: str
    key: str
    first: bool  # the first of a sentence, where a capital says nothing
    possessive: bool
    joins: bool  # nothing but a space, a hyphen or the dot of an initial stands before the next word

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, alone or all of it."""
        return self.text[0].isupper()

    @property
    def known(self) -> bool:
        """Whether it is known to be no name."""
        return self.key in NOT_NAMES

    @property
    def is_initial(self) -> bool:
        """Whether it is one capital letter, other than I and A."""
        return _is_initial(self.text)

    def looks_like_surname(self, shape: re.Pattern[str]) -> bool:
        """Whether a list has it as a surname or a given name, or its shape is one."""
        return self.key in SURNAMES or self.key in GIVEN or bool(shape.fullmatch(self.text))


class Words(Sequence[Word]):
    """The words of a text in their order, hyphened ones in their parts; each is made when it is asked for.

    Most of them nobody asks for. `pieces` has where each begins and how it stands there, with the 's of a possessive.
    """

    def __init__(self, text: str) -> None:
        """Split a text."""
        self.text = text
        self.pieces: list[tuple[int, str]] = []
        for match in _WORD.finditer(text):
            word = match.group()
            if word.isalpha():
                self.pieces.append((match.start(), word))
            else:
                self.pieces += _parts(match)
        self._made: dict[int, Word] = {}

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.pieces)

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...

    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        """Return a word. Raises IndexError."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        found = self._made.get(at)
        if found is None:
            found = self._made[at] = self._make(at)
        return found

    def _make(self, at: int) -> Word:
        start, word = self.pieces[at]
        bare = _bare(word)
        first = at == 0
        if at:
            before = _bare(self.pieces[at - 1][1])
            near = self._joins(at - 1, before) or _is_initial(before)
            first = not near and bool(_ENDS.search(self._between(at - 1)))
        key = key_of(bare)
        return Word(start, start + len(bare), bare, key, first, bare != word, self._joins(at, bare))

    def _between(self, at: int) -> str:
        """What stands between a word and the next."""
        if at + 1 == len(self.pieces):
            return "."
        start, word = self.pieces[at]
        return self.text[start + len(word) : self.pieces[at + 1][0]]

    def _joins(self, at: int, bare: str) -> bool:
        after = self._between(at)
        if after in _JOINTS:
            return True
        short = (len(bare) == 1 and bare.isupper()) or key_of(bare) in _SHORTENED
        return short and after.strip() == "."


def _bare(word: str) -> str:
    return word if word.isalpha() else _POSSESSIVE.sub("", word)


def _is_initial(bare: str) -> bool:
    return len(bare) == 1 and bare.isupper() and bare not in "IA"


def _parts(match: re.Match[str]) -> list[tuple[int, str]]:
    parts = re.finditer(r"[^\-\u2010\u2011]+", match.group())
    return [(match.start() + part.start(), part.group()) for part in parts]
