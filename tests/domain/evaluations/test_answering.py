"""An organisation answers a joint broad view: it accepts or declines, works in its own, and hands in an edition."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.evaluations.actions import broad_views, contributions, joints
from speir.evaluations.actions.editions import reopen
from speir.evaluations.actions.moves import move
from speir.evaluations.models import Contribution, Edition, Evaluation, Joint
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries import contributions as reading
from speir.evaluations.queries import handing_in
from speir.evaluations.rules.asking import Move, Progress
from speir.evaluations.rules.planning import Invited, Plan
from speir.mentions.rules import Keeping, Reason, Waits
from speir.organisations.models import Unit
from speir.trail.models import Entry
from tests import world, world_joint

pytestmark = pytest.mark.django_db
CALLED = "Somebody rang the gran on 01463 234567."


def waiting(actor: Actor) -> list[reading.Waiting]:
    return reading.waiting_among(actor, policy.invitations_of(actor))


@pytest.fixture
def here() -> world_joint.Committee:
    return world_joint.committee()


@pytest.fixture
def health(here: world_joint.Committee) -> world_joint.Member:
    return here.members["Health"]


def begun_in(unit: Unit, by: world.Somebody, *, only_me: bool = False) -> Evaluation:
    """A broad view of the organisation's own, that nobody asked for."""
    return broad_views.begin(
        unit_id=unit.id,
        framework_key=world.FRAMEWORK,
        title="Ours",
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
        only_me=only_me,
        by=by.actor,
    )


def asked(joint: Joint, member: world_joint.Member, by: world.Somebody | None = None) -> reading.Asking:
    return reading.asking((by or member.lead).actor, world_joint.asked_of(joint, member.unit).id)


def submit(
    joint: Joint, member: world_joint.Member, view, *, number: int = 1, by=None, **more
) -> Contribution:
    contribution = world_joint.asked_of(joint, member.unit)
    return contributions.submit(
        contribution_id=contribution.id,
        evaluation_id=view.id,
        number=number,
        by=(by or member.lead).actor,
        **more,
    )


def well_founded(view, number: str, by: world.Somebody) -> None:
    world.confirm(view, number, by)
    world.write(view, number, by, choice="good")


def test_declining_takes_a_reason_that_whoever_asked_reads_and_accepting_takes_it_back(here, health):
    joint = world_joint.joint(here)
    contribution = world_joint.asked_of(joint, health.unit)

    def decline(text: str, by: world.Somebody = health.lead) -> None:
        contributions.decline(contribution_id=contribution.id, text=text, by=by.actor)

    with pytest.raises(Unfit):
        decline("  ")
    with pytest.raises(NotAllowed):
        decline("Not this year.", by=health.evaluator)
    with pytest.raises(NotYours):
        decline("Not this year.", by=here.members["Police"].lead)
    decline("Not this year.")
    decline("Not this year.")
    seen = asked(joint, health, by=here.lead)
    assert [(step.move, step.text) for step in seen.steps] == [
        ("invited", ""),
        ("declined", "Not this year."),
    ]
    contributions.agree(contribution_id=contribution.id, by=health.lead.actor)
    assert asked(joint, health).progress == Progress.NOT_STARTED


def test_who_withdraws_before_handing_in_is_named_to_the_others_no_more_and_sees_them_no_more(here, health):
    joint = world_joint.joint(here)
    contribution = world_joint.agreed(joint, health)
    contributions.decline(contribution_id=contribution.id, text="We are too few.", by=health.lead.actor)
    assert not policy.joints_of(health.lead.actor).filter(pk=joint.id).exists()
    given = world_joint.handed_in(joint, here.members["Police"], {"1.1": "good"})
    with pytest.raises(Refused):
        contributions.decline(contribution_id=given.id, text="No.", by=here.members["Police"].lead.actor)


