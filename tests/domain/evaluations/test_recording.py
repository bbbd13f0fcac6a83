"""Recording what people judge of an indicator."""

from __future__ import annotations

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations.actions import judgements
from speir.evaluations.actions.beside import Field
from speir.evaluations.models import EarlierText, LevelChange
from speir.evaluations.queries import panels
from speir.evaluations.rules.saving import LONGEST_TEXT, mark
from speir.trail.models import Entry
from tests import world


@pytest.fixture
def view(cast):
    return world.begun(cast)


@pytest.mark.parametrize(
    ("field", "value", "other"),
    [
        ("choice", "good", "weak"),
        ("choice", "not_evaluated", "excellent"),
        ("sure", "some_doubt", "not_yet_known"),
        ("strengths", "Children know who comes.", "They say so."),
        ("improvements", "Chronologies stop.", "They are kept."),
        ("done", "1", ""),
    ],
)
def test_every_field_saves_by_itself_changes_and_empties(cast, view, field, value, other):
    for typed in (value, other, ""):
        out = world.write(view, "1.1", cast.evaluator, **{field: typed})
        assert not out.conflicts
        assert not out.refused
        assert world.values(view, "1.1") == {
            "choice": "",
            "sure": "",
            "strengths": "",
            "improvements": "",
            "done": "",
        } | {field: typed}


def test_who_wrote_last_and_in_which_wording_stands_in_the_row(cast, view, clock):
    world.write(view, "1.1", cast.evaluator, choice="good")
    row = world.row(view, "1.1")
    assert (row.written_by, row.written_by_name, row.written_at) == (
        cast.evaluator.person.id,
        cast.evaluator.name,
        clock.now,
    )
    assert row.wording_id == world.framework().ours.id


def test_people_in_different_indicators_never_meet(cast, view):
    world.write(view, "1.1", cast.evaluator, strengths="One.")
    out = world.write(view, "1.2", cast.lead, strengths="Two.")
    assert not out.conflicts
    assert world.row(view, "1.1").strengths == "One."


def test_people_in_different_fields_of_one_indicator_never_meet(cast, view):
    empty = {"strengths": "", "improvements": ""}
    world.write(view, "1.1", cast.evaluator, over=empty, strengths="One.", improvements="")
    out = world.write(view, "1.1", cast.lead, over=empty, strengths="", improvements="Two.")
    assert not out.conflicts
    assert world.values(view, "1.1")["strengths"] == "One."
    assert world.values(view, "1.1")["improvements"] == "Two."


def test_saving_again_what_stands_there_changes_nothing(cast, view):
    world.write(view, "1.1", cast.evaluator, choice="good", strengths="One.")
    before = Entry.objects.count(), LevelChange.objects.count(), world.row(view, "1.1").written_by
    out = world.write(view, "1.1", cast.lead, choice="good", strengths="One.")
    assert not out.saved
    assert before == (Entry.objects.count(), LevelChange.objects.count(), world.row(view, "1.1").written_by)


def test_one_save_is_one_entry_in_the_trail_naming_the_fields_and_not_their_words(cast, view):
    world.write(view, "1.1", cast.evaluator, choice="good", strengths="Something said in trust.")
    entry = Entry.objects.get(verb="recorded")
    assert (entry.about, entry.about_id) == ("judgement", world.row(view, "1.1").id)
    assert (entry.person_id, entry.person_name) == (cast.evaluator.person.id, cast.evaluator.name)
    assert entry.path == cast.team.path
    assert entry.detail == "choice, strengths"


def test_pasted_text_is_kept_in_one_form(cast, view):
    world.write(view, "1.1", cast.evaluator, strengths=" ’S e\r\ncànan\x00 \ud83d <b>=1+1</b> ")
    assert world.row(view, "1.1").strengths == "’S e\ncànan \ufffd <b>=1+1</b>"


def test_a_text_of_10_000_characters_is_kept_whole(cast, view):
    text = "Ćè👧 " * 2500
    world.write(view, "1.1", cast.evaluator, strengths=text)
    assert world.row(view, "1.1").strengths == text.strip()


# What is out of range


def test_a_text_that_is_too_long_is_refused_by_name_and_the_other_fields_are_saved(cast, view):
    out = world.write(view, "1.1", cast.evaluator, strengths="x" * (LONGEST_TEXT + 1), choice="good")
    assert list(out.refused) == ["strengths"]
    assert "20,001 characters" in out.refused["strengths"].sentence
    assert world.values(view, "1.1")["choice"] == "good"
    assert world.values(view, "1.1")["strengths"] == ""
    assert not world.write(view, "1.1", cast.evaluator, strengths="x" * LONGEST_TEXT).refused


@pytest.mark.parametrize("level", ["5", "brilliant", "Good", "4.5", "\x00"])
def test_a_level_outside_the_scale_is_refused_and_the_levels_are_named(cast, view, level):
    out = world.write(view, "1.1", cast.evaluator, choice=level, strengths="Kept.")
    assert (
        "Choose excellent, very good, good, adequate, weak, unsatisfactory." in out.refused["choice"].sentence
    )
    assert world.values(view, "1.1") == world.values(view, "1.2") | {"strengths": "Kept."}
    assert not LevelChange.objects.exists()


def test_how_sure_is_one_of_three(cast, view):
    assert "sure" in world.write(view, "1.1", cast.evaluator, sure="87 %").refused
    assert world.values(view, "1.1")["sure"] == ""


def test_a_reason_that_is_too_long_is_refused_and_the_level_is_saved_without_it(cast, view):
    out = world.write(view, "1.1", cast.evaluator, choice="good", why="x" * 1001)
    assert list(out.refused) == ["why"]
    assert LevelChange.objects.get().why == ""
    assert world.values(view, "1.1")["choice"] == "good"


