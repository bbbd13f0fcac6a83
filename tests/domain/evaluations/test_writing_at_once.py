"""Two people in the same indicator: the later one sees both texts and chooses, and nothing typed is ever gone."""

from __future__ import annotations

from typing import Any

import pytest

from speir.core.errors import NotYours
from speir.evaluations.actions import judgements, set_aside
from speir.evaluations.actions.beside import Field, Outcome
from speir.evaluations.models import EarlierText, LevelChange, SetAside
from speir.evaluations.queries import panels, records
from speir.evaluations.rules.saving import mark
from speir.trail.models import Entry
from tests import world

THEIRS, MINE = "What they saved.", "What I typed."


@pytest.fixture
def view(cast):
    """The lead saved 1.1's strengths while the evaluator typed; the evaluator's text is set aside."""
    return world.meeting(cast, mine=MINE, theirs=THEIRS)


def send(view, cast, text=MINE, base="", **choice: Any) -> Outcome:
    """The evaluator's form goes to the server again, as the page would send it."""
    typed = {"strengths": Field(text, mark(base), **choice)}
    return judgements.record(evaluation_id=view.id, number="1.1", typed=typed, by=cast.evaluator.actor)[1]


def asides(view, who) -> list[str]:
    return [aside.text for aside in panels.panel(who.actor, view.id, "1.1").asides]


def test_the_later_one_sees_both_texts_and_whose_the_other_is(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, strengths=THEIRS)
    conflict = world.write(view, "1.1", cast.evaluator, over={"strengths": ""}, strengths=MINE).conflicts[
        "strengths"
    ]
    assert (conflict.mine, conflict.theirs, conflict.by) == (MINE, THEIRS, cast.lead.name)
    assert world.row(view, "1.1").strengths == THEIRS


@pytest.mark.parametrize(
    ("field", "theirs", "mine"),
    [("choice", "good", "weak"), ("sure", "some_doubt", "well_evidenced"), ("improvements", THEIRS, MINE)],
)
def test_every_field_that_two_can_fill_differently_can_conflict(cast, field, theirs, mine):
    view = world.meeting(cast, field, mine=mine, theirs=theirs)
    assert world.values(view, "1.1")[field] == theirs


def test_the_same_said_twice_is_no_conflict(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, choice="good", strengths=THEIRS, done="1")
    empty = {"choice": "", "strengths": "", "done": ""}
    out = world.write(view, "1.1", cast.evaluator, over=empty, choice="good", strengths=THEIRS, done="1")
    assert not out.conflicts


def test_of_a_form_with_one_conflict_the_other_fields_are_saved(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, strengths=THEIRS)
    empty = {"strengths": "", "improvements": "", "choice": ""}
    out = world.write(
        view, "1.1", cast.evaluator, over=empty, strengths=MINE, improvements="Mine alone.", choice="good"
    )
    assert set(out.conflicts) == {"strengths"}
    assert world.values(view, "1.1") | {"sure": "", "done": ""} == {
        "choice": "good",
        "strengths": THEIRS,
        "improvements": "Mine alone.",
        "sure": "",
        "done": "",
    }


def test_a_field_left_alone_while_another_changed_it_says_that_its_form_is_behind(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, strengths=THEIRS)
    out = world.write(view, "1.1", cast.evaluator, over={"strengths": ""}, strengths="", improvements="Mine.")
    assert not out.conflicts
    assert out.behind == {"strengths"}
    assert world.row(view, "1.1").strengths == THEIRS


def test_choosing_mine_puts_it_there_and_keeps_theirs_among_the_earlier_texts(cast, view):
    (aside,) = SetAside.objects.all()
    out = send(view, cast, choose="mine", seen=mark(THEIRS), aside=aside.id)
    assert not out.conflicts
    assert out.chosen == {"strengths"}
    assert world.row(view, "1.1").strengths == MINE
    assert list(EarlierText.objects.values_list("text", "written_by_name")) == [(THEIRS, cast.lead.name)]
    assert not SetAside.objects.exists()


def test_choosing_theirs_leaves_it_there(cast, view):
    (aside,) = SetAside.objects.all()
    out = send(view, cast, choose="theirs", seen=mark(THEIRS), aside=aside.id)
    assert not out.conflicts
    assert world.row(view, "1.1").strengths == THEIRS
    assert not SetAside.objects.exists()


def test_choosing_both_puts_one_after_the_other(cast, view):
    send(view, cast, choose="both", seen=mark(THEIRS))
    assert world.row(view, "1.1").strengths == f"{THEIRS}\n\n{MINE}"


