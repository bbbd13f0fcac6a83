"""What differs between two records: nothing between the same, and the mirror image the other way round."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.differences import Change, differences
from speir.evaluations.rules.record import (
    Record,
    RecordEvidence,
    RecordJudgement,
)
from speir.evaluations.rules.record_origin import RecordAgreement, RecordParty
from tests.factories.records import LEVELS, evidence, judgement, record

SHORT = st.sampled_from(["", "One.", "Two."])
PIECES: st.SearchStrategy[RecordEvidence] = st.builds(
    evidence,
    item=st.sampled_from(["", "a" * 16, "b" * 16]),
    shows=st.sampled_from(["Seen.", "Heard."]),
    stance=st.sampled_from(["supports", "qualifies"]),
    withheld=st.booleans(),
)


@st.composite
def judgements(draw: Any, number: str) -> RecordJudgement:
    pieces = draw(st.lists(PIECES, max_size=3))
    ids = [one.item for one in pieces if one.item]
    if len(ids) != len(set(ids)):  # an item is cited once
        pieces = [dataclasses.replace(one, item="") for one in pieces]
    agreement = RecordAgreement(draw(st.booleans()), "", draw(SHORT), "Morag", "2026-03-02", "", ())
    return judgement(
        number,
        draw(st.sampled_from(["", *LEVELS])),
        reason=draw(SHORT),
        strengths=draw(SHORT),
        improvements=draw(SHORT),
        sure=draw(st.sampled_from(["", "some_doubt", "well_evidenced"])),
        range=draw(SHORT),
        agreement=agreement if draw(st.booleans()) else None,
        evidence=tuple(pieces),
    )


@st.composite
def records(draw: Any) -> Record:
    numbers = draw(st.lists(st.sampled_from(["1.1", "1.2", "3.2"]), unique=True))
    answers = {number: draw(SHORT) for number in ("1", "3", "")}
    whole = record(*(draw(judgements(number)) for number in sorted(numbers)), answers=answers)
    parties = (RecordParty("Health", 1, "d", "2026-03-02", False),) if draw(st.booleans()) else ()
    return dataclasses.replace(whole, title=draw(st.sampled_from(["A", "B"])), parties=parties)


@given(records())
def test_between_a_record_and_itself_nothing_differs(one):
    assert differences(one, one).nothing


@given(records(), records())
def test_the_other_way_round_old_and_new_change_places_and_nothing_else(one, other):
    assert differences(one, other).mirrored == differences(other, one)


@given(records(), records())
def test_what_is_said_to_be_the_same_has_the_same_level_and_texts(one, other):
    found = differences(one, other)
    for number in found.same:
        old, new = (next(j for j in r.judgements if j.number == number) for r in (one, other))
        assert (old.level, old.reason, old.strengths, old.improvements) == (
            new.level,
            new.reason,
            new.strengths,
            new.improvements,
        )
    assert found.nothing or one != other


def test_a_level_that_moved_is_said_as_the_two_levels_and_a_text_as_old_and_new():
    old = record(judgement("3.2", "good", reason="The audit.", strengths="Same."))
    new = record(judgement("3.2", "adequate", reason="The second audit.", strengths="Same."))
    (one,) = differences(old, new).indicators
    assert one.changes == (
        Change("Level", "good", "adequate"),
        Change("Why this level", "The audit.", "The second audit.", text=True),
    )
    assert one.changes[0].said == "Level: from good to adequate."


def test_evidence_that_came_and_went_is_listed_and_what_is_said_otherwise_is_a_change():
    a, b, c = (evidence(item=letter * 16, shows=f"{letter}.") for letter in "abc")
    said = dataclasses.replace(b, shows="b, said better.")
    old = record(judgement("3.2", "good", evidence=(a, b)))
    new = record(judgement("3.2", "good", evidence=(said, c)))
    (one,) = differences(old, new).indicators
    assert [piece.split(" · ")[0] for piece in one.went] == ["a."]
    assert [piece.split(" · ")[0] for piece in one.came] == ["c."]
    assert [(change.what, change.new.split(" · ")[0]) for change in one.changes] == [
        ("Evidence", "b, said better.")
    ]


def test_an_indicator_that_only_one_version_of_the_framework_has_is_named():
    found = differences(record(judgement("1.1")), record(judgement("1.1"), judgement("1.2")))
    assert found.came == ("1.2 Title of 1.2",)
    assert found.went == ()
