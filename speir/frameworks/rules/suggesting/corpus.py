"""What is known of each theme, sentence by sentence: the framework's wording, and how people in the field put it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from speir.frameworks.rules.structure import Framework, Indicator, Theme
from speir.frameworks.rules.suggesting.words import Everyday, in_full

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that belongs to a theme (its place among `Corpus.themes`); `everyday`: as the field puts it."""

    theme: int
    text: str
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """A framework as a ranker reads it. `themes` are stable keys, `numbers` those of their indicators beside them."""

    themes: tuple[str, ...]
    numbers: tuple[str, ...]
    said: tuple[Said, ...]
    words: Everyday


def corpus(framework: Framework, sayings: Mapping[str, Sequence[str]], words: Everyday) -> Corpus:
    """Lay a framework out. `sayings`: everyday sentences by `3.2/joint-understanding`; `words`: the field's words."""
    places = [(indicator, theme) for indicator in framework.indicators for theme in indicator.themes]
    said: list[Said] = []
    for at, (indicator, theme) in enumerate(places):
        said += [Said(at, text) for text in _wording(indicator, theme)]
        everyday = sayings.get(f"{indicator.number}/{theme.key}", ())
        said += [Said(at, in_full(text, words), everyday=True) for text in everyday]
    return Corpus(
        themes=tuple(theme.path for _indicator, theme in places),
        numbers=tuple(indicator.number for indicator, _theme in places),
        said=tuple(said),
        words=words,
    )


def _wording(indicator: Indicator, theme: Theme) -> Iterator[str]:
    yield f"{indicator.title}: {theme.title}"
    for text in (*theme.very_good, *theme.weak, *theme.official_very_good, *theme.official_weak):
        # An official illustration is a paragraph: a sentence of it says one thing.
        yield from (sentence for sentence in _SENTENCE_ENDS.split(text) if len(sentence) > 2)
