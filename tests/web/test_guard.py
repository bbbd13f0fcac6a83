"""Every address and every role: who gets what. An address that is missing here fails the suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from speir.access.actor import SYSTEM
from speir.accounts.actions import make_sign_in_address
from speir.core.ids import new_id
from speir.evaluations.actions import demonstration, reflections_shared, rooms, sharing
from speir.evaluations.models import Citation, Evaluation, Reflection, SetAside
from speir.evaluations.rules.saving import mark
from speir.evidence.actions import share as share_item
from speir.organisations.rules import mark_of
from speir.sharing.models import Room, Sharing
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import browser

# Addresses that django-allauth answers by its own views, some of which show a form and take it.
LIBRARY = ("account_", "mfa_", "socialaccount_")
ROLES = ("nobody", "reader", "evaluator", "lead", "stranger")


def addresses(
    resolver: URLResolver | None = None, space: str = "", words: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each address by its name, with the words it has room for."""
    for pattern in (resolver or get_resolver()).url_patterns:
        room = words | frozenset(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from addresses(
                pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, room
            )
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern} has no name"
            yield f"{space}{pattern.name}", room


WORDS = dict(addresses())


class Place:
    """A broad view in progress with something in every corner, and a sealed one beside it; each made when asked for."""

    def __init__(self, cast: world.Cast) -> None:
        self.cast = cast

    @cached_property
    def open(self) -> Evaluation:
        return world.filled(self.cast, ("1.1",))

    @cached_property
    def sealed(self) -> Evaluation:
        view = world.begun(self.cast)
        world.seal(view, self.cast.lead)
        return view

    @cached_property
    def empty(self) -> Evaluation:
        return world.begun(self.cast)

    @cached_property
    def item(self) -> str:
        return Citation.objects.filter(judgement__evaluation=self.open)[0].item_id

    @cached_property
    def aside(self) -> str:
        world.write(self.open, "2.1", self.cast.lead, strengths="One.")
        world.write(self.open, "2.1", self.cast.evaluator, over={"strengths": ""}, strengths="Two.")
        return SetAside.objects.get().id

    def act(self, share: Callable[..., object], **thing: str) -> str:
        """An act of sharing by the lead officer with somebody by name."""
        audience = f"named:{self.cast.reader.person.id}"
        share(audience=audience, why="They asked.", ends=None, by=self.cast.lead.actor, **thing)
        return str(Sharing.objects.latest("at").id)

    @cached_property
    def act_id(self) -> str:
        return self.act(partial(sharing.share, with_evidence=False), evaluation_id=self.open.id)

    @cached_property
    def item_act(self) -> str:
        return self.act(share_item, item_id=self.item)

    @cached_property
    def private(self) -> Reflection:
        return world.reflecting(self.cast.lead, self.cast.team, happens="We knock and wait.")

    @cached_property
    def told(self) -> Reflection:
        """A reflection of the lead officer's, shared with the team."""
        row = world.reflecting(self.cast.lead, self.cast.team, happens="We knock and wait.")
        reflections_shared.share(
            reflection_id=row.id,
            audience=f"team:{self.cast.team.id}",
            why="They asked.",
            ends=None,
            by=self.cast.lead.actor,
        )
        return row

    @cached_property
    def told_act(self) -> str:
        return str(Sharing.objects.get(about_id=self.told.id).id)

    @cached_property
    def room(self) -> Room:
        """A room of the lead officer's, open now, with an edition in it and nobody invited."""
        today = timezone.localdate()
        made = rooms.make(
            unit_id=self.cast.team.id, name="Inspection", starts=today, ends=today, by=self.cast.lead.actor
        )
        rooms.put(
            room_id=made.id, about="edition", about_id=self.sealed.id, number=1, by=self.cast.lead.actor
        )
        return made

    @property
    def room_id(self) -> str:
        return self.room.id

    @property
    def thing_id(self) -> str:
        return str(self.room.things.get().id)

    @property
    def reader_id(self) -> str:
        return self.cast.reader.person.id

    @cached_property
    def secret(self) -> str:
        return make_sign_in_address(person=self.cast.reader.person, by=self.cast.lead.actor).split("/")[2]

    def word(self, name: str, words: dict[str, Any]) -> Any:
        """What stands in an address in the place of this name."""
        if name in words:
            return words[name]
        if name == "evaluation_id":
            return getattr(self, words.get("of", "open")).id
        if name == "reflection_id":
            return getattr(self, words.get("reflection", "private")).id
        fixed = {"number": "1.1", "question": "1", "key": "hmie-2005", "format": "docx"}
        made = {"aside": "aside", "item_id": "item", "secret": "secret", "person_id": "reader_id"}
        made |= {"room_id": "room_id", "thing_id": "thing_id"}
        made |= {"act_id": words.get("act", "act_id")}
        return (
            fixed[name] if name in fixed else getattr(self, made[name]) if name in made else self.cast.team.id
        )

    def address(self, name: str, words: dict[str, Any]) -> str:
        """The address of this name."""
        return reverse(name, kwargs={word: self.word(word, words) for word in WORDS[name]})


