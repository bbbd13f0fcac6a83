"""A record as one canonical text with its digest, and read again in whichever format it was sealed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

from speir.evaluations.rules.record import (
    Record,
    RecordEvidence,
    RecordJudgement,
    RecordLevel,
    RecordLink,
    RecordQuestion,
)
from speir.evaluations.rules.record_origin import RecordAgreement, RecordParty

# What is written now, and what was written before and is still read. 2: a judgement has a `reason`; 3: a record has
# the `trail_head`; 4: a piece of evidence has the id of its `item`; 5: it has its account and what else was said of it,
# and a judgement what it `stands` on; 6: an answer has its writer, a record its capacity for improvement and who took
# part, a judgement the `range` and the `agreement` that it came from.
FORMAT = 6
READ = (1, 2, 3, 4, 5, FORMAT)
Lacks = tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]
# What an edition in an older format says nothing of: since which format, and of the record, a key question, a
# judgement, a piece of evidence.
_LACKS: tuple[tuple[int, Lacks], ...] = (
    (2, ({}, {}, {"reason": ""}, {})),
    (3, ({"trail_head": ""}, {}, {}, {})),
    (4, ({}, {}, {}, {"item": ""})),
    (
        5,
        (
            {},
            {},
            {"stands": ()},
            {
                **dict.fromkeys(("account", "origin", "taken_as", "triage"), ""),
                **dict.fromkeys(("valid_until", "withdrawn_on", "withdrawn_why"), ""),
                "stale": False,
                "links": (),
            },
        ),
    ),
    (
        6,
        (
            {
                **dict.fromkeys(
                    ("overarching_by", "capacity_question", "capacity_answer", "capacity_by"), ""
                ),
                "parties": (),
            },
            {"answer_by": ""},
            {"range": "", "agreement": None, "asked": True},
            {},
        ),
    ),
)


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
    of_record, *of_parts = _lacking(data)
    return _record(data["record"] | of_record, *of_parts)


def judgement_in(text: str, number: str) -> RecordJudgement | None:
    """Return what a sealed text says of one indicator, without making the rest of it; None where it has no such.

    Raises ValueError as `from_json` does.
    """
    data = json.loads(text)
    *_whole, of_judgement, of_evidence = _lacking(data)
    for question in data["record"]["questions"]:
        for judgement in question["judgements"]:
            if judgement["number"] == number:
                return _judgement(judgement | of_judgement, of_evidence)
    return None


def _lacking(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the record, a question, a judgement and a piece of evidence say nothing of in this format."""
    if data.get("format") not in READ:
        known = ", ".join(str(number) for number in READ)
        raise ValueError(f"an edition in format {data.get('format')}; this version reads {known}")
    older = [lacks for since, lacks in _LACKS if data["format"] < since]
    return [{name: value for lacks in older for name, value in lacks[at].items()} for at in range(4)]


def _record(
    d: dict[str, Any], question: dict[str, Any], judgement: dict[str, Any], evidence: dict[str, Any]
) -> Record:
    """`question`, `judgement` and `evidence` are what each of these says nothing of in this format."""
    made: dict[str, Any] = {
        "questions": tuple(_question(q | question, judgement, evidence) for q in d["questions"]),
        "levels": tuple((name, position) for name, position in d["levels"]),
    }
    if "parties" in d:
        made["parties"] = tuple(RecordParty(**party) for party in d["parties"])
    return Record(**(d | made))


def _question(d: dict[str, Any], judgement: dict[str, Any], evidence: dict[str, Any]) -> RecordQuestion:
    return RecordQuestion(
        **(d | {"judgements": tuple(_judgement(j | judgement, evidence) for j in d["judgements"])})
    )


def _judgement(d: dict[str, Any], evidence_lacks: dict[str, Any]) -> RecordJudgement:
    made: dict[str, Any] = {
        "level": RecordLevel(**d["level"]) if d["level"] else None,
        "evidence": tuple(_evidence(e | evidence_lacks) for e in d["evidence"]),
        **{name: tuple(d[name]) for name in ("themes", "advice", "stands") if name in d},
    }
    if said := d.get("agreement"):
        made["agreement"] = RecordAgreement(**(said | {"standpoints": tuple(said["standpoints"])}))
    return RecordJudgement(**(d | made))


def _evidence(d: dict[str, Any]) -> RecordEvidence:
    made: dict[str, Any] = {"voices": tuple(d["voices"]), "themes": tuple((t, b) for t, b in d["themes"])}
    if "links" in d:
        made["links"] = tuple(RecordLink(**link) for link in d["links"])
    return RecordEvidence(**(d | made))
