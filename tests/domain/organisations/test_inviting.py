"""Inviting many at once: whoever was brought in and was never here, in all that one looks after, and nobody else."""

from __future__ import annotations

import pytest
from django.utils import timezone

from speir.accounts.actions import note_seen, use_sign_in_address
from speir.accounts.models import SignInAddress
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.notices.models import Notice
from speir.organisations.actions import add_unit, bring_in, enrol, invitations, units
from speir.organisations.queries.invitations import PAGE, waiting
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letters_leave(settings):
    settings.MAIL = {"host": "127.0.0.1"}


@pytest.fixture
def committee(clock, cast):
    return world.unit_of(cast.lead, "The committee", "partnership")


@pytest.fixture
def health(cast, committee):
    """An organisation that the committee looks after, with a team below it."""
    made = units.add_organisation(partnership_id=committee.id, name="NHS", by=cast.lead.actor)
    return add_unit(name="Riverside", kind="team", under=made.id, by=cast.lead.actor)


def brought(name, unit, by, email="", role="evaluator"):
    """Somebody who was brought in as a sheet does it: nobody told them."""
    someone = world.somebody(name, email)
    enrol(person=someone.person, unit_id=unit.id, role=role, by=by.actor)
    return someone


def names(committee, by):
    return [one.name for one in waiting(by.actor, committee.id).lines]


def invite(committee, by, *people, seen=None):
    chosen = [one.person.id for one in people]
    return invitations.invite_all(
        unit_id=committee.id, people=chosen, seen=seen or timezone.now(), by=by.actor
    )


def test_all_who_were_never_here_are_invited_once_each_with_an_entry(cast, committee, health):
    una = brought("Una", health, cast.lead, "una@example.scot")
    iain = brought("Iain", committee, cast.lead, "iain@example.scot")
    nobody = brought("No address", health, cast.lead)
    assert names(committee, cast.lead) == ["Una", "Iain", "No address"]
    assert invite(committee, cast.lead, una, iain, nobody) == ["iain@example.scot", "una@example.scot"]
    assert set(Notice.objects.values_list("to", flat=True)) == {"iain@example.scot", "una@example.scot"}
    assert Entry.objects.filter(verb="invited", about_id=una.person.id, path=health.path).count() == 1
    assert SignInAddress.objects.get(person=una.person).unit_name == "Riverside, NHS"
    assert [one.open for one in waiting(cast.lead.actor, committee.id).lines] == [False, True, True]


def test_a_form_sent_twice_sends_one_letter_and_a_new_look_sends_again(clock, cast, committee):
    una = brought("Una", committee, cast.lead, "una@example.scot")
    looked = timezone.now()
    clock.forward(minutes=1)
    assert invite(committee, cast.lead, una, seen=looked)
    assert invite(committee, cast.lead, una, seen=looked) == []
    clock.forward(minutes=1)
    assert invite(committee, cast.lead, una) == ["una@example.scot"]
    assert SignInAddress.objects.filter(ends_at__gt=timezone.now()).count() == 1


def test_whoever_came_in_or_has_left_waits_no_more(clock, cast, committee):
    una = brought("Una", committee, cast.lead, "una@example.scot")
    gone = brought("Gone", committee, cast.lead, "gone@example.scot")
    gone.person.memberships.update(ended_at=timezone.now())
    note_seen(person=una.person, today=timezone.localdate())
    assert names(committee, cast.lead) == []
    assert invite(committee, cast.lead, una, gone) == []
    assert not Notice.objects.exists()


def test_an_invitation_that_ended_or_was_opened_alone_stands_first_again(clock, cast, committee):
    una = brought("Una", committee, cast.lead, "una@example.scot")
    brought("Zara", committee, cast.lead, "zara@example.scot")
    invite(committee, cast.lead, una)
    assert names(committee, cast.lead) == ["Zara", "Una"]
    clock.forward(days=8)
    found = waiting(cast.lead.actor, committee.id)
    assert [(one.name, one.due) for one in found.lines] == [("Una", True), ("Zara", True)]
    assert found.due == 2


def test_one_who_leads_a_committee_invites_nobody_of_an_organisation_that_looks_after_itself(
    cast, committee, health
):
    una = brought("Una", health, cast.lead, "una@example.scot")
    committee.seated.update(keeps=False)
    assert names(committee, cast.lead) == []
    assert invite(committee, cast.lead, una) == []
    with pytest.raises(NotYours):
        waiting(cast.lead.actor, health.id)


def test_nobody_is_invited_who_has_a_role_where_the_actor_looks_after_nobody(cast, committee):
    """The address would open what they see there."""
    una = brought("Una", committee, cast.lead, "una@example.scot")
    enrol(person=una.person, unit_id=cast.elsewhere.id, role="reader", by=cast.stranger.actor)
    assert names(committee, cast.lead) == []
    assert invite(committee, cast.lead, una) == []


def test_whoever_looks_after_nobody_here_neither_sees_nor_invites(cast, committee):
    una = brought("Una", cast.team, cast.lead, "una@example.scot")
    for who, error in ((cast.evaluator, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(error):
            waiting(who.actor, cast.team.id)
        with pytest.raises(error):
            invite(cast.team, who, una)


def test_without_letters_or_without_a_choice_it_says_what_to_do(settings, cast, committee):
    with pytest.raises(Refused, match="Tick whom you want to invite"):
        invite(committee, cast.lead)
    settings.MAIL = None
    with pytest.raises(Refused, match="This installation sends no e-mail"):
        invite(committee, cast.lead, cast.reader)


def test_a_long_list_comes_a_page_at_a_time_whom_to_invite_first(clock, cast, committee):
    people = [brought(f"P{at:03}", committee, cast.lead, f"p{at}@example.scot") for at in range(PAGE + 2)]
    found = waiting(cast.lead.actor, committee.id)
    assert (found.all, found.due, len(found.lines)) == (PAGE + 2, PAGE + 2, PAGE)
    assert len(invite(committee, cast.lead, *people)) == PAGE
    assert waiting(cast.lead.actor, committee.id).lines[0].name == f"P{PAGE:03}"


def test_one_address_that_is_handed_over_is_no_invitation(settings, cast, committee):
    settings.MAIL = None
    path = bring_in(unit_id=committee.id, name="Una", role="evaluator", by=cast.lead.actor)
    (one,) = waiting(cast.lead.actor, committee.id).lines
    assert (one.invited, one.due) == (None, False)
    use_sign_in_address(secret=path.split("/")[2])
    assert names(committee, cast.lead) == ["Una"]


def test_an_invitation_whose_letter_could_not_leave_is_told_apart_and_due_again_once_given_up(
    cast, committee
):
    una = brought("Una", committee, cast.lead, "una@example.scot")
    invite(committee, cast.lead, una)
    (one,) = waiting(cast.lead.actor, committee.id).lines
    assert (one.open, one.stuck, one.due) == (True, None, False)
    Notice.objects.update(problem="SMTPRecipientsRefused")
    (one,) = waiting(cast.lead.actor, committee.id).lines
    assert (one.stuck, one.due) == (False, False)
    Notice.objects.update(due_at=None)
    (one,) = waiting(cast.lead.actor, committee.id).lines
    assert (one.stuck, one.due) == (True, True)
