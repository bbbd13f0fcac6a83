"""Puts the themes of a framework in order for a statement, and says when that order is little more than a guess."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from speir.frameworks.rules.suggesting.corpus import Corpus
from speir.frameworks.rules.suggesting.lexical import Lexical, compared

MOST_THEMES = 8
LEAST_INDICATORS = 6

# Settled on the training half of bench/suggest alone, each statement met as a stranger's; docs/suggesting.md says how.
SOFTNESS = 0.08
WORDING, WORDS = 0.3, 0.4
# Less than this, and the order is little more than a guess.
NEAR_ENOUGH, AHEAD_ENOUGH = 0.40, 1.2
KNOWN_ENOUGH, FIT_ENOUGH = 4, 3.9


class Ranker(StrEnum):
    """By what the themes are put in order: a local model beside the words, or the words alone."""

    LOCAL = "local"
    LEXICAL = "lexical"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Stable keys of themes, and numbers of indicators by their best theme, each best first.

    `unsure`: nothing known is much like the statement, or too many themes fit it alike.
    """

    themes: tuple[str, ...]
    indicators: tuple[str, ...]
    unsure: bool
    ranker: Ranker


def by_words(lexical: Lexical, corpus: Corpus, text: str) -> Suggestion:
    """Rank by shared words alone."""
    scores = lexical.scores(text)
    unsure = lexical.known(text) < KNOWN_ENOUGH or max(scores, default=0) < FIT_ENOUGH
    return _suggestion(corpus, scores, unsure=unsure, ranker=Ranker.LEXICAL)


def by_meaning(lexical: Lexical, corpus: Corpus, text: str, nearness: Sequence[float]) -> Suggestion:
    """Rank by meaning and words. `nearness`: how near each of `corpus.said` is to the text, 1 the same."""
    everyday: list[list[float]] = [[] for _theme in corpus.themes]
    wording: list[list[float]] = [[] for _theme in corpus.themes]
    for said, near in zip(corpus.said, nearness, strict=True):
        (everyday if said.everyday else wording)[said.theme].append(near)
    parts = zip(
        compared([_softly_best(near) for near in everyday]),
        compared([_softly_best(near) for near in wording]),
        lexical.scores(text),
        strict=True,
    )
    scores = [field + WORDING * framework + WORDS * words for field, framework, words in parts]
    unsure = max(nearness, default=0) < NEAR_ENOUGH or _ahead(scores) < AHEAD_ENOUGH
    return _suggestion(corpus, scores, unsure=unsure, ranker=Ranker.LOCAL)


def _softly_best(near: Sequence[float]) -> float:
    """Between the mean and the best: one sentence that is very near counts most, several near ones count too."""
    if not near:
        return 0.0
    return SOFTNESS * math.log(sum(math.exp(each / SOFTNESS) for each in near) / len(near))


def _ahead(scores: Sequence[float]) -> float:
    """How far the best theme is ahead of the fourth: three are looked at."""
    best = sorted(scores, reverse=True)
    return best[0] - best[3] if len(best) > 3 else math.inf


def _suggestion(corpus: Corpus, scores: Sequence[float], *, unsure: bool, ranker: Ranker) -> Suggestion:
    order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
    indicators = list(dict.fromkeys(corpus.numbers[at] for at in order))
    return Suggestion(
        themes=tuple(corpus.themes[at] for at in order[:MOST_THEMES]),
        indicators=tuple(indicators[:LEAST_INDICATORS]),
        unsure=unsure,
        ranker=ranker,
    )
