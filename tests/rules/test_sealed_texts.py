"""Every text that people wrote in a sealed edition is found in it and can be changed, and nothing else is."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from speir.evaluations.rules import record, record_origin
from speir.evaluations.rules.sealed_texts import changed, texts

# What of a record people type themselves; everything else is the framework's, Speir's or a name of who worked.
TYPED = {
    record.Record: {"title", "overarching_answer", "capacity_answer"},
    record.RecordQuestion: {"answer"},
    record.RecordJudgement: {"reason", "strengths", "improvements"},
    record.RecordEvidence: {"shows", "account", "origin", "withdrawn_why"},
    record.RecordLink: {"url", "words"},
    # Beside these the standpoints, each of which is found, too.
    record_origin.RecordAgreement: {"reason"},
    record_origin.RecordParty: set(),
}
OTHER = {
    record.Record: {
        "unit",
        "period",
        "framework",
        "framework_key",
        "source_line",
        "overarching_question",
        "overarching_by",
        "capacity_question",
        "capacity_by",
        "sealed_on",
        "sealed_by",
        "trail_head",
    },
    record.RecordQuestion: {"number", "title", "short", "answer_by"},
    record.RecordJudgement: {
        "number",
        "title",
        "short",
        "sure",
        "state",
        "confirmed",
        "written_by",
        "written_at",
        "range",
    },
    # What an own kind of source is called is typed: it is found where the kind is one of those.
    record.RecordEvidence: {
        "item",
        "kind",
        "kind_name",
        "period",
        "speaks_of",
        "stance",
        "taken_as",
        "triage",
        "valid_until",
        "withdrawn_on",
    },
    record.RecordLink: set(),
    record_origin.RecordAgreement: {"level", "by", "on", "views"},
    record_origin.RecordParty: {"organisation", "digest", "came_on"},
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


def test_an_account_where_it_came_from_links_and_an_own_kinds_name_are_found_and_changed():
    data = json.loads(sealed(5))
    piece = data["record"]["questions"][0]["judgements"][0]["evidence"][1]
    piece |= {
        "account": "account",
        "origin": "origin",
        "withdrawn_why": "why",
        "kind": "own/1",
        "kind_name": "own",
    }
    piece |= {
        "links": [{"url": "https://a.example/", "words": ""}, {"url": "https://b.example/", "words": "b"}]
    }
    before = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    here = "1.1/evidence-2/"
    assert [(text.place, text.text) for text in texts(before) if text.place.startswith(here)] == [
        (f"{here}shows", "shows 2"),
        (f"{here}account", "account"),
        (f"{here}origin", "origin"),
        (f"{here}withdrawn_why", "why"),
        (f"{here}kind_name", "own"),
        (f"{here}link-1/url", "https://a.example/"),
        (f"{here}link-2/url", "https://b.example/"),
        (f"{here}link-2/words", "b"),
    ]
    assert changed(before, {f"{here}link-2/words": lambda text: "gone"}) == before.replace(
        '"words":"b"', '"words":"gone"'
    )
    assert changed(before, {f"{here}account": str.upper}) == before.replace(
        '"account":"account"', '"account":"ACCOUNT"'
    )


def test_why_it_was_agreed_for_whom_people_spoke_and_the_capacity_statement_are_found_and_changed():
    data = json.loads(sealed(6))
    data["record"]["capacity_answer"] = "capacity"
    data["record"]["questions"][0]["judgements"][0]["agreement"] = {
        "agreed": False,
        "level": "",
        "reason": "no agreement",
        "by": "by",
        "on": "2026-03-02",
        "views": "views",
        "standpoints": ["Health", "Iain’s mother"],
    }
    before = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    found = {text.place: (text.number, text.text) for text in texts(before)}
    assert found["capacity_answer"] == ("", "capacity")
    assert found["1.1/agreement/reason"] == ("1.1", "no agreement")
    assert found["1.1/agreement/standpoint-2"] == ("1.1", "Iain’s mother")
    gone = {place: lambda text: "gone" for place in ("1.1/agreement/standpoint-2", "capacity_answer")}
    after = before.replace('"Iain’s mother"', '"gone"').replace('"capacity"', '"gone"')
    assert changed(before, gone) == after


def test_an_edition_in_an_older_format_is_read_and_keeps_its_format():
    assert "1.1/reason" not in {text.place for text in texts(sealed(1))}
    assert json.loads(changed(sealed(1), {"title": str.upper}))["format"] == 1


def test_what_is_changed_is_changed_there_alone_and_nothing_changed_is_the_same_text():
    before = sealed()
    assert changed(before, {}) == before
    after = changed(before, {"1.1/evidence-2/shows": lambda text: "gone"})
    assert after == before.replace("shows 2", "gone")
    assert changed(before, {"1.1/improvements": lambda text: "gone"}) == before
