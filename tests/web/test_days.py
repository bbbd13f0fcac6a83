"""A day on a page is that of our own clocks, also in the first hour of a summer's day, when UTC says yesterday."""

from __future__ import annotations

import pytest

from speir.evaluations.actions import sharing
from tests import world, world_joint
from tests.web.browsing import browser, open_page

pytestmark = pytest.mark.django_db


def test_what_was_sealed_and_shared_half_an_hour_after_midnight_in_summer_says_that_day(clock):
    clock.set(2026, 7, 2, 0, 30)
    here = world_joint.committee(("Health", "Police"))
    joint, health = world_joint.joint(here), here.members["Health"]
    world_joint.handed_in(joint, health, {"1.1": "weak"})
    page = open_page(browser(here.lead), f"/joint/{joint.id}/from/{health.unit.id}/")
    assert "2 July 2026" in page.text
    assert "1 July 2026" not in page.text


def test_what_was_shared_then_says_that_day(cast, clock):
    clock.set(2026, 7, 2, 0, 30)
    view = world.begun(cast)
    sharing.share(
        evaluation_id=view.id,
        audience=f"named:{cast.reader.person.id}",
        why="To read along.",
        ends=None,
        with_evidence=False,
        by=cast.lead.actor,
    )
    page = open_page(browser(cast.lead), f"/broad-views/{view.id}/sharing/")
    assert "2 July 2026" in page.text
    assert "1 July 2026" not in page.text
