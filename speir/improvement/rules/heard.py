"""Rules for you said, we did: what an answer says, what it needs before it is given out, whom a sheet is for. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from typing import Any

from speir.core.errors import Refused
from speir.core.text import clean
from speir.improvement.rules.naming import AGE_WORDS, VOICE_WORDS, AgeBand, Voice
from speir.improvement.rules.texts import LINE_LONGEST, TITLE_LONGEST, mark_of, too_long

TEXTS = ("source", "heard", "decided", "happened")
# What stands on a sheet: once one of these changes, somebody has to say again that it may be given out.
GIVEN_OUT = (*TEXTS, "voice", "age", "on")
MOST_ANSWERS, MOST_LINKS = 300, 40


class Link(StrEnum):
    """What an answer rests on."""

    ITEM = "item"
    PRIORITY = "priority"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as typed; `links` are ids with what each is before it, as `item:`, `priority:` or `action:`."""

    voice: str = ""
    age: str = ""
    source: str = ""
    on: dt.date | None = None
    heard: str = ""
    decided: str = ""
    happened: str = ""
    links: tuple[str, ...] = ()

    def clean(self) -> Said:
        """Return it with its texts in the one form in which they are kept; an age is of children alone."""
        texts: dict[str, Any] = {name: clean(getattr(self, name)) for name in TEXTS}
        age = self.age if self.voice == Voice.CHILDREN else ""
        return replace(self, **texts, age=age, links=tuple(sorted(set(self.links))))


def said_mark(said: Said) -> str:
    """Return the mark of all that a form of an answer shows."""
    return mark_of(astuple(said.clean()))


def read_link(key: str) -> tuple[str, str]:
    """Return what a link leads to and its id; two empty strings where it is none."""
    what, _colon, thing_id = key.partition(":")
    return (what, thing_id) if what in set(Link) and thing_id else ("", "")


def check(said: Said, today: dt.date, *, before: int = 0) -> list[Refused]:
    """Return what is wrong with an answer; `before` is how many the unit has already."""
    broken = []
    if said.voice not in set(Voice):
        broken.append(Refused("voice-unknown", "Choose whose views they were.", "voice"))
    if said.voice == Voice.CHILDREN and said.age not in set(AgeBand):
        broken.append(Refused("age-unknown", "Choose how old the children are that it is worded for.", "age"))
    if not clean(said.source):
        sentence = "Write where it was heard, such as “Children’s group in Strathardle”."
        broken.append(Refused("source-missing", sentence, "source"))
    if not clean(said.heard):
        broken.append(Refused("heard-missing", "Write what was said, in a sentence or two.", "heard"))
    if said.on is not None and said.on > today:
        sentence = "This day is still to come. Put in the day on which it was heard."
        broken.append(Refused("heard-later", sentence, "on"))
    broken += too_long({"source": said.source}, TITLE_LONGEST)
    broken += too_long({name: getattr(said, name) for name in TEXTS[1:]}, LINE_LONGEST)
    if len(said.links) > MOST_LINKS:
        sentence = f"An answer rests on {MOST_LINKS} things at most. Choose those that matter most."
        broken.append(Refused("too-many-links", sentence, "items"))
    if before >= MOST_ANSWERS:
        sentence = f"{MOST_ANSWERS} answers stand here already. Take some out first."
        broken.append(Refused("too-many-answers", sentence, "heard"))
    return broken


def missing(said: Said) -> list[Refused]:
    """Return what an answer still needs before it may be given out."""
    broken = []
    if not clean(said.decided):
        broken.append(Refused("decided-missing", "Write what was decided, or that nothing was.", "decided"))
    if not clean(said.happened):
        sentence = "Write what happened, or that nothing has happened yet."
        broken.append(Refused("happened-missing", sentence, "happened"))
    return broken


def stays_ready(now: Said, stands: Said) -> bool:
    """Return whether what stands on a sheet is the same: only then it may still be given out."""
    return all(getattr(now, name) == getattr(stands, name) for name in GIVEN_OUT)


@dataclass(frozen=True, slots=True)
class SheetFor:
    """Whom a sheet is for; `key` stands in its address."""

    key: str
    voice: str
    age: str

    @property
    def words(self) -> str:
        """Whom it is for, in words."""
        return AGE_WORDS[self.age] if self.age else VOICE_WORDS[self.voice]

    @property
    def young(self) -> bool:
        """Whether it is for children under twelve: in big type, and with room to draw."""
        return self.age in (AgeBand.UNDER_8, AgeBand.FROM_8)


SHEETS: Mapping[str, SheetFor] = {
    **{age.value: SheetFor(age.value, Voice.CHILDREN.value, age.value) for age in AgeBand},
    **{voice.value: SheetFor(voice.value, voice.value, "") for voice in (Voice.FAMILIES, Voice.STAFF)},
}
