"""Rules for what follows from a closer look: what it may say, and how late it is. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, dataclass

from speir.core.errors import Refused
from speir.core.text import clean
from speir.evaluations.rules.looks.describing import LINE_LONGEST, MOST_LINES, check_line
from speir.evaluations.rules.looks.naming import Following, FollowKind
from speir.evaluations.rules.saving import mark


@dataclass(frozen=True, slots=True)
class Follow:
    """Something that follows, as typed: what, for whom, who sees to it, until when, how far it has come."""

    kind: str = ""
    text: str = ""
    whom: str = ""
    person: str = ""
    due: dt.date | None = None
    state: str = Following.OPEN.value
    outcome: str = ""

    def clean(self) -> Follow:
        """Return it with its texts in the one form in which they are kept."""
        texts = {name: clean(getattr(self, name)) for name in TEXTS}
        return Follow(self.kind, person=self.person, due=self.due, state=self.state, **texts)


# What people type, in the order in which it is asked for; and what stays as it is once a closer look is finished.
TEXTS = ("text", "whom", "outcome")
SETTLED = ("kind", "text", "whom")


def mark_of(follow: Follow) -> str:
    """Return the mark of all that a form of it shows."""
    return mark("\n".join(str(value or "") for value in astuple(follow)))


def check_follow(follow: Follow, *, before: int = 0) -> list[Refused]:
    """Return what is wrong with it; `before` is how many follow already."""
    broken = []
    if follow.kind not in set(FollowKind):
        broken.append(Refused("follow-unknown", "Choose what it is from the list.", "kind"))
    for refused in check_line(follow.text):
        sentence = (
            "Write what follows, in a sentence." if refused.code == "line-says-nothing" else refused.sentence
        )
        broken.append(Refused(refused.code, sentence, "text"))
    for name in ("whom", "outcome"):
        length = len(clean(getattr(follow, name)))
        if length > LINE_LONGEST:
            sentence = f"This is {length:,} characters long. Keep it to {LINE_LONGEST:,}; nothing is cut off."
            broken.append(Refused("follow-too-long", sentence, name))
    if follow.state not in set(Following):
        broken.append(Refused("following-unknown", "Choose how far it has come from the list.", "state"))
    elif follow.state == Following.DROPPED and not clean(follow.outcome):
        sentence = "Write in a sentence why it is not to be done."
        broken.append(Refused("follow-dropped-why", sentence, "outcome"))
    if before >= MOST_LINES:
        sentence = f"{MOST_LINES} things follow already. Take some out first."
        broken.append(Refused("too-many-follow", sentence, "text"))
    return broken


def overdue(state: str, due: dt.date | None, today: dt.date) -> str:
    """Return in words how late something is that is still to do, empty where it is not."""
    return late_by(due, today) if state == Following.OPEN else ""


def late_by(due: dt.date | None, today: dt.date) -> str:
    """Return in words how long a day is over, empty where it is not, or where there is none."""
    if due is None or due >= today:
        return ""
    days = (today - due).days
    if days < 14:
        return "1 day overdue" if days == 1 else f"{days} days overdue"
    weeks = days // 7
    return f"{weeks} weeks overdue" if weeks < 9 else f"{days // 30} months overdue"
