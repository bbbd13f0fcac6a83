"""Nobody learns from a page of a closer look what somebody judged before it is revealed."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from speir.evaluations.models import Look
from tests import world, world_look
from tests import world_look_judging as made
from tests import world_moderation as together
from tests.web.browsing import browser
from tests.web.test_moderation_hidden import ONE, OTHER, WORDS, Chance, chance, readable

__all__ = ["chance"]
PAGES = (
    "",
    "plan/",
    "finding-out/",
    "board/",
    "judging/",
    "judging/3.2/",
    "judging/3.2/history/",
    "follows/",
)


@pytest.fixture
def look(cast: world.Cast, clock: Any) -> Look:
    row = world_look.look(cast.team, cast.lead)
    _question, way, feature = world_look.planned(row, cast.lead)
    made.seen(feature, way, cast.lead)
    return row


def test_every_page_of_a_look_answers_the_same_whatever_somebody_judged(cast, look, chance: Chance):
    view = world_look.evaluation_of(look)
    meeting = together.meeting(view, cast.lead, ("3.2",))
    colleague = world.colleague("Fergus Baird", cast.team, "evaluator", cast.lead)
    together.joined(meeting, cast.evaluator, colleague, cast.lead)
    row = together.opened(meeting, cast.lead, "3.2")
    paths = [f"/closer-looks/{look.id}/{page}" for page in PAGES]
    paths += ["/closer-looks/", f"/moderation/of/{look.id}/", f"/moderation/of/{look.id}/begin/"]
    for who in (cast.lead, colleague, cast.reader):
        client = browser(who)
        for path in paths:
            client.get(path)  # what this process keeps from now on
            answers = []
            for what in (ONE, OTHER):
                with transaction.atomic():
                    chance.drawn = random.Random("judged")
                    together.judged(row, cast.evaluator, what[0], what[1], what[2])
                    chance.again()
                    with CaptureQueriesContext(connection) as queries:
                        got = client.get(path)
                        body = readable(got)
                    transaction.set_rollback(True)
                assert not [word for word in WORDS if word.encode() in body], path
                answers.append((got.status_code, body, len(queries)))
            assert answers[0] == answers[1], path


def test_after_the_reveal_the_range_is_said_without_anybodys_name(cast, look):
    view = world_look.evaluation_of(look)
    meeting = together.meeting(view, cast.lead, ("3.2",))
    together.joined(meeting, cast.evaluator)
    row = together.opened(meeting, cast.lead, "3.2")
    together.judged(row, cast.evaluator, *ONE)
    together.revealed(row, cast.lead)
    together.agreed(row, cast.lead, "adequate", "The files say so.")
    text = browser(cast.reader).get(f"/closer-looks/{look.id}/judging/3.2/").content.decode()
    assert "One says weak" in text
    assert "zebra" not in text
    assert "Isla Reid" not in text
    agreed = browser(cast.lead).get(f"/moderation/of/{look.id}/").content.decode()
    assert f"/closer-looks/{look.id}/judging/" in agreed
    assert "/broad-views/" + look.id not in agreed


def test_from_the_judging_page_whoever_leads_begins_it_and_comes_back(cast, look):
    lead = browser(cast.lead)
    shown = lead.get(f"/closer-looks/{look.id}/judging/3.2/").content.decode()
    begin = f"/moderation/of/{look.id}/begin/"
    assert f"{begin}?indicator=3.2" in shown
    assert begin not in browser(cast.evaluator).get(f"/closer-looks/{look.id}/judging/").content.decode()
    form = lead.get(begin).content.decode()
    assert "3.2" in form
    assert "1.1" not in form
    assert re.search(r'value="3\.2"[^>]* checked', form)  # the only one
    begun = lead.post(begin, {"how": "meeting", "indicators": "3.2"})
    assert begun.status_code == 302
    assert "broad view" not in lead.get(begun["Location"]).content.decode().lower().replace("broad views", "")
