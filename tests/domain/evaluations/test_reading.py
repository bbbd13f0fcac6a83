"""The list, the grid and the panel: what they show, and that everybody sees the same."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.text import day
from speir.evaluations import policy
from speir.evaluations.actions import citations
from speir.evaluations.queries import grids, lists, panels, records
from speir.evaluations.rules.record_text import to_json
from speir.evidence.models import Item
from speir.evidence.rules.items import NOT_OPEN
from speir.sharing.models import Sharing
from tests import world


def test_the_list_shows_what_the_actor_may_see_the_newest_first(cast, clock):
    first = world.begun(cast, "First")
    clock.forward(days=1)
    second = world.begun(cast, "Second")
    lines, older, _steps = lists.listing(cast.reader.actor)
    assert [line.id for line in lines] == [second.id, first.id]
    assert not older
    assert lists.listing(cast.stranger.actor) == ([], False, {})


def test_the_list_counts_indicators_that_are_done_and_says_who_wrote_last(cast, clock):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, choice="good", done="1")
    at = clock.forward(minutes=5)
    world.write(view, "1.2", cast.lead, choice="weak")
    ((line,), _older, _steps) = lists.listing(cast.reader.actor)
    assert (line.done, line.indicators) == (1, 18)
    assert (line.last_by, line.last_on) == (cast.lead.name, day(timezone.localdate(at)))
    assert line.period == "2025"


def test_a_list_with_nothing_written_says_so(cast):
    world.begun(cast)
    ((line,), _older, _steps) = lists.listing(cast.reader.actor)
    assert (line.done, line.last_on, line.last_by) == (0, "", "")


def test_a_long_list_comes_in_pages_and_says_whether_there_are_older_ones(cast):
    for at in range(lists.PAGE):
        world.begun(cast, f"View {at}")
    assert lists.listing(cast.lead.actor)[1] is False
    for at in range(2):
        world.begun(cast, f"Later view {at}")
    first, older, _steps = lists.listing(cast.lead.actor)
    second, still_older, _steps = lists.listing(cast.lead.actor, page=2)
    assert (len(first), older, len(second), still_older) == (lists.PAGE, True, 2, False)
    assert not {line.id for line in first} & {line.id for line in second}
    assert lists.listing(cast.lead.actor, page=3) == ([], False, {})
    assert lists.listing(cast.stranger.actor) == ([], False, {})


def test_a_page_of_the_list_is_not_sorted_out_of_all_that_is_shared(cast):
    """PostgreSQL decides by how much there is; `bin/bench` measures both."""
    if connection.vendor == "sqlite":
        world.begun(cast)
        with CaptureQueriesContext(connection) as asked:
            lists.listing(cast.reader.actor)
        page = next(one["sql"] for one in asked.captured_queries if '"begun_at" DESC' in one["sql"])
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {page}")
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
        assert "evaluation_by_date" in plan
        assert "ORDER BY" not in plan


def test_the_grid_lists_18_indicators_under_their_key_questions(cast):
    grid = grids.grid(cast.reader.actor, world.begun(cast).id)
    assert [len(rows) for _, rows in grid.questions] == [4, 1, 4, 5, 4]
    assert [row.indicator.number for row in grid.rows] == [i.number for i in world.framework().indicators]
    assert {row.state.value for row in grid.rows} == {"not_started"}


def test_an_indicator_is_in_progress_from_the_first_text_or_the_first_evidence(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, strengths="A word.")
    world.cite(view, "1.2", cast.evaluator)
    world.write(view, "1.3", cast.evaluator, done="1")
    states = {row.indicator.number: row.state.value for row in grids.grid(cast.lead.actor, view.id).rows}
    assert (states["1.1"], states["1.2"], states["1.3"], states["1.4"]) == (
        "in_progress",
        "in_progress",
        "done",
        "not_started",
    )
    for number in ("1.1", "1.2", "1.3", "1.4"):
        assert panels.panel(cast.lead.actor, view.id, number).state.value == states[number]


def test_the_grid_says_who_is_in_an_indicator_now(cast, clock):
    view = world.begun(cast)
    world.write(view, "1.1", cast.evaluator, strengths="A word.")
    assert grids.grid(cast.lead.actor, view.id).rows[0].at_work
    clock.forward(minutes=16)
    row = grids.grid(cast.lead.actor, view.id).rows[0]
    assert not row.at_work
    assert row.by == cast.evaluator.name
    clock.forward(hours=-9)
    assert not grids.grid(cast.lead.actor, view.id).rows[0].at_work


def test_a_provisional_level_is_shown_so_everywhere_and_to_everyone_alike(cast):
    view = world.filled(cast)
    for who in (cast.lead, cast.evaluator, cast.reader):
        in_grid = {
            row.indicator.number
            for row in grids.grid(who.actor, view.id).rows
            if row.level and row.standing.provisional
        }
        record = records.opened(who.actor, view.id).record
        in_record = {j.number for j in record.judgements if j.provisional}
        in_panels = {
            number
            for number in world.FILLED
            if (shown := panels.panel(who.actor, view.id, number)).standing.provisional
            and shown.values["choice"] in shown.framework.level_by_key
        }
        assert in_grid == in_record == in_panels == {"1.2", "1.4"}


def shown_levels(view, who, number):
    """The level of an indicator as the grid, the panel and the record show it, empty for none."""
    row = next(row for row in grids.grid(who.actor, view.id).rows if row.indicator.number == number)
    record = records.opened(who.actor, view.id).record
    judged = next(j for j in record.judgements if j.number == number)
    return [
        row.level.key if row.level else "",
        panels.panel(who.actor, view.id, number).values["choice"],
        judged.level.key if judged.level else "",
    ]


def test_no_evidence_no_text_and_no_tick_ever_makes_a_level(cast):
    view = world.begun(cast)
    world.confirm(view, "1.1", cast.evaluator, ("case_files", "surveys", "children_focus_groups"))
    full = {"sure": "well_evidenced", "strengths": "We see them early.", "improvements": "None.", "done": "1"}
    world.write(view, "1.1", cast.evaluator, **full)
    assert shown_levels(view, cast.reader, "1.1") == [""] * 3


def test_a_level_is_what_people_chose_and_gone_when_they_take_it_back(cast):
    view = world.begun(cast)
    world.confirm(view, "1.1", cast.evaluator)
    world.write(view, "1.1", cast.evaluator, choice="weak")
    assert shown_levels(view, cast.reader, "1.1") == ["weak"] * 3
    world.write(view, "1.1", cast.evaluator, choice="")
    assert shown_levels(view, cast.reader, "1.1") == [""] * 3


def test_a_history_is_that_of_one_indicator(cast):
    view = world.begun(cast)
    world.write(view, "1.1", cast.lead, choice="good")
    assert panels.history(cast.lead.actor, view.id, "1.2").changes == ()


def test_what_stands_on_the_line_beside_the_level_after_a_save_is_what_the_panel_says(cast):
    view = world.filled(cast)
    for number in world.FILLED:
        row = policy.require_judgement(cast.lead.actor, Permission.READ_EVALUATIONS, view.id, number)
        assert (
            panels.standing_after(cast.lead.actor, row)[1]
            == panels.panel(cast.lead.actor, view.id, number).standing
        )


def test_a_kind_of_source_that_is_childrens_own_carries_their_voice(cast):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, kind="children_focus_groups")
    world.cite(view, "1.2", cast.evaluator, kind="case_files", voices=("families",))
    world.cite(view, "1.3", cast.evaluator, kind="case_files")
    heard = {r.indicator.number: r.standing.voice for r in grids.grid(cast.lead.actor, view.id).rows}
    assert (heard["1.1"], heard["1.2"], heard["1.3"]) == (True, True, False)
    assert panels.panel(cast.lead.actor, view.id, "1.1").standing.voice


def test_the_panel_leads_to_the_indicator_before_and_after_in_the_publications_order(cast):
    view = world.begun(cast)
    first = panels.panel(cast.lead.actor, view.id, "1.1")
    middle = panels.panel(cast.lead.actor, view.id, "1.4")
    last = panels.panel(cast.lead.actor, view.id, "5.4")
    assert (first.before, first.after.number) == (None, "1.2")
    assert (middle.before.number, middle.after.number) == ("1.3", "2.1")
    assert (last.before.number, last.after) == ("5.3", None)


def test_the_record_as_it_stands_says_nothing_of_being_sealed(cast):
    record = records.opened(cast.reader.actor, world.begun(cast).id).record
    assert (record.sealed_on, record.sealed_by, record.unit) == ("", "", cast.team.name)


def test_a_record_says_of_evidence_under_an_indicator_what_it_says_of_that_one_and_whose_views_it_carries(
    cast,
):
    view = world.begun(cast)
    themes = {"hmie-2005/1.1/trust": "strength", "hmie-2005/1.2/support": "weakness"}
    item = world.cite(view, "1.1", cast.lead, themes=themes, voices=("families",), speaks_of="impact")
    citations.cite(evaluation_id=view.id, number="1.2", item_id=item, stance="qualifies", by=cast.lead.actor)
    judged = {one.number: one for one in records.opened(cast.lead.actor, view.id).record.judgements}
    (under_first,), (under_second,) = judged["1.1"].evidence, judged["1.2"].evidence
    assert [bears for _, bears in under_first.themes] == ["strength"]
    assert [bears for _, bears in under_second.themes] == ["weakness"]
    assert under_second.line[2:5] == ("impact", "views of families", "Qualifies it")


@pytest.mark.parametrize(
    "read",
    [
        lambda who, view: grids.grid(who, view.id),
        lambda who, view: panels.panel(who, view.id, "1.1"),
        lambda who, view: panels.history(who, view.id, "1.1"),
        lambda who, view: records.opened(who, view.id),
        lambda who, view: records.unsettled(who, view.id),
        lambda who, view: panels.panel(who, view.id, "9.9"),
    ],
)
def test_for_another_agency_nothing_is_there(cast, read):
    view = world.begun(cast)
    with pytest.raises(NotYours):
        read(cast.stranger.actor, view)


# Evidence that is not open to whoever reads


def one_piece_for_its_writer_alone(cast):
    view = world.begun(cast)
    world.cite(view, "1.1", cast.evaluator, kind="surveys", speaks_of="impact", shows="Families feel heard.")
    private = world.cite(view, "1.1", cast.evaluator, shows="What I alone may read.")
    Item.objects.filter(pk=private).update(only_me=True)
    world.write(view, "1.1", cast.evaluator, choice="good")
    return view


def test_a_piece_that_is_not_open_to_the_reader_shows_no_words_and_still_confirms(cast):
    view = one_piece_for_its_writer_alone(cast)
    mine = panels.panel(cast.evaluator.actor, view.id, "1.1")
    theirs = panels.panel(cast.reader.actor, view.id, "1.1")
    assert [c.item.shows for c in mine.evidence] == ["Families feel heard.", "What I alone may read."]
    assert [(c.item.shows, c.item.hidden) for c in theirs.evidence] == [
        ("Families feel heard.", False),
        ("", True),
    ]
    assert mine.standing == theirs.standing
    assert mine.standing.provisional is False


def test_the_whole_record_holds_no_words_of_a_piece_that_is_not_open_to_the_reader(cast):
    view = one_piece_for_its_writer_alone(cast)
    mine = records.opened(cast.evaluator.actor, view.id).record
    theirs = records.opened(cast.reader.actor, view.id).record
    assert "What I alone may read." in to_json(mine)
    assert "What I alone may read." not in to_json(theirs)
    (judged, *_) = theirs.judgements
    assert [e.said for e in judged.evidence] == ["Families feel heard.", NOT_OPEN]
    assert (judged.pieces, judged.provisional) == (2, False)


def test_a_piece_that_was_shared_with_the_reader_is_open_to_them(cast):
    view = one_piece_for_its_writer_alone(cast)
    Sharing.objects.create(
        about="evidence",
        about_id=Item.objects.get(only_me=True).id,
        scope="named",
        person=cast.reader.person,
        why="They asked.",
        starts=timezone.localdate(),
        at=timezone.now(),
    )
    assert not [c for c in panels.panel(cast.reader.actor, view.id, "1.1").evidence if c.item.hidden]
    assert [c for c in panels.panel(cast.lead.actor, view.id, "1.1").evidence if c.item.hidden]


def test_in_a_sealed_broad_view_nobody_is_offered_to_write(cast):
    view = world.begun(cast)
    for sealed in (False, True):
        heading = grids.grid(cast.lead.actor, view.id).heading
        assert (heading.may_write, heading.may_describe) == (not sealed, not sealed)
        if not sealed:
            world.seal(view, cast.lead)


def test_a_text_that_waits_for_its_writer_is_named_by_its_indicator(cast):
    view = world.meeting(cast)
    world.say(view, "1", "Theirs.", cast.lead)
    world.say(view, "1", "Mine.", cast.evaluator, over="")
    assert records.unsettled(cast.lead.actor, view.id) == ["1.1"]
