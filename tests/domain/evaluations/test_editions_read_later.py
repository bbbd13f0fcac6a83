"""An edition is one text; whoever is let in to it later reads of its evidence what its owners opened to them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from speir.evaluations.actions import rooms, sharing
from speir.evaluations.models import Edition
from speir.evaluations.queries import audiences, editions
from speir.evaluations.rules.record_text import digest
from speir.evidence.actions import sharing as evidence
from speir.evidence.models import Item
from speir.evidence.rules.items import NOT_OPEN
from speir.organisations.models import Seat
from tests import world

WORDS = "In 11 of 12 files the child was seen."


@pytest.fixture
def committee(cast):
    made = world.unit_of(world.somebody("Convener"), "A committee", "partnership")
    for organisation in (cast.team, cast.elsewhere):
        Seat.objects.create(organisation=organisation, partnership=made, starts=dt.date(2020, 1, 1))
    return made


@pytest.fixture
def view(cast):
    made = world.begun(cast)
    world.cite(made, "1.1", cast.evaluator, shows=WORDS)
    world.cite(made, "1.1", cast.evaluator, shows="A survey.", kind="surveys")
    world.write(made, "1.1", cast.evaluator, choice="good")
    world.seal(made, cast.lead)
    return made


def share(view, cast, audience):
    sharing.share(
        evaluation_id=view.id,
        audience=audience,
        why="They asked.",
        ends=None,
        with_evidence=False,
        by=cast.lead.actor,
    )


def says(who, view) -> list[str]:
    sealed = editions.edition(who.actor, view.id, 1)
    return [e.said for e in sealed.record.judgements[0].evidence]


def item(shows: str) -> str:
    return str(Item.objects.get(shows=shows).id)


def test_whoever_was_there_when_it_was_sealed_reads_all_of_it_whatever_is_shared_or_ended_since(cast, view):
    Item.objects.filter(shows=WORDS).update(only_me=True)
    for who in (cast.lead, cast.evaluator, cast.reader):
        assert WORDS in says(who, view)
        assert editions.edition(who.actor, view.id, 1).closed == 0


def test_whoever_is_let_in_later_reads_what_is_open_to_them_until_its_owner_opens_more(cast, committee, view):
    share(view, cast, f"partnership:{committee.id}")
    assert says(cast.stranger, view) == [NOT_OPEN, NOT_OPEN]
    assert editions.edition(cast.stranger.actor, view.id, 1).closed == 2
    evidence.share(
        item_id=item(WORDS),
        audience=f"partnership:{committee.id}",
        why="They asked.",
        ends=None,
        by=cast.evaluator.actor,
    )
    assert says(cast.stranger, view) == [WORDS, NOT_OPEN]


def test_who_was_among_its_readers_when_it_was_sealed_needs_no_more(cast, committee):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, shows=WORDS)
    sharing.share(
        evaluation_id=view.id,
        audience=f"partnership:{committee.id}",
        why="They asked.",
        ends=None,
        with_evidence=True,
        by=cast.lead.actor,
    )
    world.seal(view, cast.lead)
    Item.objects.update(only_me=True)
    assert says(cast.stranger, view) == [WORDS]


def test_a_person_by_name_reads_what_is_open_to_them(cast, committee, view):
    share(view, cast, f"named:{cast.stranger.person.id}")
    assert says(cast.stranger, view) == [NOT_OPEN, NOT_OPEN]


def test_what_is_confirmed_and_what_is_provisional_is_the_same_for_every_reader(cast, committee, view):
    share(view, cast, f"partnership:{committee.id}")
    mine, theirs = (editions.edition(who.actor, view.id, 1) for who in (cast.lead, cast.stranger))
    for one, other in zip(mine.record.judgements, theirs.record.judgements, strict=True):
        assert (one.level, one.provisional, one.confirmed, one.pieces, one.kinds, one.advice) == (
            other.level, other.provisional, other.confirmed, other.pieces, other.kinds, other.advice,
        )  # fmt: skip
    assert theirs.intact
    assert theirs.digest == mine.digest


def test_an_edition_from_before_ids_were_kept_is_read_as_it_was(cast, committee, view):
    row = Edition.objects.get()
    data = json.loads(row.content) | {"format": 3}
    for question in data["record"]["questions"]:
        for judgement in question["judgements"]:
            for piece in judgement["evidence"]:
                del piece["item"]
    content = json.dumps(data)
    Edition(evaluation=view, number=2, sealed_at=row.sealed_at, content=content, digest=digest(content)).save(
        force_insert=True
    )
    share(view, cast, f"partnership:{committee.id}")
    sealed = editions.edition(cast.stranger.actor, view.id, 2)
    assert sealed.closed == 0
    assert WORDS in [e.said for e in sealed.record.judgements[0].evidence]


def test_the_page_lists_what_is_closed_in_its_editions_once_it_is_shared_wider(cast, committee, view):
    assert audiences.of_view(cast.lead.actor, view.id).in_editions == ()
    share(view, cast, f"partnership:{committee.id}")
    listed = audiences.of_view(cast.lead.actor, view.id).in_editions
    assert {one.item.shows for one in listed} == {WORDS, "A survey."}
    assert audiences.of_view(cast.reader.actor, view.id).in_editions == ()


def test_a_room_opens_nothing_in_an_edition_that_its_owner_keeps_alone_since(cast, view):
    guest = world.colleague("Iain Macrae", cast.team, "inspector", cast.lead)
    Item.objects.filter(shows=WORDS).update(only_me=True)
    room = world.room(cast.lead, cast.team, guest)
    _heading, opens = rooms.look_at(
        room_id=room.id, about="edition", about_id=view.id, number=1, by=cast.lead.actor
    )
    assert (opens.readable, opens.without) == (1, 1)
    thing = world.put(room, cast.lead, "edition", view.id, 1)
    read = rooms.read(room_id=room.id, thing_id=thing, how="page", by=guest.actor)
    assert read.record is not None
    assert [e.said for e in read.record.judgements[0].evidence] == [NOT_OPEN, "A survey."]
