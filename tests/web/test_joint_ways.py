"""From each page of a joint broad view people find the next: nobody who comes tired has to look for it."""

from __future__ import annotations

import pytest

from speir.evaluations.actions import contributions
from tests import world, world_joint
from tests.web.browsing import browser, open_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return world_joint.committee()


@pytest.fixture
def joint(here):
    return world_joint.complete(here)


def test_an_invitation_says_what_the_lead_sees_meanwhile_and_who_reads_what_was_agreed(here):
    asked = world_joint.asked_of(world_joint.joint(here), here.members["Health"].unit)
    page = open_page(browser(here.members["Health"].lead), f"/joint/asked/{asked.id}/")
    assert "sees how many indicators are done, and how many have an owner: never a level" in page.text
    assert "names you as one of those that took part, and it can be shared beyond the members" in page.text


@pytest.mark.parametrize("path", ["matrix/", "matrix/1.1/"])
def test_whoever_leads_is_led_from_the_levels_to_judging_together_and_nobody_else_is(here, joint, path):
    begin = f"/moderation/of/{joint.evaluation_id}/begin/?indicator=1.1"
    assert begin in open_page(browser(here.lead), f"/joint/{joint.id}/{path}").html
    assert "Judge 1.1 together" not in open_page(browser(here.chief), f"/joint/{joint.id}/{path}").text
    world.seal(joint.evaluation, here.lead)
    assert "Judge 1.1 together" not in open_page(browser(here.lead), f"/joint/{joint.id}/{path}").text


def test_who_takes_part_finds_the_way_back_to_what_they_hand_in(here, joint):
    health = here.members["Health"]
    page = open_page(browser(health.lead), f"/joint/{joint.id}/")
    assert "Your own part" in page.text
    assert f"/joint/asked/{world_joint.asked_of(joint, health.unit).id}/" in page.html
    assert "Your own part" not in open_page(browser(here.lead), f"/joint/{joint.id}/").text


def test_many_who_have_not_answered_are_one_line_of_what_is_next(here):
    joint = world_joint.joint(here)
    page = open_page(browser(here.lead), f"/joint/{joint.id}/")
    assert "Three organisations have not answered the invitation" in page.text
    assert "Health has not answered the invitation" not in page.text


def test_nobody_is_told_that_all_have_handed_in_while_some_have_not_answered(here):
    joint = world_joint.joint(here)
    world_joint.handed_in(joint, here.members["Health"], {"1.1": "good"})
    page = open_page(browser(here.lead), f"/joint/{joint.id}/matrix/")
    assert "One of three organisations has handed in." in page.text
    assert "One of three has handed in." in open_page(browser(here.lead), f"/joint/{joint.id}/").text


def test_whoever_writes_goes_on_with_the_first_indicator_that_nobody_wrote_about(here):
    joint = world_joint.joint(here)
    health = here.members["Health"]
    world_joint.answered(joint, health, {"1.1": "good"})
    page = open_page(
        browser(health.evaluator), f"/joint/asked/{world_joint.asked_of(joint, health.unit).id}/"
    )
    assert "Write about 1.3" in page.text


def test_a_grid_counts_what_is_asked_about_and_leads_to_what_was_agreed(here, joint):
    page = open_page(browser(here.lead), f"/broad-views/{joint.evaluation_id}/")
    assert "0 of 3 that are asked about done" in page.text
    assert f"/joint/{joint.id}/agreed/" in page.html
    health = here.members["Health"]
    own = world_joint.asked_of(joint, health.unit).evaluation_id
    assert "3 of 3 that are asked about done" in open_page(browser(health.lead), f"/broad-views/{own}/").text
    owners = open_page(browser(health.lead), f"/broad-views/{own}/owners/").text
    assert "Of what is asked, owned by nobody yet: 1.1, 1.3, 3.2." in owners


def test_whoever_begins_a_new_one_is_offered_at_once_what_was_said_last_time(here, joint):
    health, later = here.members["Health"], world_joint.joint(here, days=90)
    asked = world_joint.asked_of(later, health.unit)
    contributions.agree(contribution_id=asked.id, by=health.lead.actor)
    answer = browser(health.lead).post(f"/joint/asked/{asked.id}/own/")
    assert answer["Location"].endswith("/start/")
