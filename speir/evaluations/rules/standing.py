"""What a judgement stands on, and each of its themes: which kinds of source, whose voice, impact or intention.

Nothing here knows a level. Pieces are counted and named; nothing is added up into a score or a share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from speir.evaluations.rules.judging import Stance
from speir.evidence.rules.items import SpeaksOf, Voice

TELLS = (SpeaksOf.IMPACT.value, SpeaksOf.HAPPENS.value, SpeaksOf.INTENDED.value, "")
_STANCES = [stance.value for stance in Stance]
_VOICES = [voice.value for voice in Voice]
CHILDREN_OR_FAMILIES = frozenset({Voice.CHILDREN.value, Voice.FAMILIES.value})


class Cited(NamedTuple):
    """What the rules need to know of one citation.

    `kind` and `speaks_of` are empty where nobody has said yet. `voices` are those that the item carries or its kind of
    source carries by nature, `themes` the indicator's themes that it bears on. `stale`: the day until which it was
    thought to hold is over. `hidden`: it is not open to the reader, and so neither is what it bears on.
    """

    kind: str
    stance: str
    speaks_of: str
    voices: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    stale: bool = False
    withdrawn: bool = False
    hidden: bool = False

    @property
    def confirms(self) -> bool:
        """Whether its kind of source counts: it supports, and tells what happens or its impact."""
        return bool(
            self.kind
            and self.stance == Stance.SUPPORTS
            and self.speaks_of in (SpeaksOf.HAPPENS, SpeaksOf.IMPACT)
            and not self.withdrawn
        )


class Mark(NamedTuple):
    """One piece of evidence as the picture shows it: what it tells, what it does, whether it is stale or confirms."""

    tells: str
    stance: str
    stale: bool
    confirms: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands behind a judgement or one theme of it.

    `marks` are its pieces of evidence, without those that were `withdrawn`. `confirming` are the keys of the kinds of
    source that confirm it, `voices` whose views it carries; `kindless` and `unsaid` count pieces that do not say yet
    where they come from, or what they tell.
    """

    marks: tuple[Mark, ...]
    confirming: tuple[str, ...]
    voices: tuple[str, ...]
    kindless: int
    unsaid: int
    withdrawn: int

    @property
    def pieces(self) -> int:
        """How many pieces of evidence are cited, those that were withdrawn not among them."""
        return len(self.marks)

    @property
    def kinds(self) -> int:
        """How many kinds of source confirm it."""
        return len(self.confirming)

    @property
    def provisional(self) -> bool:
        """Whether fewer than two kinds of source confirm it."""
        return len(self.confirming) < 2

    @property
    def voice(self) -> bool:
        """Whether it carries views of children or families."""
        return not CHILDREN_OR_FAMILIES.isdisjoint(self.voices)

    @property
    def contradicted(self) -> bool:
        """Whether something cited contradicts it."""
        return self.doing(Stance.CONTRADICTS) > 0

    @property
    def stale(self) -> int:
        """How many pieces are past the day until which they were thought to hold."""
        return sum(mark.stale for mark in self.marks)

    @property
    def only_intended(self) -> bool:
        """Whether there is evidence, and all of it tells what is intended."""
        return bool(self.marks) and self.telling(SpeaksOf.INTENDED) == len(self.marks)

    def telling(self, what: str) -> int:
        """Return how many pieces tell of this: impact, what happens, what is intended, or not said yet (empty)."""
        return sum(mark.tells == what for mark in self.marks)

    def doing(self, stance: str) -> int:
        """Return how many pieces do this to the judgement."""
        return sum(mark.stance == stance for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Ground:
    """A judgement's standing with that of each theme, by the theme's key.

    `untied` counts pieces that bear on none of the themes, `hidden` those of which the reader cannot know it.
    """

    whole: Standing
    themes: tuple[tuple[str, Standing], ...]
    untied: int
    hidden: int


def standing(citations: Iterable[Cited]) -> Standing:
    """A judgement is robust only when different kinds of source confirm it (HMIE 2005, Part 3).

    Kinds are counted only among citations that support it and tell what happens or its impact. With fewer than two
    it is provisional, which never blocks anything.
    """
    return _standing(tuple(citations))


def ground(citations: Iterable[Cited], themes: Iterable[str]) -> Ground:
    """Return what a judgement stands on, as a whole and theme by theme.

    Where there is one theme, all evidence bears on it.
    """
    return _ground(tuple(citations), tuple(themes))


@lru_cache(maxsize=4096)
def _ground(cited: tuple[Cited, ...], themes: tuple[str, ...]) -> Ground:
    whole = _standing(cited)
    if len(themes) == 1:
        return Ground(whole, ((themes[0], whole),), 0, 0)
    standings = tuple((theme, _standing(tuple(c for c in cited if theme in c.themes))) for theme in themes)
    loose = [c for c in cited if not c.withdrawn and not c.themes]
    hidden = sum(c.hidden for c in loose)
    return Ground(whole, standings, len(loose) - hidden, hidden)


@lru_cache(maxsize=4096)
def _standing(cited: tuple[Cited, ...]) -> Standing:
    counted = [c for c in cited if not c.withdrawn]
    marks = [Mark(c.speaks_of, c.stance, c.stale, c.confirms) for c in counted]
    kinds = {c.kind for c in counted if c.confirms}
    heard = {voice for c in counted for voice in c.voices}
    return Standing(
        marks=tuple(sorted(marks, key=_order)),
        confirming=tuple(sorted(kinds)),
        voices=tuple(voice for voice in _VOICES if voice in heard),
        kindless=sum(not c.kind for c in counted),
        unsaid=sum(not c.speaks_of for c in counted),
        withdrawn=len(cited) - len(counted),
    )


def _order(mark: Mark) -> tuple[int, int, bool, bool]:
    return TELLS.index(mark.tells), _STANCES.index(mark.stance), not mark.confirms, mark.stale
