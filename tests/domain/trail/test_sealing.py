"""Sealing the trail: every entry once, late ones too; whatever is changed or taken away afterwards shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection

from speir.core.append_only import statements as append_only
from speir.core.append_only import trigger_names
from speir.core.ids import new_id
from speir.trail import actions
from speir.trail.actions import record, seal_waiting
from speir.trail.models import Entry, Link, Waiting
from speir.trail.queries.chains import head, verify
from speir.trail.rules import chain
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def morag(clock):
    return world.somebody("Morag Sinclair")


def did(who, verb="recorded", detail="") -> Entry:
    """One more thing done."""
    thing = new_id()
    record(by=who.actor, verb=verb, about="judgement", about_id=thing, path="a/", detail=detail)
    return Entry.objects.get(about_id=thing)


def forge(table: str, sql: str, *words: Any) -> None:
    """Change a table as somebody could who owns the database: the triggers go, and come back afterwards."""
    with connection.cursor() as cursor:
        for name in trigger_names(table):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute(sql, words)
        for statement in append_only(connection.vendor, table):
            cursor.execute(statement)


def sealed_ids() -> list[str]:
    return [kept.id for link in Link.objects.order_by("number") for kept in chain.read(link.members)]


def test_an_entry_waits_from_the_moment_it_is_written_until_it_is_sealed(morag):
    entry = did(morag)
    assert Waiting.objects.filter(entry_id=entry.id).exists()
    assert seal_waiting() == Entry.objects.count()
    assert not Waiting.objects.exists()
    assert entry.id in sealed_ids()
    assert seal_waiting() == 0


def test_entries_stored_in_bulk_wait_too(clock):
    rows = [Entry(id=new_id(), at=clock.now, verb="read", about="x") for _ in range(3)]
    Entry.objects.bulk_create(rows)
    assert Waiting.objects.filter(entry_id__in=[row.id for row in rows]).count() == 3


def test_batches_are_chained_and_hold_every_entry_once(morag, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 3)
    for _ in range(8):
        did(morag)
    assert seal_waiting() == Entry.objects.count()
    links = list(Link.objects.order_by("number"))
    assert [link.number for link in links] == list(range(1, len(links) + 1))
    assert [link.previous for link in links] == ["", *(link.seal for link in links[:-1])]
    assert all(link.count == len(chain.read(link.members)) <= 3 for link in links)
    assert sorted(sealed_ids()) == sorted(Entry.objects.values_list("id", flat=True))
    assert verify().whole


def test_an_entry_that_comes_late_with_an_earlier_time_is_sealed_all_the_same(morag, clock):
    did(morag)
    seal_waiting()
    clock.forward(hours=-3)
    late = did(morag)
    clock.forward(hours=4)
    assert seal_waiting() == 1
    assert sealed_ids()[-1] == late.id
    assert verify().whole


def test_a_number_that_another_process_took_leaves_the_batch_waiting(morag, monkeypatch):
    did(morag)
    waiting = Waiting.objects.count()

    def taken(**fields):
        raise IntegrityError

    with monkeypatch.context() as patch:
        patch.setattr(Link.objects, "create", taken)
        assert seal_waiting() == 0
    assert Waiting.objects.count() == waiting
    assert seal_waiting() == waiting


def test_a_whole_trail_is_said_to_be_whole_also_with_a_head_from_earlier(morag):
    did(morag)
    seal_waiting()
    printed = head()
    did(morag)
    seal_waiting()
    did(morag)
    found = verify(printed.upper().replace("-", " - "))
    assert found.whole
    assert (found.links, found.waiting, found.wrong) == (2, 1, ())
    assert found.head == head() != printed


def test_an_entry_that_was_taken_away_is_named_with_its_link(morag):
    entry = did(morag)
    seal_waiting()
    forge("trail_entry", "DELETE FROM trail_entry WHERE id = %s", entry.id)
    (sentence,) = verify().wrong
    assert sentence.startswith(f"Entry {entry.id} of link 1, sealed 2026-03-02 10:00, is missing")


@pytest.mark.parametrize("column", ["person_id", "verb", "about", "about_id", "path"])
def test_an_entry_whose_facts_were_changed_is_named(morag, column):
    entry = did(morag)
    seal_waiting()
    forge("trail_entry", f"UPDATE trail_entry SET {column} = 'forged' WHERE id = %s", entry.id)
    (sentence,) = verify().wrong
    assert entry.id in sentence
    assert sentence.endswith("was changed: who, what, where or when.")


def test_an_entry_whose_time_was_changed_is_named(morag, clock):
    entry = did(morag)
    seal_waiting()
    forge("trail_entry", "UPDATE trail_entry SET at = %s WHERE id = %s", clock.forward(days=1), entry.id)
    assert [sentence.split(",")[0] for sentence in verify().wrong] == [f"Entry {entry.id} of link 1"]


@pytest.mark.parametrize("column", ["person_name", "detail"])
def test_words_that_were_changed_are_told_apart_from_facts(morag, column):
    entry = did(morag, detail="choice")
    seal_waiting()
    forge("trail_entry", f"UPDATE trail_entry SET {column} = '' WHERE id = %s", entry.id)
    (sentence,) = verify().wrong
    assert sentence.endswith("was changed in its words: the name or the detail.")


def test_an_entry_slipped_in_past_the_trigger_is_named(morag):
    seal_waiting()
    entry = did(morag)
    Waiting.objects.filter(entry_id=entry.id).delete()
    assert verify().wrong == (f"Entry {entry.id} is here and was never sealed, nor does it wait.",)


def test_an_entry_that_is_gone_before_it_was_sealed_is_named_and_holds_nothing_up(morag):
    entry, other = did(morag), did(morag)
    forge("trail_entry", "DELETE FROM trail_entry WHERE id = %s", entry.id)
    seal_waiting()
    assert other.id in sealed_ids()
    assert verify().wrong == (f"Entry {entry.id} is gone; it was not sealed yet.",)


def three_links(morag) -> list[Link]:
    for _ in range(3):
        did(morag)
        seal_waiting()
    return list(Link.objects.order_by("number"))


def test_a_link_in_the_middle_that_is_gone_is_named(morag):
    two = three_links(morag)[1]
    forge("trail_link", "DELETE FROM trail_link WHERE id = %s", two.id)
    assert verify().wrong[0] == "Missing from the chain: link 2."


@pytest.mark.parametrize("column", ["members", "count", "sealed_at", "previous"])
def test_a_link_that_was_changed_is_named(morag, column):
    one, two, _three = three_links(morag)
    value: Any = {"members": one.members, "count": 7, "sealed_at": one.last_at, "previous": one.seal[::-1]}[
        column
    ]
    if column == "sealed_at":
        value = value.replace(year=2020)
    forge("trail_link", f"UPDATE trail_link SET {column} = %s WHERE id = %s", value, two.id)
    assert any(sentence.startswith("Link 2") for sentence in verify().wrong)


def test_the_newest_entries_taken_away_with_their_links_show_by_a_printed_head_alone(morag):
    three = three_links(morag)[2]
    printed = head()
    forge("trail_entry", "DELETE FROM trail_entry WHERE id = %s", chain.read(three.members)[0].id)
    forge("trail_link", "DELETE FROM trail_link WHERE id = %s", three.id)
    assert verify().whole
    assert verify(printed).wrong == (
        "The newest entries are gone: the head names link 3, and the chain ends with link 2.",
    )
    did(morag)
    seal_waiting()
    assert verify().whole
    (sentence,) = verify(printed).wrong
    assert sentence.startswith("Link 3 is not the one that the head names")


def test_many_things_wrong_are_counted_where_naming_each_would_help_nobody(morag, monkeypatch):
    monkeypatch.setattr("speir.trail.queries.chains.MOST_NAMED", 2)
    for _ in range(4):
        did(morag)
    seal_waiting()
    forge("trail_entry", "UPDATE trail_entry SET verb = 'forged'")
    found = verify()
    assert (len(found.wrong), found.more) == (2, Entry.objects.count() - 2)


def test_a_head_that_is_none_is_refused(morag):
    for typed in ("nonsense", "0-" + "a" * 32, "3-" + "g" * 32):
        with pytest.raises(ValueError, match=typed):
            verify(typed)


# Keys


def test_a_new_key_seals_what_is_new_and_the_old_one_still_checks_what_was(morag, settings):
    did(morag)
    seal_waiting()
    settings.TRAIL_KEYS = ["another-key-" * 5, *settings.TRAIL_KEYS]
    did(morag)
    seal_waiting()
    assert len(set(Link.objects.values_list("key", flat=True))) == 2
    assert verify().whole
    settings.TRAIL_KEYS = settings.TRAIL_KEYS[:1]
    found = verify()
    assert (found.whole, found.unchecked, found.wrong) == (False, 1, ())


def test_another_signing_key_changes_nothing_in_the_trail(morag, settings):
    did(morag)
    seal_waiting()
    settings.SECRET_KEY = "rotated " * 10
    assert verify().whole
