"""A mention that somebody explained is known again at its place, and nothing of it can be read."""

from __future__ import annotations

import pytest
from django.test import override_settings

from speir.mentions.actions import waiting
from speir.mentions.models import KeptMention
from speir.mentions.queries import plain
from speir.mentions.rules import Keeping, Place, Reason, mentions
from speir.trail.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
PLACE = Place("x/1.1/strengths", "1.1/strengths", "judgement", "x" * 16, "a/")
TEXT = "Callum and Ailsa came."


@pytest.fixture
def isla():
    return world.somebody("Isla").actor


def keep(text, by, place=PLACE, shown=None):
    tokens = frozenset(one.token for one in mentions(shown or text))
    return waiting(place=place, text=text, keeping=Keeping(Reason.NOBODY, tokens), by=by)


def test_what_is_explained_is_not_asked_again_at_its_place(isla):
    assert [one.words for one in waiting(place=PLACE, text=TEXT, by=isla)] == ["Callum", "Ailsa"]
    assert keep(TEXT, isla) == ()
    assert waiting(place=PLACE, text=TEXT, by=isla) == ()
    assert waiting(place=PLACE, text="Later CALLUM came alone.", by=isla) == ()


def test_at_another_place_it_is_asked_anew(isla):
    keep(TEXT, isla)
    other = Place("x/1.2/strengths", "1.2/strengths", "judgement", "x" * 16, "a/")
    assert len(waiting(place=other, text=TEXT, by=isla)) == 2


def test_a_new_mention_is_asked_about_and_only_that_one(isla):
    keep(TEXT, isla)
    assert [one.words for one in waiting(place=PLACE, text=f"{TEXT} Rory too.", by=isla)] == ["Rory"]


def test_a_reason_holds_only_for_what_the_person_was_shown(isla):
    left = keep(f"{TEXT} Rory too.", isla, shown=TEXT)
    assert [one.words for one in left] == ["Rory"]


def test_the_trail_says_who_kept_what_kinds_in_which_field_and_why(isla):
    keep(TEXT, isla)
    entry = Entry.objects.get(verb="kept a mention in")
    assert (entry.person_name, entry.about, entry.path) == ("Isla", "judgement", "a/")
    assert entry.detail == "2 names in 1.1/strengths. It is nobody: a place, a service or a word"


def test_neither_words_nor_text_are_kept_and_without_the_key_nothing_fits(isla):
    keep(TEXT, isla)
    rows = [f"{row.place} {row.digest}".lower() for row in KeptMention.objects.all()]
    assert len(rows) == 2
    assert not any("callum" in row or "ailsa" in row for row in rows)
    with override_settings(SECRET_KEY="another key, " * 6):
        assert len(waiting(place=PLACE, text=TEXT, by=isla)) == 2


def test_explaining_twice_is_no_error(isla):
    keep(TEXT, isla)
    KeptMention.objects.all()[0].delete()
    assert keep(TEXT, isla) == ()
    assert KeptMention.objects.count() == 2


def test_what_stays_for_ever_has_its_unexplained_mentions_replaced(isla):
    keep("Callum came.", isla)
    assert plain(PLACE.key, TEXT) == "Callum and [name] came."
    assert plain(PLACE.key, "Nobody came.") == "Nobody came."


def test_a_text_in_which_nothing_is_found_asks_the_database_nothing(isla, django_assert_num_queries):
    with django_assert_num_queries(0):
        waiting(place=PLACE, text="Children are seen early.", by=isla)
