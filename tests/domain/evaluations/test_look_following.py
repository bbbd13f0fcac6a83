"""What follows from a closer look, finishing it and giving it to a broad view, in actions."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import broad_views, editions, judgements, removing
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.carrying import carry
from speir.evaluations.actions.looks import finishing, follow_ups, lines, offering
from speir.evaluations.models import EarlierText, Evaluation, FollowUp, Judgement, Look, LookStep, Offer
from speir.evaluations.queries import panels, removable
from speir.evaluations.queries.looks import finishing as open_queries
from speir.evaluations.queries.looks import follow_ups as queries
from speir.evaluations.queries.looks.offers import offers_of, views_for, waiting_in
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules.looks.following import Follow, mark_of
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world, world_look

SAID = Follow(kind="tell_staff", text="Tell every team at its next meeting", whom="Three services")


@pytest.fixture
def look(cast):
    return world_look.look(cast.team, cast.lead)


def follow(look, by, said=SAID, **more):
    return follow_ups.add(look_id=look.id, said=said, by=by.actor, **more)


def change(row, by, said, base=None, **more):
    stands = mark_of(queries.follow_of(FollowUp.objects.get(pk=row.pk)))
    return follow_ups.change(
        look_id=row.look_id,
        follow_id=row.id,
        said=said,
        base=stands if base is None else base,
        by=by.actor,
        **more,
    )


def judge(evaluation_id, by, number="3.2", **typed):
    row = Judgement.objects.get(evaluation=evaluation_id, indicator__number=number)
    current = values_of(row, world.framework())
    fields = {name: Field(value, mark(current[name])) for name, value in typed.items()}
    return judgements.record(evaluation_id=evaluation_id, number=number, typed=fields, by=by.actor)[1]


def finish(look, by):
    return finishing.finish(look_id=look.id, by=by.actor)


# What follows


def test_what_follows_is_added_once_and_told_in_the_trail_without_its_words(cast, look):
    one = new_id()
    follow(look, cast.evaluator, follow_id=one)
    follow(look, cast.evaluator, follow_id=one)
    row = FollowUp.objects.get()
    assert (row.id, row.text, row.written_by_name, row.state) == (one, SAID.text, cast.evaluator.name, "open")
    entry = Entry.objects.get(verb="followed up")
    assert (entry.about, entry.about_id, entry.detail) == ("closer look", look.id, "")


def test_a_reader_adds_nothing_and_for_a_stranger_there_is_none(cast, look):
    with pytest.raises(NotAllowed):
        follow(look, cast.reader)
    with pytest.raises(NotYours):
        follow(look, cast.stranger)
    row = follow(look, cast.lead)
    with pytest.raises(NotYours):
        change(row, cast.stranger, SAID)
    with pytest.raises(NotAllowed):
        change(row, cast.reader, SAID)
    other = world_look.look(cast.team, cast.lead, title="Another")
    with pytest.raises(NotYours):
        follow_ups.take_out(look_id=other.id, follow_id=row.id, by=cast.lead.actor)
    assert FollowUp.objects.get().removed_at is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Follow(kind="gossip", text="x"), "kind"),
        (Follow(kind="training", text=" "), "text"),
        (Follow(kind="training", text="x" * 1001), "text"),
        (Follow(kind="training", text="x", whom="x" * 1001), "whom"),
        (Follow(kind="training", text="x", state="perhaps"), "state"),
        (Follow(kind="training", text="x", state="dropped"), "outcome"),
        (Follow(kind="training", text="x", person="nobody"), "person"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(cast, look, said, field):
    with pytest.raises(Unfit) as unfit:
        follow(look, cast.lead, said)
    assert [one.field for one in unfit.value.broken] == [field]
    assert not FollowUp.objects.exists()


def test_a_text_that_may_name_somebody_waits(cast, look):
    with pytest.raises(Waits) as waits:
        follow(look, cast.lead, Follow(kind="training", text="x", whom="Callum Fraser, callum@example.scot"))
    assert set(waits.value.fields) == {"whom"}


def test_it_is_changed_with_its_earlier_words_kept_and_a_stale_form_changes_nothing(cast, look):
    row = follow(look, cast.lead)
    base = mark_of(SAID)
    longer = Follow(
        kind="tell_staff",
        text="Tell two teams",
        person=cast.evaluator.person.id,
        state="done",
        outcome="Told",
    )
    change(row, cast.evaluator, longer)
    with pytest.raises(Refused) as refused:
        change(row, cast.lead, Follow(kind="tell_staff", text="Mine"), base=base)
    assert refused.value.code == follow_ups.CHANGED_CODE
    row.refresh_from_db()
    assert (row.text, row.person_id, row.state, row.outcome) == (
        "Tell two teams",
        cast.evaluator.person.id,
        "done",
        "Told",
    )
    assert EarlierText.objects.get(place=f"follow/{row.id}/text").text == SAID.text
    assert change(row, cast.lead, longer, base=base).text == "Tell two teams"  # the same sent again


def test_it_is_taken_out_and_put_back(cast, look):
    row = follow(look, cast.lead)
    for _ in range(2):
        follow_ups.take_out(look_id=look.id, follow_id=row.id, by=cast.evaluator.actor)
    shown = queries.follows(cast.reader.actor, look.id)
    assert [one.id for one in shown.removed] == [row.id]
    assert not any(lines_ for _kind, lines_ in shown.kinds)
    follow_ups.put_back(look_id=look.id, follow_id=row.id, by=cast.evaluator.actor)
    assert queries.follows(cast.reader.actor, look.id).removed == ()
    assert Entry.objects.filter(verb="followed up").count() == 3


def test_who_sees_to_it_finds_it_with_how_late_it_is(cast, look, clock):
    day = clock.now.date() - dt.timedelta(days=1)
    follow(
        look, cast.lead, Follow(kind="training", text="A course", person=cast.evaluator.person.id, due=day)
    )
    [(look_id, title, line)] = queries.mine(cast.evaluator.actor)
    assert (look_id, title, line.late, line.mine) == (
        look.id,
        "How we share information",
        "1 day overdue",
        True,
    )
    assert queries.mine(cast.lead.actor) == []


def test_once_it_is_finished_only_what_came_of_it_changes(cast, look):
    row = follow(look, cast.lead)
    finish(look, cast.lead)
    done = Follow(kind=SAID.kind, text=SAID.text, whom=SAID.whom, state="done", outcome="All told in May")
    change(row, cast.evaluator, done)
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("done", "All told in May")
    with pytest.raises(Refused):
        change(row, cast.evaluator, Follow(kind=SAID.kind, text="Other words", whom=SAID.whom))
    with pytest.raises(Refused):
        follow_ups.take_out(look_id=look.id, follow_id=row.id, by=cast.lead.actor)
    with pytest.raises(Refused):
        follow(look, cast.lead)


# Finishing


def test_finishing_says_what_is_open_and_lets_it_be_finished_all_the_same(cast, look):
    world_look.planned(look, cast.lead)
    look.groups.create(by_what="age", text="Under five")
    judge(look.id, cast.lead, choice="good")
    still = open_queries.finishing(cast.lead.actor, look.id).open
    assert (len(still.questions), len(still.features), still.groups) == (1, 1, ("Under five",))
    assert len(still.themes) == 2
    assert len(still.provisional) == 1
    for _ in range(2):
        finish(look, cast.lead)
    look.refresh_from_db()
    assert look.finished_by_name == cast.lead.name
    assert [step.said for step in LookStep.objects.all()] == ["finished"]
    assert Evaluation.objects.get(pk=look.id).sealed
    assert Entry.objects.filter(verb="finished", about="closer look").count() == 1


def test_who_does_not_lead_does_not_finish(cast, look):
    for who in (cast.reader, cast.evaluator):
        with pytest.raises(NotAllowed):
            finish(look, who)
    with pytest.raises(NotYours):
        finish(look, cast.stranger)
    assert not LookStep.objects.exists()


def test_in_a_finished_one_nothing_is_planned_or_judged_until_it_is_opened_again_for_a_reason(cast, look):
    question = world_look.planned(look, cast.lead)[0]
    finish(look, cast.lead)
    with pytest.raises(Refused):
        judge(look.id, cast.lead, choice="good")
    with pytest.raises(Refused):
        lines.take_out(look_id=look.id, column="question", line_id=question.id, by=cast.lead.actor)
    with pytest.raises(Unfit):
        finishing.reopen(look_id=look.id, text=" ", by=cast.lead.actor)
    with pytest.raises(NotAllowed):
        finishing.reopen(look_id=look.id, text="More", by=cast.evaluator.actor)
    for _ in range(2):
        finishing.reopen(look_id=look.id, text="A fourth group wants to be heard", by=cast.lead.actor)
    assert [step.text for step in LookStep.objects.filter(said="reopened")] == [
        "A fourth group wants to be heard"
    ]
    judge(look.id, cast.lead, choice="good")
    assert Look.objects.get(pk=look.id).finished_at is None


# Giving it to a broad view


@pytest.fixture
def given(cast, look):
    """The look found something of 3.2 and offers it to the team's broad view."""
    judge(look.id, cast.lead, choice="good", sure="well_evidenced", strengths="They ask first.")
    look.theme_findings.create(theme=world_look.themes_of("3.2")[0], weaknesses="Nights are not covered.")
    finish(look, cast.lead)
    view = world.begun(cast)
    offering.offer(look_id=look.id, evaluation_id=view.id, numbers=["3.2"], by=cast.lead.actor)
    return view


