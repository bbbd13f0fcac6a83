"""The record of a broad view: all that it says, as data that can be sealed, read again and exported."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from speir.core.text import day
from speir.evaluations.rules.judging import STANCE_WORDS, Stance
from speir.evaluations.rules.record_origin import RecordAgreement, RecordParty
from speir.evidence.rules.items import (
    NOT_OPEN,
    OWN,
    SPEAKS_OF_WORDS,
    TAKEN_AS_WORDS,
    TRIAGE_WORDS,
    SpeaksOf,
    Triage,
    views,
)


@dataclass(frozen=True, slots=True)
class RecordLevel:
    """A level as it was chosen. `position` orders; it is not shown. `maintain` as in `frameworks`."""

    key: str
    name: str
    position: int
    counts_as: str
    maintain: bool


@dataclass(frozen=True, slots=True)
class RecordLink:
    """Where more of a piece of evidence was to be found."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """A citation with its item, known by its id. `themes` is (short name of the theme, how it bears) in pairs.

    `valid_until` and `withdrawn_on` are dates in ISO form or empty, and `stale` says how it was on the day of the
    record. What nobody had said is empty.

    `withheld`: the piece is not open to whoever reads the record, which holds none of its words. `item` is empty for
    such a piece, and where an edition was sealed before ids were kept. `kind_name` is empty for one of an
    organisation's own kind.
    """

    shows: str
    kind: str
    kind_name: str
    period: str
    speaks_of: str
    stance: str
    voices: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    item: str
    account: str
    origin: str
    taken_as: str
    triage: str
    valid_until: str
    stale: bool
    withdrawn_on: str
    withdrawn_why: str
    links: tuple[RecordLink, ...]
    withheld: bool = False

    @property
    def said(self) -> str:
        """What it shows, or that it is not open to the reader."""
        return NOT_OPEN if self.withheld else self.shows

    @property
    def confirms(self) -> bool:
        """Whether its kind of source counts: it supports the judgement and tells what happens or its impact."""
        tells = self.speaks_of in (SpeaksOf.HAPPENS, SpeaksOf.IMPACT)
        return bool(self.kind and tells and self.stance == Stance.SUPPORTS and not self.withdrawn_on)

    @property
    def line(self) -> tuple[str, ...]:
        """Where it comes from, of when, what it tells, whose views it carries and what it does: words, none empty."""
        if self.withheld:
            return ()
        words = (self.kind_name, self.period, SPEAKS_OF_WORDS.get(self.speaks_of, ""))
        heard = (TAKEN_AS_WORDS.get(self.taken_as, ""), views(self.voices), STANCE_WORDS[self.stance])
        return tuple(word for word in (*words, *heard, *self.cautions) if word)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What somebody has to know before leaning on it, in words: a first look in doubt, stale, withdrawn."""
        said = []
        if self.triage in (Triage.UNCERTAIN, Triage.CONCERN):
            said.append(f"first look: {TRIAGE_WORDS[self.triage]}")
        if self.withdrawn_on:
            said.append(f"withdrawn: {self.withdrawn_why}")
        elif self.stale:
            said.append(f"stale since {day(dt.date.fromisoformat(self.valid_until))}")
        return tuple(said)


