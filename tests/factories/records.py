"""Records of broad views as plain data, for the rules that read them."""

from __future__ import annotations

from typing import Any

from speir.evaluations.rules.record import (
    Record,
    RecordEvidence,
    RecordJudgement,
    RecordLevel,
    RecordQuestion,
)

LEVELS = {
    "excellent": RecordLevel("excellent", "Excellent", 6, "strength", True),
    "very_good": RecordLevel("very_good", "Very good", 5, "strength", True),
    "good": RecordLevel("good", "Good", 4, "strength", False),
    "adequate": RecordLevel("adequate", "Adequate", 3, "priority", False),
    "weak": RecordLevel("weak", "Weak", 2, "priority", False),
    "unsatisfactory": RecordLevel("unsatisfactory", "Unsatisfactory", 1, "priority", False),
}


def evidence(**changed: Any) -> RecordEvidence:
    fields: dict[str, Any] = {
        "shows": "In 11 of 12 files the child was seen that day.",
        "kind": "case_files",
        "kind_name": "Case files",
        "period": "April 2026",
        "speaks_of": "happens",
        "stance": "supports",
        "voices": ("children",),
        "themes": (("Trust", "strength"),),
        "item": "",
        "account": "",
        "origin": "",
        "taken_as": "",
        "triage": "",
        "valid_until": "",
        "stale": False,
        "withdrawn_on": "",
        "withdrawn_why": "",
        "links": (),
    }
    return RecordEvidence(**(fields | changed))


def judgement(number: str, level: str = "", **changed: Any) -> RecordJudgement:
    fields: dict[str, Any] = {
        "number": number,
        "title": f"Title of {number}",
        "short": f"Short {number}",
        "crucial": False,
        "themes": ("Communication", "Trust"),
        "level": LEVELS.get(level),
        "not_evaluated": False,
        "reason": "",
        "sure": "",
        "state": "not_started",
        "strengths": "",
        "improvements": "",
        "provisional": False,
        "confirmed": "Confirmed by 2 kinds of source",
        "advice": (),
        "pieces": 0,
        "kinds": 0,
        "stands": (),
        "evidence": (),
        "written_by": "",
        "written_at": "",
        "range": "",
        "agreement": None,
    }
    return RecordJudgement(**(fields | changed))


def record(*judgements: RecordJudgement, answers: dict[str, str] | None = None, **changed: Any) -> Record:
    """A record with these judgements under their key questions, in the order given."""
    answers = answers or {}
    numbers = list(dict.fromkeys(j.number.split(".")[0] for j in judgements))
    fields: dict[str, Any] = {
        "unit": "Strathardle children’s team",
        "title": "Broad view 2026",
        "period": "2026",
        "framework": "How well are children protected?",
        "framework_key": "hmie-2005",
        "framework_version": 1,
        "source_line": "Source and date.",
        "overarching_question": "How well?",
        "overarching_answer": answers.get("", ""),
        "overarching_by": "",
        "capacity_question": "",
        "capacity_answer": "",
        "capacity_by": "",
        "parties": (),
        "demonstration": False,
        "edition": 1,
        "trail_head": "",
        "sealed_on": "",
        "sealed_by": "",
        "levels": tuple((level.name, level.position) for level in LEVELS.values()),
        "questions": tuple(
            RecordQuestion(
                number=number,
                title=f"Question {number}?",
                short=f"Question {number}",
                answer=answers.get(number, ""),
                answer_by="",
                judgements=tuple(j for j in judgements if j.number.startswith(f"{number}.")),
            )
            for number in numbers
        ),
    }
    return Record(**(fields | changed))
