"""What chief officers and those who lead say to each other about approving an edition, and how that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from speir.core.errors import Refused
from speir.core.text import clean

LONGEST = 2000


class Said(StrEnum):
    """A step of approving: each is a row that stays, whatever follows it."""

    APPROVED = "approved"
    TAKEN_BACK = "taken_back"
    ASKED = "asked"
    ANSWERED = "answered"


# What says something by itself; an approval may come without a word.
WITH_WORDS = (Said.TAKEN_BACK, Said.ASKED, Said.ANSWERED)
# What follows another step, and which.
FOLLOWS = {Said.TAKEN_BACK: Said.APPROVED, Said.ANSWERED: Said.ASKED}
_EMPTY = {
    Said.TAKEN_BACK: "Write why you take it back: your approval stays readable beside this.",
    Said.ASKED: "Write your question.",
    Said.ANSWERED: "Write your answer.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: by whom, on which day (`on`, as people say it), and the step that it follows (`to`), or empty.

    `role` is the name of the role by which somebody approved or asked, in small letters.
    """

    id: str
    said: str
    to: str
    text: str
    by: str
    by_name: str
    role: str
    on: str


@dataclass(frozen=True, slots=True)
class Thread:
    """An approval or a question, with what followed it."""

    first: Step
    after: tuple[Step, ...]

    @property
    def open(self) -> bool:
        """Whether it still stands: an approval not taken back, a question without an answer."""
        return not self.after


@dataclass(frozen=True, slots=True)
class Steps:
    """All the steps of one edition, in the order in which they were made."""

    all: tuple[Step, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def threads(self) -> tuple[Thread, ...]:
        """Each approval and each question with what followed it."""
        return tuple(
            Thread(step, tuple(after for after in self.all if after.to == step.id))
            for step in self.all
            if not step.to
        )

    @property
    def approvals(self) -> tuple[Step, ...]:
        """The approvals that stand."""
        return tuple(self._standing(Said.APPROVED))

    @property
    def questions(self) -> tuple[Step, ...]:
        """The questions that nobody has answered yet."""
        return tuple(self._standing(Said.ASKED))

    def approval_of(self, person_id: str) -> Step | None:
        """Return the approval of this person that stands, if there is one."""
        return next((step for step in self.approvals if step.by == person_id), None)

    def _standing(self, said: Said) -> Iterator[Step]:
        return (thread.first for thread in self.threads if thread.open and thread.first.said == said)


NOTHING_SAID = Steps()


def place_of_approving(evaluation_id: str, number: int) -> str:
    """Return the key of mentions that were kept in what is said about approving an edition."""
    return f"{evaluation_id}/editions/{number}/approving"


def check(said: Said, text: str) -> list[Refused]:
    """A question, an answer and a reason are words; a note may be left out. Returns every rule that is broken."""
    typed = clean(text)
    if not typed and said in WITH_WORDS:
        return [Refused("approving-needs-words", _EMPTY[said], "text")]
    if len(typed) > LONGEST:
        return [Refused("approving-too-long", f"Use at most {LONGEST:,} characters.", "text")]
    return []