EVIDENCE = {
    "shows": "Seen.",
    "kind": "surveys",
    "speaks_of": "happens",
    "stance": "supports",
    "revision": "1",
}
SEALED, EMPTY, TOLD = {"of": "sealed"}, {"of": "empty"}, {"reflection": "told"}
ROOM = {"unit": "TEAM", "name": "Inspection", "starts": "1 March 2099", "ends": "31 March 2099"}
GIVEN = {"shows": "Seen.", "kind": "observation", "speaks_of": "happens", "unit": "TEAM"}
#                                            nobody reader evaluator lead stranger
EVERYBODY, SIGNED_IN, READERS = (200,) * 5, (302, 200, 200, 200, 200), (302, 200, 200, 200, 404)
WRITERS = (302, 403, 200, 200, 404)
SAVES, SAVES_ALL = (401, 403, 302, 302, 404), (401, 302, 302, 302, 302)
LEADS = (401, 403, 403, 302, 404)
# a reflection is its owner's alone, and here that is the lead officer
OWN, OWNS = (302, 404, 404, 200, 404), (401, 404, 404, 302, 404)
WRITES_OWN = (302, 403, 403, 200, 404)

# name: method, status for each role, what is posted, and words of the address that differ
TABLE: list[tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]] = [
    ("home", "get", (302, 302, 302, 302, 302), {}, {}),
    ("at_risk", "get", EVERYBODY, {}, {}),
    ("account_login", "get", (200, 302, 302, 302, 302), {}, {}),
    ("account_logout", "get", (302, 200, 200, 200, 200), {}, {}),
    ("account_logout", "post", (302, 302, 302, 302, 302), {}, {}),
    ("account_signup", "get", (302,) * 5, {}, {}),
    ("account_email", "get", (302,) * 5, {}, {}),
    ("account_reset_password", "get", (302,) * 5, {}, {}),
    ("account_reset_password_done", "get", EVERYBODY, {}, {}),
    ("account_reset_password_from_key", "get", EVERYBODY, {}, {"uidb36": "0", "key": "1-2"}),
    ("account_reset_password_from_key_done", "get", EVERYBODY, {}, {}),
    ("prove_email", "get", (410,) * 5, {}, {"token": "made-up"}),
    ("prove_email", "post", (410,) * 5, {}, {"token": "made-up"}),
    ("account_inactive", "get", (302,) * 5, {}, {}),
    ("one_time", "get", EVERYBODY, {}, {}),
    ("one_time", "post", (302,) * 5, {}, {}),
    ("account", "get", SIGNED_IN, {}, {}),
    ("stay", "get", (302, 204, 204, 204, 204), {}, {}),
    ("sessions", "get", SIGNED_IN, {}, {}),
    ("end_sessions", "post", SAVES_ALL, {}, {}),
    ("kept", "get", (302, 404, 404, 404, 404), {}, {"kept_id": "0" * 16}),
    ("openid_connect_login", "get", (404,) * 5, {}, {"provider_id": "none"}),
    ("openid_connect_callback", "get", (404,) * 5, {}, {"provider_id": "none"}),
    ("socialaccount_login_cancelled", "get", (302,) * 5, {}, {}),
    ("mfa_authenticate", "get", (302,) * 5, {}, {}),
    ("mfa_login_webauthn", "get", (302,) * 5, {}, {}),
    ("mfa_login_webauthn", "post", (302,) * 5, {"credential": "{}"}, {}),
    ("account_reauthenticate", "get", (302, 403, 403, 403, 403), {}, {}),
    ("mfa_reauthenticate", "get", (302, 403, 403, 403, 403), {}, {}),
    ("mfa_reauthenticate_webauthn", "get", (302, 403, 403, 403, 403), {}, {}),
    ("mfa_index", "get", SIGNED_IN, {}, {}),
    ("mfa_activate_totp", "get", SIGNED_IN, {}, {}),
    ("mfa_activate_totp", "post", (401, 200, 200, 200, 200), {"code": "000000"}, {}),
    ("mfa_deactivate_totp", "get", (302, 404, 404, 404, 404), {}, {}),
    ("mfa_add_webauthn", "get", SIGNED_IN, {}, {}),
    ("mfa_add_webauthn", "post", (401, 200, 200, 200, 200), {"credential": "{}"}, {}),
    ("mfa_remove_webauthn", "get", (302, 404, 404, 404, 404), {}, {}),
    ("mfa_view_recovery_codes", "get", (302, 404, 404, 404, 404), {}, {}),
    ("mfa_generate_recovery_codes", "get", SIGNED_IN, {}, {}),
    ("mfa_generate_recovery_codes", "post", (401, 200, 200, 200, 200), {}, {}),
    ("account", "post", SAVES_ALL, {"name": "A new name"}, {}),
    ("start:doors", "get", SIGNED_IN, {}, {}),
    ("start:own", "get", SIGNED_IN, {}, {}),
    ("start:own", "post", SAVES_ALL, {"unit_name": "Ours", "kind": "team", "name": "Me"}, {}),
    ("start:explore", "post", SAVES_ALL, {}, {}),
    ("people:unit", "get", READERS, {}, {}),
    ("people:unit", "post", (401, 403, 403, 200, 404), {"name": "New", "role": "reader"}, {}),
    ("people:contacts", "get", (302, 403, 403, 200, 404), {}, {}),
    (
        "people:contacts",
        "post",
        LEADS,
        {"who_0": "Social work", "number_0": "101", "base": "NO_CONTACTS"},
        {},
    ),
    ("people:address", "post", (401, 403, 403, 200, 404), {}, {}),
    ("people:take_back", "post", (401, 403, 403, 409, 404), {}, {}),
    ("frameworks:index", "get", (302,) * 5, {}, {}),
    ("frameworks:overview", "get", SIGNED_IN, {}, {}),
    ("frameworks:indicator", "get", SIGNED_IN, {}, {}),
    ("frameworks:levels", "get", SIGNED_IN, {}, {}),
    ("frameworks:standards", "get", SIGNED_IN, {}, {}),
    ("frameworks:about", "get", SIGNED_IN, {}, {}),
    ("frameworks:find", "get", SIGNED_IN, {}, {}),
    ("frameworks:blank", "get", SIGNED_IN, {}, {}),
    ("frameworks:blank", "get", (302, 404, 404, 404, 404), {}, {"format": "exe"}),
    ("frameworks:indicator", "get", (302, 404, 404, 404, 404), {}, {"number": "9.9"}),
    ("frameworks:overview", "get", (302, 404, 404, 404, 404), {}, {"key": "hmie-2099"}),
    ("trail:search", "get", (302, 302, 302, 200, 200), {}, {}),
    ("trail:file", "get", (302, 404, 404, 200, 200), {}, {"format": "csv"}),
    ("trail:file", "get", (302, 404, 404, 200, 200), {}, {"format": "xlsx"}),
    ("trail:file", "get", (302, 404, 404, 404, 404), {}, {"format": "exe"}),
    ("trail:yours", "get", SIGNED_IN, {}, {}),
    ("trail:your_file", "get", SIGNED_IN, {}, {"format": "csv"}),
    ("trail:your_file", "get", SIGNED_IN, {}, {"format": "xlsx"}),
    ("trail:your_file", "get", (302, 404, 404, 404, 404), {}, {"format": "exe"}),
    ("reflections:list", "get", SIGNED_IN, {}, {}),
    ("reflections:take", "get", (302, 403, 200, 200, 200), {}, {}),
    ("reflections:take", "post", (401, 403, 302, 302, 404), {"unit": "TEAM", "theme": world.THEME}, {}),
    ("reflections:take", "post", (401, 403, 409, 409, 404), {"unit": "TEAM", "theme": "x"}, {}),
    ("reflections:reflection", "get", OWN, {}, {}),
    ("reflections:reflection", "post", OWNS, {"doing": "Ring first.", "base_doing": "EMPTY"}, {}),
    ("reflections:reflection", "get", READERS, {}, TOLD),
    ("reflections:reflection", "post", LEADS, {"doing": "Ring first.", "base_doing": "EMPTY"}, TOLD),
    ("reflections:discard", "post", OWNS, {}, {}),
    ("reflections:discard", "post", LEADS, {}, TOLD),
    ("reflections:back", "post", OWNS, {}, {}),
    ("reflections:back", "post", LEADS, {}, TOLD),
    ("reflections:file", "get", OWN, {}, {}),
    ("reflections:file", "get", WRITES_OWN, {}, TOLD),
    ("reflections:file", "get", (302, 404, 404, 404, 404), {}, {"format": "xlsx"}),
    ("reflections:aside", "post", OWNS, {}, {"aside": "0" * 16}),
    ("reflections:aside", "post", (401, 403, 403, 404, 404), {"take": "1"}, TOLD | {"aside": "0" * 16}),
    ("reflections:writers", "get", OWN, {}, {}),
    ("reflections:writers", "get", READERS, {}, TOLD),
    ("reflections:writers", "post", OWNS, {"person": "EVALUATOR"}, {}),
    ("reflections:writers", "post", LEADS, {"person": "EVALUATOR"}, TOLD),
    ("reflections:writer_out", "post", OWNS, {}, {}),
    ("reflections:writer_out", "post", (401, 302, 403, 302, 404), {}, TOLD),
    ("reflections:give", "get", OWN, {}, {}),
    ("reflections:give", "get", WRITES_OWN, {}, TOLD),
    ("reflections:give", "post", OWNS, GIVEN, {}),
    ("reflections:give", "post", LEADS, GIVEN, TOLD),
    ("reflections:sharing", "get", OWN, {}, {}),
    ("reflections:sharing", "get", READERS, {}, TOLD),
    ("reflections:sharing", "post", OWNS, {"audience": "READER", "why": "They asked."}, {}),
    ("reflections:sharing", "post", LEADS, {"audience": "READER", "why": "They asked."}, TOLD),
    ("reflections:sharing_end", "post", LEADS, {}, TOLD | {"act": "told_act"}),
    ("reflections:sharing_end", "post", (*OWNS[:3], 404, 404), {}, {}),
    ("rooms:list", "get", SIGNED_IN, {}, {}),
    ("rooms:new", "get", (302, 403, 403, 200, 200), {}, {}),
    ("rooms:new", "post", (401, 403, 403, 302, 404), ROOM, {}),
    ("rooms:room", "get", OWN, {}, {}),
    ("rooms:change", "get", OWN, {}, {}),
    ("rooms:change", "post", OWNS, ROOM, {}),
    ("rooms:end", "post", OWNS, {}, {}),
    ("rooms:readings", "get", OWN, {}, {}),
    ("rooms:guests", "get", OWN, {}, {}),
    ("rooms:guests", "post", (401, 404, 404, 200, 404), {"guest": "Iain Macrae"}, {}),
    ("rooms:guests", "post", (401, 404, 404, 422, 404), {"person": "EVALUATOR"}, {}),
    ("rooms:guest_out", "post", OWNS, {}, {}),
    ("rooms:choose", "get", OWN, {}, {}),
    ("rooms:put", "get", (302, 404, 404, 302, 404), {}, {}),
    ("rooms:put", "post", OWNS, {"thing": "EDITION"}, {}),
    ("rooms:put", "post", (401, 404, 404, 404, 404), {"thing": "edition:0:1"}, {}),
    ("rooms:thing_out", "post", OWNS, {}, {}),
    ("rooms:thing", "get", (302, 404, 404, 404, 404), {}, {}),
    ("rooms:file", "get", (302, 404, 404, 404, 404), {}, {}),
    ("broad_views:list", "get", SIGNED_IN, {}, {}),
    ("broad_views:new", "get", (302, 302, 200, 200, 200), {}, {}),
    (
        "broad_views:new",
        "post",
        (401, 302, 302, 302, 422),
        {"unit": "TEAM", "framework": "hmie-2005", "title": "A view", "period": "2026"},
        {},
    ),
    ("broad_views:grid", "get", READERS, {}, {}),
    ("broad_views:describe", "get", WRITERS, {}, {}),
    (
        "broad_views:describe",
        "post",
        SAVES,
        {"title": "Another", "period": "2025", "base": "DESCRIBED"},
        {},
    ),
    ("broad_views:discard_whole", "get", WRITERS, {}, EMPTY),
    ("broad_views:discard_whole", "post", SAVES, {}, EMPTY),
    ("broad_views:discard_whole", "get", WRITERS, {}, {}),
    ("broad_views:discard_whole", "post", (401, 403, 409, 409, 404), {}, {}),
    ("broad_views:discard_whole", "post", (401, 403, 409, 409, 404), {}, SEALED),
    ("broad_views:found", "get", READERS, {}, {}),
    ("broad_views:sharing", "get", READERS, {}, {}),
    ("broad_views:sharing", "post", LEADS, {"audience": "READER", "why": "They asked."}, {}),
    ("broad_views:sharing", "post", (401, 422, 422, 422, 404), {"audience": "READER"}, {}),
    ("broad_views:sharing_end", "post", LEADS, {}, {}),
    ("broad_views:sharing_end", "post", (401, 404, 404, 404, 404), {}, {"act_id": "0" * 16}),
    ("broad_views:answers", "get", READERS, {}, {}),
    ("broad_views:answer", "post", SAVES, {"text": "Well.", "base_text": "TEXT"}, {}),
    ("broad_views:seal", "get", (302, 403, 403, 200, 404), {}, {}),
    ("broad_views:seal", "post", LEADS, {"edition": "1"}, {}),
    ("broad_views:seal", "post", (401, 403, 403, 409, 404), {"edition": "1"}, SEALED),
    ("broad_views:reopen", "post", LEADS, {"edition": "1"}, SEALED),
    ("broad_views:reopen", "post", (401, 403, 403, 409, 404), {"edition": "1"}, {}),
    ("broad_views:edition", "get", READERS, {}, SEALED | {"number": 1}),
    ("broad_views:edition", "get", (302, 404, 404, 404, 404), {}, SEALED | {"number": 2}),
    ("broad_views:edition_file", "get", READERS, {}, SEALED | {"number": 1}),
    ("broad_views:file", "get", READERS, {}, {}),
    ("broad_views:file", "get", (302, 404, 404, 404, 404), {}, {"format": "exe"}),
    ("broad_views:downloads", "get", READERS, {}, {}),
    ("broad_views:discard", "post", (401, 302, 302, 302, 404), {}, {}),
    ("broad_views:indicator", "get", READERS, {}, {}),
    ("broad_views:indicator", "get", (302, 404, 404, 404, 404), {}, {"number": "9.9"}),
    ("broad_views:indicator", "post", SAVES, {"strengths": "New.", "base_strengths": "STRENGTHS"}, {}),
    ("broad_views:indicator", "post", (401, 403, 409, 409, 404), {"strengths": "New."}, SEALED),
    ("broad_views:history", "get", READERS, {}, {}),
    ("broad_views:evidence_new", "get", WRITERS, {}, {}),
    ("broad_views:evidence_new", "post", SAVES, EVIDENCE, {}),
    ("broad_views:evidence_cite", "get", WRITERS, {}, {}),
    (
        "broad_views:evidence_cite",
        "post",
        SAVES,
        {"item_id": "ITEM", "stance": "supports"},
        {"number": "1.3"},
    ),
    ("broad_views:evidence", "get", WRITERS, {}, {}),
    ("broad_views:evidence", "get", (302, 403, 404, 404, 404), {}, {"item_id": "0" * 16}),
    ("broad_views:evidence", "post", SAVES, EVIDENCE, {}),
    ("broad_views:uncite", "post", SAVES, {}, {}),
    ("broad_views:evidence_sharing", "get", READERS, {}, {}),
    ("broad_views:evidence_sharing", "get", (302, 404, 404, 404, 404), {}, {"number": "1.2"}),
    ("broad_views:evidence_sharing", "post", SAVES, {"audience": "READER", "why": "They asked."}, {}),
    ("broad_views:evidence_sharing_end", "post", SAVES, {}, {"act": "item_act"}),
    ("broad_views:evidence_sharing_end", "post", (401, 404, 404, 404, 404), {}, {}),
]


