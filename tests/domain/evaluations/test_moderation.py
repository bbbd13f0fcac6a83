"""Judging together: alone and hidden, revealed at once, agreed with a reason."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations.actions.moderation import agreeing, people, rounds, sitting
from speir.evaluations.actions.moderation.agreeing import CHANGED_CODE
from speir.evaluations.actions.moderation.rounds import STILL_CODE
from speir.evaluations.actions.removing import dispose
from speir.evaluations.models import Evaluator, HiddenView, LevelChange, Round
from speir.evaluations.policy import moderation as policy
from speir.evaluations.queries.joints import opened as read_joint
from speir.evaluations.queries.moderation import agreements_of
from speir.evaluations.queries.moderation.rounds import opened
from speir.evaluations.queries.moderation.sittings import together as read_together
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Waits
from speir.organisations.actions import enrol
from speir.organisations.models import Membership
from speir.trail.models import Entry
from tests import world, world_joint
from tests import world_moderation as together
from tests.web.places import Place


@pytest.fixture
def view(cast):
    return world.begun(cast)


def test_each_judges_alone_and_what_was_judged_is_read_once_it_is_revealed(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.lead, cast.evaluator)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.evaluator, "weak", "Nobody came.")
    together.judged(row, cast.lead, "good")
    for who in (cast.lead, cast.reader):
        assert opened(who.actor, row.id).revealed is None
    assert opened(cast.lead.actor, row.id).own.choice == "good"
    together.revealed(row, cast.lead)
    shown = opened(cast.lead.actor, row.id).revealed
    assert [(level.key, [(v.name, v.why) for v in views]) for level, views in shown.by_level] == [
        ("good", [("Morag Sinclair", "")]),
        ("weak", [("Isla Reid", "Nobody came.")]),
    ]
    assert shown.facts[0] == "No two say the same."


def test_a_view_can_be_changed_until_the_reveal_and_the_latest_counts(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.evaluator)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.evaluator, "weak")
    together.judged(row, cast.evaluator, "adequate")
    together.judged(row, cast.evaluator, "adequate")
    assert HiddenView.objects.count() == 2  # the same sent twice is kept once
    together.revealed(row, cast.lead)
    late = together.judged(row, cast.evaluator, "excellent")
    assert late.late
    shown = opened(cast.lead.actor, row.id).revealed
    assert [level.key for level, _views in shown.by_level] == ["adequate"]
    assert [one.level.key for one in shown.late] == ["excellent"]


def test_what_was_judged_is_neither_changed_nor_deleted(cast):
    together.done(cast)
    for change in (lambda: HiddenView.objects.update(why="x"), lambda: HiddenView.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_who_has_not_joined_or_may_only_read_judges_nothing(cast, view):
    meeting = together.meeting(view, cast.lead)
    row = together.opened(meeting, cast.lead)
    with pytest.raises(NotAllowed, match="Join first"):
        together.judged(row, cast.evaluator, "good")
    with pytest.raises(NotAllowed):
        together.joined(meeting, cast.reader)
    with pytest.raises(NotYours):
        together.joined(meeting, cast.stranger)


def test_only_who_leads_begins_opens_reveals_and_agrees(cast, view):
    with pytest.raises(NotAllowed):
        together.meeting(view, cast.evaluator)
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.evaluator)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.evaluator, "good")
    for attempt in (
        lambda: together.opened(meeting, cast.evaluator),
        lambda: together.revealed(row, cast.evaluator),
        lambda: together.agreed(row, cast.evaluator),
        lambda: together.named(meeting, cast.evaluator, "Isla"),
        lambda: sitting.end(moderation_id=meeting.id, by=cast.evaluator.actor),
        lambda: rounds.judge_again(round_id=row.id, by=cast.evaluator.actor),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_reveal_asks_first_while_somebody_on_the_list_has_not_judged(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.lead, cast.evaluator)
    row = together.opened(meeting, cast.lead)
    with pytest.raises(Refused, match="Nobody has judged"):
        together.revealed(row, cast.lead)
    together.judged(row, cast.lead, "good")
    with pytest.raises(Refused) as asked:
        rounds.reveal(round_id=row.id, by=cast.lead.actor)
    assert asked.value.code == STILL_CODE
    place = policy.own_evaluator(cast.evaluator.actor, meeting.id)
    people.take_off(moderation_id=meeting.id, evaluator_id=place.id, by=cast.lead.actor)
    assert rounds.reveal(round_id=row.id, by=cast.lead.actor).revealed_at


def test_people_without_a_device_judge_on_that_of_whoever_leads(cast, view):
    meeting = together.meeting(view, cast.lead)
    isla, fergus = (together.named(meeting, cast.lead, name) for name in ("Isla", "Fergus"))
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.lead, "good", place=isla.id)
    together.judged(row, cast.lead, "weak", place=fergus.id)
    with pytest.raises(NotYours):
        together.judged(row, cast.evaluator, "good", place=isla.id)
    mine = together.joined(meeting, cast.evaluator)[0]
    with pytest.raises(NotYours):  # who has a device of their own is judged for by nobody
        together.judged(row, cast.lead, "good", place=mine.id)
    together.revealed(row, cast.lead)
    assert {v.evaluator.name for v in HiddenView.objects.all()} == {"Isla", "Fergus"}


def test_an_agreement_writes_the_level_with_its_reason_into_the_broad_view(cast):
    view, _meeting, row = together.done(cast)
    stands = world.row(view, "1.1")
    assert (stands.level.key, stands.reason, stands.written_by_name) == (
        "good",
        "Both surveys say so.",
        "Morag Sinclair",
    )
    agreed = agreements_of(view)[row.indicator_id]
    assert (agreed.level.key, agreed.agreed, agreed.by) == ("good", True, "Morag Sinclair")
    assert [(level.key, count) for level, count in agreed.views] == [("very_good", 1), ("adequate", 1)]


def test_an_agreement_never_writes_over_what_somebody_changed_meanwhile(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.lead)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.lead, "good")
    together.revealed(row, cast.lead)
    base = mark(world.values(view, "1.1")["choice"])
    world.write(view, "1.1", cast.evaluator, choice="weak")
    with pytest.raises(Refused, match="Isla Reid has changed this") as refused:
        agreeing.agree(
            round_id=row.id, agreed=True, choice="good", reason="So.", base=base, by=cast.lead.actor
        )
    assert refused.value.code == CHANGED_CODE
    assert world.row(view, "1.1").level.key == "weak"
    assert not row.agreements.exists()


def test_that_people_do_not_agree_is_written_down_and_leaves_the_judgement_alone(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.lead)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.lead, "good")
    with pytest.raises(Refused, match="Reveal it first"):
        agreeing.agree(round_id=row.id, agreed=False, reason="Too far apart.", by=cast.lead.actor)
    together.revealed(row, cast.lead)
    with pytest.raises(Unfit, match="why you do not agree"):
        agreeing.agree(round_id=row.id, agreed=False, reason=" ", by=cast.lead.actor)
    agreeing.agree(round_id=row.id, agreed=False, reason="Too far apart.", by=cast.lead.actor)
    assert world.row(view, "1.1").level is None
    assert not agreements_of(view)[row.indicator_id].agreed


def test_a_later_agreement_stands_and_the_earlier_one_stays_readable(cast):
    view, _meeting, row = together.done(cast)
    together.agreed(row, cast.lead)  # the same sent twice
    together.agreed(row, cast.lead, "adequate", "We read the records again.")
    shown = opened(cast.lead.actor, row.id).revealed
    assert [one.level.key for one in shown.written] == ["adequate", "good"]
    assert agreements_of(view)[row.indicator_id].level.key == "adequate"
    assert [c.after for c in LevelChange.objects.order_by("at")] == ["good", "adequate"]


def test_judging_again_is_a_new_round_and_what_was_judged_before_stays(cast):
    _view, meeting, row = together.done(cast)
    new = rounds.judge_again(round_id=row.id, by=cast.lead.actor)
    assert rounds.judge_again(round_id=row.id, by=cast.lead.actor) == new
    assert (new.turn, Round.objects.filter(moderation=meeting).count()) == (2, 3)
    together.judged(new, cast.evaluator, "good")
    assert row.views.count() == 2


def test_a_level_outside_the_scale_is_refused_by_name(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.lead)
    row = together.opened(meeting, cast.lead)
    with pytest.raises(Unfit, match="“brilliant” is not a level"):
        together.judged(row, cast.lead, "brilliant")


def test_a_reason_that_may_name_a_child_waits(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.lead)
    row = together.opened(meeting, cast.lead)
    with pytest.raises(Waits):
        together.judged(row, cast.lead, "good", "Ring 07700 900123 about Torquil Macrae.")
    assert not HiddenView.objects.exists()


def test_nothing_is_begun_in_a_sealed_broad_view_and_nothing_ends_that_is_still_hidden(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.lead)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.lead, "good")
    with pytest.raises(Refused, match=r"Views of 1\.1 are still hidden"):
        sitting.end(moderation_id=meeting.id, by=cast.lead.actor)
    together.revealed(row, cast.lead)
    world.seal(view, cast.lead)
    with pytest.raises(Refused, match="sealed"):
        together.meeting(view, cast.lead)
    with pytest.raises(Refused, match="sealed"):
        together.agreed(row, cast.lead)
    sitting.end(moderation_id=meeting.id, by=cast.lead.actor)
    with pytest.raises(Refused, match="has ended"):
        together.joined(meeting, cast.evaluator)


def test_joining_twice_is_one_place_and_the_same_person_speaks_for_what_they_say_last(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.evaluator, cast.evaluator)
    people.join(moderation_id=meeting.id, standpoint="The night shift", by=cast.evaluator.actor)
    assert [one.standpoint for one in Evaluator.objects.all()] == ["The night shift"]
    assert Entry.objects.filter(verb="joined").count() == 1


def test_a_moderation_does_not_go_along_when_its_broad_view_is_shared(cast):
    view, meeting, row = together.done(cast)
    Place(cast).lend(view)
    with pytest.raises(NotYours):
        policy.require_moderation(cast.stranger.actor, meeting.id)
    with pytest.raises(NotYours):
        opened(cast.stranger.actor, row.id)


def test_who_only_reads_sees_the_views_without_names(cast):
    _view, _meeting, row = together.done(cast)
    shown = opened(cast.reader.actor, row.id).revealed
    assert {view.name for _level, views in shown.by_level for view in views} == {""}


@pytest.fixture
def committee(db):
    return world_joint.committee()


def test_in_a_joint_broad_view_people_of_organisations_that_accepted_speak_for_theirs(committee):
    joint = world_joint.complete(committee)
    health, police = committee.members["Health"], committee.members["Police"]
    meeting = together.meeting(joint.evaluation, committee.lead)
    together.joined(meeting, health.evaluator, police.evaluator)
    row = together.opened(meeting, committee.lead)
    together.judged(row, health.evaluator, "weak")
    together.judged(row, police.evaluator, "good")
    together.revealed(row, committee.lead)
    shown = opened(police.evaluator.actor, row.id).revealed
    assert "Police sees it higher than Health does." in shown.facts
    assert [(name, level.key) for name, level, _p in shown.handed_in] == [
        ("Health", "weak"),
        ("Police", "very_good"),
    ]
    with pytest.raises(NotYours):
        policy.require_moderation(committee.stranger.actor, meeting.id)


def test_a_chair_leads_judging_together_and_writes_what_was_agreed(committee):
    joint, chair = world_joint.complete(committee), committee.chair
    health = committee.members["Health"].evaluator
    meeting = together.meeting(joint.evaluation, chair)
    together.joined(meeting, health)
    row = together.opened(meeting, chair)
    together.judged(row, health, "weak")
    together.revealed(row, chair)
    together.agreed(row, chair, "adequate", "We have read the files of both.")
    world.say(joint.evaluation, "1", "Help comes late at night.", chair)
    assert world.values(joint.evaluation, "1.1")["choice"] == "adequate"
    shown = read_joint(chair.actor, joint.id).heading
    assert (shown.leads, shown.agrees) == (False, True)


def test_an_organisation_that_has_not_accepted_takes_no_part(committee):
    joint = world_joint.joint(committee)
    meeting = together.meeting(joint.evaluation, committee.lead)
    with pytest.raises(NotYours):
        together.joined(meeting, committee.members["Health"].evaluator)


def test_the_trail_tells_that_people_judged_and_nothing_of_what(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.evaluator)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.evaluator, "weak", "Nobody came.")
    said = Entry.objects.filter(about="moderation").values_list("verb", "detail")
    assert sorted(said) == [("began", ""), ("joined", ""), ("judged in", ""), ("opened", "1.1")]


def test_by_post_people_are_asked_once_and_found_by_their_role(cast, view):
    enrol(person=cast.reader.person, unit_id=cast.team.id, role="practitioner", by=cast.lead.actor)
    sent = together.by_post(view, cast.lead)
    asked = [cast.reader.person.id, cast.evaluator.person.id, cast.stranger.person.id]
    assert people.ask(moderation_id=sent.id, people=asked, by=cast.lead.actor) == 2
    people.ask(moderation_id=sent.id, people=asked, by=cast.lead.actor)
    assert Evaluator.objects.count() == 2
    together.judged(together.round_of(sent, "1.3"), cast.evaluator, "good")


def test_what_is_still_hidden_goes_when_a_broad_view_is_disposed_of(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.evaluator)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.evaluator, "weak", "Nobody came for weeks.")
    world.write(view, "1.1", cast.lead, strengths="We see children early.")
    dispose(about="broad view", thing_id=view.id, by=cast.lead.actor)
    assert "Nobody came" not in HiddenView.objects.get().why


def test_whose_role_does_not_judge_any_more_judges_no_more(cast, view):
    meeting = together.meeting(view, cast.lead)
    together.joined(meeting, cast.evaluator)
    row = together.opened(meeting, cast.lead)
    together.judged(row, cast.evaluator, "good")
    Membership.objects.filter(person=cast.evaluator.person).update(role="reader")
    with pytest.raises(NotAllowed, match="not judge"):
        together.judged(row, cast.evaluator, "weak")
    assert row.views.count() == 1


def test_what_was_agreed_is_written_again_where_somebody_has_changed_the_broad_view_since(cast):
    view, _meeting, row = together.done(cast)
    world.write(view, "1.1", cast.evaluator, choice="weak", why="A new report came.")
    together.agreed(row, cast.lead)
    assert (world.values(view, "1.1")["choice"], row.agreements.count()) == ("good", 2)
    together.agreed(row, cast.lead)
    assert row.agreements.count() == 2  # sent twice, while it stands, it is written once


def test_who_was_taken_off_the_list_can_be_asked_by_post_again(cast, view):
    post = together.by_post(view, cast.lead)
    asked = {"moderation_id": post.id, "people": [cast.evaluator.person.pk], "by": cast.lead.actor}
    people.ask(**asked)
    place = Evaluator.objects.get(moderation=post)
    people.take_off(moderation_id=post.id, evaluator_id=place.id, by=cast.lead.actor)
    assert people.ask(**asked) == 1
    place.refresh_from_db()
    assert place.left_at is None


def test_guessing_on_a_device_what_stands_there_already_leaves_the_trace_that_any_view_leaves(cast, view):
    meeting = together.meeting(view, cast.lead)
    ailsa = together.named(meeting, cast.lead, "Ailsa")
    row = together.opened(meeting, cast.lead)
    for _guess in range(2):
        together.judged(row, cast.lead, "weak", place=ailsa.id)
    assert (row.views.count(), Entry.objects.filter(verb="judged in").count()) == (1, 2)


def test_how_alike_people_judged_is_said_once_it_is_over_and_of_ten_indicators(cast, view):
    meeting = together.judged_by_two(view, cast)
    assert [line.alike for line in read_together(cast.reader.actor, view.id).lines] == [None]  # it goes on
    sitting.end(moderation_id=meeting.id, by=cast.lead.actor)
    (line,) = read_together(cast.reader.actor, view.id).lines
    # One pair of ten differs, of 20 values 9 are weak: 1 - 19 * 1 / (9 * 11).
    assert (line.alike.figure, line.alike.indicators) == ("0.81", 10)


def test_nothing_is_said_of_nine_nor_of_what_was_given_late_or_judged_again(cast, view):
    meeting = together.judged_by_two(view, cast, together.TEN[:9])
    more = together.meeting(view, cast.lead, together.TEN)
    together.joined(more, cast.lead, cast.evaluator)
    for number in together.TEN:
        row = together.opened(more, cast.lead, number)
        together.judged(row, cast.lead, "good" if number == "1.1" else "weak")
        if number != "1.1":
            together.judged(row, cast.evaluator, "weak")
        together.revealed(row, cast.lead)
    together.judged(together.round_of(more, "1.1"), cast.evaluator, "good")  # late
    again = rounds.judge_again(round_id=together.round_of(more, "1.1").id, by=cast.lead.actor)
    for who in (cast.lead, cast.evaluator):
        together.judged(again, who, "good")
    together.revealed(again, cast.lead)
    for one in (meeting, more):
        sitting.end(moderation_id=one.id, by=cast.lead.actor)
    assert [line.alike for line in read_together(cast.lead.actor, view.id).lines] == [None, None]
