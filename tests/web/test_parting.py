"""An organisation that is no longer a member, at the browser's door: what it and whoever leads are shown."""

from __future__ import annotations

import pytest

from speir.organisations.actions import seats
from speir.organisations.models import Seat
from tests import world_asking, world_joint, world_moderation
from tests.web.browsing import browser, open_page

pytestmark = pytest.mark.django_db
SAID = "its last day was 2 March 2026"


@pytest.fixture
def left(clock):
    """Health left yesterday; Police handed in again this morning. In a meeting Health's evaluator had joined."""
    here = world_joint.committee()
    joint, health, police = world_joint.complete(here), here.members["Health"], here.members["Police"]
    meeting = world_moderation.meeting(joint.evaluation, here.lead)
    world_moderation.joined(meeting, health.evaluator)
    clock.forward(minutes=1)
    seats.end(seat_id=Seat.objects.get(organisation=health.unit).id, by=here.lead.actor)
    clock.forward(days=1)
    world_asking.hand_in_again(world_joint.asked_of(joint, police.unit), police)
    return here, joint, meeting


def test_its_people_read_on_how_it_stood_and_are_told_so_on_every_page(left):
    here, joint, meeting = left
    health, police = here.members["Health"], here.members["Police"]
    client = browser(health.evaluator)
    asked = world_joint.asked_of(joint, health.unit)
    for address in (
        f"/joint/{joint.id}/",
        f"/joint/{joint.id}/matrix/",
        f"/joint/{joint.id}/patterns/",
        f"/joint/{joint.id}/agreed/",
        f"/joint/{joint.id}/matrix/1.1/",
        f"/joint/{joint.id}/from/{police.unit.id}/",
        f"/joint/asked/{asked.id}/",
    ):
        page = open_page(client, address)
        assert SAID in page.text, address
        assert "Judging together" not in page.text, address
        assert "edition 2" not in page.text.lower(), address
    assert SAID in open_page(client, "/joint/").text
    for address in (f"/moderation/{meeting.id}/", f"/moderation/joint/{joint.id}/", f"/m/{meeting.id[:6]}/"):
        open_page(client, address, 404)


def test_whoever_leads_sees_since_when_and_is_not_offered_to_ask_it_for_more(left):
    here, joint, _meeting = left
    asked = world_joint.asked_of(joint, here.members["Health"].unit)
    client = browser(here.lead)
    assert f"No longer a member: {SAID}" in open_page(client, f"/joint/{joint.id}/").text
    page = open_page(client, f"/joint/{joint.id}/who/{asked.id}/")
    assert SAID in page.text
    assert "Accept what was handed in" in page.text
    assert "Return it with a question" not in page.text
    answer = client.post(
        f"/joint/{joint.id}/who/{asked.id}/question/", {"text": "Why?", "seen": asked.edition_id}
    )
    assert answer.status_code == 422
    assert "is no longer a member" in answer.content.decode()
    page = open_page(client, f"/joint/{joint.id}/matrix/")
    assert "Health" in page.text
