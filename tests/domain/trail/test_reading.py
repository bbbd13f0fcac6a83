"""Readings are recorded, all of a page at once, and never stand in a reader's way."""

from __future__ import annotations

import logging

import pytest
from django.db import OperationalError

from speir.trail.actions import record_readings, seal_waiting
from speir.trail.models import Entry
from speir.trail.queries.chains import verify
from speir.trail.queries.entries import read_today
from tests import world

pytestmark = pytest.mark.django_db
THING = ("evidence", "x" * 16, "a/")
OTHER = ("broad view", "y" * 16, "a/b/")


@pytest.fixture
def morag(clock):
    return world.somebody("Morag Sinclair")


def today(who) -> set[str]:
    return {one for one, _ in read_today(who.actor, ("evidence", "broad view"), ("x" * 16, "y" * 16))}


def test_a_reading_says_who_read_what_where_and_when(morag, clock):
    assert record_readings(by=morag.actor, things=[THING, OTHER])
    for about, about_id, path in (THING, OTHER):
        entry = Entry.objects.get(verb="read", about=about)
        assert (entry.person_id, entry.person_name) == (morag.person.id, "Morag Sinclair")
        assert (entry.about_id, entry.path, entry.at) == (about_id, path, clock.now)


def test_what_somebody_has_read_today_is_known_until_midnight_and_for_them_alone(morag, clock):
    clock.set(2026, 7, 1, 0, 10)  # still June elsewhere
    record_readings(by=morag.actor, things=[THING])
    assert today(morag) == {"x" * 16}
    assert today(world.somebody("Another reader")) == set()
    clock.set(2026, 7, 1, 23, 59)
    assert today(morag) == {"x" * 16}
    clock.forward(minutes=2)
    assert today(morag) == set()


def test_readings_wait_and_are_sealed_like_all_else(morag):
    seal_waiting()
    record_readings(by=morag.actor, things=[THING, OTHER])
    assert seal_waiting() == 2
    assert verify().whole


def test_a_full_disk_keeps_nobody_from_reading(morag, monkeypatch, caplog):
    def full(entries):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Entry.objects, "bulk_create", full)
    with caplog.at_level(logging.ERROR):
        assert not record_readings(by=morag.actor, things=[THING])
    assert "A reading could not be recorded" in caplog.text
    assert not Entry.objects.filter(verb="read").exists()