def test_a_reason_that_may_identify_somebody_waits_until_it_is_mended_or_explained(here, health):
    joint = world_joint.joint(here)
    contribution = world_joint.asked_of(joint, health.unit)
    with pytest.raises(Waits) as waits:
        contributions.decline(contribution_id=contribution.id, text=CALLED, by=health.lead.actor)
    assert asked(joint, health).progress == Progress.INVITED
    found = waits.value.fields["text"][1]
    keeping = Keeping(Reason.NEEDED, frozenset(one.token for one in found))
    contributions.decline(contribution_id=contribution.id, text=CALLED, keeping=keeping, by=health.lead.actor)
    assert asked(joint, health).progress == Progress.DECLINED


def test_a_submission_with_gaps_says_which_and_goes_all_the_same_with_a_reason(here, health):
    joint = world_joint.joint(here)
    view = world_joint.answered(joint, health, {})
    well_founded(view, "1.1", health.evaluator)
    world.write(view, "1.3", health.evaluator, choice="weak")
    world.write(view, "1.3", health.lead, over={"strengths": "Older."}, strengths="Mine, which waits.")
    shown = handing_in.to_hand_in(health.lead.actor, world_joint.asked_of(joint, health.unit).id, view.id, 0)
    assert shown is not None
    assert shown.gaps.sentences == [
        "3.2 has no judgement yet: no level and no words.",
        "1.3 rests on fewer than two kinds of source.",
        "In 1.3 a text waits for its writer, who alone sees it. It does not go with this.",
    ]
    with pytest.raises(Unfit) as unfit:
        submit(joint, health, view)
    assert [one.field for one in unfit.value.broken] == ["text"]
    view.refresh_from_db()
    assert not view.sealed
    given = submit(joint, health, view, text="Two of us were ill.")
    assert given.steps.get(move=Move.SUBMITTED).text == "Two of us were ill."


def test_words_without_a_level_and_not_evaluated_are_no_gaps(here, health):
    joint = world_joint.joint(here)
    view = world_joint.answered(joint, health, {})
    world.write(view, "1.1", health.evaluator, improvements="We write too little down.")
    world.write(view, "1.3", health.evaluator, choice="not_evaluated")
    well_founded(view, "3.2", health.evaluator)
    assert submit(joint, health, view).edition is not None


def test_handing_in_seals_the_broad_view_in_progress_in_the_same_step_and_sent_twice_does_it_once(
    here, health
):
    joint = world_joint.joint(here)
    view = world_joint.answered(joint, health, {"1.1": "good"})
    for _ in range(2):
        submit(joint, health, view, text=world_joint.WHY)
    view.refresh_from_db()
    assert view.sealed
    assert Edition.objects.filter(evaluation=view).count() == 1
    with pytest.raises(
        Unfit, match="handed in already"
    ):  # somebody who typed other words would think them said
        submit(joint, health, view, text="Nights are not ours.")
    moves = [step.move for step in asked(joint, health).steps]
    assert moves == ["invited", "agreed", "submitted"]


def test_who_answers_and_may_not_seal_hands_in_what_is_sealed_and_nothing_else(here, health):
    joint = world_joint.joint(here)
    view = world_joint.answered(joint, health, {"1.1": "good"})
    contribution = world_joint.asked_of(joint, health.unit)
    contribution.answers = health.evaluator.person
    contribution.save()
    shown = handing_in.to_hand_in(health.evaluator.actor, contribution.id, view.id, 0)
    assert shown is not None
    assert (shown.sealing, shown.may_seal, shown.sealers) == (True, False, ("Health lead",))
    with pytest.raises(NotAllowed):
        submit(joint, health, view, by=health.evaluator, text=world_joint.WHY)
    world.seal(view, health.lead)
    assert submit(joint, health, view, by=health.evaluator, text=world_joint.WHY).edition is not None


