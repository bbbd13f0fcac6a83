"""What organisations handed in, as those read it who take part: the texts of all, the evidence that is open to them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.evaluations import policy as views
from speir.evaluations.actions import readings
from speir.evaluations.actions.opening import open_evidence
from speir.evaluations.actions.sharing import share
from speir.evaluations.models import Evaluation
from speir.evaluations.queries import handed_in
from speir.evaluations.queries.behind import behind
from speir.evaluations.queries.handed_in import Account
from speir.evaluations.queries.sides import Asking
from speir.sharing.policy import read_by, read_by_each
from speir.trail.models import Entry
from tests import world_joint
from tests.world import Somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return world_joint.committee()


@pytest.fixture
def joint(here):
    return world_joint.complete(here)


def accounts(by: Somebody, joint_id: str, number: str = "1.1") -> dict[str, Account]:
    across = handed_in.across(by.actor, joint_id, number, Asking())
    return {account.column.name: account for account in across.accounts}


def opened(account: Account) -> int:
    return sum(bool(one.shows) for one in account.judgement.evidence)


def share_with_partnership(here: world_joint.Committee, name: str) -> None:
    """What an organisation's lead does so that the others read its evidence, too."""
    member = here.members[name]
    share(
        evaluation_id=Evaluation.objects.get(unit=member.unit).id,
        audience=f"partnership:{here.unit.id}",
        why="For the day together.",
        ends=None,
        with_evidence=True,
        by=member.lead.actor,
    )


def test_every_account_is_read_by_all_who_take_part_the_highest_level_first(here, joint):
    found = accounts(here.members["Police"].evaluator, joint.id)
    assert list(found) == ["Police", "Health"]
    assert found["Health"].judgement.strengths == "Health sees children early (1.1)."
    assert found["Health"].judgement.improvements == "Health writes too little down (1.1)."
    across = handed_in.across(here.lead.actor, joint.id, "1.1", Asking())
    assert (across.before, across.after and across.after.indicator.number) == (None, "3.2")


def test_handing_in_opens_no_words_of_evidence_and_its_owner_opens_them_by_sharing(here, joint):
    police = here.members["Police"].evaluator
    for reader in (police, here.lead):
        health = accounts(reader, joint.id)["Health"]
        assert (health.withheld, opened(health)) == (2, 0)
        assert [one.kind_name for one in health.judgement.evidence] != ["", ""]
        assert health.judgement.confirmed == "Confirmed by 2 kinds of source"
        whole = handed_in.handed_in(reader.actor, joint.id, here.members["Health"].unit.id)
        assert whole.closed == 6
        assert "files" not in str([e.shows for j in whole.record.judgements for e in j.evidence])
    own = accounts(police, joint.id)["Police"]
    assert (own.withheld, opened(own)) == (0, 2)
    share_with_partnership(here, "Health")
    for reader in (police, here.lead):
        health = accounts(reader, joint.id)["Health"]
        assert (health.withheld, opened(health)) == (0, 2)


def test_pieces_behind_it_are_opened_by_whoever_answers_those_that_are_ticked_and_no_other(here, joint):
    health, police = here.members["Health"], here.members["Police"]
    asked = world_joint.asked_of(joint, health.unit)
    first, *rest = behind(health.lead.actor, asked.id).to_open
    strange = behind(police.lead.actor, world_joint.asked_of(joint, police.unit).id).to_open[0]

    def opening(by: Somebody, *items: str) -> int:
        return open_evidence(contribution_id=asked.id, items=items, by=by.actor)

    with pytest.raises(NotYours):
        opening(health.lead, first.id, strange.id)
    for other in (health.evaluator, here.lead, police.lead):
        with pytest.raises((NotAllowed, NotYours)):
            opening(other, first.id)
    assert (opening(health.lead, first.id), opening(health.lead, first.id)) == (1, 0)
    now = behind(health.lead.actor, asked.id)
    assert ([one.id for one in now.already], len(now.to_open), now.others) == ([first.id], len(rest), 0)
    read = handed_in.handed_in(police.evaluator.actor, joint.id, health.unit.id)
    assert read.closed == len(rest)


def test_who_reads_from_outside_is_in_the_organisations_trail_once_a_day(here, joint):
    police, health = here.members["Police"], here.members["Health"]
    for _again in range(2):
        read = [account.read for account in accounts(police.evaluator, joint.id).values()]
        readings.note_handed_in(read=read, by=police.evaluator.actor)
    readings._recorded.clear()
    readings.note_handed_in(read=read, by=police.evaluator.actor)
    (entry,) = Entry.objects.filter(verb="read", person_id=police.evaluator.person.id)
    assert (entry.about_id, entry.path) == (
        Evaluation.objects.get(unit=health.unit).id,
        health.unit.path,
    )


def test_nobody_else_reads_it_and_nothing_that_was_not_asked_or_not_handed_in(here, joint):
    health, social = here.members["Health"].unit.id, here.members["Social work"].unit.id
    for by, number in ((here.stranger, "1.1"), (here.lead, "2.1"), (here.lead, "9.9"), (here.lead, "\x00")):
        with pytest.raises(NotYours):
            handed_in.across(by.actor, joint.id, number, Asking())
    for by, organisation in ((here.stranger, health), (here.lead, social), (here.lead, "none")):
        with pytest.raises(NotYours):
            handed_in.handed_in(by.actor, joint.id, organisation)


def test_opening_a_row_asks_as_often_for_three_as_for_two(here, joint):
    by = here.members["Police"].evaluator
    with CaptureQueriesContext(connection) as two:
        accounts(by, joint.id)
    world_joint.handed_in(joint, here.members["Social work"], {"1.1": "good"})
    with CaptureQueriesContext(connection) as three:
        accounts(by, joint.id)
    assert len(two) == len(three) <= 10


def test_who_was_among_the_readers_is_decided_for_many_as_for_one(here, joint):
    before = timezone.now()
    share_with_partnership(here, "Health")
    rows = list(Evaluation.objects.all())
    for somebody in (here.lead, here.members["Police"].lead, here.members["Health"].evaluator, here.stranger):
        for at in (before, timezone.now()):
            asked = (somebody.actor, Permission.READ_EVALUATIONS, views.ABOUT)
            each = {row.pk for row in rows if read_by(*asked, row, at)}
            assert read_by_each(*asked, [(row, at) for row in rows]) == each
