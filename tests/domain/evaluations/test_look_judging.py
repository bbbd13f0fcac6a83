"""The board and judging of a closer look through its actions: who may, what is kept, and judging together."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import judgements, set_aside
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import answers, beginning, groups, lines, sightings, theme_findings
from speir.evaluations.actions.moderation import agreeing, sitting
from speir.evaluations.models import (
    Agreement,
    EarlierText,
    Group,
    LevelChange,
    SetAside,
    Sighting,
    ThemeFinding,
)
from speir.evaluations.queries.looks import board, judging, saying
from speir.evaluations.queries.moderation.choices import choosable
from speir.evaluations.queries.moderation.sittings import together as read_together
from speir.evaluations.rules.looks.saying import sighting_mark
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world, world_look
from tests import world_look_judging as made
from tests import world_moderation as together

THEME = world_look.themes_of


@pytest.fixture
def look(cast):
    return world_look.look(cast.team, cast.lead)


@pytest.fixture
def plan(look, cast):
    return world_look.planned(look, cast.lead)


def test_an_answer_keeps_what_stood_before_and_says_so_in_the_trail(cast, look, plan):
    question = plan[0]
    made.answered(question, cast.lead, "A first answer, some words long.", "partly")
    made.answered(question, cast.evaluator, "Another.")
    assert EarlierText.objects.get().text == "A first answer, some words long."
    question.refresh_from_db()
    assert (question.answer, question.state, question.answer_by_name) == ("Another.", "answered", "Isla Reid")
    assert Entry.objects.filter(verb="answered a question of", about_id=look.id).count() == 2


def test_a_state_that_is_none_is_refused_and_the_text_beside_it_is_saved(cast, look, plan):
    typed = {"answer": Field("We do.", mark("")), "state": Field("perhaps", mark("not_yet"))}
    row, out = answers.answer(look_id=look.id, question_id=plan[0].id, typed=typed, by=cast.evaluator.actor)
    assert list(out.refused) == ["state"]
    assert (row.answer, row.state) == ("We do.", "not_yet")


def test_nobody_answers_a_question_of_another_look(cast, look, plan):
    other = world_look.planned(world_look.look(cast.team, cast.lead), cast.lead)[0]
    with pytest.raises(NotYours):
        answers.answer(
            look_id=look.id, question_id=other.id, typed={"answer": Field("x", "")}, by=cast.lead.actor
        )


def test_an_answer_to_a_question_that_was_taken_out_meanwhile_is_kept_for_its_writer(cast, look, plan):
    question, by = plan[0], cast.evaluator
    lines.take_out(look_id=look.id, column="question", line_id=question.id, by=cast.lead.actor)
    with pytest.raises(Refused, match="kept for you"):
        answers.answer(
            look_id=look.id,
            question_id=question.id,
            typed={"answer": Field("We ring each other.", mark(""))},
            by=by.actor,
        )
    lines.put_back(look_id=look.id, column="question", line_id=question.id, by=cast.lead.actor)
    shown = saying.question(by.actor, look.id, question.id)
    assert [one.text for one in shown.asides] == ["We ring each other."]
    assert not saying.question(cast.lead.actor, look.id, question.id).asides


def test_a_reader_says_nothing_and_a_stranger_finds_nothing(cast, look, plan):
    question, way, feature = plan
    calls = (
        lambda by: answers.answer(look_id=look.id, question_id=question.id, typed={}, by=by),
        lambda by: sightings.say(
            look_id=look.id, feature_id=feature.id, source=f"way-{way.id}", seen="seen", by=by
        ),
        lambda by: groups.add(look_id=look.id, by_what="age", text="Everybody", by=by),
        lambda by: theme_findings.write(look_id=look.id, theme=THEME("3.2")[0], typed={}, by=by),
    )
    for call in calls:
        with pytest.raises(NotAllowed):
            call(cast.reader.actor)
        with pytest.raises(NotYours):
            call(cast.stranger.actor)
    for query in (board.read, judging.index, saying.groups):
        with pytest.raises(NotYours):
            query(cast.stranger.actor, look.id)


def test_a_feature_is_seen_only_in_what_is_this_looks_own(cast, look, plan):
    feature = plan[2]
    view = world.begun(cast)
    foreign = world.cite(view, "3.2", cast.evaluator)
    other_way = world_look.planned(world_look.look(cast.team, cast.lead), cast.lead)[1]
    beside_another = world_look.look(cast.team, cast.lead, themes=(*THEME("3.2")[:1], *THEME("1.1")[:1]))
    elsewhere = made.cited(beside_another, cast.evaluator, "1.1")
    for source in (f"item-{foreign}", f"way-{other_way.id}", f"item-{elsewhere}", f"item-{new_id()}"):
        with pytest.raises(NotYours):
            sightings.say(
                look_id=look.id, feature_id=feature.id, source=source, seen="seen", by=cast.lead.actor
            )
    with pytest.raises(Unfit):
        sightings.say(look_id=look.id, feature_id=feature.id, source="x", seen="seen", by=cast.lead.actor)
    assert not Sighting.objects.exists()


def test_a_sighting_is_replaced_only_over_what_its_writer_saw(cast, look, plan):
    _question, way, feature = plan
    made.seen(feature, way, cast.lead, "seen", "Both groups gave examples.")
    words = {"look_id": look.id, "feature_id": feature.id, "source": f"way-{way.id}"}
    with pytest.raises(Refused) as refused:
        sightings.say(**words, seen="not_seen", by=cast.evaluator.actor)
    assert refused.value.code == sightings.CHANGED_CODE
    with pytest.raises(Refused):
        sightings.undo(**words, base="", by=cast.evaluator.actor)
    sightings.undo(**words, base=sighting_mark("seen", "Both groups gave examples."), by=cast.lead.actor)
    sightings.undo(**words, base="", by=cast.lead.actor)  # sent twice
    assert not Sighting.objects.exists()
    assert EarlierText.objects.get().text == "Both groups gave examples."


def test_what_names_somebody_waits_everywhere(cast, look, plan):
    _question, way, feature = plan
    named = "Kirsty MacLeod was told."
    with pytest.raises(Waits):
        made.seen(feature, way, cast.lead, "seen", named)
    with pytest.raises(Waits):
        made.wanted(look, cast.lead, named)
    assert "answer" in made.answered(plan[0], cast.lead, named).held
    assert "strengths" in made.judged(look, THEME("3.2")[0], cast.lead, strengths=named).held
    assert not Sighting.objects.exists()
    assert not Group.objects.exists()
    assert ThemeFinding.objects.get().strengths == ""


def test_a_sighting_of_what_is_not_open_to_the_reader_has_no_words(cast, look, plan):
    _question, _way, feature = plan
    item = made.cited(look, cast.evaluator, only_me=True, shows="Only mine to read.")
    made.seen(feature, item, cast.evaluator, "seen")
    page = board.read(cast.reader.actor, look.id)
    trace = page.board.themes[0].features[0].feature.traces[0]
    assert (trace.name, trace.kind) == ("", "evidence")
    assert "Only mine" not in repr(page)
    assert "Only mine" not in repr(saying.feature(cast.reader.actor, look.id, feature.id))
    assert item not in page.homes
    with pytest.raises(NotYours):
        made.seen(feature, item, cast.lead, "not_seen")


def test_a_source_that_was_taken_out_is_no_source_any_more(cast, look, plan):
    _question, way, feature = plan
    made.seen(feature, way, cast.lead)
    lines.take_out(look_id=look.id, column="way", line_id=way.id, by=cast.lead.actor)
    shown = board.read(cast.lead.actor, look.id).board
    assert shown.themes[0].features[0].found == "not_looked"
    assert not shown.undone


def test_a_group_is_unheard_until_a_sitting_heard_it(cast, look, plan):
    group = made.wanted(look, cast.evaluator)
    assert [one.id for one in board.read(cast.lead.actor, look.id).board.unheard] == [group.id]
    made.heard(group, plan[1])
    shown = board.read(cast.lead.actor, look.id).board
    assert not shown.unheard
    assert [one.heard for one in shown.heard] == [1]


def test_those_who_stand_among_the_groups_are_not_added_twice(cast, look):
    group = made.wanted(look, cast.evaluator)
    with pytest.raises(Unfit) as unfit:
        groups.add(look_id=look.id, by_what=group.by_what, text=group.text.upper(), by=cast.lead.actor)
    assert [one.code for one in unfit.value.broken] == ["group-there"]
    groups.take_out(look_id=look.id, group_id=group.id, by=cast.lead.actor)
    groups.add(look_id=look.id, by_what=group.by_what, text=group.text, by=cast.lead.actor)


def test_evidence_for_and_against_stands_among_the_contradictions(cast, look, plan):
    made.cited(look, cast.evaluator, stance="contradicts", shows="Three reached nobody.")
    assert not board.read(cast.lead.actor, look.id).board.contradicted
    made.cited(look, cast.evaluator, voices=("families",))
    shown = board.read(cast.lead.actor, look.id).board
    assert [(one.number, one.supports, one.contradicting) for one in shown.opposed] == [
        ("3.2", 1, ("Three reached nobody.",))
    ]
    assert shown.missing == ("children",)


def test_the_board_costs_the_same_queries_whatever_stands_on_it(cast, look, plan):
    question, way, feature = plan

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            board.read(cast.reader.actor, look.id)
        return len(asked)

    made.cited(look, cast.evaluator, stance="contradicts")
    before = cost()
    made.answered(question, cast.lead, "We do.")
    for at in range(5):
        item = made.cited(look, cast.evaluator, shows=f"It is so, {at}.")
        made.seen(feature, item, cast.evaluator, "seen")
        made.heard(made.wanted(look, cast.lead, f"Group {at}"), way)
        world_look.planned(look, cast.lead)
    assert cost() == before <= 9  # with the one that finds out who asks


def test_theme_texts_have_writers_of_their_own_and_only_chosen_themes_are_judged(cast, look):
    theme = THEME("3.2")[0]
    made.judged(look, theme, cast.lead, strengths="Early.")
    made.judged(look, theme, cast.evaluator, weaknesses="Late.")
    row = ThemeFinding.objects.get()
    assert (row.strengths_by_name, row.weaknesses_by_name) == ("Morag Sinclair", "Isla Reid")
    with pytest.raises(NotYours):
        made.judged(look, THEME("1.1")[0], cast.lead, strengths="x")
    with pytest.raises(Refused):
        beginning.discard(look_id=look.id, by=cast.lead.actor)


def test_what_is_typed_into_a_finished_look_is_kept_for_its_writer_alone(cast, look, plan):
    made.finished(look)
    theme = THEME("3.2")[0]
    with pytest.raises(Refused):
        made.judged(look, theme, cast.evaluator, strengths="Late.")
    with pytest.raises(Refused):
        made.answered(plan[0], cast.evaluator, "Late, too.")
    with pytest.raises(Refused) as refused:
        world.write(world_look.evaluation_of(look), "3.2", cast.evaluator, choice="good")
    assert "closer look" in refused.value.sentence
    assert {one.text for one in SetAside.objects.filter(person_id=cast.evaluator.person.id)} == {
        "Late.",
        "Late, too.",
    }
    type(look).objects.filter(pk=look.id).update(finished_at=None)
    for aside in SetAside.objects.all():
        set_aside.take_up(evaluation_id=look.id, aside=aside.id, by=cast.evaluator.actor)
    plan[0].refresh_from_db()
    assert plan[0].answer == "Late, too."
    assert ThemeFinding.objects.get().strengths == "Late."


# --- Judging together


def test_only_its_own_indicators_are_judged_together(cast, look):
    found = read_together(cast.lead.actor, look.id)
    assert [one.indicator.number for one in choosable(found)] == ["3.2"]
    with pytest.raises(Unfit):
        sitting.begin(evaluation_id=look.id, indicators=["1.1"], by=cast.lead.actor)


def test_what_is_agreed_stands_in_the_look_with_its_reason_and_is_never_computed(cast, look):
    view = world_look.evaluation_of(look)
    meeting = together.meeting(view, cast.lead, ("3.2",))
    together.joined(meeting, cast.lead, cast.evaluator)
    row = together.opened(meeting, cast.lead, "3.2")
    together.judged(row, cast.evaluator, "weak", "Nobody knew.")
    together.judged(row, cast.lead, "good")
    together.revealed(row, cast.lead)
    assert judging.index(cast.reader.actor, look.id).lines[0].level is None
    together.agreed(row, cast.lead, "adequate", "The files say so.")
    line = judging.index(cast.reader.actor, look.id).lines[0]
    assert line.level.key == "adequate"
    assert line.agreed.views
    change = LevelChange.objects.get()
    assert (change.after, change.why) == ("adequate", "The files say so.")
    assert Agreement.objects.count() == 1
    # Not agreed: the look stays as it was.
    agreeing.agree(round_id=row.id, agreed=False, reason="We do not agree any more.", by=cast.lead.actor)
    assert judging.index(cast.reader.actor, look.id).lines[0].level.key == "adequate"


def test_an_agreement_never_goes_over_a_level_that_somebody_changed_meanwhile(cast, look):
    view = world_look.evaluation_of(look)
    meeting = together.meeting(view, cast.lead, ("3.2",))
    together.joined(meeting, cast.evaluator)
    row = together.opened(meeting, cast.lead, "3.2")
    together.judged(row, cast.evaluator, "weak")
    together.revealed(row, cast.lead)
    world.write(view, "3.2", cast.evaluator, choice="excellent")
    with pytest.raises(Refused) as refused:
        agreeing.agree(
            round_id=row.id, agreed=True, choice="weak", reason="So.", base=mark(""), by=cast.lead.actor
        )
    assert "in the closer look" in refused.value.sentence


def test_nobody_judges_together_in_a_finished_look(cast, look):
    view = world_look.evaluation_of(look)
    meeting = together.meeting(view, cast.lead, ("3.2",))
    together.joined(meeting, cast.evaluator)
    row = together.opened(meeting, cast.lead, "3.2")
    together.judged(row, cast.evaluator, "weak")
    together.revealed(row, cast.lead)
    made.finished(look)
    with pytest.raises(Refused):
        together.agreed(row, cast.lead, "weak", "So.")
    with pytest.raises(Refused):
        sitting.begin(evaluation_id=look.id, indicators=["3.2"], by=cast.lead.actor)
    assert read_together(cast.lead.actor, look.id).shut


def test_a_level_of_a_look_is_no_broad_views(cast, look):
    world.write(world_look.evaluation_of(look), "3.2", cast.lead, choice="good")
    with pytest.raises(NotYours):
        judgements.record(
            evaluation_id=look.id,
            number="1.1",
            typed={"choice": Field("good", mark(""))},
            by=cast.lead.actor,
        )