def at(view):
    """The one offer there; where there is none of its own, whichever there is."""
    offer = Offer.objects.filter(judgement__evaluation=view).first() or Offer.objects.get()
    return {"evaluation_id": view.id, "number": "3.2", "offer_id": offer.id}


def test_what_is_offered_stands_beside_and_changes_nothing_by_itself(cast, look, given):
    offering.offer(look_id=look.id, evaluation_id=given.id, numbers=["3.2"], by=cast.lead.actor)
    [each] = panels.panel(cast.reader.actor, given.id, "3.2").offers
    assert (each.title, each.level.key, each.strengths) == (
        "How we share information",
        "good",
        "They ask first.",
    )
    assert each.weaknesses == "Nights are not covered."
    row = world.row(given, "3.2")
    assert (row.level, row.strengths, row.written_at) == (None, "", None)
    assert panels.panel(cast.reader.actor, given.id, "3.1").offers == ()
    assert Entry.objects.get(verb="offered").detail == "3.2"


def test_its_words_go_below_ours_once_and_nothing_is_written_over(cast, given):
    world.write(given, "3.2", cast.evaluator, strengths="Ours.")
    for _ in range(2):
        offering.take_words(**at(given), by=cast.evaluator.actor)
    row = world.row(given, "3.2")
    assert (row.strengths, row.improvements) == ("Ours.\n\nThey ask first.", "Nights are not covered.")
    assert row.level is None
    assert Offer.objects.get().state == "taken"
    assert [entry.path for entry in Entry.objects.filter(verb="took over from")] == [cast.team.path]


