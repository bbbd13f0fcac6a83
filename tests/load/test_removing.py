"""Somebody removes words for good while a colleague saves them again: they do not stand there afterwards."""

from __future__ import annotations

import re
from functools import partial

import pytest

from bench.browser import Browser
from bench.saving import read
from tests.load.conftest import Office
from tests.load.test_beside_each_other import all_at_once, saving

pytestmark = pytest.mark.load

ROUNDS = 12
NOTE = re.compile(r"\[removed on \d+ \w+ \d{4}: it did not belong here\]")


def test_words_that_are_saved_while_they_are_removed_do_not_stand_afterwards(office: Office) -> None:
    leads, writes = office.people[0], office.people[1]
    remove = office.path("").removesuffix("/") + "remove/"
    for turn in range(ROUNDS):
        path = office.path(office.team.numbers[turn + 1])  # in the first one others keep texts of theirs
        first = saving(writes, path, read(writes.get(path).text), "They walk in the heather.", script=False)
        assert first().status == 302
        form = read(writes.get(path).text)
        token = read(leads.get(path).text)["csrfmiddlewaretoken"]
        page = leads.post(remove, {"csrfmiddlewaretoken": token, "words": "heather"}).text
        (place,) = re.findall(r'value="(judgement-\w+-strengths)"', page)
        sent = {"csrfmiddlewaretoken": token, "words": "heather", "remove": "1", "places": place}
        sent |= {"reason": "wrong_place", "extent": "words"}
        again = f"They walk in the heather. For the {turn}th time."
        gone, saved = all_at_once(
            [partial(leads.post, remove, sent), saving(writes, path, form, again, script=turn % 2 == 0)]
        )
        assert gone.status == 302, gone.text[:500]
        assert saved.status in {200, 302, 409}, saved.text[:500]
        stands = read(leads.get(path).text)["strengths"]
        assert "heather" not in stands
        assert NOTE.search(stands)


def test_two_who_remove_at_the_same_instant_do_not_wait_for_each_other_for_ever(office: Office) -> None:
    leads, writes = office.people[0], office.people[1]
    tabs = [Browser(leads.port, leads.cookies) for _ in range(2)]
    remove = office.path("").removesuffix("/") + "remove/"
    for turn in range(ROUNDS):
        path = office.path(office.team.numbers[turn + 1])
        form = read(writes.get(path).text)
        assert saving(writes, path, form, "They sing of the thistle.", script=False)().status == 302
        token = read(leads.get(path).text)["csrfmiddlewaretoken"]
        page = leads.post(remove, {"csrfmiddlewaretoken": token, "words": "thistle"}).text
        (place,) = re.findall(r'value="(judgement-\w+-strengths)"', page)
        sent = {"csrfmiddlewaretoken": token, "words": "thistle", "remove": "1", "places": place}
        sent |= {"reason": "wrong_place", "extent": "words"}
        answers = all_at_once([partial(tab.post, remove, sent) for tab in tabs])
        assert sorted(answer.status for answer in answers) == [302, 422]
    for tab in tabs:
        tab.close()
