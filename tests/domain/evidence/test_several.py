"""Several items written at once: all of them or none, once however often they are sent."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import new_id
from speir.evidence.actions import items
from speir.evidence.actions.several import Given, NotAll, write_several
from speir.evidence.models import Item, Likeness
from speir.mentions.models import KeptMention
from speir.mentions.rules import Keeping, mentions
from speir.trail.models import Entry
from tests import world

NAMED = "Fiona MacDonald told us that her plan was late."


def given(shows: str = "Plans are late.", item_id: str = "", keeping=None, **more) -> Given:
    return Given(item_id or new_id(), world.draft(shows=shows, **more), keeping or {})


def write(cast, *several: Given, by=None, unit=None, **more) -> int:
    return write_several(
        unit_id=(unit or cast.team).id,
        framework=world.framework(),
        given=several,
        by=(by or cast.evaluator).actor,
        **more,
    )


def test_each_is_what_writing_it_alone_would_have_made(cast):
    assert write(cast, given(account="•\tOne"), given("Staff know.")) == 2
    one = Item.objects.get(shows="Plans are late.")
    assert (one.account, one.owner, one.home_id) == ("- One", cast.evaluator.person.id, cast.team.id)
    assert Entry.objects.filter(verb="wrote", about="evidence", path=cast.team.path).count() == 2
    assert Likeness.objects.count() == 2


def test_one_that_is_unfit_and_none_is_written_and_every_one_is_told(cast):
    with pytest.raises(NotAll) as not_all:
        write(cast, given(), given("", kind="gossip"), given(NAMED))
    assert {at: [one.field for one in broken] for at, broken in not_all.value.broken.items()} == {
        1: ["shows", "kind"]
    }
    assert list(not_all.value.waits) == [2]
    assert not Item.objects.exists()


def test_each_text_may_stay_for_a_reason_of_its_own(cast):
    tokens = {text: frozenset(one.token for one in mentions(text)) for text in (NAMED, "Ring 07700 900123.")}
    keeping = {
        "shows": Keeping("known", tokens[NAMED]),
        "account": Keeping("needed", tokens["Ring 07700 900123."]),
    }
    assert write(cast, given(NAMED, account="Ring 07700 900123.", keeping=keeping)) == 1
    said = [entry.detail for entry in Entry.objects.filter(verb="kept a mention in").order_by("at")]
    assert [("name in shows" in one, "number in account" in one) for one in said] == [
        (True, False),
        (False, True),
    ]


def test_what_was_kept_goes_with_what_was_not_saved(cast):
    tokens = frozenset(one.token for one in mentions(NAMED))
    with pytest.raises(NotAll):
        write(cast, given(NAMED, keeping={"shows": Keeping("known", tokens)}), given(""))
    assert not KeptMention.objects.exists()
    assert not Entry.objects.filter(verb="kept a mention in").exists()


def test_sent_twice_they_are_written_once(cast):
    several = [given(), given("Staff know.")]
    assert [write(cast, *several), write(cast, *several)] == [2, 2]
    assert Item.objects.count() == 2


def test_sent_again_with_other_words_neither_text_is_lost(cast):
    first = given()
    write(cast, first)
    write(cast, given("Plans are late again.", first.item_id))
    assert set(Item.objects.values_list("shows", flat=True)) == {"Plans are late.", "Plans are late again."}


def test_somebody_else_s_id_takes_nothing_from_them(cast):
    theirs = items.write(
        unit_id=cast.team.id,
        framework=world.framework(),
        draft=world.draft(),
        only_me=True,
        by=cast.lead.actor,
    )
    assert write(cast, given("Mine.", theirs.id)) == 1
    theirs.refresh_from_db()
    assert (theirs.shows, Item.objects.count()) == (world.draft().shows, 2)


def test_who_may_not_write_there_writes_none(cast):
    with pytest.raises(NotAllowed):
        write(cast, given(), by=cast.reader)
    with pytest.raises(NotYours):
        write(cast, given(), by=cast.stranger)


def test_only_for_me_nobody_learns_of_them(cast):
    write(cast, given(), only_me=True)
    assert Item.objects.get().only_me
    assert not Entry.objects.filter(verb="wrote", about="evidence", path=cast.team.path).exists()
