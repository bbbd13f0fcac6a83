"""An organisation that leaves in the middle of a joint broad view: its seat ends, or it closes or is merged."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.core.errors import NotYours, Refused
from speir.evaluations.actions import asking, contributions, joint_letters, reminding
from speir.evaluations.models import ContributionStep, Evaluation
from speir.evaluations.policy import joints as policy
from speir.evaluations.policy import moderation as moderation_policy
from speir.evaluations.queries import agreed as agreed_view
from speir.evaluations.queries import contributions as asked_of
from speir.evaluations.queries import handed_in, joint_lists, joint_standing, joints, matrix
from speir.evaluations.queries.asked_for import asked_for
from speir.evaluations.queries.matrix import ALL
from speir.evaluations.rules.asking import Move
from speir.notices.models import Notice
from speir.organisations.actions import seats, units
from speir.organisations.models import Seat
from tests import world, world_asking, world_joint, world_moderation

pytestmark = pytest.mark.django_db
WAYS = ("seat", "closed", "merged")


@pytest.fixture
def here(clock, monkeypatch):
    """Time goes on between one move and the next, as it does."""
    monkeypatch.setattr(timezone, "now", lambda: clock.forward(milliseconds=1))
    return world_joint.committee()


def leaves(here, member, way, clock):
    """Today is its last day; the next morning it is gone."""
    if way == "seat":
        held = Seat.objects.get(organisation=member.unit, partnership=here.unit)
        seats.end(seat_id=held.id, by=here.lead.actor)
    elif way == "merged":
        into = world.unit_of(member.lead, "Health and care", "agency")
        units.merge(unit_id=member.unit.id, into_id=into.id, last=timezone.localdate(), by=member.lead.actor)
    else:
        units.close(unit_id=member.unit.id, last=timezone.localdate(), by=member.lead.actor)
    clock.forward(days=1)


@pytest.mark.parametrize("way", WAYS)
def test_what_it_took_part_in_stays_readable_to_it_and_what_others_hand_in_afterwards_does_not(
    here, clock, way
):
    joint = world_joint.complete(here)
    health, police, social = (here.members[name] for name in world_joint.NAMES)
    leaves(here, health, way, clock)
    before = Evaluation.objects.get(unit=police.unit)
    world_asking.hand_in_again(world_joint.asked_of(joint, police.unit), police)
    world_joint.handed_in(joint, social, {"1.1": "excellent"})
    by = health.evaluator.actor

    shown = matrix.matrix(by, joint.id)
    assert [column.name for column in shown.columns] == ["Health", "Police"]
    assert [column.name for column in shown.to_come] == ["Social work"]
    cells = [cell.level for row in shown.rows if row.indicator.number == "1.1" for cell in row.cells]
    assert cells == ["weak", "very_good"]
    across = handed_in.across(by, joint.id, "1.1", ALL)
    assert [(one.column.name, one.edition) for one in across.accounts] == [("Police", 1), ("Health", 1)]
    read = handed_in.handed_in(by, joint.id, police.unit.id)
    assert (read.number, read.evaluation_id) == (1, before.id)
    with pytest.raises(NotYours):
        handed_in.handed_in(by, joint.id, social.unit.id)
    parties = {one.name: one for one in joints.opened(by, joint.id).parties}
    assert (parties["Police"].number, parties["Social work"].edition_id) == (1, "")
    said = agreed_view.agreed(by, joint.id)
    assert {(one.name, one.number) for one in said.parties} == {
        ("Health", 1),
        ("Police", 1),
        ("Social work", 0),
    }
    standing = joint_standing.standing(by, joints.opened(by, joint.id))
    assert all(step.on < timezone.localdate() for one in standing for step in one.steps)

    now = matrix.matrix(here.lead.actor, joint.id)
    assert [column.name for column in now.columns] == ["Health", "Police", "Social work"]
    assert handed_in.handed_in(police.evaluator.actor, joint.id, health.unit.id).number == 1


@pytest.mark.parametrize("way", WAYS)
def test_its_page_and_its_list_say_since_when_and_count_nothing_that_came_since(here, clock, way):
    joint = world_joint.complete(here)
    health = here.members["Health"]
    leaves(here, health, way, clock)
    by = health.lead.actor
    line = joint_lists.listing(by).lines[0]
    assert (line.left, line.came, line.take_part) == ("2 March 2026", 0, 0)
    assert joints.opened(by, joint.id).heading.left_on == "2 March 2026"
    shown = asked_of.asking(by, world_joint.asked_of(joint, health.unit).id)
    assert (shown.left, shown.answers_for) == (dt.date(2026, 3, 2), False)
    led = {one.name: one for one in joints.opened(here.lead.actor, joint.id).parties}
    assert (led["Health"].left, led["Police"].left) == (dt.date(2026, 3, 2), None)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("far", ["invited", "agreed", "handed in", "accepted"])
def test_nothing_is_asked_of_it_any_more_and_nothing_comes_from_it(here, clock, way, far):
    joint = world_joint.joint(here)
    health = here.members["Health"]
    if far == "agreed":
        world_joint.agreed(joint, health)
    elif far != "invited":
        world_joint.handed_in(joint, health, {"1.1": "weak"})
    made = world_joint.asked_of(joint, health.unit)
    if far == "accepted":
        asking.accept(contribution_id=made.id, seen=made.edition_id or "", by=here.lead.actor)
    leaves(here, health, way, clock)
    by, lead = health.lead.actor, here.lead.actor
    steps = ContributionStep.objects.count()
    doing = [
        lambda: contributions.agree(contribution_id=made.id, by=by),
        lambda: contributions.begin_own(contribution_id=made.id, by=by),
        lambda: contributions.decline(contribution_id=made.id, text="We left.", by=by),
        lambda: asking.extend(contribution_id=made.id, until=dt.date(2026, 6, 1), text="More time.", by=lead),
        lambda: asking.return_with_question(
            contribution_id=made.id, text="Why?", seen=made.edition_id or "", by=lead
        ),
    ]
    for do in doing[: 3 if way == "seat" else 0] + doing[3:]:
        with pytest.raises(Refused, match="no longer a member: its last day was 2 March 2026"):
            do()
    assert ContributionStep.objects.count() == steps
    if made.evaluation_id:
        assert asked_for(made.evaluation_id, world.framework()) == ()
    assert joint_lists.listing(by).asked == ()
    assert joint_lists.listing(health.evaluator.actor).waiting == ()
    moves = joint_standing.led(lead, joint.id, made.id).moves
    assert moves <= {Move.ACCEPTED, Move.WITHDRAWN}
    asked = matrix.matrix(lead, joint.id)
    assert "Health" not in [one.name for one in (*asked.to_come, *asked.silent)]


@pytest.mark.parametrize("way", WAYS)
def test_letters_stop(here, clock, way, settings):
    settings.MAIL, settings.PUBLIC_URL = True, "https://speir.example.scot"
    for each in here.members.values():
        each.lead.person.email = f"{each.unit.id}@example.scot"
        each.lead.person.save()
    joint = world_joint.joint(here, days=10)
    health = here.members["Health"]
    step = ContributionStep.objects.get(contribution=world_joint.asked_of(joint, health.unit))
    to = health.lead.person.email
    assert joint_letters.invited(step.id, to) is not None
    leaves(here, health, way, clock)
    Notice.objects.all().delete()
    assert joint_letters.invited(step.id, to) is None
    assert joint_letters.reminder(step.contribution_id, to) is None
    clock.forward(days=8)
    reminding.remind()
    assert not Notice.objects.filter(about_id=step.contribution_id).exists()
    other = world_joint.asked_of(joint, here.members["Police"].unit)  # whom the same clock reminds
    assert Notice.objects.filter(about_id=other.id).exists()


@pytest.mark.parametrize("way", WAYS)
def test_it_does_not_go_on_judging_together(here, clock, way):
    joint = world_joint.complete(here)
    health = here.members["Health"]
    meeting = world_moderation.meeting(joint.evaluation, here.lead)
    world_moderation.joined(meeting, health.evaluator)
    leaves(here, health, way, clock)
    by = health.evaluator.actor
    assert not moderation_policy.moderations_of(by).exists()
    for require in (moderation_policy.require_moderation, moderation_policy.require_taking_part):
        with pytest.raises(NotYours):
            require(by, meeting.id)
    with pytest.raises(NotYours):
        moderation_policy.require_view(by, joint.evaluation_id)
    assert moderation_policy.require_moderation(here.members["Police"].evaluator.actor, meeting.id)
    assert not policy.joints_of(by, today=True).exists()
    assert policy.joints_of(by).exists()


def test_one_that_comes_back_is_a_member_again(here, clock):
    joint = world_joint.complete(here)
    health = here.members["Health"]
    leaves(here, health, "seat", clock)
    world_joint.seat(health.unit, health.lead, here.unit, here.lead)
    shown = matrix.matrix(health.evaluator.actor, joint.id)
    assert shown.heading.until is None
    made = world_joint.asked_of(joint, health.unit)
    world_asking.hand_in_again(made, health)


def test_it_is_a_member_until_the_end_of_its_last_day(here, clock):
    joint = world_joint.complete(here)
    health, social = here.members["Health"], here.members["Social work"]
    held = Seat.objects.get(organisation=health.unit)
    seats.end(seat_id=held.id, by=here.lead.actor)
    world_joint.handed_in(joint, social, {"1.1": "excellent"})
    clock.set(2026, 3, 2, 23, 59)
    assert joints.opened(health.lead.actor, joint.id).heading.until is None
    until = clock.set(2026, 3, 3, 0, 0)
    assert joints.opened(health.lead.actor, joint.id).heading.until == until
    assert handed_in.handed_in(health.lead.actor, joint.id, social.unit.id).number == 1
