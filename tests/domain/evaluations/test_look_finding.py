"""Finding out: sittings, notes that nobody loses, and a note that becomes evidence once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.core.when import read_period
from speir.evaluations.actions.beside import Field
from speir.evaluations.actions.looks import notes, sittings
from speir.evaluations.models import Citation, Group, Note, SetAside, Sitting, Way
from speir.evaluations.queries.citing import used
from speir.evaluations.queries.looks import finding
from speir.evaluations.queries.looks import sittings as reading
from speir.evaluations.queries.looks.found_by import ways_gone
from speir.evaluations.rules.looks.finding import About
from speir.evaluations.rules.saving import mark
from speir.evidence.models import Item
from speir.evidence.rules.items import Draft
from speir.mentions.rules import Waits
from tests import world, world_look

DAY = dt.date(2026, 3, 10)
NAMED = "Callum Fraser told his teacher."


@pytest.fixture
def look(cast):
    return world_look.look(cast.team, cast.lead)


@pytest.fixture
def way(look, cast):
    return world_look.planned(look, cast.lead)[1]


@pytest.fixture
def sitting(look, way, cast):
    return world_look.sat(look, cast.evaluator, way)


def write(
    sitting: Sitting, by: world.Somebody, text: str, *, note_id: str = "", base: str = "", theme: str = ""
):
    return notes.write(
        look_id=sitting.way.look_id,
        sitting_id=sitting.id,
        note_id=note_id or new_id(),
        theme=theme,
        typed=Field(text, mark(base)),
        by=by.actor,
    )


def evidence(note: Note, by: world.Somebody) -> Item:
    made = reading.for_evidence(by.actor, note.sitting.way.look_id, note.id)
    first, last = read_period(made.when)
    draft = Draft(
        kind=made.kind,
        shows=note.text,
        from_day=first,
        to_day=last,
        speaks_of="happens",
        voices=made.voices,
        themes={made.theme: "strength"} if made.theme else {},
        origin=made.origin,
    )
    return notes.make_evidence(
        look_id=note.sitting.way.look_id,
        note_id=note.id,
        number=made.chosen.indicator.number,
        draft=draft,
        stance="supports",
        by=by.actor,
    )


def test_a_way_comes_to_be_under_way_and_done_and_goes_on(look, way, cast):
    assert finding.way(cast.evaluator.actor, look.id, way.id).way.state == "to_do"
    sat = world_look.sat(look, cast.evaluator, way)
    way.refresh_from_db()
    assert way.state == "under_way"
    sittings.say_done(look_id=look.id, way_id=way.id, done=True, by=cast.evaluator.actor)
    assert finding.way(cast.lead.actor, look.id, way.id).way.state == "done"
    sittings.say_done(look_id=look.id, way_id=way.id, done=False, by=cast.evaluator.actor)
    sittings.take_out(look_id=look.id, sitting_id=sat.id, by=cast.evaluator.actor)
    assert finding.way(cast.lead.actor, look.id, way.id).way.state == "to_do"
    sittings.put_back(look_id=look.id, sitting_id=sat.id, by=cast.evaluator.actor)
    assert finding.way(cast.lead.actor, look.id, way.id).way.state == "under_way"


def test_a_sitting_sent_twice_begins_once(look, way, cast):
    ids = {
        sittings.begin(
            look_id=look.id,
            way_id=way.id,
            about=About(DAY),
            sitting_id="a" * 16,
            by=cast.evaluator.actor,
        ).id
        for _ in range(2)
    }
    assert ids == {"a" * 16}
    assert way.sittings.count() == 1


@pytest.mark.parametrize(
    ("about", "field"),
    [
        (About(None), "on"),
        (About(dt.date(2999, 1, 1)), "on"),
        (About(dt.date(1901, 1, 1)), "on"),
        (About(DAY, 0), "number_present"),
        (About(DAY, 1001), "number_present"),
        (About(DAY, 2, "x" * 301), "services"),
        (About(DAY, 2, "", "x" * 301), "what"),
    ],
)
def test_what_is_wrong_with_a_sitting_is_said_beside_its_field(look, way, cast, about, field):
    with pytest.raises(Unfit) as unfit:
        sittings.begin(look_id=look.id, way_id=way.id, about=about, by=cast.evaluator.actor)
    assert [refused.field for refused in unfit.value.broken] == [field]
    assert not way.sittings.exists()


def test_who_was_heard_is_ticked_and_a_stale_form_says_what_stands(look, sitting, cast):
    young = Group.objects.create(look=look, by_what="age", text="Children under twelve")
    other = Group.objects.create(
        look=world_look.look(cast.team, cast.lead, title="Another"), by_what="age", text="Elsewhere"
    )
    page = reading.sitting(cast.evaluator.actor, look.id, sitting.way_id, sitting.id)
    changed = {"look_id": look.id, "sitting_id": sitting.id, "base": page.base}
    sittings.change(
        **changed, about=About(DAY, 7, "education"), heard=[young.id, other.id], by=cast.evaluator.actor
    )
    after = reading.sitting(cast.lead.actor, look.id, sitting.way_id, sitting.id)
    assert (after.people, after.heard) == ("7 present, from education", frozenset({young.id}))
    with pytest.raises(Unfit, match="education"):
        sittings.change(**changed, about=About(DAY, 9, "police"), heard=[], by=cast.lead.actor)
    # The same form sent twice is no conflict.
    sittings.change(**changed, about=About(DAY, 7, "education"), heard=[young.id], by=cast.lead.actor)
    # What it said is kept: in parts, as each was before somebody else wrote over it.
    sittings.change(
        **(changed | {"base": after.base}), about=About(DAY, 5, "police"), heard=[], by=cast.lead.actor
    )
    kept = reading.earlier(look.id, sitting.id)
    assert {(said, text, by) for said, text, by, _at in kept} == {
        ("When it was and who was heard", "10 March 2026; 7 present; Children under twelve", "Isla Reid"),
        ("Which services were there", "education", "Isla Reid"),
        ("Which services were there", "health visiting and education", "Isla Reid"),
    }


def test_a_name_in_what_is_said_of_a_sitting_waits(look, way, cast):
    with pytest.raises(Waits):
        sittings.begin(
            look_id=look.id, way_id=way.id, about=About(DAY, 2, "", NAMED), by=cast.evaluator.actor
        )
    assert not way.sittings.exists()


def test_a_note_sent_again_is_one_note_and_its_text_goes_on(sitting, cast):
    first = write(sitting, cast.evaluator, "They ring", note_id="b" * 16)[0]
    # The answer was lost on the way: the browser sends it again from the same beginning, with more.
    again, out = write(sitting, cast.evaluator, "They ring each other.", note_id="b" * 16)
    assert not out.stuck
    assert (first.id, again.id) == ("b" * 16,) * 2
    assert list(sitting.notes.values_list("text", flat=True)) == ["They ring each other."]


def test_two_who_write_in_one_note_lose_neither_text(sitting, cast):
    note = world_look.noted(sitting, cast.evaluator, "As it was.")
    write(sitting, cast.lead, "Hers.", note_id=note.id, base="As it was.")
    _row, out = write(sitting, cast.evaluator, "His.", note_id=note.id, base="As it was.")
    assert (out.conflicts["text"].mine, out.conflicts["text"].theirs) == ("His.", "Hers.")
    page = reading.sitting(cast.evaluator.actor, sitting.way.look_id, sitting.way_id, sitting.id)
    (kept,) = page.asides
    assert kept.text == "His."
    assert not reading.sitting(cast.lead.actor, sitting.way.look_id, sitting.way_id, sitting.id).asides
    with pytest.raises(NotYours):
        notes.take_up(look_id=sitting.way.look_id, sitting_id=sitting.id, aside=kept.id, by=cast.lead.actor)
    notes.take_up(look_id=sitting.way.look_id, sitting_id=sitting.id, aside=kept.id, by=cast.evaluator.actor)
    note.refresh_from_db()
    assert note.text == "Hers.\n\nHis."


def test_a_note_that_names_somebody_waits_where_it_was_typed(sitting, cast):
    theme = world_look.themes_of("3.2")[0]
    row, out = write(sitting, cast.evaluator, NAMED, theme=theme)
    assert out.held
    row.refresh_from_db()
    assert row.text == ""
    look_id = sitting.way.look_id
    mine = reading.sitting(cast.evaluator.actor, look_id, sitting.way_id, sitting.id)
    (held,) = [one for box in mine.boxes for one in box.notes]
    assert (held.theme, held.held.text) == (theme, NAMED)
    theirs = reading.sitting(cast.lead.actor, look_id, sitting.way_id, sitting.id)
    assert not [one for box in theirs.boxes for one in box.notes]


def test_what_was_typed_while_somebody_finished_is_kept_for_its_writer(look, sitting, cast):
    look.finished_at = timezone.now()
    look.save()
    with pytest.raises(Refused, match="kept for you"):
        write(sitting, cast.evaluator, "Typed without a connection.", note_id="c" * 16)
    assert not sitting.notes.exists()
    page = reading.sitting(cast.evaluator.actor, look.id, sitting.way_id, sitting.id)
    assert [one.text for one in page.asides] == ["Typed without a connection."]
    look.finished_at = None
    look.save()
    notes.take_up(look_id=look.id, sitting_id=sitting.id, aside=page.asides[0].id, by=cast.evaluator.actor)
    assert list(sitting.notes.values_list("id", "text")) == [("c" * 16, "Typed without a connection.")]
    assert not SetAside.objects.exists()


def test_who_may_write_what(look, way, sitting, cast):
    note = world_look.noted(sitting, cast.evaluator)
    for somebody, refusal in ((cast.reader, NotAllowed), (cast.stranger, NotYours)):
        by = somebody.actor
        with pytest.raises(refusal):
            write(sitting, somebody, "Mine.")
        with pytest.raises(refusal):
            sittings.begin(look_id=look.id, way_id=way.id, about=About(DAY), by=by)
        with pytest.raises(refusal):
            notes.take_out(look_id=look.id, note_id=note.id, by=by)
    other = world_look.sat(world_look.look(cast.team, cast.lead, title="Another"), cast.lead)
    with pytest.raises(NotYours):
        notes.write(
            look_id=look.id,
            sitting_id=other.id,
            note_id=new_id(),
            theme="",
            typed=Field("Mine.", mark("")),
            by=cast.lead.actor,
        )
    with pytest.raises(NotYours):  # another sitting's id is nobody's to write over
        write(other, cast.lead, "Over it.", note_id=note.id, base=note.text)


def test_a_note_becomes_evidence_once_of_the_right_kind_and_is_cited(sitting, cast):
    theme = world_look.themes_of("3.2")[0]
    note = world_look.noted(sitting, cast.evaluator, "They ring each other first.", theme)
    item = evidence(note, cast.evaluator)
    note.refresh_from_db()
    assert evidence(note, cast.lead) == item
    assert Item.objects.count() == 1
    assert (item.kind, item.from_day, item.shows) == ("staff_focus_groups", DAY, note.text)
    assert item.origin == (
        "Focus group, 10 March 2026: Two focus groups of staff from three services; "
        "6 present, from health visiting and education"
    )
    assert dict(item.themes.values_list("theme", "bears")) == {theme: "strength"}
    (cited,) = Citation.objects.filter(item=item)
    assert (cited.judgement.evaluation_id, cited.judgement.indicator.number) == (
        sitting.way.look_id,
        "3.2",
    )
    (beside,) = used(cast.evaluator.actor, item.id).now
    assert beside.look
    from_here = reading.came_from(cast.evaluator.actor, item.id)
    assert from_here is not None
    assert (from_here.sitting_id, from_here.on) == (sitting.id, "10 March 2026")
    assert reading.came_from(cast.stranger.actor, item.id) is None


def test_evidence_of_a_look_for_its_owner_alone_stays_theirs(cast):
    look = world_look.look(cast.team, cast.lead, only_me=True)
    note = world_look.noted(world_look.sat(look, cast.lead), cast.lead)
    assert evidence(note, cast.lead).only_me


def test_who_brings_evidence_and_does_not_judge_writes_it_down_uncited(sitting, cast):
    brings = world.colleague("Shona Grant", cast.team, "participation_worker", cast.lead)
    note = world_look.noted(sitting, brings, "Children say that they are told.")
    item = evidence(note, brings)
    assert not Citation.objects.filter(item=item).exists()
    note.refresh_from_db()
    assert note.item == item


def test_ways_stand_with_ones_own_first_and_an_overdue_one_says_so(look, way, cast, clock):
    clock.set(2026, 3, 20)
    other = world_look.planned(look, cast.lead)[1]
    Way.objects.filter(pk=way.id).update(person=cast.evaluator.person, due=dt.date(2026, 3, 17), number=2)
    world_look.sat(look, cast.evaluator, way)
    page = finding.ways(cast.evaluator.actor, look.id)
    assert [one.id for one in page.mine] == [way.id]
    assert [one.id for one in page.rest] == [other.id]
    (mine,) = page.mine
    assert (mine.due, mine.late, mine.held) == (
        "was due by 17 March 2026, 3 days ago",
        True,
        "1 of 2 focus groups held",
    )


def test_a_talk_with_few_people_is_known_as_one(look, way, cast):
    world_look.sat(look, cast.evaluator, way)
    assert [one.few for one in ways_gone(look)] == [False]
    small = world_look.sat(look, cast.evaluator, way, number_present=2)
    assert [(one.few, one.when) for one in ways_gone(look)] == [(True, "March 2026")]
    assert {sat.services for one in ways_gone(look) for sat in one.times} == {"health visiting and education"}
    note = world_look.noted(small, cast.evaluator)
    item = evidence(note, cast.evaluator)
    assert (item.from_day, item.to_day) == (dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    assert item.origin == (
        "Focus group, March 2026: Two focus groups of staff from three services; fewer than five people present"
    )
    Sitting.objects.exclude(pk=small.pk).update(removed_at=timezone.now())
    assert [sat.services for one in ways_gone(look) for sat in one.times] == [""]
    Sitting.objects.update(removed_at=None)
    Way.objects.update(how="files")  # two who read are nobody's secret
    assert [one.few for one in ways_gone(look)] == [False]


def test_a_way_that_was_taken_out_keeps_what_was_found_out(look, way, sitting, cast):
    from speir.evaluations.actions.looks import lines

    world_look.noted(sitting, cast.evaluator)
    lines.take_out(look_id=look.id, column="way", line_id=way.id, by=cast.lead.actor)
    assert [one.id for one in finding.ways(cast.lead.actor, look.id).gone] == [way.id]
    with pytest.raises(Refused):
        world_look.sat(look, cast.lead, way)
