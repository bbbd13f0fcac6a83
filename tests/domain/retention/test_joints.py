"""Words leave what was handed in, judged hidden and agreed; and a legal hold keeps them on either side."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.core.errors import Refused
from speir.evaluations.actions import broad_views, contributions, holding, removing
from speir.evaluations.models import ContributionStep, HiddenView, Judgement
from speir.evaluations.queries import handed_in, removable
from speir.evaluations.queries.matrix import ALL
from tests import world, world_joint, world_moderation
from tests.factories.names import NAME, TEXT, take_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(clock):
    return world_joint.committee(("Health", "Police"))


def given(here):
    """Health handed in an edition that names somebody, and was asked a question that names them too."""
    joint, health = world_joint.joint(here), here.members["Health"]
    world_joint.agreed(joint, here.members["Police"])
    view = world_joint.answered(joint, health, {"1.1": "weak"})
    Judgement.objects.filter(evaluation=view, indicator__number="1.1").update(strengths=TEXT)
    world.seal(view, health.lead)
    made = contributions.submit(
        contribution_id=world_joint.asked_of(joint, health.unit).id,
        evaluation_id=view.id,
        number=1,
        text=world_joint.WHY,
        by=health.lead.actor,
    )
    step = ContributionStep.objects.create(
        contribution=made, move="returned", text=TEXT, edition=made.edition, at=timezone.now()
    )
    return joint, view, step


def test_words_leave_an_edition_that_was_handed_in_for_everybody_who_reads_it(here):
    joint, view, step = given(here)
    police, health = here.members["Police"].evaluator.actor, here.members["Health"]
    assert NAME in str(handed_in.across(police, joint.id, "1.1", ALL).accounts)
    assert NAME in str(handed_in.handed_in(police, joint.id, health.unit.id).record)
    take_out(view, health.lead)
    assert NAME not in str(handed_in.across(police, joint.id, "1.1", ALL).accounts)
    shown = handed_in.handed_in(police, joint.id, health.unit.id)
    assert NAME not in str(shown.record)
    assert (shown.intact, len(shown.removed)) == (True, 1)
    step.refresh_from_db()
    assert NAME not in step.text


SIDES = ("joint", "partnership", "own", "organisation")


def hold(here, joint, view, side):
    lead, own = here.lead.actor, here.members["Health"].lead.actor
    if side == "joint":
        holding.hold_view(evaluation_id=joint.evaluation_id, why="A review.", by=lead)
    elif side == "partnership":
        holding.hold_unit(unit_id=here.unit.id, why="A review.", by=lead)
    elif side == "own":
        holding.hold_view(evaluation_id=view.id, why="A review.", by=own)
    else:
        holding.hold_unit(unit_id=here.members["Health"].unit.id, why="A review.", by=own)


@pytest.mark.parametrize("side", SIDES)
def test_a_hold_on_either_side_keeps_what_was_said_about_a_contribution(here, side):
    joint, view, step = given(here)
    hold(here, joint, view, side)
    for whose, by in ((view, here.members["Health"].lead), (joint.evaluation, here.lead)):
        with pytest.raises(Refused, match="legal hold"):
            take_out(whose, by)
        with pytest.raises(Refused, match="legal hold"):
            removing.dispose(about="broad view", thing_id=whose.id, by=by.actor)
    step.refresh_from_db()
    assert NAME in step.text


def test_words_leave_what_others_judged_hidden_and_nobody_learns_whether_there_were_any(here):
    joint, police = world_joint.joint(here), here.members["Police"]
    world_joint.agreed(joint, police)
    meeting = world_moderation.meeting(joint.evaluation, here.lead)
    world_moderation.joined(meeting, police.evaluator)
    turn = world_moderation.opened(meeting, here.lead)
    view = world_moderation.judged(turn, police.evaluator, "weak", "We saw it.")
    said = HiddenView.objects.create(
        round=turn, evaluator=view.evaluator, level=view.level, why=TEXT, at=view.at
    )
    Judgement.objects.filter(evaluation=joint.evaluation, indicator__number="1.1").update(strengths=TEXT)
    found = removable.look(here.lead.actor, joint.evaluation_id, NAME).found
    assert [one.said for one in found] == ["What we do well"]
    assert take_out(joint.evaluation, here.lead) == 1
    said.refresh_from_db()
    assert NAME not in said.why
    assert said.why.startswith("We saw it with [removed on 2 March 2026")


def test_a_joint_broad_view_is_called_off_and_not_discarded(here):
    joint = world_joint.joint(here)
    with pytest.raises(Refused, match="belongs to a joint broad view"):
        broad_views.discard(evaluation_id=joint.evaluation_id, by=here.lead.actor)