@dataclass(frozen=True, slots=True)
class RecordJudgement:
    """What was judged of one indicator. `reason` is why this level, empty where none was given.

    `stands` says in sentences what it stood on: impact and intention, whose views, theme by theme. `range` says in a
    sentence what the organisations judged that took part, empty where none were asked. A joint broad view may be about
    some indicators alone: the others are not `asked`.
    """

    number: str
    title: str
    short: str
    crucial: bool
    themes: tuple[str, ...]
    level: RecordLevel | None
    not_evaluated: bool
    reason: str
    sure: str
    state: str
    strengths: str
    improvements: str
    provisional: bool
    confirmed: str
    advice: tuple[str, ...]
    pieces: int
    kinds: int
    stands: tuple[str, ...]
    evidence: tuple[RecordEvidence, ...]
    written_by: str
    written_at: str
    range: str
    agreement: RecordAgreement | None
    asked: bool = True

    @property
    def not_agreed(self) -> bool:
        """Whether it has no level because people wrote down that they do not agree, and why."""
        none = self.level is None and not self.not_evaluated
        return none and self.agreement is not None and not self.agreement.agreed

    @property
    def told(self) -> bool:
        """Whether there is anything to tell: it was asked about, or something is written of it all the same."""
        written = self.level or self.not_evaluated or self.strengths or self.improvements
        return bool(self.asked or written or self.evidence or self.agreement)

    @property
    def confirmed_by(self) -> tuple[str, ...]:
        """The names of the kinds of source that confirm it, in the order of the evidence."""
        named = (one.kind_name for one in self.evidence if one.confirms)
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def ground(self) -> tuple[str, ...]:
        """What it stood on, in sentences: what confirms it, what that tells, what is missing or speaks against it."""
        named = (f"{' · '.join(self.confirmed_by)}.",) if self.confirmed_by else ()
        return (f"{self.confirmed}.", *named, *self.stands, *self.advice)


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A key question with the people's answer, who wrote that last, and its judgements."""

    number: str
    title: str
    short: str
    answer: str
    answer_by: str
    judgements: tuple[RecordJudgement, ...]

    @property
    def told(self) -> tuple[RecordJudgement, ...]:
        """Those of its judgements of which there is anything to tell."""
        return tuple(judgement for judgement in self.judgements if judgement.told)


@dataclass(frozen=True, slots=True)
class Record:
    """A whole broad view. Dates are ISO; `levels` are (name, position) from the highest.

    `parties` took part in it, none where it is not of a joint broad view. `capacity_question` is empty where it was
    sealed before that was asked. `only_me`: it was its owner's alone. `trail_head` is the head of the trail when it was
    sealed: what came before cannot be taken away unseen.
    """

    unit: str
    title: str
    period: str
    framework: str
    framework_key: str
    framework_version: int
    source_line: str
    overarching_question: str
    overarching_answer: str
    overarching_by: str
    capacity_question: str
    capacity_answer: str
    capacity_by: str
    demonstration: bool
    edition: int
    sealed_on: str
    sealed_by: str
    levels: tuple[tuple[str, int], ...]
    questions: tuple[RecordQuestion, ...]
    parties: tuple[RecordParty, ...]
    trail_head: str
    only_me: bool = False

    @property
    def judgements(self) -> tuple[RecordJudgement, ...]:
        """All judgements in the publication's order."""
        return tuple(judgement for question in self.questions for judgement in question.judgements)

    @property
    def told(self) -> tuple[RecordJudgement, ...]:
        """All of which there is anything to tell: what a joint broad view did not ask about is left out."""
        return tuple(judgement for judgement in self.judgements if judgement.told)

    @property
    def items(self) -> frozenset[str]:
        """The ids of the items whose words stand in it, as far as they were kept."""
        return frozenset(e.item for j in self.judgements for e in j.evidence if e.item)


_UNREAD: dict[str, Any] = {
    **dict.fromkeys(
        ("shows", "period", "item", "account", "origin", "taken_as", "triage", "withdrawn_why"), ""
    ),
    "themes": (),
    "links": (),
    "withheld": True,
}


def closed(judgement: RecordJudgement, items: Collection[str]) -> RecordJudgement:
    """Return a judgement without the words of these items of its evidence; an empty id is one that is not known."""
    if not items:
        return judgement

    def shut(one: RecordEvidence) -> RecordEvidence:
        if one.item not in items:
            return one
        # A published kind stays named, since it confirms; an organisation's own is its word.
        name = "" if one.kind.startswith(OWN) else one.kind_name
        return dataclasses.replace(one, kind_name=name, **_UNREAD)

    return dataclasses.replace(judgement, evidence=tuple(map(shut, judgement.evidence)))


def without(record: Record, items: Collection[str]) -> Record:
    """Return a record without the words of these items: what is confirmed and what is provisional stays the same."""
    if not items:
        return record
    questions = tuple(
        dataclasses.replace(question, judgements=tuple(closed(one, items) for one in question.judgements))
        for question in record.questions
    )
    return dataclasses.replace(record, questions=questions)
