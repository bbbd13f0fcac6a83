"""Ranking by shared words alone (BM25): no model, no memory to speak of, the same on every machine."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from speir.frameworks.rules.suggesting.corpus import Corpus
from speir.frameworks.rules.suggesting.words import in_full, stems

# How much a word counts that comes again, and how much it matters that a text is long.
AGAIN = 1.2
LENGTH_OF_SENTENCE, LENGTH_OF_THEME = 0.6, 0.75
BEST_SENTENCES = 3


class Index:
    """Texts by the stems in them, and how well each fits some others."""

    def __init__(self, texts: Sequence[Sequence[str]], length: float) -> None:
        mean = sum(map(len, texts)) / (len(texts) or 1) or 1
        self._size = len(texts)
        self._weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, text in enumerate(texts):
            over = AGAIN * (1 - length + length * len(text) / mean)
            for stem, times in Counter(text).items():
                self._weights[stem].append((at, times * (AGAIN + 1) / (times + over)))

    def fits(self, asked: Iterable[str]) -> list[float]:
        """Return for each text how well it fits these stems; 0 where it shares none."""
        fits = [0.0] * self._size
        for stem in asked:
            holds = self._weights.get(stem, ())
            rare = math.log(1 + (self._size - len(holds) + 0.5) / (len(holds) + 0.5))
            for at, weight in holds:
                fits[at] += rare * weight
        return fits

    def knows(self, stem: str) -> bool:
        """Whether any of the texts holds it."""
        return stem in self._weights


class Lexical:
    """A corpus made ready for ranking by words."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        whole: list[list[str]] = [[] for _theme in corpus.themes]
        everyday: list[list[str]] = []
        self._of: list[int] = []
        for said in corpus.said:
            found = stems(said.text)
            whole[said.theme] += found
            if said.everyday:
                everyday.append(found)
                self._of.append(said.theme)
        self._sentences = Index(everyday, LENGTH_OF_SENTENCE)
        self._themes = Index(whole, LENGTH_OF_THEME)

    def scores(self, text: str) -> list[float]:
        """Return for each theme how well its words fit, compared with the other themes: 0 is as well as any."""
        asked = sorted(set(stems(in_full(text, self._corpus.words))))
        best: list[list[float]] = [[] for _theme in self._corpus.themes]
        for theme, fit in zip(self._of, self._sentences.fits(asked), strict=True):
            best[theme].append(fit)
        sentences = [sum(sorted(fits)[-BEST_SENTENCES:]) / BEST_SENTENCES for fits in best]
        whole = self._themes.fits(asked)
        return [a + b for a, b in zip(compared(sentences), compared(whole), strict=True)]

    def known(self, text: str) -> int:
        """Return how many of the text's words, each once, the framework or the field uses."""
        return sum(map(self._themes.knows, set(stems(in_full(text, self._corpus.words)))))


def compared(values: Sequence[float]) -> list[float]:
    """The values in standard deviations from their mean; all 0 where they are all the same."""
    mean = sum(values) / (len(values) or 1)
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) or 1))
    return [(value - mean) / spread if spread > 1e-9 else 0.0 for value in values]
