"""Where a whole broad view stands on solid ground and where not: its judgements in groups, the widest gaps first.

A group says what is known of the evidence, and nothing of the level; nobody stands better for having fewer gaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from speir.core.text import capital, listed
from speir.evaluations.rules.judging import Stance
from speir.evaluations.rules.standing import Ground, Standing
from speir.evidence.rules.items import VOICE_WORDS, SpeaksOf


class Footing(StrEnum):
    """What a judgement stands on, in the order in which people look."""

    NOTHING = "nothing"
    ONE_KIND = "one_kind"
    OPEN = "open"
    SOLID = "solid"
    NOT_JUDGED = "not_judged"


FOOTING_WORDS: dict[str, str] = {
    Footing.NOTHING: "Judged, and nothing confirms it yet",
    Footing.ONE_KIND: "Judged on one kind of source",
    Footing.OPEN: "Confirmed, with something still open",
    Footing.SOLID: "On solid ground",
    Footing.NOT_JUDGED: "Not judged",
}


def footing(ground: Ground, short: Mapping[str, str], *, judged: bool) -> Footing:
    """Return the group that a judgement belongs to. `short` are the names of the indicator's themes by their keys."""
    if not judged:
        return Footing.NOT_JUDGED
    if not ground.whole.kinds:
        return Footing.NOTHING
    if ground.whole.kinds == 1:
        return Footing.ONE_KIND
    return Footing.OPEN if still_open(ground, short) else Footing.SOLID


def still_open(ground: Ground, short: Mapping[str, str]) -> list[str]:
    """Return what is missing or speaks against a judgement, as short phrases; none where there is no evidence."""
    whole = ground.whole
    if not whole.pieces:
        return []
    said = []
    if whole.only_intended:
        said.append("only what is intended")
    elif whole.provisional:
        said.append("another kind of source" if whole.kinds else "no source confirms it")
    if not whole.only_intended and not whole.telling(SpeaksOf.IMPACT):
        said.append("nothing of impact")
    if not whole.voice:
        said.append("no child or family heard")
    empty = [short[key] for key, standing in ground.themes if not standing.pieces]
    if empty and len(empty) < len(ground.themes) and not ground.hidden:
        said.append(f"nothing on {listed(empty)}")
    loose = [short[key] for key, standing in ground.themes if standing.pieces and not standing.kinds]
    if loose and whole.kinds:
        said.append(f"nothing confirms {listed(loose)}")
    if ground.untied == whole.pieces and len(ground.themes) > 1:
        said.append("no piece says which theme it bears on")
    if count := whole.doing(Stance.CONTRADICTS):
        said.append("1 piece contradicts it" if count == 1 else f"{count} pieces contradict it")
    if whole.stale:
        said.append("all of it stale" if whole.stale == whole.pieces else f"{whole.stale} stale")
    if whole.kindless:
        said.append(f"{whole.kindless} without a kind of source")
    return [capital(phrase) for phrase in said]


def of_theme(standing: Standing) -> str:
    """Return in a few words what a theme stands on."""
    if not standing.pieces:
        return "nothing yet"
    if standing.only_intended:
        return "only what is intended"
    if not standing.kinds:
        return "no source confirms it"
    return "1 kind of source" if standing.kinds == 1 else f"{standing.kinds} kinds of source"


def voices(standing: Standing) -> str:
    """Return whose views are in it, in a few words."""
    return capital(listed([VOICE_WORDS[voice] for voice in standing.voices])) or "Nobody’s yet"


def not_open(ground: Ground) -> str:
    """Return how many pieces have a theme that the reader does not see, in a few words; nothing for none."""
    if not ground.hidden:
        return ""
    return (
        "1 piece is not open to you" if ground.hidden == 1 else f"{ground.hidden} pieces are not open to you"
    )
