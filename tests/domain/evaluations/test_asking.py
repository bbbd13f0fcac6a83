"""Leading a joint broad view: whom one may ask, what is returned, accepted and extended, and what stays."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import asking, broad_views, contributions, joint_changes, joints
from speir.evaluations.models import Contribution, Evaluation, Joint
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries import joint_lists, joint_standing, lists
from speir.evaluations.queries.joint_choices import choices, leads_in
from speir.evaluations.queries.joints import marks, opened
from speir.evaluations.rules.asking import Move, Progress
from speir.evaluations.rules.planning import Invited
from speir.mentions.rules import Waits
from speir.trail.models import Entry
from tests import world, world_asking, world_joint

pytestmark = pytest.mark.django_db
TEXT = "What do families say of it?"


@pytest.fixture
def here() -> world_joint.Committee:
    return world_joint.committee()


def moves(contribution: Contribution) -> list[str]:
    return [step.move for step in contribution.steps.order_by("at", "id")]


def handed_in(here: world_joint.Committee) -> Contribution:
    return world_joint.handed_in(world_joint.joint(here), here.members["Health"], {"1.1": "weak"})


def test_nobody_names_or_sees_another_organisations_people(here):
    """A partnership names who answers only where it looks after the people itself."""
    offered = {one.name: one.people for one in choices(here.lead.actor, here.unit.id).organisations}
    assert offered == {"Health": None, "Police": None, "Social work": None}
    health = here.members["Health"]
    with pytest.raises(Unfit) as unfit:
        joints.begin(
            unit_id=here.unit.id,
            framework_key=world.FRAMEWORK,
            plan=world_asking.plan(Invited(health.unit.id, answers=health.lead.person.id)),
            by=here.lead.actor,
        )
    assert [one.code for one in unfit.value.broken] == ["joint-answers-unknown"]
    asked = world_joint.asked_of(world_joint.joint(here), health.unit)
    with pytest.raises(Refused):
        asking.name(contribution_id=asked.id, person_id=health.lead.person.id, by=here.lead.actor)


def test_a_partnership_names_who_answers_where_it_looks_after_the_people():
    there = world_asking.kept()
    (one,) = choices(there.lead.actor, there.unit.id).organisations
    assert one.people == (
        (there.theirs.person.id, "Ailsa Reid"),
        (there.writer.person.id, "Effie Grant"),
    )
    asked = world_joint.asked_of(world_asking.of_kept(there), there.agency)
    assert asked.answers == there.writer.person
    by = there.lead.actor
    asking.name(contribution_id=asked.id, person_id=there.theirs.person.id, by=by)
    asked.refresh_from_db()
    assert asked.answers == there.theirs.person
    stranger = world.somebody("Somebody else")
    with pytest.raises(Refused):
        asking.name(contribution_id=asked.id, person_id=stranger.person.id, by=by)
    asking.name(contribution_id=asked.id, person_id="", by=by)
    asked.refresh_from_db()
    assert asked.answers is None


def test_only_what_leads_a_partnership_or_units_below_can_ask(here):
    assert [unit.name for unit in leads_in(here.lead.actor)] == [here.unit.name]
    assert leads_in(here.members["Health"].lead.actor) == []
    assert leads_in(here.chair.actor) == []


def test_what_was_handed_in_is_returned_with_a_question_and_accepted_once_each(here):
    made = handed_in(here)
    seen, by = made.edition_id or "", here.lead.actor
    for _ in range(2):
        asking.return_with_question(contribution_id=made.id, text=TEXT, seen=seen, by=by)
    assert moves(made)[-2:] == ["submitted", "returned"]
    for _ in range(2):
        asking.accept(contribution_id=made.id, seen=seen, by=by)
    assert moves(made)[-2:] == ["returned", "accepted"]
    assert Contribution.objects.get(pk=made.pk).last == Move.ACCEPTED
    said = Entry.objects.filter(verb="accepted what came from").values_list("path", "detail")
    assert set(said) == {(here.unit.path, "Health"), (made.organisation.path, "Health")}


def test_a_question_needs_words_and_names_nobody(here):
    made = handed_in(here)
    asked = {"contribution_id": made.id, "seen": made.edition_id or "", "by": here.lead.actor}
    with pytest.raises(Unfit):
        asking.return_with_question(text="  ", **asked)
    with pytest.raises(Unfit):
        asking.return_with_question(text="x" * 4001, **asked)
    with pytest.raises(Waits):
        asking.return_with_question(text="Fiona MacDonald, born 3 March 2015, says what?", **asked)
    assert "returned" not in moves(made)


def test_nothing_is_accepted_that_was_not_seen(here):
    made = handed_in(here)
    seen = made.edition_id or ""
    world_asking.hand_in_again(made, here.members["Health"])
    for act in (
        lambda: asking.accept(contribution_id=made.id, seen=seen, by=here.lead.actor),
        lambda: asking.return_with_question(
            contribution_id=made.id, text=TEXT, seen=seen, by=here.lead.actor
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "contribution-another-edition"


def test_nothing_is_locked_after_acceptance_and_a_later_change_is_dated(clock, here):
    made = handed_in(here)
    asking.accept(contribution_id=made.id, seen=made.edition_id or "", by=here.lead.actor)
    clock.forward(days=2)
    world_asking.hand_in_again(made, here.members["Health"])
    (health, *_) = joint_standing.standing(here.lead.actor, opened(here.lead.actor, made.joint_id))
    assert health.party.progress is Progress.SUBMITTED
    assert health.changed == timezone.localdate()
    assert health.came == timezone.localdate() - dt.timedelta(days=2)
    made.refresh_from_db()
    clock.forward(minutes=1)
    asking.accept(contribution_id=made.id, seen=made.edition_id or "", by=here.lead.actor)
    (health, *_) = joint_standing.standing(here.lead.actor, opened(here.lead.actor, made.joint_id))
    assert health.changed is None


def test_one_organisation_gets_a_later_day_with_its_reason_and_the_others_keep_theirs(here):
    joint = world_joint.joint(here)
    health = here.members["Health"]
    asked = world_joint.agreed(joint, health)
    later = joint.due + dt.timedelta(days=14)

    def extend(until: dt.date | None, text: str = "Their system came late.") -> None:
        asking.extend(contribution_id=asked.id, until=until, text=text, by=here.lead.actor)

    for day in (None, joint.due, timezone.localdate() - dt.timedelta(days=1), dt.date(2099, 3, 3)):
        with pytest.raises(Unfit):
            extend(day)
    with pytest.raises(Unfit):
        extend(later, "")
    for _ in range(2):
        extend(later)
    assert moves(asked) == ["invited", "agreed", "extended"]
    assert Contribution.objects.get(pk=asked.pk).last == Move.AGREED
    due = {p.name: p.dates.by for p in opened(here.lead.actor, joint.id).parties}
    assert due == {"Health": later, "Police": joint.due, "Social work": joint.due}


def test_a_later_day_for_all_is_never_before_the_later_day_of_one(here):
    joint = world_joint.joint(here)
    asked = world_joint.agreed(joint, here.members["Health"])
    later = joint.due + dt.timedelta(days=7)
    asking.extend(contribution_id=asked.id, until=later, text="Late.", by=here.lead.actor)
    latest = joint.due + dt.timedelta(days=30)
    Joint.objects.filter(pk=joint.pk).update(due=latest)
    assert {p.dates.by for p in opened(here.lead.actor, joint.id).parties} == {latest}


def test_an_invitation_is_taken_back_before_it_is_answered_and_made_again(here):
    joint = world_joint.joint(here)
    health = here.members["Health"]
    asked, by = world_joint.asked_of(joint, health.unit), here.lead.actor
    for _ in range(2):
        asking.take_back(contribution_id=asked.id, by=by)
    assert joint_lists.listing(health.lead.actor).asked == ()
    with pytest.raises(NotYours):
        policy.require_contribution(health.lead.actor, asked.id)
    with pytest.raises(NotYours):
        contributions.agree(contribution_id=asked.id, by=health.lead.actor)
    for _ in range(2):
        asking.ask_again(contribution_id=asked.id, by=by)
    assert [one.organisation for one in joint_lists.listing(health.lead.actor).asked] == ["Health"]
    contributions.agree(contribution_id=asked.id, by=health.lead.actor)
    with pytest.raises(Refused):
        asking.take_back(contribution_id=asked.id, by=by)
    assert moves(asked) == ["invited", "withdrawn", "invited", "agreed"]


def test_whoever_declined_is_asked_once_more_and_has_to_accept_anew(here):
    joint = world_joint.joint(here)
    police = here.members["Police"]
    asked = world_joint.agreed(joint, police)
    world_asking.declined(asked, police.lead)
    asking.ask_again(contribution_id=asked.id, by=here.lead.actor)
    asked.refresh_from_db()
    assert (asked.last, asked.agreed_at) == (Move.INVITED, None)
    with pytest.raises(NotYours):
        opened(police.evaluator.actor, joint.id)


def test_others_are_invited_later_and_each_once(here):
    joint = world_joint.joint(here, names=("Health",))
    more = [Invited(here.members[name].unit.id) for name in ("Health", "Police")]
    assert len(joints.invite(joint_id=joint.id, invited=more, by=here.lead.actor)) == 1
    assert joints.invite(joint_id=joint.id, invited=more, by=here.lead.actor) == []
    assert {p.name for p in opened(here.lead.actor, joint.id).parties} == {"Health", "Police"}
    with pytest.raises(Unfit):
        joints.invite(joint_id=joint.id, invited=[Invited(here.stranger.person.id)], by=here.lead.actor)
    more = [Invited(here.members["Social work"].unit.id, indicators=("5.4",))]
    with pytest.raises(Unfit):
        joints.invite(joint_id=joint.id, invited=more, by=here.lead.actor)


def change(here: world_joint.Committee, joint: Joint, base: dict[str, str], **typed: object) -> None:
    now = {"title": joint.evaluation.title, "due": joint.due, "invitation": joint.invitation}
    joint_changes.change(joint_id=joint.id, base=base, by=here.lead.actor, **(now | typed))  # type: ignore[arg-type]


def test_two_who_change_different_things_keep_both_and_the_same_thing_is_shown_to_the_later_one(here):
    joint = world_joint.joint(here)
    base = marks(opened(here.lead.actor, joint.id).heading)
    change(here, joint, base, title="A day for all of us")
    change(here, joint, base, invitation="Please look at 3.2 first.")
    joint.refresh_from_db()
    assert joint.evaluation.title == "A day for all of us"
    assert joint.invitation == "Please look at 3.2 first."
    with pytest.raises(Unfit) as unfit:
        change(here, joint, base, title="Mine", due=joint.due + dt.timedelta(days=1))
    assert [one.field for one in unfit.value.broken] == ["title"]
    assert "A day for all of us" in unfit.value.broken[0].sentence
    joint.refresh_from_db()
    assert joint.evaluation.title == "A day for all of us"


def test_a_day_that_is_over_stays_where_nobody_touches_it_and_is_refused_where_somebody_types_it(here):
    joint = world_joint.joint(here)
    over = timezone.localdate() - dt.timedelta(days=3)
    Joint.objects.filter(pk=joint.pk).update(due=over)
    joint.refresh_from_db()
    base = marks(opened(here.lead.actor, joint.id).heading)
    change(here, joint, base, invitation="Anew.")
    with pytest.raises(Unfit):
        change(here, joint, base, due=over - dt.timedelta(days=1))


def test_what_is_called_off_stays_readable_asks_for_nothing_more_and_is_taken_up_again(here):
    joint = world_joint.complete(here)
    by, health = here.lead.actor, here.members["Health"]
    made = world_joint.asked_of(joint, health.unit)
    for _ in range(2):
        joint_changes.call_off(joint_id=joint.id, by=by)
    assert policy.require_handed_in(health.evaluator.actor, joint.id, health.unit.id) == made
    for act in (
        lambda: asking.accept(contribution_id=made.id, seen=made.edition_id or "", by=by),
        lambda: joints.invite(joint_id=joint.id, invited=[Invited(health.unit.id)], by=by),
        lambda: change(here, joint, {}, title="Anew"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "joint-ended"
    for _ in range(2):
        joint_changes.take_up(joint_id=joint.id, by=by)
    asking.accept(contribution_id=made.id, seen=made.edition_id or "", by=by)
    verbs = Entry.objects.filter(about_id=joint.id, verb__in=["called off", "took up again"])
    assert verbs.count() == 2


def test_only_whoever_leads_it_leads_it(here):
    joint = world_joint.complete(here)
    made = world_joint.asked_of(joint, here.members["Health"].unit)
    seen = made.edition_id or ""
    acts = (
        lambda by: asking.accept(contribution_id=made.id, seen=seen, by=by),
        lambda by: asking.return_with_question(contribution_id=made.id, text=TEXT, seen=seen, by=by),
        lambda by: asking.extend(contribution_id=made.id, until=None, text=TEXT, by=by),
        lambda by: asking.name(contribution_id=made.id, person_id="", by=by),
        lambda by: asking.ask_again(contribution_id=made.id, by=by),
        lambda by: asking.take_back(contribution_id=made.id, by=by),
        lambda by: joint_changes.call_off(joint_id=joint.id, by=by),
        lambda by: joint_changes.take_up(joint_id=joint.id, by=by),
        lambda by: joints.invite(joint_id=joint.id, invited=[], by=by),
        lambda by: joint_standing.led(by, joint.id, made.id),
    )
    for act in acts:
        for somebody in (here.members["Health"].lead, here.chair, here.reader):
            with pytest.raises((NotAllowed, NotYours)):
                act(somebody.actor)
        with pytest.raises(NotYours):
            act(here.stranger.actor)


def test_the_lead_is_told_how_many_indicators_are_done_and_no_level_before_it_is_handed_in(here):
    joint = world_joint.joint(here)
    world_joint.answered(joint, here.members["Health"], {"1.1": "weak", "2.1": "good"})
    stand = {one.party.name: one for one in _standing(here.lead, joint)}
    done = stand["Health"].done
    assert done is not None
    assert (done.done, done.owned, done.asked) == (1, 0, len(world_joint.ASKED))
    for one in (here.lead, here.members["Health"].lead):  # and so does everybody's own list
        (line,) = lists.listing(one.actor)[0]
        assert (line.done, line.indicators) == (int(one is not here.lead), len(world_joint.ASKED))
    assert "weak" not in repr(stand["Health"])
    assert all(one.done is None for one in _standing(here.members["Health"].lead, joint))


def _standing(who: world.Somebody, joint: Joint) -> list[joint_standing.Standing]:
    return joint_standing.standing(who.actor, opened(who.actor, joint.id))


def test_the_list_counts_for_each_reader_those_alone_of_whom_they_are_told(here):
    joint = world_asking.at_every_place(here)
    (lead,) = joint_lists.listing(here.lead.actor).lines
    assert (lead.take_part, lead.came, lead.late, lead.open) == (2, 1, 1, 0)
    (health,) = joint_lists.listing(here.members["Health"].evaluator.actor).lines
    assert [(one.organisation, one.progress) for one in health.mine] == [("Health", Progress.SUBMITTED)]
    assert joint_lists.listing(here.stranger.actor) == joint_lists.Listed((), False, (), ())
    fresh = world_joint.joint(here)
    assert joint_lists.listing(here.members["Health"].evaluator.actor).lines == (health,)
    lines = {line.id: line for line in joint_lists.listing(here.lead.actor).lines}
    assert lines.keys() == {joint.id, fresh.id}
    assert (lines[fresh.id].take_part, lines[fresh.id].open) == (3, 3)


def test_as_last_time_asks_the_same_of_those_who_took_part(here):
    joint = world_asking.at_every_place(here)
    last = joint_lists.as_last_time(here.lead.actor, joint.id, here.unit.id)
    assert last.indicators == world_joint.ASKED
    assert sorted(last.names.values()) == ["Health", "Social work"]
    with pytest.raises(NotYours):
        joint_lists.as_last_time(here.stranger.actor, joint.id, here.unit.id)
    with pytest.raises(NotYours):
        joint_lists.as_last_time(here.lead.actor, joint.id, new_id())


def test_a_joint_broad_view_is_called_off_and_not_discarded(here):
    joint = world_joint.joint(here)
    with pytest.raises(Refused) as refused:
        broad_views.discard(evaluation_id=joint.evaluation_id, by=here.lead.actor)
    assert refused.value.code == "view-joint"


def test_a_broad_view_that_was_begun_for_it_and_holds_nothing_is_let_go(here):
    joint = world_joint.joint(here)
    asked = world_joint.agreed(joint, here.members["Health"])
    by = here.members["Health"].lead.actor
    begun = contributions.begin_own(contribution_id=asked.id, by=by)
    broad_views.discard(evaluation_id=begun.id, by=by)
    assert not Evaluation.objects.filter(pk=begun.id).exists()
    asked.refresh_from_db()
    assert asked.evaluation_id is None
    contributions.begin_own(contribution_id=asked.id, by=by)
