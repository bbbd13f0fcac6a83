"""What was found leads on to what is done about it, and no page leads where its reader cannot go."""

from __future__ import annotations

import pytest

from speir.core.ids import new_id
from speir.evaluations.models import Look
from speir.improvement.actions import findings
from speir.improvement.rules.findings import Said
from tests import world_improvement, world_look_judging
from tests.web.browsing import browser
from tests.world_choosing import judged, looked

pytestmark = pytest.mark.django_db


def test_a_broad_view_leads_to_choosing_what_to_work_on(cast):
    view = judged(cast)
    choosing = f"/improvement/{cast.team.id}/choosing/"
    assert f'href="{choosing}"' in browser(cast.lead).get(f"/broad-views/{view.id}/found/").text


def test_a_finished_closer_look_leads_to_choosing_and_to_what_is_tracked(cast):
    look = looked(cast)
    world_look_judging.finished(Look.objects.get(pk=look))
    at = f"/improvement/{cast.team.id}"
    client = browser(cast.lead)
    assert f'href="{at}/choosing/"' in client.get(f"/closer-looks/{look}/finish/").text
    assert f'href="{at}/choosing/"' in client.get(f"/closer-looks/{look}/").text
    assert f'href="{at}/tracked/"' in client.get(f"/closer-looks/{look}/follows/").text


def test_what_a_priority_answers_already_says_so_where_priorities_are_chosen(cast):
    judged(cast)
    row = world_improvement.priority(cast.team, cast.lead, title="Ring back on the day")
    findings.add(
        priority_id=row.id,
        said=Said(source="judgement", number="3.2", words="Too late."),
        finding_id=new_id(),
        by=cast.lead.actor,
    )
    page = browser(cast.lead).get(f"/improvement/{cast.team.id}/choosing/").text
    assert "Answered by" in page
    assert f'href="/improvement/priorities/{row.id}/"' in page


def test_a_priority_leads_to_the_board_of_its_unit_for_those_who_can_open_it(cast):
    row = world_improvement.priority(cast.team, cast.lead, agreed=True)
    page = browser(cast.lead).get(f"/improvement/priorities/{row.id}/").text
    assert f'href="/improvement/{cast.team.id}/"' in page


def test_a_priority_without_a_difference_asks_for_it(cast):
    row = world_improvement.priority(cast.team, cast.lead, difference="")
    page = browser(cast.lead).get(f"/improvement/priorities/{row.id}/").text
    assert "Say what will be different" in page


def test_an_action_is_agreed_from_the_list_of_its_priority(cast):
    row = world_improvement.priority(cast.team, cast.lead, agreed=True)
    action = world_improvement.action(row, cast.lead)
    client = browser(cast.lead)
    assert "Note that it is agreed" in client.get(f"/improvement/priorities/{row.id}/").text
    answer = client.post(f"/improvement/actions/{action.id}/agree/", {"in_list": "1"})
    assert (answer.status_code, answer["Location"]) == (302, f"/improvement/priorities/{row.id}/")
    assert "Note that it is agreed" not in client.get(f"/improvement/priorities/{row.id}/").text
