"""A joint broad view: who sees it, who is named to whom, and what an organisation hands in."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import contributions
from speir.evaluations.models import EditionJudgement
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries import contributors, joints, matrix
from speir.evaluations.rules.asking import Progress
from tests import world, world_joint

pytestmark = pytest.mark.django_db


def there() -> world_joint.Committee:
    return world_joint.committee()


def names(somebody, joint) -> list[str]:
    return [party.name for party in joints.opened(somebody.actor, joint.id).parties]


def test_who_is_invited_sees_the_joint_broad_view_only_once_the_invitation_is_accepted():
    here = there()
    joint = world_joint.joint(here)
    health = here.members["Health"]
    with pytest.raises(NotYours):
        joints.opened(health.evaluator.actor, joint.id)
    assert [one.joint_id for one in policy.invitations_of(health.evaluator.actor)] == [joint.id]
    world_joint.agreed(joint, health)
    assert names(health.evaluator, joint) == ["Health"]
    assert names(here.reader, joint) == ["Health", "Police", "Social work"]
    world_joint.agreed(joint, here.members["Police"])
    assert names(health.evaluator, joint) == ["Health", "Police"]
    with pytest.raises(NotYours):
        joints.opened(here.stranger.actor, joint.id)


def test_what_is_handed_in_is_read_by_everybody_who_takes_part_and_what_is_in_progress_by_nobody_else():
    here = there()
    joint = world_joint.complete(here)
    health, police = here.members["Health"], here.members["Police"]
    found = policy.require_handed_in(police.evaluator.actor, joint.id, health.unit.id)
    assert found.edition is not None
    with pytest.raises(NotYours):
        policy.require_handed_in(police.evaluator.actor, joint.id, here.members["Social work"].unit.id)
    with pytest.raises(NotYours):
        policy.require_contribution(police.evaluator.actor, found.id)
    stands = {p.name: p.progress for p in joints.opened(here.lead.actor, joint.id).parties}
    assert stands == {
        "Health": Progress.SUBMITTED,
        "Police": Progress.SUBMITTED,
        "Social work": Progress.NOT_STARTED,
    }


def test_an_edition_is_handed_in_once_and_only_by_those_who_answer_for_the_organisation():
    here = there()
    joint = world_joint.joint(here)
    health = here.members["Health"]
    contribution = world_joint.asked_of(joint, health.unit)
    with pytest.raises(Refused):
        contributions.begin_own(contribution_id=contribution.id, by=health.lead.actor)
    made = world_joint.handed_in(joint, health, {"1.1": "good"})

    def again(by: world.Somebody) -> None:
        contributions.submit(
            contribution_id=made.id, evaluation_id=made.evaluation_id or "", number=1, by=by.actor
        )

    again(health.lead)
    assert [step.move for step in made.steps.order_by("at")] == ["invited", "agreed", "submitted"]
    with pytest.raises(NotAllowed):
        again(health.evaluator)
    with pytest.raises(NotAllowed):
        again(here.lead)
    with pytest.raises(NotYours):
        again(here.members["Police"].lead)


def test_sealing_keeps_what_each_indicator_was_judged():
    here = there()
    made = world_joint.handed_in(world_joint.joint(here), here.members["Health"], {"1.1": "weak"})
    rows = EditionJudgement.objects.filter(edition=made.edition)
    assert rows.count() == len(world.framework().indicators)
    judged = rows.get(indicator__number="1.1")
    assert judged.level is not None
    assert judged.level.key == "weak"
    assert judged.sure == "some_doubt"
    assert not judged.provisional
    assert rows.exclude(level=None).count() == 1


def test_one_joint_broad_view_is_decided_as_a_list_of_them_is():
    here = there()
    joint = world_joint.complete(here)
    fresh = world_joint.joint(here)
    members = [one.evaluator for one in here.members.values()]
    for somebody in (here.lead, here.reader, here.stranger, *members):
        listed = set(policy.joints_of(somebody.actor).values_list("pk", flat=True))
        for one in (joint, fresh):
            try:
                found = policy.require_joint(somebody.actor, one.id)
            except NotYours:
                assert one.id not in listed
            else:
                assert found == one
                assert one.id in listed
    assert policy.TAKES_PART(joint.id)
    for compiled in (policy.TAKES_PART, contributors.PARTIES, matrix.ASKED, contributors.ONLY):
        assert sorted(map(repr, compiled(joint.id))) == sorted(map(repr, compiled.build(joint.id)))
        assert compiled("nothing") == []
