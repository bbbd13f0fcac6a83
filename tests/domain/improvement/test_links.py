"""One-time addresses: progress as the person they were sent to, once, and nothing for anybody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from speir.core.errors import Refused, Unfit
from speir.improvement.actions import doing, links
from speir.improvement.models import Action, ProgressLink
from speir.improvement.queries.links import opened
from speir.mentions.rules import Waits
from speir.organisations.actions import roles
from speir.organisations.models import Membership
from tests import world_improvement
from tests.world import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(clock: Any, cast: Cast) -> Action:
    """An action that the evaluator leads, agreed."""
    priority = world_improvement.priority(cast.team, cast.lead, agreed=True)
    return world_improvement.action(priority, cast.lead, lead=cast.evaluator.person.id, state="agreed")


@pytest.fixture
def secret(row: Action) -> str:
    return links.make(action_id=row.id, person_id=row.lead_id or "")


def over(secret: str) -> bool:
    """Whether an address opens nothing and takes nothing."""
    with pytest.raises(Refused) as refused:
        links.use(secret=secret, state="stuck", text="Nobody is free.")
    assert refused.value.code == links.OVER_CODE
    return opened(secret) is None


def test_it_says_how_far_an_action_has_come_as_its_person_and_once(row, secret, cast, clock):
    shown = opened(secret)
    assert shown is not None
    assert (shown.due, shown.unit, shown.state) == (row.due, cast.team.name, "agreed")
    links.use(secret=secret, state="stuck", text=" Nobody is free. ", base="agreed")
    row.refresh_from_db()
    assert (row.state, row.said) == ("stuck", "Nobody is free.")
    told = row.progress.get(
        through="link"
    )  # by its way: what made the action in the test may bear the same moment
    assert (told.by, told.by_name, told.through) == (cast.evaluator.person.id, cast.evaluator.name, "link")
    assert opened(secret) is None
    # The same press once more is the same; another word is none of its business, nor is the same one later.
    links.use(secret=secret, state="stuck", text="Nobody is free.", base="agreed")
    with pytest.raises(Refused):
        links.use(secret=secret, state="done", text="Nobody is free.")
    clock.forward(minutes=11)
    assert over(secret)
    assert row.progress.filter(through="link").count() == 1


def test_each_letter_has_an_address_of_its_own_that_stays_good(row, secret):
    second = links.make(action_id=row.id, person_id=row.lead_id or "")
    links.use(secret=secret, state="under_way", text="Begun.")
    links.use(secret=second, state="done", text="")
    assert Action.objects.get().state == "done"
    assert secret not in str(list(ProgressLink.objects.values()))


@pytest.mark.parametrize(
    "state", ["agreed", "stopped", "closed", "impact_shown", "no_difference", "proposed", "", "x"]
)
def test_it_takes_no_more_than_under_way_stuck_and_done(secret, state):
    with pytest.raises(Unfit):
        links.use(secret=secret, state=state, text="Words.")
    assert opened(secret) is not None


def test_what_is_wrong_or_names_somebody_leaves_it_good(secret):
    with pytest.raises(Unfit):
        links.use(secret=secret, state="stuck", text="")
    with pytest.raises(Unfit):
        links.use(secret=secret, state="stuck", text="x" * 10_000)
    with pytest.raises(Waits):
        links.use(secret=secret, state="stuck", text="Callum Fraser has no worker.")
    assert opened(secret) is not None
    assert not Action.objects.get().progress.filter(through="link").exists()


def test_something_newer_is_shown_first(row, secret, cast):
    doing.tell(action_id=row.id, state="under_way", text="Begun.", by=cast.lead.actor)
    with pytest.raises(Refused) as refused:
        links.use(secret=secret, state="stuck", text="Nobody is free.", base="agreed")
    assert refused.value.code == doing.STATE_CHANGED_CODE
    shown = opened(secret)
    assert shown is not None
    assert shown.state == "under_way"


@pytest.mark.parametrize(
    "why", ["ended", "done", "priority closed", "taken out", "another lead", "inactive", "left"]
)
def test_it_opens_nothing_when_it_is_over(row, secret, cast, clock, why):
    if why == "ended":
        clock.forward(days=30)
    elif why == "done":
        doing.tell(action_id=row.id, state="done", text="", by=cast.lead.actor)
    elif why == "priority closed":
        row.priority.state, row.priority.closed_at = "closed", timezone.now()
        row.priority.save()
    elif why == "taken out":
        Action.objects.update(removed_at=timezone.now())
    elif why == "another lead":
        Action.objects.update(lead=cast.reader.person)
    elif why == "inactive":
        cast.evaluator.person.is_active = False
        cast.evaluator.person.save()
    else:
        roles.end(membership_id=Membership.objects.get(person=cast.evaluator.person).id, by=cast.lead.actor)
        clock.forward(days=1)
    assert over(secret)


def test_a_secret_that_there_never_was_opens_nothing_by_as_many_queries(
    secret, row, django_assert_num_queries
):
    with django_assert_num_queries(3):
        assert opened(secret)
    with django_assert_num_queries(3):
        assert opened("x" * 43) is None
    assert over("")
    assert over("x" * 43)


def test_addresses_are_forgotten_a_while_after_they_were_used_or_ended(row, secret, clock):
    used = links.make(action_id=row.id, person_id=row.lead_id or "")
    links.use(secret=used, state="under_way", text="Begun.")
    clock.forward(days=30, hours=1)
    assert links.forget_ended(days=30) == 1
    clock.forward(days=28)
    assert links.forget_ended(days=30) == 0
    clock.forward(days=2)
    assert links.forget_ended(days=30) == 1


def test_the_priority_is_locked_first(secret, held):
    links.use(secret=secret, state="under_way", text="Begun.")
    assert "Priority" in held
