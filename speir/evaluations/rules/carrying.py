"""Carrying forward: what an earlier edition said comes back, and counts only once somebody has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from speir.evaluations.rules.judging import NOT_EVALUATED
from speir.evaluations.rules.record import Record, RecordEvidence, RecordJudgement


class What(StrEnum):
    """What came back of an indicator; the first three are fields of its judgement, as forms call them."""

    LEVEL = "level"
    STRENGTHS = "strengths"
    IMPROVEMENTS = "improvements"
    EVIDENCE = "evidence"


class Checked(StrEnum):
    """Whether somebody has looked at it since."""

    NOT_YET = "not_yet"
    STILL_TRUE = "still_true"
    CHANGED = "changed"


WHAT_WORDS: dict[str, str] = {
    What.LEVEL: "Our judgement",
    What.STRENGTHS: "What we do well",
    What.IMPROVEMENTS: "What needs to improve",
    What.EVIDENCE: "How we know",
}
CHECKED_WORDS: dict[str, str] = {
    Checked.NOT_YET: "not yet checked",
    Checked.STILL_TRUE: "still true",
    Checked.CHANGED: "changed",
}
ORDER = {
    what.value: at for at, what in enumerate((What.STRENGTHS, What.IMPROVEMENTS, What.EVIDENCE, What.LEVEL))
}
FIELD_OF = {What.LEVEL: "choice", What.STRENGTHS: "strengths", What.IMPROVEMENTS: "improvements"}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that an edition said of an indicator; `item` is the id of a piece of evidence, else empty."""

    number: str
    what: What
    item: str = ""


def things(record: Record) -> Iterator[Thing]:
    """Yield everything in a sealed record that can be carried forward.

    How sure people were, and that an indicator was done, are said anew each time. Evidence whose words are not open,
    or of which an old edition keeps no id, cannot come back.
    """
    for judgement in record.judgements:
        number = judgement.number
        for what, said in (
            (What.LEVEL, choice_of(judgement)),
            (What.STRENGTHS, judgement.strengths),
            (What.IMPROVEMENTS, judgement.improvements),
        ):
            if said:
                yield Thing(number, what)
        for item in dict.fromkeys(one.item for one in judgement.evidence if one.item):
            yield Thing(number, What.EVIDENCE, item)


def choice_of(judgement: RecordJudgement) -> str:
    """Return the level that was chosen, as a form holds it: its key, NOT_EVALUATED, or empty."""
    if judgement.not_evaluated:
        return NOT_EVALUATED
    return judgement.level.key if judgement.level else ""


def said_of(judgement: RecordJudgement, what: str) -> str:
    """Return what the edition said, as the field of a form holds it; nothing for evidence."""
    if what == What.LEVEL:
        return choice_of(judgement)
    return {What.STRENGTHS.value: judgement.strengths, What.IMPROVEMENTS.value: judgement.improvements}.get(
        what, ""
    )


def cited(judgement: RecordJudgement, item: str) -> RecordEvidence | None:
    """Return the citation of an item in an edition."""
    return next((one for one in judgement.evidence if one.item == item), None)
