"""Answering the key questions and the overarching one."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.models import Answer, EarlierText
from speir.evaluations.queries import records
from speir.evaluations.rules.saving import LONGEST_TEXT
from speir.trail.models import Entry
from tests import world


@pytest.fixture
def view(cast):
    return world.begun(cast)


def test_each_key_question_and_the_overarching_one_has_an_answer_of_its_own(cast, view):
    for question in ("1", "2", "3", "4", "5", ""):
        world.say(view, question, f"Answer to “{question}”", cast.evaluator)
    record = records.opened(cast.reader.actor, view.id).record
    assert [q.answer for q in record.questions] == [f"Answer to “{n}”" for n in range(1, 6)]
    assert record.overarching_answer == "Answer to “”"


def test_an_answer_says_who_wrote_it_when_and_the_trail_says_it_too(cast, view, clock):
    world.say(view, "2", "Well.", cast.evaluator)
    row = Answer.objects.get(evaluation=view, question="2")
    assert (row.written_by, row.written_by_name, row.written_at) == (
        cast.evaluator.person.id,
        cast.evaluator.name,
        clock.now,
    )
    assert Entry.objects.get(verb="answered").about_id == row.id


def test_saving_the_same_answer_again_leaves_no_trace(cast, view):
    world.say(view, "2", "Well.", cast.evaluator)
    out = world.say(view, "2", "Well.", cast.lead)
    assert not out.saved
    assert Entry.objects.filter(verb="answered").count() == 1


def test_the_answer_before_is_kept(cast, view):
    world.say(view, "2", "Well.", cast.evaluator)
    world.say(view, "2", "Less well.", cast.lead)
    earlier = EarlierText.objects.get()
    assert (earlier.place, earlier.text, earlier.written_by_name) == (
        "answer/2",
        "Well.",
        cast.evaluator.name,
    )


def test_an_answer_that_is_too_long_is_refused_whole(cast, view):
    out = world.say(view, "2", "x" * (LONGEST_TEXT + 1), cast.evaluator)
    assert "nothing is cut off" in out.refused["text"].sentence
    assert Answer.objects.get(evaluation=view, question="2").text == ""


def test_a_question_that_is_not_asked_is_not_there(cast, view):
    for question in ("6", "x", "overall"):
        with pytest.raises(NotYours):
            world.say(view, question, "Well.", cast.lead, over="")


def test_a_reader_answers_nothing_and_for_another_agency_nothing_is_there(cast, view):
    with pytest.raises(NotAllowed):
        world.say(view, "2", "Well.", cast.reader)
    with pytest.raises(NotYours):
        world.say(view, "2", "Well.", cast.stranger)


def test_what_is_sealed_is_not_answered(cast):
    view = world.sealed(cast)
    with pytest.raises(Refused, match="sealed"):
        world.say(view, "2", "Late.", cast.lead)
