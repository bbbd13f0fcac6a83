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

# What is written now, and what was written before and is still read. 2: a judgement has a `reason`; 3: a record has
# the `trail_head`; 4: a piece of evidence has the id of its `item`; 5: it has its account and what else was said of it,
# and a judgement what it `stands` on.
FORMAT = 5
READ = (1, 2, 3, 4, FORMAT)
# What an edition in an older format says nothing of: since which format, and of the record, a judgement, a piece of
# evidence.
_LACKS: tuple[tuple[int, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]], ...] = (
    (2, ({}, {"reason": ""}, {})),
    (3, ({"trail_head": ""}, {}, {})),
    (4, ({}, {}, {"item": ""})),
    (
        5,
        (
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
    data, of_record, of_judgement, of_evidence = _read(text)
    return _record(data["record"] | of_record, of_judgement, of_evidence)


def judgement_of(text: str, number: str) -> RecordJudgement | None:
    """Return what such a text judges of one indicator, and nothing else of it; None where it knows none of the number.

    Raises ValueError as `from_json` does.
    """
    data, _of_record, of_judgement, of_evidence = _read(text)
    every = (each for question in data["record"]["questions"] for each in question["judgements"])
    found = next((each for each in every if each["number"] == number), None)
    return _judgement(found | of_judgement, of_evidence) if found else None


def _read(text: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Return a text as data, and what it lacks of a record, of a judgement and of a piece of evidence."""
    data = json.loads(text)
    if data.get("format") not in READ:
        known = ", ".join(str(number) for number in READ)
        raise ValueError(f"an edition in format {data.get('format')}; this version reads {known}")
    older = [lacks for since, lacks in _LACKS if data["format"] < since]
    of_record, of_judgement, of_evidence = (
        {name: value for lacks in older for name, value in lacks[at].items()} for at in range(3)
    )
    return data, of_record, of_judgement, of_evidence


def _record(d: dict[str, Any], lacks: dict[str, Any], evidence_lacks: dict[str, Any]) -> Record:
    """`lacks` and `evidence_lacks` are what a judgement and a piece of evidence say nothing of in this format."""
    questions = tuple(
        RecordQuestion(
            **{**q, "judgements": tuple(_judgement(j | lacks, evidence_lacks) for j in q["judgements"])}
        )
        for q in d["questions"]
    )
    levels = tuple((name, position) for name, position in d["levels"])
    return Record(**{**d, "questions": questions, "levels": levels})


def _judgement(d: dict[str, Any], evidence_lacks: dict[str, Any]) -> RecordJudgement:
    made: dict[str, Any] = {
        "level": RecordLevel(**d["level"]) if d["level"] else None,
        "evidence": tuple(_evidence(e | evidence_lacks) for e in d["evidence"]),
        **{name: tuple(d[name]) for name in ("themes", "advice", "stands") if name in d},
    }
    return RecordJudgement(**(d | made))


def _evidence(d: dict[str, Any]) -> RecordEvidence:
    made: dict[str, Any] = {"voices": tuple(d["voices"]), "themes": tuple((t, b) for t, b in d["themes"])}
    if "links" in d:
        made["links"] = tuple(RecordLink(**link) for link in d["links"])
    return RecordEvidence(**(d | made))
