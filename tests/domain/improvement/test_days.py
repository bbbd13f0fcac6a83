"""What a person's calendar is told of improvement: their actions, reviews and meetings, and nothing of others'."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from speir.improvement.models import Meeting
from speir.improvement.queries.days import days
from tests import world_improvement
from tests.world import Cast, Somebody

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2027, 1, 1)


@pytest.fixture
def here(clock: Any, cast: Cast) -> Cast:
    """A priority with a review, an action of the evaluator's with the reader's help, and a meeting."""
    priority = world_improvement.priority(
        cast.team, cast.lead, agreed=True, review_on=dt.date(2026, 9, 1), title="Share sooner"
    )
    said: Any = {"lead": cast.evaluator.person.id, "helpers": (cast.reader.person.id,)}
    for state in ("under_way", "done", "proposed"):
        world_improvement.action(priority, cast.lead, state=state, title=f"Ring: {state}", **said)
    Meeting.objects.create(unit=cast.team, name="Committee", on=dt.date(2026, 5, 5), made_at=timezone.now())
    Meeting.objects.create(
        unit=cast.team, name="Gone", on=dt.date(2026, 5, 5), made_at=timezone.now(), removed_at=timezone.now()
    )
    Meeting.objects.create(unit=cast.elsewhere, name="Theirs", on=dt.date(2026, 5, 5), made_at=timezone.now())
    world_improvement.priority(cast.team, cast.lead, review_on=dt.date(2026, 9, 1), title="Only proposed")
    return cast


def told(who: Somebody) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.title, f"{one.on}") for one in days(who.actor, FIRST, LAST)]


def test_whoever_leads_or_helps_is_told_of_an_action_and_all_who_read_there_of_the_rest(here):
    rest = [("review", "Share sooner", "2026-09-01"), ("meeting", "Committee", "2026-05-05")]
    theirs = [("action", "Ring: under_way", "2026-05-01")]
    assert told(here.evaluator) == told(here.reader) == theirs + rest
    assert told(here.lead) == rest
    assert told(here.stranger) == [("meeting", "Theirs", "2026-05-05")]


def test_what_is_kept_for_one_alone_or_lies_outside_the_days_is_not_told(here):
    assert days(here.evaluator.actor, dt.date(2026, 10, 1), LAST) == []


def test_three_queries_whatever_there_is(here, django_assert_num_queries):
    actor = here.evaluator.actor
    with django_assert_num_queries(3):
        days(actor, FIRST, LAST)
