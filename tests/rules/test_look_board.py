"""The board of a closer look: what its rules say of questions, features, contradictions and who was not heard."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.looks import board as rules
from speir.evaluations.rules.looks.naming import Answered, Doing, How, Seen

IDS = st.text(string.ascii_lowercase, min_size=1, max_size=4)
TRACES = st.builds(
    rules.Trace,
    source=IDS,
    kind=st.sampled_from([*(one.value for one in How), rules.PIECE]),
    name=IDS,
    seen=st.sampled_from([one.value for one in Seen]),
)
FEATURES = st.lists(
    st.builds(
        rules.Sought,
        id=IDS,
        number=st.sampled_from(["1.1", "3.2", "5.4"]),
        theme=st.sampled_from(["", "a", "b"]),
        text=IDS,
        traces=st.lists(TRACES, max_size=5).map(tuple),
    )
)
QUESTIONS = st.lists(
    st.builds(
        rules.Asked,
        id=IDS,
        number=st.just("3.2"),
        text=IDS,
        state=st.sampled_from([one.value for one in Answered]),
    )
)
GROUPS = st.lists(st.builds(rules.Grouped, id=IDS, by_what=st.just("age"), text=IDS, heard=st.integers(0, 3)))
WAYS = st.lists(
    st.builds(
        rules.Planned,
        id=IDS,
        text=IDS,
        how=st.sampled_from([one.value for one in How]),
        state=st.sampled_from([one.value for one in Doing]),
    )
)
PLACES = [("1.1", "a"), ("3.2", "a"), ("3.2", "b")]


def made(
    questions=(), features=(), groups=(), ways=(), weighed=(), heard=(), voices=("children", "families")
):
    return rules.board(
        questions=questions,
        features=features,
        places=PLACES,
        weighed=weighed,
        groups=groups,
        ways=ways,
        heard_voices=heard,
        voices=voices,
    )


@given(QUESTIONS, FEATURES, GROUPS, WAYS)
def test_nothing_is_left_out_and_nothing_stands_twice(questions, features, groups, ways):
    board = made(questions, features, groups, ways)
    assert sorted(map(repr, (*board.answered, *board.partly, *board.not_yet))) == sorted(map(repr, questions))
    shown = [one.feature for theme in board.themes for one in theme.features]
    assert sorted(map(repr, shown)) == sorted(map(repr, features))
    assert sorted(map(repr, (*board.unheard, *board.heard))) == sorted(map(repr, groups))
    assert sorted(map(repr, (*board.undone, *board.done))) == sorted(map(repr, ways))


@given(QUESTIONS, FEATURES, GROUPS, WAYS)
def test_each_stands_where_its_own_state_says(questions, features, groups, ways):
    board = made(questions, features, groups, ways)
    assert {one.state for one in board.answered} <= {"answered"}
    assert {one.state for one in board.not_yet} <= {"not_yet"}
    assert not any(one.heard for one in board.unheard)
    assert all(one.heard for one in board.heard)
    assert {one.state for one in board.done} <= {"done"}
    assert "done" not in {one.state for one in board.undone}
    for theme in board.themes:
        assert {(one.feature.number, one.feature.theme) for one in theme.features} <= {
            (theme.number, theme.theme)
        }


@given(st.lists(TRACES, max_size=6))
def test_a_feature_differs_exactly_where_one_source_has_it_and_another_has_not(traces):
    seen = {trace.seen for trace in traces}
    found = rules.found_of(traces)
    assert (found is rules.Found.DIFFERS) == ({"seen", "not_seen"} <= seen)
    assert (found is rules.Found.NOT_LOOKED) == (not traces)


@given(st.lists(TRACES, max_size=6), st.randoms())
def test_the_order_in_which_sources_were_looked_at_changes_nothing(traces, chance):
    other = [*traces]
    chance.shuffle(other)
    assert rules.said_of(traces) == rules.said_of(other)
    assert rules.found_of(traces) == rules.found_of(other)


@given(FEATURES, QUESTIONS)
def test_no_share_and_no_score_is_ever_said(features, questions):
    board = made(questions, features)
    said = " ".join([*(t.said for t in board.themes), *(o.said for t in board.themes for o in t.features)])
    assert "%" not in said
    assert " of " not in said.replace("sets of", "").replace("reviews of", "").replace(
        "pieces of", ""
    ).replace("a piece of", "")


@given(FEATURES)
def test_what_differs_is_listed_once_more_among_the_contradictions(features):
    board = made(features=features)
    assert [one.feature for one in board.differing] == [
        one.feature for theme in board.themes for one in theme.features if one.found is rules.Found.DIFFERS
    ]
    assert board.contradicted == bool(board.differing)


def trace(kind: str, seen: str = "seen", words: str = "") -> rules.Trace:
    return rules.Trace("x", kind, "x", seen, kind_words=words)


def test_sources_are_named_by_kind():
    those = [trace("files"), trace("focus_group"), trace("focus_group")]
    assert rules.said_of(those) == "Seen in 3 sources: two focus groups and the files."
    assert rules.said_of([]) == "Not looked for yet."
    assert (
        rules.said_of([trace(rules.PIECE, words="survey"), trace("interview", "not_seen")])
        == "Seen in 1 source: a piece of evidence (survey); looked for and not found in 1 source: an interview."
    )


def test_every_way_of_finding_out_has_a_name():
    assert {one.value for one in How} | {rules.PIECE} == set(rules.NAMED)


def test_themes_come_in_the_order_in_which_they_were_given_and_what_has_none_at_its_indicators_end():
    features = [rules.Sought("1", "1.1", "", "x"), rules.Sought("2", "3.2", "b", "x")]
    board = made(features=features)
    assert [(one.number, one.theme) for one in board.themes] == [
        ("1.1", "a"),
        ("1.1", ""),
        ("3.2", "a"),
        ("3.2", "b"),
    ]


def test_evidence_contradicts_only_beside_some_that_supports():
    assert not made(weighed=[rules.Weighed("3.2", 0, ("Nobody knew.",))]).contradicted
    assert not made(weighed=[rules.Weighed("3.2", 2, ())]).contradicted
    assert made(weighed=[rules.Weighed("3.2", 2, ("Nobody knew.",))]).opposed


def test_voices_that_no_evidence_carries_are_missing():
    assert made(heard={"families"}).missing == ("children",)
    assert made(heard={"families", "children"}).missing == ()


def test_a_theme_says_how_its_features_came_out_in_words():
    found = [rules.Found.SEEN, rules.Found.SEEN, rules.Found.NOT_LOOKED]
    assert rules.tally(found) == "Two seen, one not looked for yet."
    assert rules.tally([]) == ""


def test_it_says_in_short_how_far_a_group_has_come():
    asked = [rules.Asked("1", "3.2", "x", "answered"), rules.Asked("2", "3.2", "y", "not_yet")]
    sought = [rules.Sought("1", "3.2", "a", "x", (trace("files"),)), rules.Sought("2", "1.1", "a", "y")]
    board = made(asked, sought, groups=[rules.Grouped("1", "age", "Under-fives", 0)])
    assert rules.in_short(board) == [
        "Questions: one answered, one not answered yet.",
        "What to look for: one seen, one not looked for yet.",
        "One group was not heard.",
    ]


def test_a_board_with_nothing_planned_is_empty():
    assert made().empty
    assert rules.in_short(made()) == []
    assert not made(features=[rules.Sought("1", "3.2", "", "x")]).empty