def test_every_address_stands_in_the_table():
    assert set(WORDS) == {row[0] for row in TABLE}


def the_same(row) -> str:
    name, method, _, _, words = row
    return f"{method} {name} {' '.join(f'{k}={v}' for k, v in words.items())}".strip()


@pytest.mark.parametrize(("name", "method", "expected", "typed", "words"), TABLE, ids=map(the_same, TABLE))
def test_each_role_gets_what_the_table_says(name, method, expected, typed, words, cast):
    place = Place(cast)
    if name == "start:explore":
        demonstration.load(by=SYSTEM)
    address = place.address(name, words)
    stand_ins = {
        "TEAM": lambda: cast.team.id,
        "EVALUATOR": lambda: cast.evaluator.person.id,
        "EMPTY": lambda: mark(""),
        "EDITION": lambda: f"edition:{place.sealed.id}:1",
        "NO_CONTACTS": lambda: mark_of([]),
        "ITEM": lambda: place.item,
        "READER": lambda: f"named:{cast.reader.person.id}",
        "STRENGTHS": lambda: mark(world.row(place.open, "1.1").strengths),
        "TEXT": lambda: mark("Help comes early, and we know it from families."),
        "DESCRIBED": lambda: world.described(place.open),
    }
    typed = {field: stand_ins[value]() if value in stand_ins else value for field, value in typed.items()}
    got = []
    for role in ROLES:
        client = browser(None if role == "nobody" else getattr(cast, role))
        with transaction.atomic():
            got.append(getattr(client, method)(address, typed or None).status_code)
            transaction.set_rollback(True)
    assert dict(zip(ROLES, got, strict=True)) == dict(zip(ROLES, expected, strict=True))


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
        if name in SETTING_UP or name.startswith(LIBRARY) or name in {"end_sessions", "prove_email"}:
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
        if row[1] == "get" and client.get(address).status_code in {200, 204}
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


def test_opening_an_address_that_changes_something_changes_nothing(cast):
    """A link, a scanner or a browser that looks ahead never does what only a button may do."""
    place, client = Place(cast), browser(cast.lead)
    opened = [(place.address(name, words), name) for name, method, _, _, words in TABLE if method == "post"]
    done = Entry.objects.exclude(
        verb="read"
    )  # that somebody read it is all that opening a page leaves behind
    before = done.count()
    for address, name in opened:
        assert client.get(address).status_code in {200, 302, 405, 410}, name
        assert done.count() == before, name


def test_someone_elses_id_looks_the_same_as_an_id_that_never_was(cast):
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
