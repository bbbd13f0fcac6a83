"""Words of a text as they are found: in one form, made here, so that every kind of database finds the same ones.

A word loses its case, accents and ending (`agencies` and `agency` are one); what is left are Latin letters and figures.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MOST_TERMS = 10
MOST_IN_PHRASE = 20
LONGEST = 60
# Stands between two texts that are kept as one, so that no phrase runs from one into the other. No word becomes it.
BREAK = "b0"
# Words that nearly every text holds: they narrow nothing down, unless they stand in a phrase or alone.
COMMON = frozenset(
    (
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
    )
) | {"the", "to", "was", "we", "were", "with"}
# Two forms of one word that no rule of endings knows.
IRREGULAR = {"children": "child", "people": "person", "men": "man", "women": "woman"}

_WORD = re.compile(r"(?P<word>[^\W_](?:[^\W_]|[\u0300-\u036f])*)(?:['’‘ʼ][sS]\b)?")
_ASKED = re.compile(r"(?P<minus>-?)(?:[\"“”](?P<phrase>[^\"“”]*)[\"“”]?|(?P<word>[^\s\"“”]+))")
_english = snowballstemmer.stemmer("english")
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Term:
    """What has to stand in a text in a row. `begins`: the last word may be unfinished and begin with this."""

    stems: tuple[str, ...]
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: terms that all occur, and terms of which none does."""

    every: tuple[Term, ...] = ()
    none: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.every or self.none)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `found` where it is what was looked for."""

    text: str
    found: bool = False


def stems(text: str) -> list[str]:
    """Return the words of a text in their order, each in the form in which it is found: `[a-z0-9]` alone."""
    return [stem(match["word"]) for match in _WORD.finditer(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return one word in the form in which it is found."""
    folded = _folded(word)
    if not folded.isascii():
        return "u" + folded.encode().hex()[: LONGEST - 1]
    if not folded.isalpha():
        # A database takes what begins with figures for a number, and could read 1e5 as one.
        return f"n{folded}"[:LONGEST]
    with _one_at_a_time:
        return str(_english.stemWord(IRREGULAR.get(folded, folded)))[:LONGEST]


def asked(typed: str, *, typing: bool = False) -> Asked:
    """Read what somebody typed to be found: words, "phrases", and either without after a minus.

    `typing`: they are not finished, so the last word may be the beginning of one.
    """
    every: list[Term] = []
    none: list[Term] = []
    common: list[Term] = []
    for match in list(_ASKED.finditer(typed))[:MOST_TERMS]:
        text = match["phrase"] if match["phrase"] is not None else match["word"]
        row = tuple(stems(text)[:MOST_IN_PHRASE])
        if not row:
            continue
        last = typing and match["word"] is not None and match.end() == len(typed)
        term = Term(row, _beginning(text) if last else "")
        if match["minus"]:
            none.append(term)
        elif match["word"] is not None and not last and text.casefold() in COMMON:
            common.append(term)
        else:
            every.append(term)
    # Typing a word twice asks for no more, and an order that is always the same asks the database the same.
    every = every or common
    return Asked(tuple(dict.fromkeys(every)), tuple(dict.fromkeys(none)))


def marked(text: str, wanted: Asked) -> tuple[Piece, ...]:
    """Return a text in pieces, those that were looked for marked."""
    if not wanted.every:
        return (Piece(text),) if text else ()
    return tuple(_pieces(text, 0, len(text), _spans(text, wanted)))


def excerpt(text: str, wanted: Asked, *, most: int = 180) -> tuple[Piece, ...]:
    """Return the part of a text around the first place found, of about so many characters; nothing without one."""
    spans = _spans(text, wanted) if text and wanted.every else []
    if not spans:
        return ()
    start = max(0, spans[0][0] - most // 3)
    start = text.find(" ", start, spans[0][0]) + 1 or spans[0][0] if start else 0
    end = max(start + most, spans[0][1])
    end = len(text) if end >= len(text) else max(text.rfind(" ", start, end), spans[0][1])
    pieces = list(_pieces(text, start, end, spans))
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return tuple(piece for piece in (Piece(before), *pieces, Piece(after)) if piece.text)


def matches(row: Sequence[str], term: Term) -> bool:
    """Return whether a term stands somewhere in these stems."""
    return any(True for _place in _places(row, term))


def fts5(terms: Iterable[Term], column: str = "", *, some: bool = False) -> str:
    """Return terms as SQLite's FTS5 takes them: all of them, or `some`; in one column where one is named."""
    said = (" OR " if some else " AND ").join(map(_fts5, terms))
    return f"{column} : ({said})" if column else said


def tsquery(terms: Iterable[Term], weight: str = "", *, some: bool = False) -> str:
    """Return terms as PostgreSQL's tsquery takes them: all of them, or `some`; of one weight where one is named."""
    return (" | " if some else " & ").join(_tsquery(term, weight) for term in terms)


def _folded(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return "".join(letter for letter in bare.casefold() if letter.isalnum()) or "0"


def _beginning(text: str) -> str:
    """Return the beginning of words that somebody who has typed so far may mean, ending left aside."""
    last = [match["word"] for match in _WORD.finditer(text)][-1]
    folded = _folded(last)
    if not folded.isascii() or not folded.isalpha():
        return stem(last)
    # An ending that is half typed (agencie…) is no stem of anything: the word is cut before it.
    return folded[:-2] if len(folded) > 5 else folded


def _fts5(term: Term) -> str:
    row = '"' + " ".join(term.stems) + '"'
    if not term.begins:
        return row
    begun = '"' + " ".join((*term.stems[:-1], term.begins)) + '" *'
    return f"({row} OR {begun})"


def _tsquery(term: Term, weight: str) -> str:
    first = [f"'{one}'{':' + weight if weight else ''}" for one in term.stems]
    row = "(" + " <-> ".join(first) + ")"
    if not term.begins:
        return row
    begun = " <-> ".join((*first[:-1], f"'{term.begins}':*{weight}"))
    return f"({row} | ({begun}))"


def _places(row: Sequence[str], term: Term) -> Iterator[int]:
    length = len(term.stems)
    for at in range(len(row) - length + 1):
        last = row[at + length - 1]
        if tuple(row[at : at + length - 1]) == term.stems[:-1] and (
            last == term.stems[-1] or (term.begins and last.startswith(term.begins))
        ):
            yield at


def _spans(text: str, wanted: Asked) -> list[tuple[int, int]]:
    words = list(_WORD.finditer(text))
    row = [stem(match["word"]) for match in words]
    found = sorted(
        (words[at].start("word"), words[at + len(term.stems) - 1].end())
        for term in wanted.every
        for at in _places(row, term)
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _pieces(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], found=True)
        at = last
    if at < end:
        yield Piece(text[at:end])