def test_one_edition_is_given_to_several_partnerships_and_each_says_where_it_was_given(here, health):
    joint = world_joint.joint(here)
    given = world_joint.handed_in(joint, health, {"1.1": "good"})
    other = world_joint.committee(())
    world_joint.seat(health.unit, health.lead, other.unit, other.lead)
    second = joints.begin(
        unit_id=other.unit.id,
        framework_key=world.FRAMEWORK,
        plan=Plan(
            "Another",
            joint.evaluation.period_from,
            joint.evaluation.period_to,
            timezone.localdate(),
            ("1.1",),
            (Invited(health.unit.id),),
        ),
        by=other.lead.actor,
    )
    world_joint.agreed(second, health)
    contribution = world_joint.asked_of(second, health.unit)
    (fit,) = handing_in.fits(health.lead.actor, contribution.id)
    assert [name for name, _on in fit.given] == [here.unit.name]
    submit(second, health, given.evaluation)
    assert world_joint.asked_of(second, health.unit).edition_id == given.edition_id
    (fit,) = handing_in.fits(health.lead.actor, contribution.id)
    assert [name for name, _on in fit.given] == [here.unit.name, other.unit.name]
    # What was given elsewhere is told to the organisation's own people alone.
    assert handing_in.fits(other.lead.actor, contribution.id) == []


@pytest.mark.parametrize("whose", ["alone", "another's", "not there"])
def test_a_broad_view_that_does_not_fit_is_not_answered_with(here, health, whose):
    joint = world_joint.joint(here)
    contribution = world_joint.agreed(joint, health)
    police = here.members["Police"]
    if whose == "alone":
        view = begun_in(health.unit, health.lead, only_me=True)
    elif whose == "another's":
        view = begun_in(police.unit, police.lead)
    given = "0" * 16 if whose == "not there" else view.id

    def choose() -> None:
        contributions.choose_own(contribution_id=contribution.id, evaluation_id=given, by=health.lead.actor)

    with pytest.raises(Refused if whose == "alone" else NotYours):
        choose()
    assert handing_in.choices(health.lead.actor, contribution.id) == []


def test_an_organisation_answers_with_a_broad_view_that_it_has_already(here, health):
    joint = world_joint.joint(here)
    contribution = world_joint.asked_of(joint, health.unit)
    view = begun_in(health.unit, health.lead)
    with pytest.raises(Refused):
        contributions.choose_own(contribution_id=contribution.id, evaluation_id=view.id, by=health.lead.actor)
    world_joint.agreed(joint, health)
    contributions.choose_own(contribution_id=contribution.id, evaluation_id=view.id, by=health.lead.actor)
    assert asked(joint, health).progress == Progress.IN_PROGRESS
    assert contributions.begin_own(contribution_id=contribution.id, by=health.lead.actor).id == view.id


def test_after_a_question_the_same_edition_goes_again_with_an_answer_or_a_newer_one_does(here, health):
    joint = world_joint.joint(here)
    given = world_joint.handed_in(joint, health, {"1.1": "good"})
    move(given, Move.RETURNED, text="What of the nights?", by=here.lead.actor)
    seen = asked(joint, health)
    assert seen.question is not None
    assert (seen.question.text, seen.question.by) == ("What of the nights?", "Morag Sinclair")
    view = given.evaluation
    assert view is not None
    submit(joint, health, view, text="Nights are not ours.")
    assert asked(joint, health).question is None
    reopen(evaluation_id=view.id, by=health.lead.actor)
    world.write(view, "1.1", health.evaluator, choice="adequate")
    submit(joint, health, view, number=2, text=world_joint.WHY)
    assert [step.number for step in asked(joint, health).steps if step.move == "submitted"] == [1, 1, 2]
    assert world_joint.asked_of(joint, health.unit).edition.number == 2


def test_whoever_asked_is_told_how_far_it_has_come_and_shown_nothing_of_the_work(here, health):
    joint = world_joint.joint(here)
    world_joint.answered(joint, health, {"1.1": "good"})
    seen = asked(joint, health, by=here.lead)
    assert (seen.home, seen.own_id, seen.progress) == (False, "", Progress.IN_PROGRESS)
    assert handing_in.choices(here.lead.actor, seen.id) == []
    assert handing_in.fits(here.lead.actor, seen.id) == []


def test_nothing_more_is_asked_once_it_was_called_off_and_what_was_given_stays(here, health):
    joint = world_joint.joint(here)
    given = world_joint.handed_in(joint, health, {"1.1": "good"})
    Joint.objects.filter(pk=joint.pk).update(ended_at=timezone.now())
    for do in (contributions.agree, contributions.begin_own):
        with pytest.raises(Refused):
            do(
                contribution_id=world_joint.asked_of(joint, here.members["Police"].unit).id,
                by=here.members["Police"].lead.actor,
            )
    assert asked(joint, health).number == given.edition.number
    assert waiting(here.members["Police"].lead.actor) == []


