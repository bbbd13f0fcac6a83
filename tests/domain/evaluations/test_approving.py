"""Approving a sealed edition: by a chief officer, beside it, one edition at a time, never undone without a trace."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import approving as actions
from speir.evaluations.actions import editions as sealing
from speir.evaluations.actions import removing
from speir.evaluations.models import ApprovalStep, Edition
from speir.evaluations.queries import approving, editions, grids, lists, removable
from speir.evaluations.queries.approving import Approving
from speir.mentions.models import KeptMention
from speir.mentions.rules import Keeping, Waits
from speir.organisations.actions import add_unit, roles
from speir.organisations.models import Membership
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
BACK = "I read the wrong edition."


@pytest.fixture
def chief(cast):
    return world.chief(cast)


@pytest.fixture
def view(cast):
    return world.sealed(cast)


def stands(view, who, number: int = 1) -> Approving:
    return editions.edition(who.actor, view.id, number).approving


def next_edition(view, by) -> None:
    sealing.reopen(evaluation_id=view.id, by=by.actor)
    world.seal(view, by)


def answer(view, step, by, text: str = "By June, says the service.") -> ApprovalStep:
    return actions.answer(evaluation_id=view.id, number=1, step_id=step.id, text=text, by=by.actor)


def take_back(view, step, by, text: str = BACK) -> ApprovalStep:
    return actions.take_back(evaluation_id=view.id, number=1, step_id=step.id, text=text, by=by.actor)


# Approving


def test_a_chief_officer_approves_and_everybody_who_reads_the_edition_sees_who_and_when(
    cast, chief, view, clock
):
    world.approve(view, chief, note="Thank you.")
    for who in (chief, cast.lead, cast.reader):
        (step,) = stands(view, who).steps.approvals
        said = (step.by_name, step.role, step.on, step.text)
        assert said == ("Catriona Munro", "chief officer", "2 March 2026", "Thank you.")


def test_approving_changes_no_level_no_word_and_no_seal(cast, chief, view):
    row, before = Edition.objects.get(), world.values(view, "1.1")
    record = editions.edition(cast.reader.actor, view.id, 1).record
    world.approve(view, chief)
    world.ask(view, chief)
    after = editions.edition(cast.reader.actor, view.id, 1)
    assert after.intact
    assert after.record == record
    assert world.values(view, "1.1") == before
    again = Edition.objects.get()
    assert (again.content, again.digest) == (row.content, row.digest)


def test_approved_twice_it_is_approved_once(cast, chief, view):
    assert world.approve(view, chief, note="Well.").id == world.approve(view, chief, note=" Well. ").id
    assert ApprovalStep.objects.count() == 1
    entry = Entry.objects.get(verb="approved")
    assert entry.detail == f"1; {Edition.objects.get().digest}"
    assert (entry.about_id, entry.path) == (view.id, cast.team.path)


def test_other_words_beside_what_was_said_before_are_refused_and_not_passed_over(cast, chief, view):
    step = world.approve(view, chief)
    with pytest.raises(Refused):
        world.approve(view, chief, note="With thanks to the school.")
    assert take_back(view, step, chief).id == take_back(view, step, chief).id
    with pytest.raises(Refused):
        take_back(view, step, chief, "For another reason.")
    assert ApprovalStep.objects.count() == 2


def test_two_chief_officers_each_approve_for_themselves(cast, chief, view):
    other = world.chief(cast, "Gordon Tulloch")
    world.approve(view, chief)
    assert [one.number for one in approving.waiting(other.actor) or ()] == [1]
    world.approve(view, other)
    names = [step.by_name for step in stands(view, cast.lead).steps.approvals]
    assert sorted(names) == ["Catriona Munro", "Gordon Tulloch"]


@pytest.mark.parametrize(
    "role", ["lead_officer", "chair", "agency_lead", "evaluator", "reader", "practitioner"]
)
def test_nobody_else_approves_or_asks(cast, view, role):
    world.chief(cast)
    if role == "chair":
        cast.team.kind = "partnership"
        cast.team.save()
    other = world.colleague("Una Bain", cast.team, role, cast.lead)
    for act in (world.approve, world.ask):
        with pytest.raises(NotAllowed):
            act(view, other)
    assert not ApprovalStep.objects.exists()


def test_a_chief_officer_of_another_place_finds_no_edition(cast, view):
    other = world.colleague("Gordon Tulloch", cast.elsewhere, "chief_officer", cast.stranger)
    for act in (world.approve, world.ask):
        with pytest.raises(NotYours):
            act(view, other)
    assert approving.waiting(other.actor) == ()


def test_a_chief_officer_above_approves_nothing_that_is_not_open_to_them(cast, chief):
    """Being above opens nothing; what was written in a team waits for no one above until it is shared."""
    below = add_unit(name="Duty team", kind="team", under=cast.team.id, by=cast.lead.actor)
    lead = world.colleague("Ailsa Hay", below, "lead_officer", cast.lead)
    theirs = world.begun(world.Cast(below, lead, lead, lead, cast.elsewhere, cast.stranger))
    world.seal(theirs, lead)
    with pytest.raises(NotYours):
        world.approve(theirs, chief)
    assert approving.waiting(chief.actor) == ()
    assert stands(theirs, lead).waits_for == ""


def test_whose_role_has_ended_approves_no_more_and_what_they_approved_stays(cast, chief, view):
    world.approve(view, chief)
    role = Membership.objects.get(person=chief.person)
    roles.end(membership_id=role.id, by=cast.lead.actor)
    with pytest.raises(NotYours):
        world.ask(view, chief)
    assert [step.by_name for step in stands(view, cast.lead).steps.approvals] == ["Catriona Munro"]


# One edition at a time


def test_the_next_edition_needs_an_approval_of_its_own_and_the_earlier_keeps_its(cast, chief, view):
    world.approve(view, chief)
    next_edition(view, cast.lead)
    assert [one.number for one in approving.waiting(chief.actor) or ()] == [2]
    assert [len(stands(view, cast.lead, n).steps.approvals) for n in (1, 2)] == [1, 0]
    assert stands(view, cast.lead, 2).waits_for == "Catriona Munro"


def test_an_edition_that_another_followed_is_approved_no_more_and_a_sentence_says_so(cast, chief, view):
    next_edition(view, cast.lead)
    for act in (world.approve, world.ask):
        with pytest.raises(Refused, match="Edition 2 was sealed since"):
            act(view, chief)
    assert not ApprovalStep.objects.exists()


def test_an_edition_waits_on_while_the_next_is_only_being_written(cast, chief, view):
    sealing.reopen(evaluation_id=view.id, by=cast.lead.actor)
    assert [one.number for one in approving.waiting(chief.actor) or ()] == [1]
    world.approve(view, chief)
    assert approving.waiting(chief.actor) == ()


def test_what_was_read_is_what_is_approved(chief, view, cast):
    """Somebody removed words while the chief officer read."""
    seen = Edition.objects.get().digest
    found = removable.look(cast.lead.actor, view.id, "We see children").found
    places = [one.key for one in found]
    removing.remove(
        evaluation_id=view.id, words="We see children", places=places, reason="child", by=cast.lead.actor
    )
    for read in (seen, ""):
        with pytest.raises(Refused, match="Read it again"):
            actions.approve(evaluation_id=view.id, number=1, seen=read, by=chief.actor)
    world.approve(view, chief)


# What waits


def test_the_latest_edition_waits_newest_first_until_its_reader_has_approved_it(cast, chief, clock):
    first = world.sealed(cast)
    clock.forward(hours=1)
    second = world.begun(cast, "Another one")
    world.seal(second, cast.lead)
    world.begun(cast, "Not sealed")
    assert [one.title for one in approving.waiting(chief.actor) or ()] == ["Another one", first.title]
    world.approve(second, chief)
    (left,) = approving.waiting(chief.actor) or ()
    assert (left.id, left.sealed_by, left.sealed_on) == (first.id, "Morag Sinclair", "2 March 2026")


def test_nothing_waits_for_who_approves_nothing(cast, view):
    for who in (cast.lead, cast.reader, cast.stranger):
        assert approving.waiting(who.actor) is None


def test_a_broad_view_says_whom_it_waits_for_and_where_nobody_approves_it_waits_for_nobody(cast, view):
    (edition,) = grids.grid(cast.lead.actor, view.id).editions
    assert (edition.waits_for, bool(edition.steps)) == ("", False)
    chief = world.chief(cast)
    world.chief(cast, "Gordon Tulloch")
    (edition,) = grids.grid(cast.lead.actor, view.id).editions
    assert edition.waits_for == "Catriona Munro and Gordon Tulloch"
    world.approve(view, chief)
    (edition,) = grids.grid(cast.reader.actor, view.id).editions
    assert (edition.waits_for, len(edition.steps.approvals)) == ("", 1)


def test_the_list_says_what_was_said_of_the_latest_edition(cast, chief, view):
    world.ask(view, chief)
    (line,) = lists.listing(cast.lead.actor)[0]
    assert [step.by_name for step in line.steps.questions] == ["Catriona Munro"]
    next_edition(view, cast.lead)
    (line,) = lists.listing(cast.lead.actor)[0]
    assert (line.of_edition, bool(line.steps)) == (2, False)


# Asking and answering


def test_a_question_is_answered_by_whoever_seals_there_and_more_may_be_added(cast, chief, view):
    asked = world.ask(view, chief)
    with pytest.raises(NotAllowed):
        answer(view, asked, cast.evaluator)
    answer(view, asked, cast.lead)
    answer(view, asked, cast.lead, "It is June now, and done.")
    (thread,) = stands(view, chief).steps.threads
    assert [step.text for step in thread.after] == ["By June, says the service.", "It is June now, and done."]
    assert not thread.open


def test_sent_twice_a_question_and_an_answer_are_there_once(cast, chief, view):
    asked = world.ask(view, chief)
    assert world.ask(view, chief).id == asked.id
    assert answer(view, asked, cast.lead).id == answer(view, asked, cast.lead).id
    assert ApprovalStep.objects.count() == 2
    assert Entry.objects.filter(verb__in=("asked about", "answered about"), detail="1").count() == 2


def test_a_question_does_not_keep_anybody_from_approving(chief, view):
    world.ask(view, chief)
    world.approve(view, chief)


# Taking back


def test_an_approval_is_taken_back_with_a_reason_and_both_stay(cast, chief, view):
    approved = world.approve(view, chief)
    take_back(view, approved, chief)
    (thread,) = stands(view, cast.reader).steps.threads
    assert [(step.said, step.text) for step in thread.after] == [("taken_back", BACK)]
    assert stands(view, cast.lead).steps.approvals == ()
    assert [one.number for one in approving.waiting(chief.actor) or ()] == [1]
    assert Entry.objects.filter(verb="took back approval of", detail="1").count() == 1
    assert world.approve(view, chief).id != approved.id


def test_an_approval_of_an_earlier_edition_can_be_taken_back_too(cast, chief, view):
    approved = world.approve(view, chief)
    next_edition(view, cast.lead)
    take_back(view, approved, chief)
    assert stands(view, cast.lead, 1).steps.approvals == ()


def test_nobody_takes_back_what_another_approved(cast, chief, view):
    approved = world.approve(view, chief)
    for who in (world.chief(cast, "Gordon Tulloch"), cast.lead, cast.stranger):
        with pytest.raises(NotYours):
            take_back(view, approved, who)
    with pytest.raises(NotYours):
        take_back(view, world.ask(view, chief), chief)


# What is typed


def test_what_says_nothing_or_too_much_is_a_sentence_and_nothing_is_kept(cast, chief, view):
    for text in ("", "  ", "x" * 2001):
        with pytest.raises(Unfit):
            world.ask(view, chief, text)
    with pytest.raises(Unfit):
        world.approve(view, chief, note="x" * 2001)
    assert not ApprovalStep.objects.exists()


def test_words_that_may_name_somebody_wait_until_they_are_explained_or_replaced(cast, chief, view):
    text = "Ring me on 01463 234567."
    with pytest.raises(Waits) as waits:
        world.ask(view, chief, text)
    ((typed, found),) = waits.value.fields.values()
    assert typed == text
    assert not ApprovalStep.objects.exists()
    keeping = Keeping("known", frozenset(mention.token for mention in found))
    world.approve(view, chief, note=text, keeping=keeping)
    assert ApprovalStep.objects.get().text == text
    world.ask(view, chief, text)  # explained once for this edition
    kept = Entry.objects.get(verb="kept a mention in")
    assert "approving" in kept.detail
    assert "01463" not in kept.detail


def test_words_are_removed_from_what_was_said_and_are_asked_about_again(cast, chief, view):
    text = "Ring me on 01463 234567."
    with pytest.raises(Waits) as waits:
        world.ask(view, chief, text)
    ((_typed, found),) = waits.value.fields.values()
    keeping = Keeping("known", frozenset(mention.token for mention in found))
    actions.ask(evaluation_id=view.id, number=1, text=text, keeping=keeping, by=chief.actor)
    found_places = removable.look(cast.lead.actor, view.id, "01463 234567").found
    assert [one.said for one in found_places] == ["Question before approving"]
    places = [one.key for one in found_places]
    removing.remove(
        evaluation_id=view.id, words="01463 234567", places=places, reason="child", by=cast.lead.actor
    )
    left = ApprovalStep.objects.get().text
    assert left.startswith("Ring me on ")
    assert "01463" not in left
    assert not KeptMention.objects.filter(place__contains="approving").exists()
    assert editions.edition(cast.reader.actor, view.id, 1).intact


def test_an_edition_or_a_step_that_never_was_is_not_found(cast, chief, view):
    with pytest.raises(NotYours):
        actions.approve(evaluation_id=view.id, number=7, seen="", by=chief.actor)
    with pytest.raises(NotYours):
        actions.answer(evaluation_id=view.id, number=1, step_id=new_id(), text="x", by=cast.lead.actor)
