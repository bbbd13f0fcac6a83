"""What an organisation hands in: which of what was asked is missing or thin, and the words that go with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from speir.core.errors import Refused
from speir.core.text import clean, listed
from speir.evaluations.rules.asking import Move
from speir.evaluations.rules.record import Record, RecordJudgement

LONGEST_WORDS = 2000
_EMPTY = {
    Move.DECLINED: "Write in a sentence why you do not take part. Whoever asked you reads it.",
    Move.SUBMITTED: "Write in a sentence why you hand it in all the same. The others read it beside what is missing.",
}


@dataclass(frozen=True, slots=True)
class Gaps:
    """Numbers of asked indicators: without a judgement, too little behind a level, a text waiting for its writer.

    `unchecked`: something that came back of an earlier edition counts for nothing yet, since nobody has confirmed it.
    """

    unanswered: tuple[str, ...] = ()
    thin: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.numbers)

    @property
    def numbers(self) -> frozenset[str]:
        """Every indicator that something is said of."""
        return frozenset((*self.unanswered, *self.thin, *self.waiting, *self.unchecked))

    @property
    def sentences(self) -> list[str]:
        """What is open still, each as a sentence; empty when nothing is."""
        said = []
        for numbers, one, many in (
            (
                self.unanswered,
                "has no judgement yet: no level and no words",
                "have no judgement yet: no level and no words",
            ),
            (self.thin, "rests on fewer than two kinds of source", "rest on fewer than two kinds of source"),
        ):
            if numbers:
                said.append(f"{listed(numbers)} {one if len(numbers) == 1 else many}.")
        if self.waiting:
            said.append(
                f"In {listed(self.waiting)} a text waits for its writer, who alone sees it. It does not go with this."
            )
        if self.unchecked:
            said.append(
                f"In {listed(self.unchecked)} something that came back from an earlier edition is not checked yet. It "
                "does not go with this until somebody says that it is still true."
            )
        return said


def answered(judgement: RecordJudgement) -> bool:
    """Whether something was said of an indicator: a level, that it was not evaluated, or words without either."""
    words = judgement.strengths or judgement.improvements
    return bool(judgement.level or judgement.not_evaluated or words)


def gaps(
    record: Record, asked: Collection[str], waiting: Iterable[str] = (), unchecked: Iterable[str] = ()
) -> Gaps:
    """Return what is open in the indicators that are asked about, by their numbers, in the framework's order."""
    those = [one for one in record.judgements if one.number in asked]
    wait, back = set(waiting), set(unchecked)
    return Gaps(
        unanswered=tuple(one.number for one in those if not answered(one)),
        thin=tuple(one.number for one in those if one.provisional),
        waiting=tuple(one.number for one in those if one.number in wait),
        unchecked=tuple(one.number for one in those if one.number in back),
    )


def check_words(move: Move, text: str, *, needed: bool) -> list[Refused]:
    """Return every rule that the words with a move break."""
    typed = clean(text)
    if needed and not typed:
        return [Refused("contribution-needs-words", _EMPTY[move], "text")]
    if len(typed) > LONGEST_WORDS:
        sentence = (
            f"This is {len(typed):,} characters long. Keep it to {LONGEST_WORDS:,}; nothing is cut off."
        )
        return [Refused("contribution-words-long", sentence, "text")]
    return []


def check_chosen(chosen: Collection[str], asked: Collection[str]) -> list[Refused]:
    """A body that chooses what it answers chooses at least one indicator, among those that are asked about."""
    if not chosen:
        return [
            Refused(
                "contribution-chooses-none", "Choose at least one: the one you know most about.", "indicators"
            )
        ]
    strange = [number for number in chosen if number not in asked]
    if strange:
        return [Refused("contribution-not-asked", f"You are not asked about {strange[0]}.", "indicators")]
    return []
