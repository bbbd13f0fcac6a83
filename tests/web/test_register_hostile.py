"""The register against what no page of ours sends: nonsense is answered with a page, and with nothing of anybody's."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.evidence import policy
from speir.evidence.actions import items
from speir.evidence.models import Item
from speir.organisations import policy as units
from tests import world
from tests.web.browsing import browser

NONSENSE = ("\x00", "a\x00b", "x" * 5000, "😀", "9" * 6000, "Ghàidhlig", "\u202e", "own/", "²", "-1")
WORDS = (
    *(
        '"',
        '""',
        "-",
        "--a",
        '-"a b',
        'a"b"c',
        "NEAR(a b)",
        "a*",
        "first:x",
        "^a",
        "a AND",
        "OR",
        "NOT a",
        "(",
        "\\",
    ),
    *(
        "%",
        "';drop",
        "😀",
        "ù’s",
        "ﬁ",
        "1e5",
        "١٢",
        "\u0301",
        "a" + "\u0301" * 60,
        ":*",
        "!a",
        "a:*b",
        "<->",
        "b0 b0",
    ),
    *("a''b", "a -a", '"' * 200, "a" * 190, "a b c d e f g h i j k l m n o p"),
)
ASKED = (
    "words",
    "theme",
    "kind",
    "unit",
    "since",
    "until",
    "voice",
    "stands",
    "withdrawn",
    "at",
    "page",
    "when",
)


@pytest.fixture
def item(cast) -> str:
    known: Any = {"unit_id": cast.team.id, "framework": world.framework(), "by": cast.evaluator.actor}
    return items.write(draft=world.draft(shows="It is b0 first a b c 1e5."), **known).id


@pytest.mark.parametrize(
    "more", [{}, {"stands": "uncited"}, {"stands": ["mine", "stale"], "withdrawn": "also"}]
)
def test_whatever_is_looked_for_is_answered(cast, item, more):
    client, failed = browser(cast.evaluator, raise_request_exception=False), []
    typing: Any
    for words in WORDS:
        for typing in ({}, {"HTTP_HX_REQUEST": "true"}):
            status = client.get("/evidence/", {"words": words} | more, **typing).status_code
            failed += [(words, typing, status)] if status != 200 else []
    assert not failed, failed


@pytest.mark.parametrize("asked", ASKED)
def test_an_address_that_nobody_was_given_is_answered(cast, item, asked):
    client = browser(cast.evaluator)
    for nonsense in NONSENSE:
        for address in (
            "/evidence/",
            "/evidence/narrow/",
            "/evidence/new/",
            f"/evidence/record/{cast.team.id}/",
        ):
            assert client.get(address, {asked: nonsense}).status_code in (200, 422)


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_a_form_that_nobody_was_given_saves_nothing_and_is_answered(cast, item, nonsense):
    client, view = browser(cast.evaluator), world.begun(cast)
    posted: list[tuple[str, dict[str, str]]] = [
        (f"/evidence/{item}/alike/", {"keep": item, "other": nonsense}),
        ("/evidence/several/", {"count": "1", "unit": nonsense, "0-shows": "x"}),
        ("/evidence/several/", {"unit": nonsense, "text": "x"}),
        ("/evidence/new/", {"unit": nonsense, "shows": "x"}),
        ("/evidence/new/", {"shows": "x", "kind": f"own/{nonsense}"}),
        (f"/evidence/suggest/?framework={quote(nonsense[:20])}", {"shows": "Nobody asked the children."}),
        ("/evidence/searches/new/", {"name": nonsense, "words": nonsense, "asked": f"theme={nonsense}"}),
        (f"/evidence/{item}/change/", {"shows": "x", "revision": f"{nonsense}x"}),
        (f"/evidence/{item}/record/new/", {"on": nonsense, "how": nonsense, "why": nonsense}),
        (f"/broad-views/{view.id}/1.1/evidence/cite/", {"item_id": nonsense, "stance": "supports"}),
        (f"/broad-views/{view.id}/1.1/evidence/cite/", {"item_id": item, "stance": nonsense}),
    ]
    for address, typed in posted:
        assert client.post(address, typed).status_code in (200, 302, 404, 409, 422), (address, typed)
    assert Item.objects.values_list("shows", flat=True).get() == "It is b0 first a b c 1e5."


def test_what_is_no_id_is_asked_of_no_database(cast, django_assert_num_queries):
    """PostgreSQL takes no text with a NUL in it, not even to look for it."""
    actor = cast.lead.actor
    with django_assert_num_queries(0):
        with pytest.raises(NotYours):
            policy.require(actor, Permission.READ_EVIDENCE, "a\x00b")
        with pytest.raises(NotYours):
            units.require(actor, Permission.READ_EVIDENCE, "a\x00b")
