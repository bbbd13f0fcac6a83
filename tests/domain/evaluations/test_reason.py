"""The reason for a level: it stands beside the level it was given for, and beside no other."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps

from speir.evaluations.actions import editions as editions_actions
from speir.evaluations.actions import judgements
from speir.evaluations.actions.beside import Field
from speir.evaluations.models import Judgement, LevelChange
from speir.evaluations.queries import editions, panels, records
from speir.evaluations.rules.saving import mark
from tests import world


@pytest.fixture
def view(cast):
    return world.begun(cast)


def reason(view, number="1.1"):
    """The reason that stands; it is the one of the latest change of level, whatever was done."""
    changes = LevelChange.objects.filter(judgement=world.row(view, number)).order_by("-at")
    latest = changes.values_list("why", flat=True).first() or ""
    assert world.row(view, number).reason == latest
    return latest


def test_the_reason_is_read_beside_the_level_by_everybody(cast, view):
    world.write(view, "1.1", cast.evaluator, choice="good", why="Families say so.")
    assert panels.panel(cast.reader.actor, view.id, "1.1").reason == "Families say so."
    assert panels.panel(cast.reader.actor, view.id, "1.2").reason == ""
    said = {j.number: j.reason for j in records.opened(cast.reader.actor, view.id).record.judgements}
    assert said == dict.fromkeys(said, "") | {"1.1": "Families say so."}


def test_a_level_that_changes_without_a_reason_has_none(cast, view):
    world.write(view, "1.1", cast.evaluator, choice="good", why="Families say so.")
    world.write(view, "1.1", cast.lead, choice="weak")
    assert reason(view) == ""
    world.write(view, "1.1", cast.lead, choice="good")
    assert reason(view) == ""


@pytest.mark.parametrize("choice", ["not_evaluated", ""])
def test_what_is_no_level_has_its_reason_too(cast, view, choice):
    world.write(view, "1.1", cast.evaluator, choice="good", why="Families say so.")
    world.write(view, "1.1", cast.evaluator, choice=choice, why="We look at it next year.")
    assert reason(view) == "We look at it next year."


def test_a_reason_added_later_stands_in_place_of_the_one_before_which_stays_in_the_history(cast, view, clock):
    world.write(view, "1.1", cast.evaluator, choice="good", why="Families say so.")
    clock.forward(minutes=1)
    world.write(view, "1.1", cast.lead, choice="good", why="Families and the files say so.")
    assert reason(view) == "Families and the files say so."
    assert world.row(view, "1.1").written_by == cast.lead.person.pk
    assert [c.why for c in panels.history(cast.lead.actor, view.id, "1.1").changes] == [
        "Families and the files say so.",
        "Families say so.",
    ]


def test_what_is_saved_beside_the_level_leaves_the_reason_as_it_is(cast, view):
    world.write(view, "1.1", cast.evaluator, choice="good", why="Families say so.")
    world.write(view, "1.1", cast.lead, strengths="They listen.", sure="some_doubt", done="1", why="")
    assert reason(view) == "Families say so."


def test_a_reason_written_before_the_first_level_is_the_reason_of_that_level(cast, view, clock):
    world.write(view, "1.1", cast.evaluator, why="Families say so.")
    clock.forward(minutes=1)
    world.write(view, "1.1", cast.evaluator, choice="good")
    assert reason(view) == "Families say so."


def test_a_reason_for_taking_a_level_back_is_not_the_reason_of_the_next_one(cast, view, clock):
    for choice, why in (("good", ""), ("", "We talk about it again."), ("weak", "")):
        clock.forward(minutes=1)
        world.write(view, "1.1", cast.evaluator, choice=choice, why=why)
    assert reason(view) == ""


# Two people


def test_a_reason_is_not_given_to_a_level_that_its_writer_has_not_seen(cast, view):
    """They left the level alone; somebody else changed it meanwhile."""
    world.write(view, "1.1", cast.evaluator, choice="good")
    world.write(view, "1.1", cast.lead, choice="weak", why="The files say otherwise.")
    out = world.write(view, "1.1", cast.evaluator, over={"choice": "good"}, choice="good", why="All is well.")
    assert "Look at the level that stands now" in out.refused["why"].sentence
    assert not out.why_done
    assert reason(view) == "The files say otherwise."


def choose(view, which, by, *, mine, why, why_seen=""):
    """Two levels met; somebody says which shall stand, with a reason still in the box."""
    typed = {"choice": Field(mine, mark(""), choose=which, seen=mark("good"))}
    done = judgements.record(
        evaluation_id=view.id, number="1.1", typed=typed, why=why, why_seen=why_seen, by=by.actor
    )
    return done[1]


def test_a_reason_goes_with_the_level_that_its_writer_lets_stand(cast, view):
    world.write(view, "1.1", cast.lead, choice="good", why="Families say so.")
    out = world.write(view, "1.1", cast.evaluator, over={"choice": ""}, choice="weak", why="The files.")
    assert (reason(view), out.why_done) == ("Families say so.", False)
    out = choose(view, "mine", cast.evaluator, mine="weak", why="The files.")
    assert (reason(view), out.why_done) == ("The files.", True)


def test_a_reason_for_a_level_that_was_given_up_is_not_put_beside_the_other_ones(cast, view):
    world.write(view, "1.1", cast.lead, choice="good", why="Families say so.")
    out = choose(view, "theirs", cast.evaluator, mine="weak", why="The files.")
    assert "for the level that does not stand" in out.refused["why"].sentence
    again = world.write(view, "1.1", cast.evaluator, why="The files.", why_seen=mark("The files."))
    assert "why" in again.refused
    assert reason(view) == "Families say so."
    world.write(view, "1.1", cast.evaluator, why="The files too.", why_seen=mark("The files."))
    assert reason(view) == "The files too."


# What was sealed, and what there was before


def test_a_sealed_edition_keeps_the_reason_that_stood(cast, view):
    world.write(view, "1.1", cast.evaluator, choice="good", why="Families say so.")
    world.seal(view, cast.lead)
    editions_actions.reopen(evaluation_id=view.id, by=cast.lead.actor)
    assert reason(view) == "Families say so."
    world.write(view, "1.1", cast.evaluator, choice="weak")
    sealed = editions.edition(cast.reader.actor, view.id, 1)
    assert sealed.intact
    assert sealed.record.judgements[0].reason == "Families say so."
    assert reason(view) == ""


def test_reasons_given_before_they_stood_beside_their_levels_are_taken_from_the_history(cast, view, clock):
    for number, changes in {
        "1.1": [("good", "Families say so.")],
        "1.2": [("good", "Families say so."), ("weak", "")],
        "1.3": [("good", ""), ("weak", "The files."), ("weak", "The files, read again.")],
        "1.4": [],
    }.items():
        for choice, why in changes:
            clock.forward(minutes=1)
            world.write(view, number, cast.evaluator, choice=choice, why=why)
    stood = dict(Judgement.objects.values_list("id", "reason"))
    Judgement.objects.update(reason="forgotten")
    step = importlib.import_module("speir.evaluations.migrations.0004_reason_beside_level")
    step.take_from_history(apps, None)
    assert dict(Judgement.objects.values_list("id", "reason")) == stood
    assert [world.row(view, n).reason for n in ("1.1", "1.2", "1.3", "1.4")] == [
        "Families say so.",
        "",
        "The files, read again.",
        "",
    ]
