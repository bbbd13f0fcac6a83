"""What is written in a joint broad view and beside it is read by nobody who does not belong there: every address."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from speir.evaluations.actions import inspections, programme
from speir.evaluations.models import ContributionStep, Evaluation, Joint, Judgement
from speir.evaluations.rules.inspecting import Draft
from speir.evaluations.rules.programme import Plan
from speir.organisations.actions import roles
from speir.organisations.models import Membership
from tests import world, world_agreed, world_joint
from tests import world_moderation as together
from tests.web.browsing import browser
from tests.web.places import WORDS

pytestmark = pytest.mark.django_db
MARK = "zebrafish"
SPACES = ("joint", "moderation", "inspections", "calendar", "trends")
SECRET = "calendar:feed_file"  # its address is its person's alone: test_calendar.py
SITS_THERE = "an evaluator of an organisation that was not asked"


@pytest.fixture
def here(clock):
    return world_joint.committee(("Health", "Police", "Social work"))


def marked(here) -> dict[str, str]:
    """A word that stands nowhere else, in every text; return what stands in the addresses."""
    joint, health = world_joint.complete(here), here.members["Health"]
    said = f"We saw the {MARK}."
    made = world_joint.asked_of(joint, health.unit)
    Joint.objects.filter(pk=joint.pk).update(invitation=said)
    Evaluation.objects.filter(pk=joint.evaluation_id).update(title=f"The year of the {MARK}")
    Judgement.objects.filter(evaluation=joint.evaluation, indicator__number="1.1").update(strengths=said)
    ContributionStep.objects.create(contribution=made, move="returned", text=said, at=timezone.now())
    meeting = together.meeting(joint.evaluation, here.lead)
    together.joined(meeting, health.evaluator)
    turn = together.opened(meeting, here.lead)
    together.judged(turn, health.evaluator, "weak", said)
    together.revealed(turn, here.lead)
    together.agreed(turn, here.lead, reason=said)
    together.opened(meeting, here.lead, "1.3")
    named = together.named(meeting, here.lead, "Somebody else", f"For the {MARK}")
    levels = {"1.1": "weak"}
    looked = inspections.record(
        unit_id=here.unit.id,
        framework_id=world.framework().id,
        draft=Draft(dt.date(2025, 11, 20), levels, f"Inspection of the {MARK}"),
        by=here.lead.actor,
    )
    planned = programme.plan(
        unit_id=here.unit.id,
        wanted=Plan(
            kind="survey",
            title=f"Survey of the {MARK}",
            starts=dt.date(2026, 4, 1),
            ends=dt.date(2026, 4, 30),
            words=said,
        ),
        by=here.lead.actor,
    )
    note = world_agreed.fell(here.unit, here.lead, dt.date(2026, 2, 1), said)
    return {
        "joint_id": joint.id,
        "contribution_id": made.id,
        "organisation_id": health.unit.id,
        "number": "1.1",
        "evaluation_id": joint.evaluation_id,
        "moderation_id": meeting.id,
        "round_id": turn.id,
        "evaluator_id": named.id,
        "inspection_id": looked.id,
        "planned_id": planned.id,
        "note_id": note.id,
        "unit_id": here.unit.id,
        "key": world.FRAMEWORK,
        "format": "csv",
        "code": meeting.id[:6],
    }


def addresses(at: dict[str, str]) -> list[str]:
    """Every address of these pages, and those of the broad view in which what was agreed is written."""
    found = [
        reverse(name, kwargs={word: at[word] for word in words})
        for name, words in WORDS.items()
        if (name.partition(":")[0] in SPACES or name == "short") and name != SECRET
    ]
    view = [
        reverse(name, kwargs={"evaluation_id": at["evaluation_id"]})
        for name, words in WORDS.items()
        if name.startswith("broad_views:") and words == {"evaluation_id"}
    ]
    asked = [
        f"{reverse('trends:trend')}?unit={at['unit_id']}&indicator=3.2",
        f"{reverse('inspections:beside')}?unit={at['unit_id']}",
        f"{reverse('inspections:list')}?unit={at['unit_id']}",
        f"{reverse('calendar:agenda')}?unit={at['unit_id']}",
    ]
    return found + view + asked


def strangers(here) -> dict[str, Any]:
    """Everybody who is somebody near, and does not belong there."""
    lead, health = here.lead, here.members["Health"]
    inspector = world.colleague("Iain Macrae", here.unit, "inspector", lead)
    world.room(lead, here.unit, inspector)
    gone = world.colleague("Gone Grant", health.unit, "evaluator", health.lead)
    held = Membership.objects.get(person=gone.person)
    roles.end(membership_id=held.id, by=health.lead.actor)
    keeper = world.colleague("Keeper Kerr", here.unit, "administrator", lead)
    beside = world_joint.member("Fire", here.unit, lead, 1)
    return {
        "nobody": None,
        "an inspector with a room": inspector,
        "an administrator of the partnership": keeper,
        "an administrator of an organisation": world.colleague(
            "Admin Orr", health.unit, "administrator", health.lead
        ),
        "somebody who reads files": world.colleague("File Ross", health.unit, "file_reader", health.lead),
        "whose role ended": gone,
        SITS_THERE: beside.evaluator,
        "the lead of another agency": here.stranger,
    }


def test_no_address_tells_a_word_to_somebody_who_does_not_belong_there(here):
    at = marked(here)
    everywhere = addresses(at)
    told = {address for address in everywhere if MARK in text_of(browser(here.lead), address)[1]}
    assert len(told) > 20  # the lead does read it
    leaks, broken = [], []
    for who, somebody in strangers(here).items():
        client = browser(somebody)
        for address in everywhere:
            status, text = text_of(client, address)
            # What inspectors published of a partnership is read by whoever sits in it.
            if MARK in text and not (who == SITS_THERE and address.startswith("/inspections/")):
                leaks.append((who, address))
            if status >= 500:
                broken.append((who, address))
    assert (leaks, broken) == ([], [])


def text_of(client: Any, address: str) -> tuple[int, str]:
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode(errors="replace")
