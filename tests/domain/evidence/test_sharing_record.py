"""The sharing record: what, why, with whom, by whom, when, until when, and whether as fact or as opinion."""

from __future__ import annotations

import datetime as dt

import pytest

from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import rooms
from speir.evaluations.actions import sharing as views
from speir.evidence.actions import items, sharing
from speir.evidence.queries import record
from speir.mentions.rules import Keeping, Waits
from speir.organisations.models import Seat
from speir.sharing.models import Outside, Sharing
from speir.sharing.rules import Told
from speir.trail.models import Entry
from tests import world

DAY = dt.date(2026, 2, 27)


@pytest.fixture
def committee(cast):
    made = world.unit_of(world.somebody("Convener"), "A committee", "partnership")
    Seat.objects.create(organisation=cast.team, partnership=made, starts=dt.date(2020, 1, 1))
    return made


@pytest.fixture
def item(cast) -> str:
    return write(cast, cast.evaluator)


def write(cast, by, **more) -> str:
    only_me = bool(more.pop("only_me", False))
    return items.write(
        unit_id=cast.team.id,
        framework=world.framework(),
        draft=world.draft(**more),
        only_me=only_me,
        by=by.actor,
    ).id


def share(item, by, audience, **more):
    known = {"why": "They asked.", "ends": None, "taken_as": "fact"} | more
    sharing.share(item_id=item, audience=audience, by=by.actor, **known)


def told(**more) -> Told:
    known = {
        "on": DAY,
        "who": "The team manager",
        "with_whom": "The school nurse",
        "why": "To plan support.",
        "how": "telephone",
        "taken_as": "opinion",
    }
    return Told(**(known | more))  # type: ignore[arg-type]


def tell(item, by, **more) -> Outside:
    return sharing.tell(item_id=item, told=told(**more), by=by.actor)


def test_an_act_says_whether_it_was_shared_as_fact_or_as_opinion(cast, committee, item):
    share(item, cast.evaluator, f"partnership:{committee.id}", taken_as="opinion")
    (entry,) = record.of_item(cast.reader.actor, item).entries
    assert entry.line is not None
    assert (entry.line.taken_as, entry.line.why, entry.line.by) == (
        "opinion",
        "They asked.",
        cast.evaluator.name,
    )
    with pytest.raises(Unfit) as unfit:
        share(item, cast.evaluator, f"partnership:{committee.id}", taken_as="gossip")
    assert [broken.field for broken in unfit.value.broken] == ["taken_as"]


def test_the_same_act_in_another_sense_is_refused_and_changes_nothing(cast, committee, item):
    audience = f"partnership:{committee.id}"
    share(item, cast.evaluator, audience)
    share(item, cast.evaluator, audience)
    with pytest.raises(Unfit):
        share(item, cast.evaluator, audience, taken_as="opinion")
    assert Sharing.objects.get().taken_as == "fact"


def test_what_goes_along_with_a_broad_view_goes_as_what_it_is_taken_for(cast, committee):
    view = world.begun(cast)
    facts = {world.cite(view, "1.1", cast.lead, taken_as=how): how for how in ("fact", "opinion", "")}
    views.share(
        evaluation_id=view.id,
        audience=f"partnership:{committee.id}",
        why="They asked.",
        ends=None,
        with_evidence=True,
        by=cast.lead.actor,
    )
    acts = Sharing.objects.filter(about="evidence").values_list("about_id", "taken_as")
    assert dict(acts) == facts


def test_sharing_outside_is_written_down_and_opens_nothing(cast, item):
    made = tell(item, cast.evaluator)
    (entry,) = record.of_item(cast.reader.actor, item).entries
    assert entry.told is not None
    assert (entry.day, entry.told.with_whom, entry.told.how, entry.told.taken_as) == (
        DAY,
        "The school nurse",
        "telephone",
        "opinion",
    )
    assert made.by_name == cast.evaluator.name
    assert not Sharing.objects.exists()
    assert Entry.objects.get(verb="wrote down sharing of").about_id == item


def test_pressed_twice_it_is_written_down_once(cast, item):
    assert tell(item, cast.evaluator).id == tell(item, cast.evaluator).id
    assert Outside.objects.count() == 1


