"""Rules for what is tracked beside priorities: recommendations, good practice, training, who took it up. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, dataclass, replace
from typing import Any

from speir.core.errors import Refused
from speir.core.text import clean
from speir.evaluations.rules.looks.following import late_by
from speir.evaluations.rules.looks.naming import FollowKind
from speir.improvement.rules.naming import Following, Progressing
from speir.improvement.rules.texts import LINE_LONGEST, TITLE_LONGEST, asked_about, mark_of, too_long

TEXTS = ("text", "reference", "whom", "outcome")
TAKEN_TEXTS = ("who", "what")
MOST_TRACKED, MOST_TAKEN, MOST_PRIORITIES = 300, 100, 20
# What follows from a closer look, as it is tracked here.
FROM_LOOKS = {
    FollowKind.GOOD_PRACTICE.value: Following.PRACTICE.value,
    FollowKind.TRAINING.value: Following.TRAINING.value,
}
TO_DO = (Progressing.OPEN, Progressing.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class Said:
    """Something tracked, as typed: what, where it stands, for whom, who sees to it, until when, how far it has come.

    `priorities` are the ids of those that answer it, `of` is the indicator that it bears on, such as `hmie-2005/3.2`.
    """

    kind: str = ""
    text: str = ""
    reference: str = ""
    whom: str = ""
    inspection: str = ""
    person: str = ""
    due: dt.date | None = None
    state: str = Progressing.OPEN.value
    outcome: str = ""
    of: str = ""
    priorities: tuple[str, ...] = ()

    def clean(self) -> Said:
        """Return it with its texts in the one form in which they are kept; where it stands is of recommendations."""
        texts: dict[str, Any] = {name: clean(getattr(self, name)) for name in TEXTS}
        if self.kind != Following.RECOMMENDATION:
            texts |= {"reference": "", "inspection": ""}
        return replace(self, **texts, priorities=tuple(sorted(set(self.priorities))))


@dataclass(frozen=True, slots=True)
class Taken:
    """Who took something up or was trained, as typed: a unit or words, the day, and what came of it."""

    unit: str = ""
    who: str = ""
    on: dt.date | None = None
    what: str = ""

    def clean(self) -> Taken:
        """Return it with its texts in the one form in which they are kept."""
        return replace(self, who=clean(self.who), what=clean(self.what))


def said_mark(said: Said) -> str:
    """Return the mark of all that a form of something tracked shows."""
    return mark_of(astuple(said.clean()))


def taken_mark(taken: Taken) -> str:
    """Return the mark of all that a form of who took something up shows."""
    return mark_of(astuple(taken.clean()))


def check(said: Said, today: dt.date, *, known: dt.date | None = None, before: int = 0) -> list[Refused]:
    """Return what is wrong with something tracked; `before` is how many there are of its kind already.

    A day in the past is asked about, unless it is `known`: it stood there, or the person said that it is meant so.
    """
    broken = []
    if said.kind not in set(Following):
        broken.append(Refused("tracked-unknown", "Choose what it is from the list.", "kind"))
    if not clean(said.text):
        broken.append(Refused("tracked-says-nothing", "Write what it is about, in your own words.", "text"))
    if said.kind == Following.RECOMMENDATION and not clean(said.reference) and not said.inspection:
        sentence = "Write where it stands, such as “Inspection of March 2026, recommendation 2”."
        broken.append(Refused("reference-missing", sentence, "reference"))
    broken += too_long({"reference": said.reference, "whom": said.whom}, TITLE_LONGEST)
    broken += too_long({"text": said.text, "outcome": said.outcome}, LINE_LONGEST)
    if said.state not in set(Progressing):
        broken.append(Refused("progress-unknown", "Choose how far it has come from the list.", "state"))
    elif said.state == Progressing.DROPPED and not clean(said.outcome):
        sentence = "Write in a sentence why it is not to be done."
        broken.append(Refused("tracked-dropped-why", sentence, "outcome"))
    if len(said.priorities) > MOST_PRIORITIES:
        sentence = f"Choose {MOST_PRIORITIES} priorities at most."
        broken.append(Refused("too-many-priorities", sentence, "priorities"))
    if before >= MOST_TRACKED:
        sentence = f"{MOST_TRACKED} are tracked here already. Take some out first."
        broken.append(Refused("too-many-tracked", sentence, "text"))
    if said.state in set(TO_DO):
        broken += asked_about(said.due, today, "due", known)
    return broken


def check_taken(taken: Taken, today: dt.date, *, before: int = 0) -> list[Refused]:
    """Return what is wrong with who took something up; `before` is how many did already."""
    broken = []
    if not taken.unit and not clean(taken.who):
        broken.append(Refused("taken-by-nobody", "Choose who it was, or write it in a few words.", "who"))
    broken += too_long({"who": taken.who}, TITLE_LONGEST)
    broken += too_long({"what": taken.what}, LINE_LONGEST)
    if taken.on is None:
        broken.append(Refused("taken-when", "Put in the day.", "on"))
    elif taken.on > today:
        sentence = "This day is still to come. Put it in once it has been done."
        broken.append(Refused("taken-later", sentence, "on"))
    if before >= MOST_TAKEN:
        sentence = f"{MOST_TAKEN} stand here already. Take some out first."
        broken.append(Refused("too-many-taken", sentence, "who"))
    return broken


def late(state: str, due: dt.date | None, today: dt.date) -> str:
    """Return in words how late something is that is still to do, empty where it is not."""
    return late_by(due, today) if state in set(TO_DO) else ""
