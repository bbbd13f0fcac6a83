"""Rules for what a priority answers: where it was found, of what, and in which words. Pure."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace

from speir.core.errors import Refused
from speir.core.text import clean
from speir.improvement.rules.naming import Source
from speir.improvement.rules.texts import LINE_LONGEST, mark_of, too_long

MOST = 50


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as typed: an indicator's `number`, one of its themes by its stable key, and what was found.

    `judgement`, `look`, `inspection` and `item` are ids of the row it comes from, where there is one.
    """

    source: str = ""
    number: str = ""
    theme: str = ""
    words: str = ""
    judgement: str = ""
    look: str = ""
    inspection: str = ""
    item: str = ""

    def clean(self) -> Said:
        """Return it with its words in the one form in which they are kept."""
        return replace(self, words=clean(self.words))


def said_mark(said: Said) -> str:
    """Return the mark of all that a form of a finding shows."""
    return mark_of(astuple(said.clean()))


def check(said: Said, *, before: int = 0) -> list[Refused]:
    """Return what is wrong with a finding; `before` is how many its priority answers already."""
    broken = []
    if said.source not in set(Source):
        broken.append(Refused("source-unknown", "Choose where it was found.", "source"))
    if not said.number and not clean(said.words):
        sentence = "Choose an indicator, or write in a sentence what was found."
        broken.append(Refused("finding-says-nothing", sentence, "words"))
    broken += too_long({"words": said.words}, LINE_LONGEST)
    if before >= MOST:
        sentence = f"This priority answers {MOST} findings already. Take some out first."
        broken.append(Refused("too-many-findings", sentence, "words"))
    return broken
