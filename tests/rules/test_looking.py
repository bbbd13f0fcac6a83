"""Where to look next: a few sentences, the crucial first; never a block and never a score."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from speir.evaluations.rules.looking import MOST, Look, Seen, where_to_look
from speir.evaluations.rules.standing import Cited, standing

NOTHING = standing(())
ONE = standing([Cited("case_files", "supports", "happens", ("children",))])
TWO_CITED = (
    Cited("case_files", "supports", "happens", ("children",)),
    Cited("surveys", "supports", "impact", ("children",)),
)
TWO = standing(TWO_CITED)
UNHEARD = standing([Cited("case_files", "supports", "happens"), Cited("minutes", "supports", "happens")])
NAMES = {"case_files": "Reviews of case files", "staff_interviews": "Interviews with key staff"}


def seen(number, *, crucial=False, judged=False, not_evaluated=False, sure="", stands=NOTHING):
    return Seen(number, crucial, judged, not_evaluated, sure, stands)


def look(rows):
    return where_to_look(rows, NAMES)


def test_a_crucial_indicator_without_a_judgement_comes_first():
    rows = [
        seen("1.1", judged=True, stands=ONE),
        seen("1.4", crucial=True),
        seen("3.3", crucial=True, stands=ONE),
    ]
    assert look(rows) == [
        Look("1.4", "is crucial: look here early"),
        Look("3.3", "is crucial and has evidence but no judgement"),
        Look("1.1", "rests on one kind of source: try interviews with key staff"),
    ]


def test_what_is_judged_but_not_yet_known_is_the_next_thing_to_look_at():
    assert look([seen("2.1", judged=True, sure="not_yet_known", stands=TWO)]) == [
        Look("2.1", "is judged but not yet known for sure")
    ]


def test_a_level_without_evidence_or_on_one_kind_of_source_is_named_the_crucial_first():
    rows = [seen("1.1", judged=True), seen("3.3", crucial=True, judged=True, stands=ONE)]
    assert look(rows) == [
        Look("3.3", "rests on one kind of source: try interviews with key staff"),
        Look("1.1", "is judged without evidence so far"),
    ]


def test_what_contradicts_a_level_is_named_and_doubt_about_a_crucial_indicator():
    against = standing([*TWO_CITED, Cited("minutes", "contradicts", "happens")])
    rows = [
        seen("1.1", judged=True, stands=against),
        seen("1.2", judged=True, sure="some_doubt", stands=TWO),
        seen("3.3", crucial=True, judged=True, sure="some_doubt", stands=TWO),
    ]
    assert look(rows) == [
        Look("3.3", "is crucial and judged with some doubt"),
        Look("1.1", "has evidence that contradicts its level"),
    ]


def test_a_level_on_intentions_alone_on_what_is_out_of_date_or_on_nothing_that_confirms_is_named():
    intended = standing([Cited("documents", "supports", "intended", ("children",))])
    stale = standing([one._replace(stale=True) for one in TWO_CITED])
    unsaid = standing([Cited("", "supports", "happens", ("children",))])
    rows = [
        seen("1.1", judged=True, stands=intended),
        seen("1.2", judged=True, stands=stale),
        seen("1.3", judged=True, stands=unsaid),
    ]
    assert look(rows) == [
        Look("1.1", "rests on what is intended alone: try reviews of case files"),
        Look("1.2", "rests on evidence that is stale"),
        Look("1.3", "is judged, and no source confirms it yet"),
    ]


def test_the_last_line_names_the_indicators_without_views_of_children_and_families():
    rows = [seen("1.1", judged=True, stands=UNHEARD)]
    assert look(rows)[-1] == Look("1.1", "has no view of children or families yet")
    rows += [seen("1.2", judged=True, stands=UNHEARD)]
    assert look(rows)[-1] == Look("", "No view of children or families yet in 1.1 and 1.2")
    rows += [seen(f"3.{n}", judged=True) for n in range(1, 9)]
    assert len(look(rows)) == MOST
    assert look(rows)[-1] == Look("", "No view of children or families yet in 1.1 and 1.2")


def test_nothing_is_advised_where_nothing_is_open():
    assert look([seen("1.1", judged=True, sure="well_evidenced", stands=TWO), seen("1.2")]) == []


def test_an_indicator_that_its_people_set_aside_is_left_alone():
    assert look([seen("1.4", crucial=True, not_evaluated=True, sure="not_yet_known")]) == []


@given(
    st.lists(
        st.builds(
            Seen,
            number=st.sampled_from(["1.1", "1.4", "3.3", "5.4"]),
            crucial=st.booleans(),
            judged=st.booleans(),
            not_evaluated=st.booleans(),
            sure=st.sampled_from(["", "well_evidenced", "some_doubt", "not_yet_known"]),
            standing=st.sampled_from([NOTHING, ONE, TWO, UNHEARD]),
        ),
        max_size=18,
    )
)
def test_there_are_never_more_than_five_lines(rows):
    assert len(look(rows)) <= MOST == 5
