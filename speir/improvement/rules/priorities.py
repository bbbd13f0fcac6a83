"""Rules for priorities: what one says, what it needs to be agreed, and how it moves on. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from speir.core.errors import Refused
from speir.core.text import clean, listed
from speir.improvement.rules.naming import PartAs, PriorityMove, Responsibility, Standing, Structure
from speir.improvement.rules.texts import LONGEST, TITLE_LONGEST, mark_of, too_long

TEXTS = ("title", "difference", "responsibility_words")


@dataclass(frozen=True, slots=True)
class Said:
    """A priority as typed.

    `parts` are the ids of units with what each has to do with it (`PartAs`); `feeds` are keys of structures, and ids of
    plans of one's own with `own:` before them.
    """

    title: str = ""
    difference: str = ""
    responsibility: str = ""
    responsibility_words: str = ""
    review_on: dt.date | None = None
    parts: tuple[tuple[str, str], ...] = ()
    feeds: tuple[str, ...] = ()

    def clean(self) -> Said:
        """Return it with its texts in the one form in which they are kept, and its lists in order, each thing once."""
        texts: dict[str, Any] = {name: clean(getattr(self, name)) for name in TEXTS}
        return replace(
            self, **texts, parts=tuple(sorted(set(self.parts))), feeds=tuple(sorted(set(self.feeds)))
        )


def said_mark(said: Said) -> str:
    """Return the mark of all that a form of a priority shows."""
    return mark_of(astuple(said.clean()))


def check(said: Said) -> list[Refused]:
    """Return what is wrong with a priority, proposed or agreed."""
    broken = []
    if not clean(said.title):
        broken.append(Refused("priority-untitled", "Write in a few words what is to become better.", "title"))
    broken += too_long({"title": said.title}, TITLE_LONGEST)
    broken += too_long({"difference": said.difference, "responsibility_words": said.responsibility_words})
    if said.responsibility and said.responsibility not in set(Responsibility):
        sentence = "Choose from the list whose responsibility it is."
        broken.append(Refused("responsibility-unknown", sentence, "responsibility"))
    if any(part_as not in set(PartAs) for _unit, part_as in said.parts):
        broken.append(Refused("part-unknown", "Choose what each organisation has to do with it.", "parts"))
    if len(dict(said.parts)) < len(said.parts):
        sentence = "Choose one thing that each organisation has to do with it."
        broken.append(Refused("part-twice", sentence, "parts"))
    if any(not one.startswith("own:") and one not in set(Structure) for one in said.feeds):
        broken.append(Refused("plan-unknown", "Choose the plans from the list.", "feeds"))
    return broken


def missing(said: Said) -> list[Refused]:
    """Return what a priority still needs before it can be agreed."""
    broken = []
    if not clean(said.difference):
        sentence = "Write what will be different for children, young people and families."
        broken.append(Refused("difference-missing", sentence, "difference"))
    if not said.responsibility:
        sentence = "Choose whose responsibility it is."
        broken.append(Refused("responsibility-missing", sentence, "responsibility"))
    seeing = [unit for unit, part_as in said.parts if part_as == PartAs.SEES_TO_IT]
    if said.responsibility in (Responsibility.ONE, Responsibility.CONSULTING) and len(seeing) != 1:
        sentence = "Choose the one organisation that sees to it."
        broken.append(Refused("one-sees-to-it", sentence, "parts"))
    if said.responsibility == Responsibility.TOGETHER and len(seeing) < 2:
        broken.append(
            Refused("several-see-to-it", "Choose the organisations that see to it together.", "parts")
        )
    if said.responsibility == Responsibility.CONSULTING and len(seeing) == len(said.parts):
        broken.append(Refused("nobody-consulted", "Choose who is consulted about it.", "parts"))
    if said.responsibility == Responsibility.DIRECTED and not seeing:
        broken.append(Refused("nobody-directed", "Choose who is directed to see to it.", "parts"))
    return broken


# From each state, what can be done with a priority and where it then stands.
ON: Mapping[str, Mapping[str, str]] = {
    Standing.PROPOSED.value: {PriorityMove.AGREED.value: Standing.AGREED.value},
    Standing.AGREED.value: {PriorityMove.CLOSED.value: Standing.CLOSED.value},
    Standing.CLOSED.value: {PriorityMove.REOPENED.value: Standing.AGREED.value},
}


def onward(state: str, move: str) -> str:
    """Return the state that a priority comes to by a move. Raises Refused for one that does not lead on from there."""
    if move not in ON.get(state, {}):
        raise Refused(
            "priority-moved", "Somebody has moved this priority on meanwhile. Look at it again first."
        )
    return ON[state][move]


def check_reason(text: str, field: str = "text") -> list[Refused]:
    """Return what is wrong with a reason that has to be given."""
    if not clean(text):
        return [Refused("reason-missing", "Write the reason in a sentence.", field)]
    return too_long({field: text}, LONGEST)


def check_leads(leading: Sequence[str]) -> list[Refused]:
    """Return what is wrong with taking a part off by which these people, by name, see to actions that they lead."""
    if not leading:
        return []
    words = {"who": listed(leading), "leads": "leads" if len(leading) == 1 else "lead"}
    sentence = (
        "{who} {leads} actions of this priority and could not read it without the part that you took off. "
        "Give those actions to somebody else first, or say that they are stopped."
    )
    return [Refused("part-leads", sentence.format(**words), "parts")]
