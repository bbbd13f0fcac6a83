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
from speir.trail.models import Entry
from tests.web.browsing import browser
from tests.web.guard_table import TABLE
from tests.web.places import WORDS, Place

# Addresses that django-allauth answers by its own views, some of which show a form and take it.
# What is open without a second factor, or without signing in: a secret address, and ways out.
OPEN = {"end_sessions", "prove_email", "calendar:feed_file", "progress", "letters_off"}
LIBRARY = ("account_", "mfa_", "socialaccount_")
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


# What somebody sees who has no second factor where one is required.
SETTING_UP = {
    "account",
    "account_logout",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "at_risk",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "one_time",
    "sessions",
    "stay",
}


def test_without_a_second_factor_where_it_is_required_no_other_page_is_open_and_nothing_is_done(
    cast, settings
):
    place, client = Place(cast), browser(cast.lead)
    addresses = [(row, place.address(row[0], row[4])) for row in TABLE]
    settings.SECOND_FACTOR_REQUIRED = True
    done = Entry.objects.exclude(verb="read").count()
    for (name, method, _expected, _typed, _words), address in addresses:
        if name in SETTING_UP or name.startswith(LIBRARY) or name in OPEN:
            continue
        response = getattr(client, method)(address)
        if method == "get" and name not in {"openid_connect_login", "openid_connect_callback"}:
            assert (response.status_code, response["Location"]) == (302, "/account/second-factor/"), name
        else:
            assert response.status_code in {403, 404}, name
    assert Entry.objects.exclude(verb="read").count() == done
    shown = {
        row[0]
        for row, address in addresses
        if row[1] == "get" and row[0] not in OPEN and client.get(address).status_code in {200, 204}
    }
    assert shown == SETTING_UP


def test_an_address_that_only_shows_takes_no_other_method(cast):
    place, client = Place(cast), browser(cast.lead)
    forms = {row[0] for row in TABLE if row[1] == "post"}
    for name, method, _, _, words in TABLE:
        if method == "get" and name not in forms and not name.startswith(LIBRARY):
            for other in ("post", "put", "patch", "delete"):
                response = getattr(client, other)(place.address(name, words))
                assert response.status_code == 405, name
                assert response["Allow"], name


# What the lead officer may not do; test_approving opens them as somebody who may.
# Not for the lead officer of this table: a chief officer’s, asked of a small body, or of a young broad view alone.
NOT_THERE = {"joint:short", "joint:short_choose", "broad_views:start"}
OF_CHIEF_OFFICERS = {"broad_views:approve", "broad_views:ask", "broad_views:take_back"}


def test_opening_an_address_that_changes_something_changes_nothing(cast):
    """A link, a scanner or a browser that looks ahead never does what only a button may do."""
    place, client = Place(cast), browser(cast.lead)
    opened = [
        (place.address(name, words), name, expected[3])
        for name, method, expected, _, words in TABLE
        if method == "post"
    ]
    done = Entry.objects.exclude(
        verb="read"
    )  # that somebody read it is all that opening a page leaves behind
    before = done.count()
    for address, name, told in opened:
        theirs = {403, 404} if name in OF_CHIEF_OFFICERS | NOT_THERE else set()
        theirs |= {404} if told == 404 else set()  # what is not there, such as somebody else's
        assert client.get(address).status_code in {200, 302, 405, 410} | theirs, name
        assert done.count() == before, name


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
