"""Nobody learns what somebody judged before it is revealed: from no address, its length, its queries, or a refusal."""

from __future__ import annotations

import io
import logging
import random
import re
import time
import zipfile
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from speir.core import ids
from speir.evaluations.models import HiddenView, Moderation
from speir.web.shell.aside import TYPED
from tests import world
from tests import world_moderation as together
from tests.web.browsing import browser
from tests.web.guard_moderation import MODERATION
from tests.web.guard_table import TABLE
from tests.web.places import Place

# Two hidden views that differ in all there is.
ONE = ("weak", "Nobody knocked for weeks, says the zebra.", "well_evidenced")
OTHER = ("excellent", "The quokka was glad.", "some_doubt")
WORDS = ("zebra", "quokka", "Nobody knocked")
# What changes with each answer whatever was judged: the form's token, and what is signed with the time.
TOKENS = re.compile(rb'(name="(?:csrfmiddlewaretoken|kept|looked_at)" value=")[^"]+')
REAL_TIME = ("Set-Cookie", "Expires", "Last-Modified")
# Whatever shows anything of a broad view is asked for a colleague, too.
NEAR = ("broad_views:", "joint:", "moderation:", "trail:", "retention:", "short")
# The library's own pages, and what starts a process for each answer.
LEFT_OUT = ("account_", "mfa_", "socialaccount_", "openid_", "frameworks:")


class Chance:
    """Ids that come out the same each time they are drawn from the start."""

    def __init__(self) -> None:
        self.drawn = random.Random()

    def again(self) -> None:
        self.drawn = random.Random("asked")

    def choice(self, letters: str) -> str:
        return self.drawn.choice(letters)

    def token_bytes(self, length: int) -> bytes:
        return self.drawn.randbytes(length)

    def token_urlsafe(self, length: int) -> str:
        return "".join(self.choice(ids.ALPHABET) for _ in range(length))


@pytest.fixture
def chance(monkeypatch: pytest.MonkeyPatch) -> Chance:
    made = Chance()
    monkeypatch.setattr(ids, "secrets", made)
    return made


def judged_by_another(place: Place, what: tuple[str, str, str]) -> None:
    """Somebody else of the team judges 1.1."""
    together.judged(together.round_of(place.hidden), place.cast.evaluator, what[0], what[1], what[2])


