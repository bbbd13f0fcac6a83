"""Eight people type notes in the same sitting at the same instant, over HTTP: nothing that they typed is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import partial

import pytest

from bench.browser import Answer
from bench.saving import mark, read
from speir.core.ids import new_id
from tests.load.conftest import PEOPLE, Office
from tests.load.test_beside_each_other import all_at_once, kept_for

pytestmark = pytest.mark.load

ROUNDS = 5


def stand(page: str) -> dict[str, str]:
    """What each note of a page holds, by its id."""
    found = re.findall(r'<textarea id="text_(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {one: html.unescape(text) for one, text in found if text}


def send(office: Office, at: int, note_id: str, text: str, base: str, *, script: bool) -> Answer:
    form = {
        "csrfmiddlewaretoken": read(office.people[at].get(office.team.sitting).text)["csrfmiddlewaretoken"],
        "note_id": note_id,
        "theme": "",
        "base_text": mark(base),
        "text": text,
    }
    return office.people[at].post(f"{office.team.sitting}notes/", form, script=script)


def test_eight_people_in_one_sitting_lose_no_note_and_no_line(office: Office) -> None:
    ids = [new_id() for _ in range(PEOPLE)]
    texts = [""] * PEOPLE
    for turn in range(ROUNDS):
        lines = [f"{text}\nPerson {at} heard this in round {turn}.".strip() for at, text in enumerate(texts)]
        # Each is sent twice, as by a phone that lost the answer on the way.
        for _again in range(2):
            work: list[Callable[[], Answer]] = [
                partial(send, office, at, ids[at], lines[at], texts[at], script=at % 2 == 0)
                for at in range(PEOPLE)
            ]
            for answer in all_at_once(work):
                assert answer.status in {200, 302}, answer.text[:500]
        texts = lines
    page = stand(office.people[0].get(office.team.sitting).text)
    assert [page[one] for one in ids] == texts
    assert sum(len(text.split("\n")) for text in texts) == PEOPLE * ROUNDS


def test_eight_people_in_one_note_lose_no_text(office: Office) -> None:
    note_id = new_id()
    texts = [f"What person {at} heard." for at in range(PEOPLE)]
    answers = all_at_once(
        [partial(send, office, at, note_id, texts[at], "", script=True) for at in range(PEOPLE)]
    )
    stands = stand(office.people[0].get(office.team.sitting).text)[note_id]
    winner = texts.index(stands)
    for at, answer in enumerate(answers):
        kept = kept_for(office.people[at].get(office.team.sitting).text)
        if at == winner:
            assert "conflict" not in answer.text
        else:
            assert {stands, texts[at]} <= set(kept_for(answer.text)), "both are shown"
            assert texts[at] in kept, "one's own is kept"
