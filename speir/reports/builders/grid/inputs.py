"""What the grid is built from: plain facts, already allowed for this reader and in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ThemeStance:
    """A theme that a piece of evidence speaks to, and what it shows there ("strength", "weakness")."""

    theme: str
    stance: str = ""


@dataclass(frozen=True)
class EvidenceInput:
    """One piece of evidence as it stands under an indicator; every text is a phrase ready to print.

    `cautions` is what to know before leaning on it. `key` is the same wherever the same piece stands; `account`,
    `origin` and `links` (words and address in pairs) are told once, at the end.
    """

    summary: str
    kind: str = ""
    period: str = ""
    speaks_of: str = ""
    views: str = ""
    stance: str = ""
    themes: tuple[ThemeStance, ...] = ()
    taken_as: str = ""
    cautions: tuple[str, ...] = ()
    key: str = ""
    account: str = ""
    origin: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def told_in_full(self) -> bool:
        """Whether there is more to tell of it than stands under the indicator."""
        return bool(self.key and (self.account or self.origin or self.links))


@dataclass(frozen=True)
class IndicatorInput:
    """One indicator and what was judged. `level` is a name on the grid's scale, or None while nothing is judged.

    `counts_as` is `strength` or `priority`, and `maintain` says that the level calls for keeping the service as it is.
    `not_agreed` says that people wrote down that they do not agree on a level. `came_from` are sentences: what
    organisations judged each for itself, and what was agreed of it.
    """

    number: str
    title: str
    themes: tuple[str, ...] = ()
    crucial: bool = False
    level: str | None = None
    counts_as: str = ""
    maintain: bool = False
    not_evaluated: bool = False
    reason: str = ""
    provisional_note: str = ""
    how_sure: str = ""
    strengths: str = ""
    improvements: str = ""
    confirmation: str = ""
    evidence: tuple[EvidenceInput, ...] = ()
    came_from: tuple[str, ...] = ()
    not_agreed: bool = False


@dataclass(frozen=True)
class PartyInput:
    """An organisation that took part, what it handed in as a sentence, and the check mark of that."""

    name: str
    said: str
    digest: str = ""


@dataclass(frozen=True)
class KeyQuestionInput:
    """A key question, the people's own answer to it and who wrote that, and its indicators."""

    number: str
    title: str
    answer: str = ""
    answer_by: str = ""
    indicators: tuple[IndicatorInput, ...] = ()


@dataclass(frozen=True)
class GridInput:
    """Everything a grid says. `levels` are (name, position) with the best in the highest position.

    `parties` took part in the joint broad view that this is the agreed one of.
    """

    title: str
    about: str
    framework_title: str
    source: str
    levels: tuple[tuple[str, int], ...]
    key_questions: tuple[KeyQuestionInput, ...]
    made_at: datetime
    overarching_question: str = ""
    overarching_answer: str = ""
    overarching_by: str = ""
    capacity_question: str = ""
    capacity_answer: str = ""
    capacity_by: str = ""
    parties: tuple[PartyInput, ...] = ()
    period: str = ""
    status: str = ""
    audience: str = ""
    trail_head: str = ""
    approved: str = ""
    removed: str = ""
    lede: str = ""
    mark: str | None = None
    language: str = "en-GB"

    @property
    def asks_capacity(self) -> bool:
        """Whether it says how able people are to improve: where they answered, and in every agreed broad view."""
        return bool(self.capacity_answer or (self.parties and self.capacity_question))

    def indicators(self) -> Iterator[IndicatorInput]:
        """Every indicator in the framework's order."""
        for question in self.key_questions:
            yield from question.indicators
