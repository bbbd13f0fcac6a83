"""A text as words, each with what the lists know of it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

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
        return len(self.text) == 1 and self.capital and self.text not in "IA"

    def looks_like_surname(self, shape: re.Pattern[str]) -> bool:
        """Whether a list has it as a surname or a given name, or its shape is one."""
        return self.key in SURNAMES or self.key in GIVEN or bool(shape.fullmatch(self.text))


def words_of(text: str) -> list[Word]:
    """Return the words of a text in their order; hyphened ones in their parts."""
    pieces: list[tuple[int, str]] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isalpha():
            pieces.append((match.start(), word))
        else:
            pieces += _parts(match)
    found: list[Word] = []
    last: Word | None = None
    between = ""  # what stands between a word and the one before it
    for (start, word), (following, _word) in zip(pieces, [*pieces[1:], (None, "")], strict=True):
        bare = word if word.isalpha() else _POSSESSIVE.sub("", word)
        key = bare.lower() if bare.isascii() else key_of(bare)
        after = "." if following is None else text[start + len(word) : following]
        joins = after in _JOINTS or (
            after.strip() == "." and ((len(bare) == 1 and bare.isupper()) or key in _SHORTENED)
        )
        first = last is None or not (last.joins or last.is_initial or not _ENDS.search(between))
        last = Word(start, start + len(bare), bare, key, first, bare != word, joins)
        found.append(last)
        between = after
    return found


def _parts(match: re.Match[str]) -> list[tuple[int, str]]:
    parts = re.finditer(r"[^\-\u2010\u2011]+", match.group())
    return [(match.start() + part.start(), part.group()) for part in parts]
