"""A reading of a confidential thing is recorded, once an hour, and never stands in a reader's way."""

from __future__ import annotations

import logging

import pytest
from django.db import OperationalError

from speir.trail.actions import record_reading
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
THING = {"about": "evidence", "about_id": "x" * 16, "path": "a/"}


@pytest.fixture
def morag(clock):
    return world.somebody("Morag Sinclair")


def readings() -> int:
    return Entry.objects.filter(verb="read").count()


def test_a_reading_says_who_read_what_where_and_when(morag, clock):
    assert record_reading(by=morag.actor, **THING)
    entry = Entry.objects.get(verb="read")
    assert (entry.person_name, entry.about, entry.about_id, entry.path) == ("Morag Sinclair", *THING.values())
    assert entry.at == clock.now


def test_opening_a_page_again_within_the_hour_is_the_same_reading(morag, clock):
    record_reading(by=morag.actor, **THING)
    clock.forward(minutes=59)
    assert not record_reading(by=morag.actor, **THING)
    assert readings() == 1
    clock.forward(minutes=2)
    assert record_reading(by=morag.actor, **THING)
    assert readings() == 2


def test_another_reader_and_another_thing_are_readings_of_their_own(morag):
    other = world.somebody("Another reader")
    record_reading(by=morag.actor, **THING)
    assert record_reading(by=other.actor, **THING)
    assert record_reading(by=morag.actor, **(THING | {"about_id": "y" * 16}))
    assert readings() == 3


def test_a_reading_costs_two_statements_at_first_and_one_after_that(morag, django_assert_max_num_queries):
    actor = morag.actor
    with django_assert_max_num_queries(4):  # with the two of a savepoint
        record_reading(by=actor, **THING)
    with django_assert_max_num_queries(1):
        record_reading(by=actor, **THING)


def test_a_full_disk_keeps_nobody_from_reading(morag, monkeypatch, caplog):
    def full(**fields):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Entry.objects, "create", full)
    with caplog.at_level(logging.ERROR):
        assert not record_reading(by=morag.actor, **THING)
    assert "A reading could not be recorded" in caplog.text
    assert readings() == 0
