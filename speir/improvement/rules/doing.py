"""Rules for actions: what one says, what it needs to be agreed, how it moves on, what it may wait for. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any, NamedTuple

from speir.core.errors import Refused
from speir.core.text import clean, headline
from speir.evaluations.rules.looks.following import late_by
from speir.improvement.rules.naming import AWAITED, STATE_WORDS, State
from speir.improvement.rules.texts import LINE_LONGEST, mark_of, too_long

TEXTS = ("title", "resources", "target", "shows")
MOST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """An action as typed. `unit` and `lead` are ids; `helpers` the ids of those who help the lead.

    `begun_on` is asked only of one that has begun.
    """

    title: str = ""
    unit: str = ""
    lead: str = ""
    helpers: tuple[str, ...] = ()
    due: dt.date | None = None
    resources: str = ""
    target: str = ""
    shows: str = ""
    begun_on: dt.date | None = None

    def clean(self) -> Said:
        """Return it with its texts in the one form in which they are kept, its helpers in order without the lead."""
        texts: dict[str, Any] = {name: clean(getattr(self, name)) for name in TEXTS}
        helpers = tuple(sorted({one for one in self.helpers if one and one != self.lead}))
        return replace(self, **texts, helpers=helpers)


def said_mark(said: Said) -> str:
    """Return the mark of all that a form of an action shows."""
    return mark_of(astuple(said.clean()))


def check(said: Said, *, today: dt.date, before: int = 0) -> list[Refused]:
    """Return what is wrong with an action, proposed or agreed; `before` is how many its priority has already."""
    broken = []
    if not clean(said.title):
        broken.append(Refused("action-says-nothing", "Write in a sentence what is to be done.", "title"))
    broken += too_long({name: getattr(said, name) for name in TEXTS}, LINE_LONGEST)
    if before >= MOST:
        sentence = f"This priority has {MOST} actions already. Take some out first: a plan is for a few."
        broken.append(Refused("too-many-actions", sentence, "title"))
    if said.begun_on is not None and said.begun_on > today:
        sentence = "This day is still to come. Put in the day on which it began."
        broken.append(Refused("begun-later", sentence, "begun_on"))
    return broken


def missing(said: Said) -> list[Refused]:
    """Return what an action still needs before it can be agreed: a lead, a date and a target."""
    broken = []
    if not said.lead:
        broken.append(Refused("lead-missing", "Choose who leads this action.", "lead"))
    if said.due is None:
        broken.append(Refused("due-missing", "Put in the day by which it is to be done.", "due"))
    if not clean(said.target):
        sentence = "Write the target: what is to be reached, so that anybody could tell."
        broken.append(Refused("target-missing", sentence, "target"))
    return broken


_S = State
# Where an action can come to from each state. What has ended is opened again by saying that it is under way.
ON: Mapping[str, tuple[State, ...]] = {
    _S.PROPOSED.value: (_S.AGREED, _S.STOPPED),
    _S.AGREED.value: (_S.UNDER_WAY, _S.STUCK, _S.DONE, _S.STOPPED),
    _S.UNDER_WAY.value: (_S.STUCK, _S.DONE, _S.STOPPED),
    _S.STUCK.value: (_S.UNDER_WAY, _S.DONE, _S.STOPPED),
    _S.DONE.value: (_S.IMPACT_SHOWN, _S.NO_DIFFERENCE, _S.CLOSED, _S.UNDER_WAY),
    _S.NO_DIFFERENCE.value: (_S.IMPACT_SHOWN, _S.CLOSED, _S.UNDER_WAY),
    _S.IMPACT_SHOWN.value: (_S.UNDER_WAY,),
    _S.CLOSED.value: (_S.UNDER_WAY, _S.IMPACT_SHOWN),
    _S.STOPPED.value: (_S.PROPOSED,),
}
# What somebody may say of their own action without planning here; by a link in a letter only the first three.
LEADS_SAY = (_S.UNDER_WAY, _S.STUCK, _S.DONE, _S.NO_DIFFERENCE, _S.IMPACT_SHOWN)
BY_LINK = (_S.UNDER_WAY, _S.STUCK, _S.DONE)
NEEDS_WORDS: Mapping[str, str] = {
    _S.STUCK.value: "Write in a sentence what it is stuck on.",
    _S.STOPPED.value: "Write in a sentence why it is stopped.",
    _S.CLOSED.value: "Write in a sentence why there is no evidence of impact.",
    _S.NO_DIFFERENCE.value: "Write in a sentence how you know that no difference is seen.",
}
MOVED = "action-moved"


def check_move(before: str, after: str, text: str) -> list[Refused]:
    """Return what is wrong with saying that an action has come to a state; a sentence on the same state is allowed."""
    broken = []
    if after not in set(State):
        return [Refused("state-unknown", "Choose from the list how far it has come.", "state")]
    if after != before and State(after) not in ON[before]:
        sentence = f"This action is {STATE_WORDS[before]} now: it cannot be {STATE_WORDS[after]} from there."
        broken.append(Refused(MOVED, sentence, "state"))
    if after in NEEDS_WORDS and not clean(text):
        broken.append(Refused("words-missing", NEEDS_WORDS[after], "text"))
    elif after == before and not clean(text):
        broken.append(Refused("words-missing", "Write in a sentence how far it has come.", "text"))
    return broken + too_long({"text": text}, LINE_LONGEST)


MOST_STEPS = 50


def step_mark(text: str, done_on: dt.date | None) -> str:
    """Return the mark of all that a form of a step shows."""
    return mark_of((text, done_on))


def check_step(
    text: str, *, before: int = 0, done_on: dt.date | None = None, today: dt.date | None = None
) -> list[Refused]:
    """Return what is wrong with a step; `before` is how many its action has already."""
    broken = []
    if not clean(text):
        broken.append(Refused("step-says-nothing", "Write in a few words what this step is.", "text"))
    if before >= MOST_STEPS:
        sentence = f"This action has {MOST_STEPS} steps already. Take some out, or make it two actions."
        broken.append(Refused("too-many-steps", sentence, "text"))
    if done_on is not None and today is not None and done_on > today:
        broken.append(Refused("done-later", "This day is still to come.", "done_on"))
    return broken + too_long({"text": text}, LINE_LONGEST)


# What can be taken back by going to the state before; agreeing and proof are undone on their own.
TAKEN_BACK = (_S.UNDER_WAY, _S.STUCK, _S.DONE, _S.NO_DIFFERENCE, _S.CLOSED, _S.STOPPED)
TAKEN_BACK_DAYS = 14


class Move(NamedTuple):
    """What was said of an action at a moment: from which state to which, and the sentence.

    `takes_back`: it takes back what was said before it.
    """

    before: str
    state: str
    text: str
    takes_back: bool = False


def can_take_back(last: Move, said_on: dt.date, today: dt.date) -> bool:
    """Return whether what was said last can be taken back, within two weeks.

    A move that led to another state, though not by proof; or a sentence on the same state. What takes back something
    is not taken back itself.
    """
    if (
        last.takes_back
        or not last.before
        or last.before == _S.IMPACT_SHOWN
        or (today - said_on).days > TAKEN_BACK_DAYS
    ):
        return False
    return bool(last.text) if last.before == last.state else last.state in TAKEN_BACK


def stood(said: Sequence[Move]) -> str:
    """Return the sentence that stands, of all that was said, newest first: what was taken back is passed over."""
    at = 0
    while at < len(said) and said[at].takes_back:
        at += 2
    return said[at].text if at < len(said) else ""


def circle(needs: Mapping[str, Iterable[str]], action: str, other: str) -> tuple[str, ...]:
    """Return the actions through which `other` waits for `action` already, both included; empty where it does not.

    `needs` maps each action to those that it waits for. If `action` came to wait for `other`, that would be a circle.
    """
    come_by: dict[str, str] = {other: ""}
    ahead = [other]
    while ahead:
        here = ahead.pop()
        if here == action:
            found = []
            while here:
                found.append(here)
                here = come_by[here]
            return tuple(reversed(found))
        for one in needs.get(here, ()):
            if one not in come_by:
                come_by[one] = here
                ahead.append(one)
    return ()


def circle_sentence(titles: Sequence[str]) -> str:
    """Return why an action cannot wait for another one; `titles` name the circle from that other one back to it.

    An empty title is of an action that the reader may not see.
    """
    named = [f"“{headline(title, 60)}”" if title else "an action that is not open to you" for title in titles]
    chain = ", which waits for ".join(named)
    return f"That would be a circle: {named[-1]} would wait for {chain}."


def check_taking_back(text: str) -> list[Refused]:
    """Return what is wrong with the reason for taking back what shows the impact of an action."""
    if not clean(text):
        return [Refused("words-missing", "Write in a sentence why it does not show the impact.", "text")]
    return too_long({"text": text}, LINE_LONGEST)


def overdue(state: str, due: dt.date | None, today: dt.date) -> str:
    """Return in words how late an action is that was agreed and is not done, empty where it is not late."""
    return late_by(due, today) if state in set(AWAITED) else ""


def proves(*, speaks_of: str, day: dt.date | None, began: dt.date | None) -> list[Refused]:
    """Return why an item of evidence does not show the impact of an action; nothing where it does.

    It has to tell of impact, and to be from after the day on which the action began. Source: the publication's stress
    on impact, and the practice that actions close only with evidence of it.
    """
    broken = []
    if speaks_of != "impact":
        sentence = (
            "This evidence does not say that it tells of impact on children, young people and families."
        )
        broken.append(Refused("not-of-impact", sentence, "item"))
    if day is None:
        broken.append(Refused("proof-undated", "This evidence has no date. Give it one first.", "item"))
    elif began is not None and day <= began:
        sentence = "This evidence is not from after the day on which the action began. Choose some that is."
        broken.append(Refused("proof-too-early", sentence, "item"))
    return broken
