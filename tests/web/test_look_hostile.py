"""Every form of a closer look takes whatever is sent to it: a sentence or a page that is not there, never a failure."""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse
from zeal import zeal_ignore

from tests import world
from tests.kept import kept
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
    "array": ["a", "b", "c"] * 4,  # more would be stopped at the door: a form has at most a thousand fields
}
FORM = "application/x-www-form-urlencoded"


def body(kind: str) -> str:
    """What is sent to every address, as a page's form sends it."""
    if kind == "surrogate":
        return "&".join(f"{field}=%ED%A0%80%FF" for field in FIELDS)
    return urlencode({} if kind == "nothing" else dict.fromkeys(FIELDS, BAD[kind]), doseq=True)


def made() -> tuple[world.Cast, dict[str, str]]:
    cast = world.cast()
    return cast, marked(cast)


once = kept(made)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", BAD)
def test_no_form_fails_whatever_is_sent(once, kind):
    cast, at = deepcopy(once)
    assert body(kind).count("&") < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    client = browser(cast.lead, raise_request_exception=False)
    with zeal_ignore():  # a form with a hundred fields that all conflict sets each of them aside
        broken = sent(client, at, kind)
    assert not broken, broken


def sent(client: Any, at: dict[str, str], kind: str) -> list[tuple[str, Any]]:
    """Send it to every address of a closer look; return where it failed."""
    lines = {"question": at["question_id"], "way": at["way_id"], "feature": at["feature_id"]}
    broken, typed = list[tuple[str, Any]](), body(kind)
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
            if kind == "script":  # in parts, as a form with files is sent
                answer = client.post(address, dict.fromkeys(FIELDS, BAD[kind]))
            else:
                answer = client.post(address, typed, content_type=FORM)
            broken += [(name, answer.status_code)] if answer.status_code >= 500 else []
            if kind == "nothing":  # the same whatever else is sent
                got = client.get(address, dict.fromkeys(ASKED, "x\x00²"))
                json = client.post(address, '{"text": ["a"]}', content_type="application/json")
                broken += [(name, which.status_code) for which in (got, json) if which.status_code >= 500]
            if kind == "script" and b"<script>alert(1)" in answer.content:
                broken.append((name, "script"))
    return broken