def readable(answer: Any) -> bytes:
    """What an answer says: of a workbook or document what is packed in it."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in sorted(packed.namelist()))
    return TOKENS.sub(rb"\1", body)


Answer = tuple[int, bytes, int, dict[str, str]]


def asked(place: Place, client: Any, row: Any, chance: Chance) -> Answer:
    """What an address answers now: status, body, how many queries it took, headers. What it does is undone."""
    name, method, _statuses, typed, words = row
    address, sent = place.address(name, words), place.posted(typed)
    with transaction.atomic():
        chance.again()
        with CaptureQueriesContext(connection) as queries:
            got = getattr(client, method)(address, sent or None)
            body = readable(got)
        transaction.set_rollback(True)
    headers = {key: value for key, value in got.headers.items() if key not in REAL_TIME}
    return got.status_code, body, len(queries), headers


def all_asked(place: Place, what: tuple[str, str, str], asking: list[Any], chance: Chance) -> list[Answer]:
    """What all of them are answered once somebody else has judged so."""
    with transaction.atomic():
        chance.drawn = random.Random("judged")
        judged_by_another(place, what)
        answers = [asked(place, client, row, chance) for client, row in asking]
        transaction.set_rollback(True)
    return answers


@pytest.fixture
def place(cast: world.Cast, clock: Any) -> Place:
    made = Place(cast)
    assert isinstance(made.hidden, Moderation)
    return made


def to_be_asked(row: Any) -> bool:
    """Whether an address is asked before and after: not one that reveals, nor one of what was revealed."""
    name, _method, _statuses, typed, words = row
    reveals = words.get("meeting") == "shown" or (name == "moderation:reveal" and typed)
    made_apart = words.get("format") in ("docx", "xlsx") or name.endswith("file")
    return not (reveals or made_apart or name.startswith(LEFT_OUT))


def test_every_address_answers_the_same_whatever_somebody_judged(place, chance):
    colleague = world.colleague("Fergus Baird", place.cast.team, "evaluator", place.cast.lead)
    together.joined(place.hidden, colleague)
    rows = list({row[0]: row for row in reversed(TABLE) if row[1] == "get" and to_be_asked(row)}.values())
    rows += [row for row in MODERATION if row[1] == "post" and to_be_asked(row)]
    for row in rows:
        place.address(row[0], row[4])  # made before anybody judges
    lead, other = browser(place.cast.lead), browser(colleague)
    asking = [(who, row) for row in rows for who in ([lead, other] if row[0].startswith(NEAR) else [lead])]
    one, second = (all_asked(place, what, asking, chance) for what in (ONE, OTHER))
    # What this process keeps from now on, it had to read the first time.
    anew = [at for at, answer in enumerate(one) if answer != second[at]]
    for at, answer in zip(anew, all_asked(place, ONE, [asking[at] for at in anew], chance), strict=True):
        one[at] = answer
    for (_who, row), first, then in zip(asking, one, second, strict=True):
        assert not [word for word in WORDS if word.encode() in first[1] + then[1]], row[:2]
        assert first == then, row[:2]
    assert len(rows) > 100


def test_no_document_holds_it(place):
    judged_by_another(place, ONE)
    lead = browser(place.cast.lead)
    trail = "/trail/entries.csv"
    for path in (f"/broad-views/{place.open.id}/grid.docx", f"/broad-views/{place.open.id}/grid.xlsx", trail):
        body = readable(lead.get(path))
        assert not [word for word in WORDS if word.encode() in body]


def test_no_line_of_a_log_holds_it(place, caplog):
    row, who = together.round_of(place.hidden), browser(place.cast.evaluator)
    with caplog.at_level(logging.DEBUG):
        for choice in (ONE[0], "no such level"):
            who.post(
                f"/moderation/{place.hidden.id}/{row.id}/", {"choice": choice, "why": ONE[1], "sure": ONE[2]}
            )
    assert HiddenView.objects.filter(why=ONE[1]).exists()
    assert not [word for word in (*WORDS, ONE[0]) if word in caplog.text]


def test_words_that_are_looked_for_to_be_removed_are_not_found_in_it(place):
    judged_by_another(place, ONE)
    answer = browser(place.cast.lead).post(f"/broad-views/{place.open.id}/remove/", {"words": "zebra"})
    assert b"says the" not in answer.content
    none = browser(place.cast.lead).post(f"/broad-views/{place.open.id}/remove/", {"words": "zebrb"})
    assert readable(answer).replace(b"zebra", b"zebrb") == readable(none)


def test_an_edition_that_is_sealed_meanwhile_does_not_hold_it(place):
    judged_by_another(place, ONE)
    edition = world.seal(place.open, place.cast.lead)
    assert not [word for word in WORDS if word in edition.content]


def test_its_own_evaluator_reads_it_and_nobody_else_does(place):
    judged_by_another(place, ONE)
    row = together.round_of(place.hidden)
    path = f"/moderation/{place.hidden.id}/{row.id}/?change=1"
    assert b"says the zebra" in browser(place.cast.evaluator).get(path).content
    for somebody in (place.cast.lead, place.cast.reader):
        assert b"zebra" not in browser(somebody).get(path).content


def test_what_was_judged_on_a_lent_device_does_not_wait_for_whoever_lent_it(place, monkeypatch):
    lead, row = browser(place.cast.lead), together.round_of(place.hidden)
    who = place.hidden.evaluators.get(person=None)
    path = f"/moderation/{place.hidden.id}/{row.id}/for/{who.id}/"
    assert lead.get(path).status_code == 200
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 2 * 3600)
    answer = lead.post(path, {"choice": ONE[0], "why": ONE[1], "sure": ONE[2]})
    assert (answer.status_code, answer["Cache-Control"]) == (401, "no-store")
    assert "judge once more" in answer.content.decode()
    assert b"zebra" not in answer.content
    assert not lead.session.get(TYPED)