def test_choosing_between_two_levels_adds_to_the_history(cast):
    view = world.meeting(cast, "choice", mine="weak", theirs="good")
    typed = {"choice": Field("weak", mark(""), choose="mine", seen=mark("good"))}
    judgements.record(
        evaluation_id=view.id, number="1.1", typed=typed, why="The files say so.", by=cast.evaluator.actor
    )
    assert list(LevelChange.objects.order_by("at").values_list("before", "after", "why")) == [
        ("", "good", ""),
        ("good", "weak", "The files say so."),
    ]


def test_a_choice_is_asked_for_again_when_a_third_text_has_come_meanwhile(cast, view):
    world.write(view, "1.1", cast.lead, strengths="A third text.")
    for choose in ("mine", "theirs", "both"):
        out = send(view, cast, choose=choose, seen=mark(THEIRS))
        assert out.conflicts["strengths"].theirs == "A third text."
        assert out.conflicts["strengths"].mine == MINE
    assert world.row(view, "1.1").strengths == "A third text."
    assert asides(view, cast.evaluator) == [MINE]


def test_what_was_typed_is_kept_for_its_writer_alone(cast, view):
    assert asides(view, cast.evaluator) == [MINE]
    assert asides(view, cast.lead) == []
    assert asides(view, cast.reader) == []


def test_typing_on_in_a_conflict_keeps_the_newest_of_what_was_typed(cast, view):
    send(view, cast, text=MINE + " And more.")
    assert asides(view, cast.evaluator) == [MINE + " And more."]
    send(view, cast, text="Something else altogether.")
    assert asides(view, cast.evaluator) == [MINE + " And more.", "Something else altogether."]


def test_ones_own_text_going_on_before_the_first_answer_came_back_is_no_conflict(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, strengths="We see")
    out = world.write(view, "1.1", cast.evaluator, over={"strengths": ""}, strengths="We see children")
    assert not out.conflicts
    assert world.row(view, "1.1").strengths == "We see children"


def test_somebody_elses_text_is_not_overwritten_even_where_mine_goes_on_from_it(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, strengths="We see")
    out = world.write(view, "1.1", cast.evaluator, over={"strengths": ""}, strengths="We see children")
    assert set(out.conflicts) == {"strengths"}


def test_a_text_that_was_emptied_meanwhile_is_a_conflict_and_nothing_is_set_aside_for_nothing(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, strengths="One.")
    world.write(view, "1.1", cast.lead, strengths="Two.")
    out = world.write(view, "1.1", cast.evaluator, over={"strengths": "One."}, strengths="")
    assert out.conflicts["strengths"].mine == ""
    assert not SetAside.objects.exists()


def test_what_is_set_aside_can_be_thrown_away_by_its_writer_and_the_trail_says_so(cast, view):
    (aside,) = SetAside.objects.all()
    set_aside.discard(evaluation_id=view.id, aside=aside.id, by=cast.evaluator.actor)
    assert asides(view, cast.evaluator) == []
    assert Entry.objects.get(verb="discarded").about_id == aside.id
    set_aside.discard(evaluation_id=view.id, aside=aside.id, by=cast.evaluator.actor)
    assert Entry.objects.filter(verb="discarded").count() == 1


def test_nobody_throws_away_what_somebody_else_typed(cast, view):
    (aside,) = SetAside.objects.all()
    set_aside.discard(evaluation_id=view.id, aside=aside.id, by=cast.lead.actor)
    with pytest.raises(NotYours):
        set_aside.discard(evaluation_id=view.id, aside=aside.id, by=cast.stranger.actor)
    send_as_lead = {"strengths": Field("x", mark(THEIRS), choose="mine", seen=mark(THEIRS), aside=aside.id)}
    judgements.record(evaluation_id=view.id, number="1.1", typed=send_as_lead, by=cast.lead.actor)
    assert asides(view, cast.evaluator) == [MINE]
    assert not Entry.objects.filter(verb="discarded").exists()


def test_an_answer_in_ones_own_words_meets_another_in_the_same_way(cast):
    view = world.begun(cast)
    world.say(view, "", THEIRS, cast.lead)
    out = world.say(view, "", MINE, cast.evaluator, over="")
    assert out.conflicts["text"].theirs == THEIRS
    assert [a.text for a in records.opened(cast.evaluator.actor, view.id).asides] == [MINE]
    assert records.opened(cast.lead.actor, view.id).asides == ()
    assert records.opened(cast.lead.actor, view.id).record.overarching_answer == THEIRS
