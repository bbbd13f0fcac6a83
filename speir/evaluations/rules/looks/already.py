"""What is known already on the themes of a closer look, said in sentences before anything new is asked.

Pieces are counted and named. Nothing here says whether there is enough: that is for the people who look.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from speir.core.text import capital, day, listed, number
from speir.evidence.rules.items import VOICE_WORDS, Voice

# Evidence of which nothing is newer than so many days is said to be old.
OLD_DAYS = 365
CHILDREN_OR_FAMILIES = frozenset({Voice.CHILDREN.value, Voice.FAMILIES.value})


@dataclass(frozen=True, slots=True)
class Pile:
    """Pieces of one kind of source with the same voices that bear on one theme, from the oldest to the newest."""

    kind: str
    voices: tuple[str, ...]
    pieces: int
    stale: int
    oldest: dt.date
    newest: dt.date


@dataclass(frozen=True, slots=True)
class Known:
    """What is known on one theme, or on several together. `kinds` are (name of a kind of source, how many pieces)."""

    pieces: int
    kinds: tuple[tuple[str, int], ...]
    voices: tuple[str, ...]
    stale: int
    oldest: dt.date | None
    newest: dt.date | None


def known(piles: Iterable[Pile]) -> Known:
    """Return what these piles come to; the kinds with most pieces come first."""
    those = list(piles)
    kinds: dict[str, int] = {}
    for pile in those:
        kinds[pile.kind] = kinds.get(pile.kind, 0) + pile.pieces
    heard = {voice for pile in those for voice in pile.voices}
    return Known(
        pieces=sum(pile.pieces for pile in those),
        kinds=tuple(sorted(kinds.items(), key=lambda one: (-one[1], one[0]))),
        voices=tuple(voice.value for voice in Voice if voice in heard),
        stale=sum(pile.stale for pile in those),
        oldest=min((pile.oldest for pile in those), default=None),
        newest=max((pile.newest for pile in those), default=None),
    )


def said(have: Known) -> list[str]:
    """Return what there is: how many pieces of which kinds, whose views, from when. Nothing for nothing."""
    if not have.pieces or have.oldest is None or have.newest is None:
        return []
    kinds = [f"{name} ({number(count)})" if len(have.kinds) > 1 else name for name, count in have.kinds]
    pieces = "piece" if have.pieces == 1 else "pieces"
    sentences = [
        f"{capital(number(have.pieces))} {pieces} of evidence: {listed([_small(one) for one in kinds])}."
    ]
    if have.voices:
        heard = listed([VOICE_WORDS[voice] for voice in have.voices])
        sentences.append(f"{'It carries' if have.pieces == 1 else 'They carry'} the views of {heard}.")
    if have.oldest == have.newest:
        sentences.append(f"{'It tells' if have.pieces == 1 else 'They tell'} of {day(have.newest)}.")
    else:
        sentences.append(f"The oldest tells of {day(have.oldest)}, the newest of {day(have.newest)}.")
    if have.stale and have.stale < have.pieces:
        sentences.append(f"{capital(number(have.stale))} of them {'is' if have.stale == 1 else 'are'} stale.")
    return sentences


def missing(have: Known, today: dt.date) -> list[str]:
    """Return what is missing, each as a sentence that stands by itself."""
    if not have.pieces:
        return ["Nothing yet."]
    sentences = []
    if CHILDREN_OR_FAMILIES.isdisjoint(have.voices):
        sentences.append("Nothing from children or families.")
    elif Voice.CHILDREN.value not in have.voices:
        sentences.append("Nothing from children.")
    if Voice.STAFF.value not in have.voices:
        sentences.append("Nothing from staff.")
    if len(have.kinds) == 1:
        sentences.append("One kind of source only.")
    if have.stale == have.pieces:
        sentences.append("All of it is stale: is it still so?")
    elif have.newest is not None and (today - have.newest).days > OLD_DAYS:
        sentences.append("Nothing of the last twelve months.")
    return sentences


def missing_in(themes: Sequence[tuple[str, Known]]) -> list[str]:
    """Return what is missing over all the themes, by their names: what nothing is known of, whom nobody heard."""
    empty = [name for name, have in themes if not have.pieces]
    unheard = [name for name, have in themes if have.pieces and CHILDREN_OR_FAMILIES.isdisjoint(have.voices)]
    sentences = []
    if empty:
        sentences.append(f"Nothing yet on {listed([f'“{name}”' for name in empty])}.")
    if unheard and len(unheard) + len(empty) == len(themes):
        sentences.append("Nothing from children or families on any of these themes.")
    elif unheard:
        sentences.append(f"Nothing from children or families on {listed([f'“{name}”' for name in unheard])}.")
    return sentences


def _small(name: str) -> str:
    """Return a name as it stands in a sentence; what begins with capitals is an abbreviation and stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