def test_its_level_is_an_ordinary_change_with_a_reason_and_never_over_somebody_elses(cast, given):
    world.write(given, "3.2", cast.evaluator, choice="weak")
    more = {"choice": "good", "why": "From the closer look.", "by": cast.lead.actor}
    out = offering.take_level(**at(given), base=mark(""), **more)
    assert set(out.conflicts) == {"choice"}
    assert Offer.objects.get().state == "offered"
    offering.take_level(**at(given), base=mark("weak"), **more)
    row = world.row(given, "3.2")
    assert (row.level.key, row.reason) == ("good", "From the closer look.")
    assert Offer.objects.get().state == "taken"


def test_it_is_left_aside_and_offered_again(cast, given):
    offering.leave_aside(**at(given), by=cast.evaluator.actor)
    assert offers_of(cast.lead.actor, Look.objects.get())[0].by == cast.evaluator.name
    assert Offer.objects.get().state == "declined"
    offering.take_back(**at(given), by=cast.lead.actor)
    assert (Offer.objects.get().state, Offer.objects.get().answered_at) == ("offered", None)


def test_who_reads_only_one_of_the_two_learns_nothing_of_the_other(cast):
    mine = world_look.look(cast.team, cast.lead, only_me=True)
    judge(mine.id, cast.lead, choice="good")
    finish(mine, cast.lead)
    view = world.begun(cast)
    offering.offer(look_id=mine.id, evaluation_id=view.id, numbers=["3.2"], by=cast.lead.actor)
    assert panels.panel(cast.evaluator.actor, view.id, "3.2").offers == ()
    with pytest.raises(NotYours):
        offering.take_words(**at(view), by=cast.evaluator.actor)
    with pytest.raises(NotAllowed):
        offering.take_words(**at(view), by=cast.reader.actor)


