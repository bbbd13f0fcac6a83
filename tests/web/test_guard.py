"""Every address and every role: who gets what. An address that is missing here fails the suite."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from speir.access.actor import SYSTEM
from speir.core.ids import new_id
from speir.improvement.actions import demonstration
from tests.web.browsing import browser
from tests.web.guard_table import TABLE
from tests.web.places import WORDS, Place

ROLES = ("nobody", "reader", "evaluator", "lead", "stranger")


def test_every_address_stands_in_the_table():
    assert set(WORDS) == {row[0] for row in TABLE}


# Rows of which each is asked in a world of its own: what they need changes what others get.
BY_ITSELF = {"start:explore", "joint:new", "joint:take_over", "looks:discard"}
MOST = 40


def the_same(row: Any) -> str:
    name, method, _, typed, words = row
    return f"{method} {name} {' '.join(f'{k}={v}' for k, v in words.items())} {typed or ''}".strip()


def worlds() -> list[tuple[str, list[Any]]]:
    """The rows that are asked in one world: those of one area, at most 40, and each of `BY_ITSELF` alone."""
    areas: dict[str, list[Any]] = {}
    for row in TABLE:
        area, at = row[0].partition(":")[0] if ":" in row[0] else "account", 0
        if row[0] in BY_ITSELF:
            area = the_same(row)
        elif area == "moderation":  # what is revealed was hidden before
            area = f"moderation {row[4].get('meeting', 'hidden')}"
        while len(areas.get(f"{area} {at}", [])) >= MOST:
            at += 1
        areas.setdefault(f"{area} {at}", []).append(row)
    return list(areas.items())


def got(client: Client, session: SimpleCookie, method: str, address: str, typed: dict[str, str]) -> int:
    """What this request is answered with; whatever it does is undone, and the browser is signed in as before."""
    client.cookies = SimpleCookie(session.output(header="", attrs=[]))
    with transaction.atomic():
        answer = getattr(client, method)(address, typed or None)
        if answer.streaming:
            b"".join(answer.streaming_content)  # taken to its end, which closes it
        transaction.set_rollback(True)
    return int(answer.status_code)


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, rows in worlds()])
def test_each_role_gets_what_the_table_says(rows, cast):
    """Every row is asked by every role; all that differ are told of together."""
    place, wrong = Place(cast), list[str]()
    browsers = {role: browser(None if role == "nobody" else getattr(cast, role)) for role in ROLES}
    sessions = {role: client.cookies for role, client in browsers.items()}
    for row in rows:
        name, method, expected, typed, words = row
        if name == "start:explore":
            demonstration.load(by=SYSTEM)
        address, typed = place.address(name, words), place.posted(typed)
        answers = tuple(got(browsers[role], sessions[role], method, address, typed) for role in ROLES)
        if answers != expected:
            wrong.append(f"{the_same(row)}: {answers} and not {expected}")
    assert not wrong, "\n".join(wrong)


def test_no_row_is_left_out():
    assert sorted(map(the_same, TABLE)) == sorted(the_same(row) for _, rows in worlds() for row in rows)


def test_someone_elses_id_looks_the_same_as_an_id_that_never_was(clock, cast):
    place = Place(cast)
    client = browser(cast.stranger)
    addresses = [
        (f"/broad-views/{place.open.id}/", f"/broad-views/{new_id()}/"),
        (f"/broad-views/{place.open.id}/1.1/", f"/broad-views/{new_id()}/1.1/"),
        (f"/broad-views/{place.sealed.id}/editions/1/", f"/broad-views/{new_id()}/editions/1/"),
        (f"/people/{cast.team.id}/", f"/people/{new_id()}/"),
        (f"/reflections/{place.private.id}/", f"/reflections/{new_id()}/"),
        (f"/rooms/{place.room.id}/", f"/rooms/{new_id()}/"),
    ]
    for theirs, nothing in addresses:
        one, other = client.get(theirs), client.get(nothing)
        assert one.status_code == other.status_code == 404
        assert one.content == other.content
