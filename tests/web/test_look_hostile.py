"""Every form of a closer look takes whatever is sent to it: a sentence or a page that is not there, never a failure."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from tests.web.browsing import browser
from tests.web.places import WORDS
from tests.web.test_look_strangers import marked

FIELDS = (
    *(
        "text",
        "base",
        "line_id",
        "how",
        "person",
        "due",
        "number",
        "cites",
        "item",
        "marked",
        "title",
        "period",
    ),
    *("reason", "reason_words", "about", "about_words", "key_question", "area", "area_words", "takes_part"),
    *("left_out", "how_long", "cost", "purpose", "confidentiality", "afterwards", "themes", "before"),
    *("sitting_id", "on", "number_present", "services", "what", "heard", "note_id", "base_text", "theme"),
    *("question", "way", "feature", "source", "seen", "group_id", "by_what", "answer", "state", "strengths"),
    *("weaknesses", "kind", "whom", "outcome", "follow_id", "name", "unit", "template_id", "view", "numbers"),
    *("choice", "why", "sure", "bears", "stance", "shows", "audience", "ends", "words", "places", "starting"),
)
ASKED = ("kind", "source", "from", "plan", "number", "unit", "framework", "starting", "prompted", "indicator")
BAD: dict[str, Any] = {
    "nothing": {},
    "nul": "a\x00b",
    "long": "x" * 10_000,
    "script": "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>",
    "huge": "9" * 400,
    "surrogate": "\ud800",
    "array": ["a", "b", "c"] * 50,
}


@pytest.mark.parametrize("kind", BAD)
def test_no_form_fails_whatever_is_sent(cast, kind):
    at = marked(cast)
    bad = BAD[kind]
    client = browser(cast.lead, raise_request_exception=False)
    with zeal_ignore():  # a form with a hundred fields that all conflict sets each of them aside
        broken = sent(client, at, bad, kind)
    assert not broken, broken


def sent(client: Any, at: dict[str, str], bad: Any, kind: str) -> list[tuple[str, Any]]:
    """Send it to every address of a closer look; return where it failed."""
    lines = {"question": at["question_id"], "way": at["way_id"], "feature": at["feature_id"]}
    broken: list[tuple[str, Any]] = []
    for name, words in WORDS.items():
        if not name.startswith("looks:") or not words <= at.keys():
            continue
        places = [at]
        if name == "looks:line":
            places = [at | {"column": column, "line_id": line} for column, line in lines.items()]
        if name in ("looks:discard", "looks:finish"):
            continue
        for place in places:
            address = reverse(name, kwargs={word: place[word] for word in words})
            if kind == "surrogate":
                body = "&".join(f"{field}=%ED%A0%80%FF" for field in FIELDS)
                answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
            else:
                typed = dict.fromkeys(FIELDS, bad) if bad != {} else {}
                answer = client.post(address, typed)
            broken += [(name, answer.status_code)] if answer.status_code >= 500 else []
            if kind == "nothing":  # the same whatever else is sent
                got = client.get(address, dict.fromkeys(ASKED, "x\x00²"))
                json = client.post(address, '{"text": ["a"]}', content_type="application/json")
                broken += [(name, which.status_code) for which in (got, json) if which.status_code >= 500]
            if kind == "script" and b"<script>alert(1)" in answer.content:
                broken.append((name, "script"))
    return broken