# The history of a level


def test_a_levels_history_says_who_when_from_what_to_what_and_why(cast, view, clock):
    world.write(view, "1.1", cast.evaluator, choice="good")
    first = clock.now
    second = clock.forward(days=1)
    world.write(view, "1.1", cast.lead, choice="adequate", why="The files tell\nanother story.")
    third = clock.forward(days=1)
    world.write(view, "1.1", cast.lead, choice="not_evaluated")
    clock.forward(days=1)
    world.write(view, "1.1", cast.lead, choice="")
    changes = panels.history(cast.reader.actor, view.id, "1.1").changes
    assert [(c.before, c.after, c.why, c.by) for c in changes] == [
        ("Not evaluated", "", "", cast.lead.name),
        ("Adequate", "Not evaluated", "", cast.lead.name),
        ("Good", "Adequate", "The files tell\nanother story.", cast.lead.name),
        ("", "Good", "", cast.evaluator.name),
    ]
    assert [c.at for c in changes][1:] == [third, second, first]


def test_a_reason_can_be_added_after_the_level_and_stands_once(cast, view):
    world.write(view, "1.1", cast.evaluator, choice="good")
    for _ in range(3):
        world.write(view, "1.1", cast.evaluator, choice="good", why="Families say so.")
    assert sorted(LevelChange.objects.values_list("before", "after", "why")) == [
        ("", "good", ""),
        ("good", "good", "Families say so."),
    ]
    assert sorted(Entry.objects.filter(verb="recorded").values_list("detail", flat=True)) == ["choice", "why"]


def test_a_reason_left_in_the_form_is_not_the_reason_of_the_next_change(cast, view, clock):
    world.write(view, "1.1", cast.evaluator, choice="good", why="Families say so.")
    clock.forward(minutes=1)
    world.write(view, "1.1", cast.evaluator, choice="weak", why="Families say so.")
    assert [c.why for c in panels.history(cast.lead.actor, view.id, "1.1").changes] == [
        "",
        "Families say so.",
    ]


def test_a_reason_for_a_level_that_was_not_saved_is_not_given_to_somebody_elses(cast, view):
    world.write(view, "1.1", cast.lead, choice="good")
    world.write(view, "1.1", cast.evaluator, over={"choice": ""}, choice="weak", why="The files say so.")
    world.write(view, "1.1", cast.evaluator, choice="no such level", why="The files say so.")
    assert [c.why for c in LevelChange.objects.all()] == [""]


def test_a_text_is_kept_before_somebody_else_writes_over_it(cast, view):
    world.write(view, "1.1", cast.evaluator, strengths="As the first wrote it.")
    world.write(view, "1.1", cast.lead, strengths="As the second wrote it.")
    ((field, text, by, _at),) = panels.history(cast.reader.actor, view.id, "1.1").earlier
    assert (field, text, by) == ("strengths", "As the first wrote it.", cast.evaluator.name)


def test_ones_own_text_going_on_is_not_kept_with_every_pause(cast, view, clock):
    world.write(view, "1.1", cast.evaluator, strengths="We see")
    clock.forward(seconds=2)
    world.write(view, "1.1", cast.evaluator, strengths="We see children")
    assert not EarlierText.objects.exists()


def test_ones_own_text_is_kept_before_it_is_mostly_deleted_or_written_over_later(cast, view, clock):
    world.write(view, "1.1", cast.evaluator, strengths="We see children that day.")
    clock.forward(seconds=2)
    world.write(view, "1.1", cast.evaluator, strengths="Oh")
    clock.forward(minutes=11)
    world.write(view, "1.1", cast.evaluator, strengths="Oh, later on.")
    texts = EarlierText.objects.order_by("replaced_at").values_list("text", flat=True)
    assert list(texts) == ["We see children that day.", "Oh"]


@pytest.mark.parametrize(("left", "kept"), [("x" * 50, False), ("x" * 49, True)])
def test_ones_own_text_is_kept_as_soon_as_more_than_half_of_it_is_cut_away(left, kept, cast, view, clock):
    world.write(view, "1.1", cast.evaluator, strengths="x" * 100)
    world.write(view, "1.1", cast.evaluator, strengths=left)
    assert EarlierText.objects.exists() is kept


def test_a_clock_that_was_put_back_keeps_an_earlier_text_all_the_same(cast, view, clock):
    world.write(view, "1.1", cast.evaluator, strengths="We see children that day.")
    clock.forward(hours=-9)
    world.write(view, "1.1", cast.evaluator, strengths="We see children on the next day.")
    assert EarlierText.objects.get().text == "We see children that day."
    world.write(view, "1.1", cast.evaluator, strengths="We see children on the next day, always.")
    assert EarlierText.objects.count() == 1


# Who may


def test_a_reader_may_not_record_and_reads_why(cast, view):
    with pytest.raises(NotAllowed, match="lets you read this broad view, not change it"):
        world.write(view, "1.1", cast.reader, strengths="Mine.")
    assert world.row(view, "1.1").strengths == ""


def test_for_another_agency_it_is_not_there(cast, view):
    with pytest.raises(NotYours):
        world.write(view, "1.1", cast.stranger, strengths="Mine.")


def test_an_indicator_that_is_not_in_the_framework_is_not_there(cast, view):
    with pytest.raises(NotYours):
        judgements.record(
            evaluation_id=view.id, number="9.9", typed={"done": Field("1", mark(""))}, by=cast.lead.actor
        )


def test_what_is_sealed_is_not_written_to(cast):
    view = world.sealed(cast)
    before = world.values(view, "1.1")
    with pytest.raises(Refused) as refused:
        world.write(view, "1.1", cast.lead, strengths="Late.")
    assert refused.value.code == "view-sealed"
    assert world.values(view, "1.1") == before
