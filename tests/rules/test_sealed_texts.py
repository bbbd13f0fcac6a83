"""Every text that people wrote in a sealed edition is found in it and can be changed, and nothing else is."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from speir.evaluations.rules import record
from speir.evaluations.rules.sealed_texts import changed, texts

# What of a record people type themselves; everything else is the framework's, Speir's or a name of who worked.
TYPED = {
    record.Record: {"title", "overarching_answer"},
    record.RecordQuestion: {"answer"},
    record.RecordJudgement: {"reason", "strengths", "improvements"},
    record.RecordEvidence: {"shows"},
}
OTHER = {
    record.Record: {
        "unit",
        "period",
        "framework",
        "framework_key",
        "source_line",
        "overarching_question",
        "sealed_on",
        "sealed_by",
        "trail_head",
    },
    record.RecordQuestion: {"number", "title", "short"},
    record.RecordJudgement: {
        "number",
        "title",
        "short",
        "sure",
        "state",
        "confirmed",
        "written_by",
        "written_at",
    },
    record.RecordEvidence: {"item", "kind", "kind_name", "period", "speaks_of", "stance"},
}


@pytest.mark.parametrize("part", TYPED)
def test_each_text_of_a_record_is_typed_or_said_to_be_another(part):
    held = {field.name for field in dataclasses.fields(part) if field.type == "str"}
    assert TYPED[part] | OTHER[part] == held


def sealed(format: int = 3) -> str:
    """An edition in which every text is its own name and place."""
    evidence = [
        {name: name for name in OTHER[record.RecordEvidence]} | {"shows": f"shows {n}"} for n in (1, 2)
    ]
    judgement: dict[str, Any] = {name: name for name in OTHER[record.RecordJudgement]}
    judgement |= {"number": "1.1", "strengths": "strengths", "improvements": "", "evidence": evidence}
    judgement |= {"reason": "reason"} if format > 1 else {}
    question = {"number": "1", "title": "t", "answer": "answer", "judgements": [judgement]}
    whole = {name: name for name in OTHER[record.Record]}
    data = {
        "format": format,
        "record": {**whole, "title": "title", "overarching_answer": "", "questions": [question]},
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_every_text_is_found_with_its_place_and_the_empty_ones_are_not():
    assert [(text.place, text.number, text.text) for text in texts(sealed())] == [
        ("title", "", "title"),
        ("1/answer", "1", "answer"),
        ("1.1/reason", "1.1", "reason"),
        ("1.1/strengths", "1.1", "strengths"),
        ("1.1/evidence-1/shows", "1.1", "shows 1"),
        ("1.1/evidence-2/shows", "1.1", "shows 2"),
    ]


def test_an_edition_in_an_older_format_is_read_and_keeps_its_format():
    assert "1.1/reason" not in {text.place for text in texts(sealed(1))}
    assert json.loads(changed(sealed(1), {"title": str.upper}))["format"] == 1


def test_what_is_changed_is_changed_there_alone_and_nothing_changed_is_the_same_text():
    before = sealed()
    assert changed(before, {}) == before
    after = changed(before, {"1.1/evidence-2/shows": lambda text: "gone"})
    assert after == before.replace("shows 2", "gone")
    assert changed(before, {"1.1/improvements": lambda text: "gone"}) == before
