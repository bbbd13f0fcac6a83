"""What was set aside for its writer: typed while somebody sealed, taken up after all, too long together."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import answers, judgements, set_aside
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.editions import reopen
from speir.evaluations.models import Answer, SetAside
from speir.evaluations.queries import panels, records
from speir.evaluations.rules.saving import LONGEST_TEXT, mark
from tests import world


def save(view, by, text, base="", **how):
    typed = {"strengths": Field(text, mark(base), **how)}
    return judgements.record(evaluation_id=view.id, number="1.1", typed=typed, by=by.actor)[1]


def kept_for(view, who):
    return [aside.text for aside in panels.panel(who.actor, view.id, "1.1").asides]


def test_what_was_typed_while_the_lead_sealed_waits_for_its_writer(cast):
    view = world.begun(cast)
    world.seal(view, cast.lead)
    for text in ("Half a sent", "Half a sentence, and then all of it."):
        with pytest.raises(Refused, match="kept for you"):
            save(view, cast.evaluator, text)
    assert kept_for(view, cast.evaluator) == ["Half a sentence, and then all of it."]
    assert kept_for(view, cast.lead) == []
    reopen(evaluation_id=view.id, by=cast.lead.actor)
    assert kept_for(view, cast.evaluator) == ["Half a sentence, and then all of it."]
    assert world.values(view, "1.1")["strengths"] == ""


def test_an_answer_typed_while_the_lead_sealed_waits_too(cast):
    view = world.begun(cast)
    world.seal(view, cast.lead)
    with pytest.raises(Refused, match="kept for you"):
        answers.answer(
            evaluation_id=view.id, question="2", typed=Field("We found", mark("")), by=cast.evaluator.actor
        )
    assert [a.text for a in records.opened(cast.evaluator.actor, view.id).asides] == ["We found"]


def test_what_nobody_typed_is_not_kept_when_it_is_sealed(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, strengths="As it was.")
    world.seal(view, cast.lead)
    with pytest.raises(Refused, match=r"^This broad view is sealed"):
        save(view, cast.evaluator, "As it was.", "As it was.")
    with pytest.raises(NotAllowed):
        save(view, cast.reader, "A reader's")
    assert not SetAside.objects.exists()


def test_a_kept_text_goes_to_the_end_of_its_field_when_its_writer_says_so(cast):
    view = world.meeting(cast, mine="What I typed.", theirs="What they saved.")
    (aside,) = SetAside.objects.all()
    with pytest.raises(NotYours):
        set_aside.take_up(evaluation_id=view.id, aside=aside.id, by=cast.lead.actor)
    set_aside.take_up(evaluation_id=view.id, aside=aside.id, by=cast.evaluator.actor)
    assert world.values(view, "1.1")["strengths"] == "What they saved.\n\nWhat I typed."
    assert kept_for(view, cast.evaluator) == []


def test_a_kept_answer_goes_to_the_end_of_its_field_too(cast):
    view = world.begun(cast)
    world.say(view, "", "What they said.", cast.lead)
    world.say(view, "", "What I said.", cast.evaluator, over="")
    (aside,) = SetAside.objects.all()
    set_aside.take_up(evaluation_id=view.id, aside=aside.id, by=cast.evaluator.actor)
    assert Answer.objects.get(evaluation=view, question="").text == "What they said.\n\nWhat I said."


def test_a_kept_text_stays_kept_where_it_cannot_be_taken_up(cast):
    view = world.meeting(cast, mine="x" * LONGEST_TEXT, theirs="What they saved.")
    (aside,) = SetAside.objects.all()
    with pytest.raises(Refused, match="characters long"):
        set_aside.take_up(evaluation_id=view.id, aside=aside.id, by=cast.evaluator.actor)
    world.seal(view, cast.lead)
    with pytest.raises(Refused, match="sealed"):
        set_aside.take_up(evaluation_id=view.id, aside=aside.id, by=cast.evaluator.actor)
    assert len(kept_for(view, cast.evaluator)) == 1


def test_two_texts_that_are_too_long_together_are_not_put_together(cast):
    theirs = "y" * LONGEST_TEXT
    view = world.meeting(cast, mine="x" * LONGEST_TEXT, theirs=theirs)
    out = save(view, cast.evaluator, "x" * LONGEST_TEXT, choose="both", seen=mark(theirs))
    assert "Both together are 40,002 characters" in out.refused["strengths"].sentence
    assert world.values(view, "1.1")["strengths"] == theirs


def test_line_breaks_count_once_however_the_browser_sends_them(cast):
    view = world.begun(cast)
    text = "a line\r\n" * (LONGEST_TEXT // 8) + "x" * 1_000
    out = save(view, cast.evaluator, text)
    assert "strengths" in out.saved
    out = save(view, cast.evaluator, "é" * (LONGEST_TEXT + 1), out.current["strengths"])
    assert "strengths" in out.refused