def test_what_waits_for_somebody_is_what_they_answer_for_the_soonest_first(here, health):
    joint = world_joint.joint(here, days=30)
    soon = world_joint.joint(here, days=3, names=["Health"])
    assert [one.by_on for one in waiting(health.lead.actor)] == [
        asked(each, health).heading.due_on for each in (soon, joint)
    ]
    assert waiting(health.evaluator.actor) == []
    world_joint.handed_in(soon, health, {"1.1": "good"})
    assert [one.progress for one in waiting(health.lead.actor)] == [Progress.INVITED]


# A small body chooses what it answers


@pytest.fixture
def small(here) -> tuple[Joint, world_joint.Member]:
    member = here.members["Police"]
    joint = world_joint.joint(here, names=["Police"])
    Contribution.objects.filter(joint=joint).update(short=True)
    return joint, member


def test_a_small_body_chooses_among_what_is_asked_and_changes_its_choice(small):
    joint, member = small
    contribution = world_joint.agreed(joint, member)

    def choose(*numbers: str) -> list[str]:
        contributions.choose_indicators(
            contribution_id=contribution.id, numbers=numbers, by=member.lead.actor
        )
        return [one.number for one in asked(joint, member).indicators]

    assert asked(joint, member).to_choose
    for strange in ((), ("2.1",), ("99",)):
        with pytest.raises(Unfit):
            choose(*strange)
    assert choose("1.1", "1.1", "3.2") == ["1.1", "3.2"]
    before = Entry.objects.filter(verb="chose indicators in").count()
    assert choose("3.2", "1.1") == ["1.1", "3.2"]
    assert Entry.objects.filter(verb="chose indicators in").count() == before
    assert choose("1.3") == ["1.3"]
    assert not asked(joint, member).to_choose


def test_what_a_small_body_was_set_stays_whatever_it_chooses_beside(small):
    joint, member = small
    contribution = world_joint.agreed(joint, member)
    contribution.asked_of.create(indicator_id=world.framework().by_number["1.1"].id)

    def choose(*numbers: str) -> list[str]:
        contributions.choose_indicators(
            contribution_id=contribution.id, numbers=numbers, by=member.lead.actor
        )
        return [one.number for one in asked(joint, member).indicators]

    assert choose("3.2") == ["1.1", "3.2"]
    assert choose() == ["1.1"]


def test_only_who_is_asked_in_the_short_form_chooses(here, health):
    joint = world_joint.joint(here)
    contribution = world_joint.agreed(joint, health)
    with pytest.raises(Refused):
        contributions.choose_indicators(
            contribution_id=contribution.id, numbers=["1.1"], by=health.lead.actor
        )
    given = world_joint.handed_in(joint, health, {"1.1": "good"})
    assert given.asked_of.count() == 0


def test_of_a_small_body_gaps_are_told_of_what_it_answers_alone(small):
    joint, member = small
    contribution = world_joint.agreed(joint, member)
    by = member.lead.actor
    contributions.choose_indicators(contribution_id=contribution.id, numbers=["1.1"], by=by)
    view = contributions.begin_own(contribution_id=contribution.id, by=by)
    world.write(view, "1.1", member.lead, strengths="We know the families.")
    assert submit(joint, member, view).edition is not None


def test_another_broad_view_that_was_chosen_after_handing_in_can_be_discarded(here, health):
    joint = world_joint.joint(here)
    given = world_joint.handed_in(joint, health, {"1.1": "good"})
    another = begun_in(health.unit, health.lead)
    contributions.choose_own(contribution_id=given.id, evaluation_id=another.id, by=health.lead.actor)
    broad_views.discard(evaluation_id=another.id, by=health.lead.actor)
    now = world_joint.asked_of(joint, health.unit)
    assert (now.evaluation_id, now.edition_id, now.last) == (
        given.evaluation_id,
        given.edition_id,
        Move.SUBMITTED,
    )
