"""Finding numbers and words in a framework: where they stand, and the sentences that hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from speir.core.text import one_line
from speir.frameworks.rules.structure import Framework, Indicator, KeyQuestion, Theme

MOST_SENTENCES = 2
_APOSTROPHES = "'‘’"
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"”’']*\s+(?=[A-Z“\"‘'(])")
_NUMBER = re.compile(
    r"(?:(?:quality )?indicator|qi|(?:key )?question|(?P<standard>standard))? ?(?P<number>\d+(?:\.\d+)?)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `found` where it is what was looked for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Sentences:
    """What one illustration says of the words: `where` is `very_good` or `weak`, `official` whose wording it is."""

    where: str
    official: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ThemeFound:
    """A theme in which something was found: in its title (`titled`), in its illustrations, or in both."""

    key: str
    title: tuple[Piece, ...]
    titled: bool
    sentences: tuple[Sentences, ...]

    @property
    def only_official(self) -> bool:
        """Whether nothing but the official wording holds the words."""
        return not self.titled and all(said.official for said in self.sentences)


@dataclass(frozen=True, slots=True)
class Place:
    """A key question, standard or indicator (`kind`) in which something was found; `titled`: in its own title.

    `numbered` says that its number is what was looked for.
    """

    kind: str
    number: str
    title: tuple[Piece, ...]
    titled: bool = False
    numbered: bool = False
    themes: tuple[ThemeFound, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found, in the publication's order."""

    places: tuple[Place, ...] = ()

    @property
    def count(self) -> int:
        """How many titles and illustrations hold the words, or how many things the number stands for."""
        themes = [theme for place in self.places for theme in place.themes]
        own = sum(place.titled or not place.themes for place in self.places)
        return own + sum(theme.titled + len(theme.sentences) for theme in themes)

    @property
    def official(self) -> bool:
        """Whether any of it is the official wording, which is not shown without its source and date."""
        return any(
            said.official for place in self.places for theme in place.themes for said in theme.sentences
        )


def find(framework: Framework, typed: str) -> Found:
    """Return what a number stands for (`1.4`, `3`, `standard 7`), or else where all the typed words occur.

    Words are found anywhere in a word, in any case, with either apostrophe. Nothing is found for nothing.
    """
    typed = one_line(typed)
    number = _NUMBER.fullmatch(typed)
    by_number = _by_number(framework, number["number"], standard=bool(number["standard"])) if number else ()
    return Found(by_number or _by_words(framework, [_pattern(word) for word in typed.split()]))


def _by_number(framework: Framework, number: str, *, standard: bool) -> tuple[Place, ...]:
    places = []
    for question in framework.key_questions:
        if standard:
            places += [
                Place("standard", number, (Piece(its.title),), numbered=True)
                for its in question.standards
                if str(its.number) == number
            ]
            continue
        whole = question.number == number
        if whole:
            places.append(Place("key_question", number, (Piece(question.title),), numbered=True))
        places += [
            Place("indicator", its.number, (Piece(its.title),), numbered=not whole)
            for its in question.indicators
            if whole or its.number == number
        ]
    return tuple(places)


Words = Sequence[re.Pattern[str]]


def _by_words(framework: Framework, words: Words) -> tuple[Place, ...]:
    if not words:
        return ()
    return tuple(place for question in framework.key_questions for place in _in_question(question, words))


def _in_question(question: KeyQuestion, words: Words) -> list[Place]:
    places = []
    if _all_in(question.title, words):
        places.append(Place("key_question", question.number, _marked(question.title, words), titled=True))
    places += [
        Place("standard", str(standard.number), _marked(standard.title, words), titled=True)
        for standard in question.standards
        if _all_in(standard.title, words)
    ]
    for indicator in question.indicators:
        titled = _all_in(indicator.title, words)
        themes = tuple(its for theme in indicator.themes if (its := _in_theme(indicator, theme, words)))
        if titled or themes:
            title = _marked(indicator.title, words)
            places.append(Place("indicator", indicator.number, title, titled=titled, themes=themes))
    return places


def _in_theme(indicator: Indicator, theme: Theme, words: Words) -> ThemeFound | None:
    # People look for a theme by words of its indicator, too; one of them at least must be its own.
    titled = _all_in(f"{indicator.title} {theme.title}", words) and _any_in(theme.title, words)
    sentences = tuple(
        Sentences(where, official, _excerpt(text, words))
        for official, where, texts in (
            (False, "very_good", theme.very_good),
            (False, "weak", theme.weak),
            (True, "very_good", theme.official_very_good),
            (True, "weak", theme.official_weak),
        )
        for text in texts
        if _all_in(text, words)
    )
    if not titled and not sentences:
        return None
    return ThemeFound(theme.key, _marked(theme.title, words), titled, sentences)


def _pattern(word: str) -> re.Pattern[str]:
    letters = (f"[{_APOSTROPHES}]" if letter in _APOSTROPHES else re.escape(letter) for letter in word)
    return re.compile("".join(letters), re.IGNORECASE)


def _all_in(text: str, words: Words) -> bool:
    return all(word.search(text) for word in words)


def _any_in(text: str, words: Words) -> bool:
    return any(word.search(text) for word in words)


def _marked(text: str, words: Words) -> tuple[Piece, ...]:
    longest_first = sorted({word.pattern for word in words}, key=len, reverse=True)
    pieces, at = [], 0
    for hit in re.finditer("|".join(longest_first), text, re.IGNORECASE):
        pieces += [Piece(text[at : hit.start()]), Piece(hit.group(), found=True)]
        at = hit.end()
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def _excerpt(text: str, words: Words) -> tuple[Piece, ...]:
    """The first sentences that hold all the words, or else those that hold them together; dots for what is left out."""
    sentences = _sentences(text)
    shown = [at for at, sentence in enumerate(sentences) if _all_in(sentence, words)][:MOST_SENTENCES]
    if not shown:
        missing = list(words)
        for at, sentence in enumerate(sentences):
            if _any_in(sentence, missing):
                shown.append(at)
                missing = [word for word in missing if not word.search(sentence)]
    pieces: list[Piece] = []
    before = -1
    for at in shown:
        gap = "… " if at > before + 1 else ""
        pieces += [Piece(f"{' ' if pieces else ''}{gap}"), *_marked(sentences[at], words)]
        before = at
    pieces.append(Piece(" …" if before < len(sentences) - 1 else ""))
    return tuple(piece for piece in pieces if piece.text)


def _sentences(text: str) -> list[str]:
    starts = [0, *(end.end() for end in _SENTENCE_ENDS.finditer(text)), len(text)]
    return [text[start:end].strip() for start, end in pairwise(starts)]
