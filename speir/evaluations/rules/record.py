"""The record of a broad view: all that it says, as data that can be sealed, read again and exported."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from speir.evaluations.rules.judging import STANCE_WORDS
from speir.evidence.rules.items import NOT_OPEN, SPEAKS_OF_WORDS, views

# What is written now, and what was written before and is still read. 2: a judgement has a `reason`; 3: a record has
# the `trail_head`; 4: a piece of evidence has the id of its `item`.
FORMAT = 4
READ = (1, 2, 3, FORMAT)


@dataclass(frozen=True, slots=True)
class RecordLevel:
    """A level as it was chosen. `position` orders; it is not shown. `maintain` as in `frameworks`."""

    key: str
    name: str
    position: int
    counts_as: str
    maintain: bool


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """A citation with its item, known by its id. `themes` is (short name of the theme, how it bears) in pairs.

    `withheld`: the piece is not open to whoever reads the record, which holds none of its words. `item` is empty for
    such a piece, and where an edition was sealed before ids were kept.
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
    withheld: bool = False

    @property
    def said(self) -> str:
        """What it shows, or that it is not open to the reader."""
        return NOT_OPEN if self.withheld else self.shows

    @property
    def line(self) -> tuple[str, ...]:
        """Where it comes from, of when, what it tells, whose views it carries and what it does: words, none empty."""
        if self.withheld:
            return ()
        words = (self.kind_name, self.period, SPEAKS_OF_WORDS[self.speaks_of], views(self.voices))
        return tuple(word for word in (*words, STANCE_WORDS[self.stance]) if word)


@dataclass(frozen=True, slots=True)
class RecordJudgement:
    """What was judged of one indicator. `reason` is why this level, empty where none was given."""

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
    evidence: tuple[RecordEvidence, ...]
    written_by: str
    written_at: str


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A key question with the people's answer and its judgements."""

    number: str
    title: str
    short: str
    answer: str
    judgements: tuple[RecordJudgement, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A whole broad view. Dates are ISO; `levels` are (name, position) from the highest.

    `only_me`: it was its owner's alone. `trail_head` is the head of the trail when it was sealed: what came before
    cannot be taken away unseen.
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
    demonstration: bool
    edition: int
    sealed_on: str
    sealed_by: str
    levels: tuple[tuple[str, int], ...]
    questions: tuple[RecordQuestion, ...]
    trail_head: str
    only_me: bool = False

    @property
    def judgements(self) -> tuple[RecordJudgement, ...]:
        """All judgements in the publication's order."""
        return tuple(judgement for question in self.questions for judgement in question.judgements)

    @property
    def items(self) -> frozenset[str]:
        """The ids of the items whose words stand in it, as far as they were kept."""
        return frozenset(e.item for j in self.judgements for e in j.evidence if e.item)


def without(record: Record, items: Collection[str]) -> Record:
    """Return a record without the words of these items: what is confirmed and what is provisional stays the same."""
    if not items:
        return record

    def shut(one: RecordEvidence) -> RecordEvidence:
        if one.item not in items:
            return one
        return dataclasses.replace(one, shows="", period="", themes=(), item="", withheld=True)

    def closed(judgement: RecordJudgement) -> RecordJudgement:
        return dataclasses.replace(judgement, evidence=tuple(map(shut, judgement.evidence)))

    questions = tuple(
        dataclasses.replace(question, judgements=tuple(map(closed, question.judgements)))
        for question in record.questions
    )
    return dataclasses.replace(record, questions=questions)


def to_json(record: Record) -> str:
    """Return the record in one canonical form, the same text for the same record."""
    return json.dumps(
        {"format": FORMAT, "record": dataclasses.asdict(record)},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a sealed text, 64 hexadecimal characters."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(text: str) -> Record:
    """Return the record that `to_json` wrote, in this format or an older one. Raises ValueError for any other."""
    data = json.loads(text)
    if data.get("format") not in READ:
        known = ", ".join(str(number) for number in READ)
        raise ValueError(f"an edition in format {data.get('format')}; this version reads {known}")
    # What a format did not keep yet, an edition in it says nothing of.
    whole = data["record"] | ({"trail_head": ""} if data["format"] < 3 else {})
    lacks = {"reason": ""} if data["format"] < 2 else {}
    return _record(whole, lacks, {"item": ""} if data["format"] < 4 else {})


def _record(d: dict[str, Any], lacks: dict[str, Any], nameless: dict[str, Any]) -> Record:
    """`lacks` and `nameless` are what a judgement and a piece of evidence say nothing of in this format."""
    questions = tuple(
        RecordQuestion(**{**q, "judgements": tuple(_judgement(j | lacks, nameless) for j in q["judgements"])})
        for q in d["questions"]
    )
    levels = tuple((name, position) for name, position in d["levels"])
    return Record(**{**d, "questions": questions, "levels": levels})


def _judgement(d: dict[str, Any], nameless: dict[str, Any]) -> RecordJudgement:
    level = RecordLevel(**d["level"]) if d["level"] else None
    evidence = tuple(
        RecordEvidence(
            **{**e, **nameless, "voices": tuple(e["voices"]), "themes": tuple((t, b) for t, b in e["themes"])}
        )
        for e in d["evidence"]
    )
    themes, advice = tuple(d["themes"]), tuple(d["advice"])
    return RecordJudgement(**{**d, "level": level, "evidence": evidence, "themes": themes, "advice": advice})
