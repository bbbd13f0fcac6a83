"""An inspector at every address that shows or changes somebody's work: nothing but what is in a room of theirs."""

from __future__ import annotations

from django.db import transaction

from speir.evaluations.actions import rooms
from tests import world
from tests.web.browsing import browser
from tests.web.guard_table import TABLE
from tests.web.places import WORDS, Place

WORK = ("broad_views:", "reflections:", "rooms:", "people:unit")
THEIRS = {"rooms:room", "rooms:thing", "rooms:file"}


def test_an_inspector_finds_nothing_at_any_address_but_what_is_in_a_room_of_theirs(cast):
    """Whatever id they have seen, guessed or kept from another tab."""
    place = Place(cast)
    inspector = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    rooms.invite(room_id=place.room.id, person_id=inspector.person.id, by=cast.lead.actor)
    client, others = browser(inspector), 0
    for name, method, _, typed, words in TABLE:
        if not WORDS[name] or not name.startswith(WORK):
            continue
        address = place.address(name, words)
        with transaction.atomic():
            got = getattr(client, method)(address, typed or None).status_code
            transaction.set_rollback(True)
        others += name not in THEIRS
        assert got == (200 if name in THEIRS else 404), (method, name)
    assert others > 50