def test_nothing_is_offered_of_one_that_goes_on_or_to_another_units(cast, look):
    view = world.begun(cast)
    give = {"look_id": look.id, "numbers": ["3.2"], "by": cast.lead.actor}
    with pytest.raises(Refused):
        offering.offer(evaluation_id=view.id, **give)
    finish(look, cast.lead)
    with pytest.raises(Unfit):
        offering.offer(evaluation_id=view.id, **give | {"numbers": []})
    with pytest.raises(NotYours):
        offering.offer(evaluation_id=look.id, **give)
    assert [one.numbers for one in views_for(cast.lead.actor, Look.objects.get())] == [("3.2",)]
    assert views_for(cast.reader.actor, Look.objects.get()) == ()
    assert not Offer.objects.exists()


def test_what_is_offered_to_a_sealed_one_waits_for_its_next_edition(cast, look):
    view = world.begun(cast)
    world.seal(view, cast.lead)
    finish(look, cast.lead)
    assert [(one.id, one.sealed) for one in views_for(cast.lead.actor, Look.objects.get())] == [
        (view.id, True)
    ]
    offering.offer(look_id=look.id, evaluation_id=view.id, numbers=["3.2"], by=cast.lead.actor)
    assert [one.state for one in panels.panel(cast.lead.actor, view.id, "3.2").offers] == ["offered"]
    with pytest.raises(Refused):
        offering.take_words(**at(view), by=cast.lead.actor)
    anew = world.begun(cast, title="Another")
    for _twice in range(2):
        carry(evaluation_id=anew.id, edition_id=view.editions.get().id, by=cast.evaluator.actor)
    assert waiting_in(cast.lead.actor, anew.id) == waiting_in(cast.lead.actor, view.id) == ("3.2",)
    offering.leave_aside(**at(anew), by=cast.lead.actor)
    assert waiting_in(cast.lead.actor, view.id) == ("3.2",), "its own next edition is another matter"
    broad_views.discard(evaluation_id=anew.id, by=cast.lead.actor)
    editions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    assert waiting_in(cast.lead.actor, view.id) == ("3.2",)
    offering.leave_aside(**at(view), by=cast.lead.actor)
    assert waiting_in(cast.lead.actor, view.id) == ()


def test_the_one_that_led_to_it_is_offered_to_though_another_is_open(cast):
    led, other = world.begun(cast), world.begun(cast, title="Another")
    prompted = Judgement.objects.get(evaluation=led, indicator__number="3.2")
    mine = world_look.look(cast.team, cast.lead, prompted=prompted.id)
    judge(mine.id, cast.lead, choice="good")
    finish(mine, cast.lead)
    world.seal(led, cast.lead)
    assert [one.id for one in views_for(cast.lead.actor, mine)] == [other.id, led.id]


# Removing words


def test_a_name_leaves_every_text_of_a_closer_look_and_a_disposal_empties_it(cast, look):
    row = follow(look, cast.lead)
    FollowUp.objects.filter(pk=row.pk).update(text="Ask Torquil", outcome="Torquil was asked")
    LookStep.objects.create(look=look, said="reopened", text="For Torquil", at=row.written_at)
    Look.objects.filter(pk=look.pk).update(left_out="Torquil")
    found = [one.key for one in removable.look(cast.lead.actor, look.id, "Torquil").found]
    assert len(found) == 4
    removing.remove(evaluation_id=look.id, words="Torquil", places=found, reason="child", by=cast.lead.actor)
    row.refresh_from_db()
    assert "Torquil" not in row.text + row.outcome + LookStep.objects.get().text + Look.objects.get().left_out
    removing.dispose(about="broad view", thing_id=look.id, by=cast.lead.actor)
    row.refresh_from_db()
    assert row.text.startswith("[removed on")
    assert Look.objects.get().takes_part.startswith("[removed on")