def test_a_wrong_entry_is_taken_back_and_stays(cast, item):
    made = tell(item, cast.evaluator)
    assert record.of_item(cast.evaluator.actor, item).entries[0].mine
    for _ in range(2):
        sharing.take_back(item_id=item, outside_id=made.id, by=cast.lead.actor)
    (entry,) = record.of_item(cast.reader.actor, item).entries
    assert entry.told is not None
    assert entry.told.taken_back_by == cast.lead.name
    assert not entry.mine
    assert Entry.objects.filter(verb="took back sharing of").count() == 1
    assert tell(item, cast.evaluator).id != made.id


def test_who_may_not_share_it_writes_nothing_down_and_takes_nothing_back(cast, item):
    made = tell(item, cast.evaluator)
    for who, refusal in ((cast.reader, NotAllowed), (cast.stranger, NotYours)):
        with pytest.raises(refusal):
            tell(item, who)
        with pytest.raises(refusal):
            sharing.take_back(item_id=item, outside_id=made.id, by=who.actor)
    with pytest.raises(NotYours):
        sharing.take_back(item_id=item, outside_id=new_id(), by=cast.lead.actor)
    other = write(cast, cast.evaluator)
    with pytest.raises(NotYours):
        sharing.take_back(item_id=other, outside_id=made.id, by=cast.lead.actor)


def test_a_name_in_one_box_and_another_in_the_next_are_explained_each_for_itself(cast, item):
    words = {"with_whom": "The father of Ailsa Munro", "why": "Callum Fraser asked."}
    with pytest.raises(Waits) as waits:
        tell(item, cast.evaluator, **words)
    assert set(waits.value.fields) == {"with_whom", "why"}
    keeping = {
        field: Keeping("known", frozenset(mention.token for mention in found))
        for field, (_text, found) in waits.value.fields.items()
    }
    one = {"with_whom": keeping["with_whom"]}
    with pytest.raises(Waits) as waits:
        sharing.tell(item_id=item, told=told(**words), keeping=one, by=cast.evaluator.actor)
    assert set(waits.value.fields) == {"why"}
    assert sharing.tell(item_id=item, told=told(**words), keeping=keeping, by=cast.evaluator.actor)


def test_the_trail_tells_nobody_of_what_is_its_owners_alone(cast):
    item = write(cast, cast.evaluator, only_me=True)
    tell(item, cast.evaluator)
    assert Entry.objects.get(verb="wrote down sharing of").path == ""
    with pytest.raises(NotYours):
        record.of_item(cast.lead.actor, item)


def test_the_record_of_a_unit_holds_what_is_open_to_its_reader_newest_first(cast, committee, clock):
    shared, alone = write(cast, cast.evaluator), write(cast, cast.evaluator, only_me=True)
    tell(shared, cast.evaluator)
    tell(alone, cast.evaluator)
    clock.set(2026, 3, 3, 9, 0)
    share(shared, cast.evaluator, f"partnership:{committee.id}")
    entries = record.of_unit(cast.lead.actor, cast.team.id).entries
    assert [(entry.item_id, entry.line is not None) for entry in entries] == [(shared, True), (shared, False)]
    assert len(record.of_unit(cast.evaluator.actor, cast.team.id).entries) == 3
    with pytest.raises(NotYours):
        record.of_unit(cast.stranger.actor, cast.team.id)


def test_an_inspectors_room_stands_in_the_record_with_its_days(cast, item, clock):
    room = world.room(cast.lead, cast.team)
    put = world.put(room, cast.lead, "evidence", item)
    (entry,) = record.of_item(cast.reader.actor, item).entries
    assert entry.shown is not None
    assert (entry.shown.name, entry.by, entry.shown.over) == ("Joint inspection", cast.lead.name, None)
    clock.set(2026, 3, 5, 9, 0)
    rooms.take(room_id=room.id, thing_id=put, by=cast.lead.actor)
    (entry,) = record.of_unit(cast.reader.actor, cast.team.id).entries
    assert entry.shown is not None
    assert entry.shown.over == dt.date(2026, 3, 5)


def test_a_long_record_comes_page_by_page(cast, item, monkeypatch):
    monkeypatch.setattr(record, "PAGE", 2)
    for at in range(5):
        tell(item, cast.evaluator, with_whom=f"Colleague {at}")
    pages = [record.of_unit(cast.lead.actor, cast.team.id, page=page) for page in (1, 2, 3)]
    assert [(len(page.entries), page.older) for page in pages] == [(2, True), (2, True), (1, False)]
    assert len({entry.told.id for page in pages for entry in page.entries if entry.told}) == 5
