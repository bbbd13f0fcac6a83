"""What a ranker reads of a text: pieces, and the stems of the words that carry something."""

from __future__ import annotations

import re
from collections.abc import Mapping

# About 1,000 words: what an item's account may hold. Of more, the beginning is read.
MOST_LETTERS = 8_000
MOST_PIECES = 24
PIECE_LETTERS = 400

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
# Words that stand in every kind of statement alike.
_EMPTY_WORDS = """
    a about after all also an and any are as at be because been before being both but by can could did
    do does doing down each even for from get gets got had has have having he her here hers him his how
    i if in into is it its just let like made make many me more most much my now of off on once one only
    onto or our ours out over own per put really said say says see seen she should so some still such
    take than that the their theirs them then there these they thing things this those through to too
    two under until up upon us very was way we went were what when where which while who whom whose why
    will with within would yes yet you your yours
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())

Everyday = Mapping[str, str]


def clean(text: str) -> str:
    """A statement as a ranker reads it: on one line, the beginning of a long one."""
    return " ".join(text[:MOST_LETTERS].split())


def in_full(text: str, everyday: Everyday) -> str:
    """The text with the field's short forms and dialect put as the framework's language has them: `IRD`, `weans`."""

    def put(found: re.Match[str]) -> str:
        word = found.group()
        # A short form that is a word of its own in small letters stands in the table in capitals.
        return everyday.get(word) or everyday.get(word.lower(), word)

    return _WORD.sub(put, text)


def pieces(text: str) -> list[str]:
    """A text in pieces of a sentence or a few short ones, for a model that reads only so much at once."""
    found: list[str] = []
    for sentence in _ENDS.split(text[:MOST_LETTERS]):
        for start in range(0, len(sentence), PIECE_LETTERS):
            part = sentence[start : start + PIECE_LETTERS].strip()
            if not part:
                continue
            if found and len(found[-1]) + len(part) < PIECE_LETTERS // 2:
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
    return found[:MOST_PIECES]


def stems(text: str) -> list[str]:
    """The stems of the words that carry something, in their order; `neighbours` and `neighbour` are one."""
    # Imported where words are stemmed: it brings every language, and most processes never rank.
    import snowballstemmer

    # One for each call: it keeps its place in a word as it goes, and threads of the web server may meet here.
    stem = snowballstemmer.stemmer("english").stemWord
    found = [word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(text.lower())]
    carry = {word for word in found if word not in _EMPTY and not word.isdigit()}
    stemmed = {word: stem(word.replace("'", "")) for word in carry}
    return [stemmed[word] for word in found if word in stemmed]
