"""What a judgement and its themes stand on: what counts, whatever the order, and without knowing the level."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.judging import Stance
from speir.evaluations.rules.standing import TELLS, Cited, ground, standing

THEMES = ("hmie-2005/1.1/communication", "hmie-2005/1.1/trust")


def cited(kind="case_files", stance="supports", speaks_of="happens", voices=(), themes=(), **more):
    return Cited(kind, stance, speaks_of, voices, themes, **more)


CITED = st.lists(
    st.builds(
        Cited,
        kind=st.sampled_from(["case_files", "surveys", "documents", "own/0000000000000001", ""]),
        stance=st.sampled_from([s.value for s in Stance]),
        speaks_of=st.sampled_from(TELLS),
        voices=st.sampled_from([(), ("children",), ("staff",), ("families", "public")]),
        themes=st.sampled_from([(), THEMES[:1], THEMES]),
        stale=st.booleans(),
        withdrawn=st.booleans(),
        hidden=st.booleans(),
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("those", "kinds", "provisional"),
    [
        ([], 0, True),
        ([cited()], 1, True),
        ([cited(), cited()], 1, True),
        ([cited(), cited("surveys")], 2, False),
        ([cited(), cited("own/0000000000000001")], 2, False),
        ([cited(), cited("surveys", speaks_of="impact")], 2, False),
        ([cited(), cited("surveys", speaks_of="intended")], 1, True),
        ([cited(), cited("surveys", "qualifies")], 1, True),
        ([cited(), cited("surveys", "contradicts")], 1, True),
        ([cited(speaks_of="intended"), cited("surveys", speaks_of="intended")], 0, True),
        ([cited(), cited("surveys"), cited("minutes", "contradicts")], 2, False),
        ([cited(), cited("surveys"), cited("minutes")], 3, False),
        ([cited(), cited("")], 1, True),
        ([cited(), cited("surveys", speaks_of="")], 1, True),
        ([cited(), cited("surveys", withdrawn=True)], 1, True),
        ([cited(), cited("surveys", stale=True)], 2, False),
        ([cited(), cited("surveys", hidden=True)], 2, False),
    ],
)
def test_kinds_count_only_where_they_support_and_tell_what_happens_or_its_impact(those, kinds, provisional):
    found = standing(those)
    assert (found.kinds, found.provisional) == (kinds, provisional)


@given(CITED)
def test_fewer_than_two_kinds_of_source_that_confirm_are_provisional(those):
    confirming = {
        c.kind
        for c in those
        if c.kind and c.stance == "supports" and c.speaks_of in {"happens", "impact"} and not c.withdrawn
    }
    assert standing(those).provisional == (len(confirming) < 2)


@given(CITED, st.randoms())
def test_the_order_of_the_evidence_changes_nothing(those, random):
    other = list(those)
    random.shuffle(other)
    assert ground(other, THEMES) == ground(those, THEMES)


@given(CITED)
def test_another_piece_of_evidence_never_makes_it_less_confirmed(those):
    assert standing([*those, cited("area_profile")]).kinds >= standing(those).kinds


@given(CITED)
def test_a_piece_that_was_withdrawn_is_as_if_it_were_not_there_and_is_counted_as_such(those):
    left = [c for c in those if not c.withdrawn]
    found, without = standing(those), standing(left)
    assert (found.marks, found.confirming, found.voices) == (
        without.marks,
        without.confirming,
        without.voices,
    )
    assert found.withdrawn == len(those) - len(left)


@given(CITED)
def test_every_piece_has_its_mark_and_tells_one_thing(those):
    found = standing(those)
    assert found.pieces == sum(found.telling(what) for what in TELLS) == sum(map(found.doing, Stance))
    assert found.stale <= found.pieces


def test_a_standing_is_found_without_knowing_the_level():
    assert list(inspect.signature(standing).parameters) == ["citations"]
    assert list(inspect.signature(ground).parameters) == ["citations", "themes"]


def test_any_voice_is_heard_and_named_in_one_order():
    assert not standing([cited(voices=("staff", "public"))]).voice
    found = standing([cited(voices=("public",)), cited(voices=("children",), stance="contradicts")])
    assert found.voice
    assert found.voices == ("children", "public")


def test_a_theme_stands_on_what_bears_on_it():
    found = ground([cited(themes=THEMES[:1]), cited("surveys", themes=THEMES)], THEMES)
    assert {key: stands.kinds for key, stands in found.themes} == dict(zip(THEMES, (2, 1), strict=True))
    assert found.whole.kinds == 2
    assert (found.untied, found.hidden) == (0, 0)


def test_what_bears_on_no_theme_is_counted_apart_and_what_is_not_open_to_the_reader_too():
    found = ground([cited(), cited("surveys", hidden=True), cited("minutes", withdrawn=True)], THEMES)
    assert (found.untied, found.hidden) == (1, 1)
    assert [stands.pieces for _key, stands in found.themes] == [0, 0]


def test_where_there_is_one_theme_everything_bears_on_it():
    found = ground([cited(), cited("surveys", hidden=True)], THEMES[:1])
    assert found.themes == ((THEMES[0], found.whole),)
    assert (found.untied, found.hidden) == (0, 0)
