"""What has been kept long enough is found by the clock and decided on by a person; nothing goes before."""

from __future__ import annotations

import datetime as dt
import importlib
import re

import pytest

from speir.cli import tick
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions import holding, reviewing
from speir.evaluations.actions.citations import uncite
from speir.evaluations.models import EditionDocument, Evaluation, SetAside
from speir.evaluations.queries.due import to_review, waits
from speir.evaluations.queries.editions import edition
from speir.evidence.models import Item
from speir.improvement.actions import reviewing as improvement
from speir.mentions.rules import Waits
from speir.organisations.models import Unit
from speir.retention.models import Due, Review
from speir.retention.queries.disposals import log
from speir.retention.rules.classes import CLASSES
from speir.trail.models import Entry
from tests import world
from tests.factories.names import NAME, with_a_name

OVER = "[removed on 2 March 2033: its time was over]"


def kept_as() -> set[str]:
    reviewing.find_due()
    return set(Due.objects.values_list("kept_as", flat=True))


def in_seven_years(clock) -> None:
    clock.set(2033, 3, 2, 10, 0)


def test_an_edition_is_due_seven_years_after_the_latest_was_sealed(cast, clock):
    view = world.sealed(cast)
    clock.set(2033, 2, 26, 10, 0)
    assert kept_as() == set()
    clock.set(2033, 2, 28, 10, 0)
    assert kept_as() == {"edition"}
    [one] = to_review(cast.lead.actor)
    assert (one.about, one.about_id, one.words, one.held) == ("broad view", view.id, view.title, False)


def test_a_broad_view_that_was_never_sealed_is_due_three_years_after_somebody_last_wrote(cast, clock):
    view = world.begun(cast)
    clock.set(2028, 3, 1, 10, 0)
    world.write(view, "1.1", cast.lead, strengths="Still at it.")
    clock.set(2029, 3, 2, 10, 0)
    assert kept_as() == set()
    clock.set(2031, 3, 2, 10, 0)
    assert kept_as() == {"in_progress"}


def test_evidence_is_due_when_no_broad_view_cites_it(cast, clock):
    view = world.begun(cast)
    cited = world.cite(view, "1.1", cast.evaluator)
    loose = world.cite(view, "1.2", cast.evaluator)
    uncite(evaluation_id=view.id, number="1.2", item_id=loose, by=cast.evaluator.actor)
    clock.set(2029, 3, 2, 10, 0)
    reviewing.find_due()
    assert list(Due.objects.filter(kept_as="evidence").values_list("about_id", flat=True)) == [loose]
    assert cited != loose


def test_who_leads_there_is_told_and_nobody_else_and_what_is_for_its_owner_alone_only_they_find(cast, clock):
    view = world.begun(cast, by=cast.evaluator)
    clock.set(2029, 4, 2, 10, 0)
    assert not waits(cast.lead.actor)
    reviewing.find_due()
    assert waits(cast.lead.actor)
    assert not waits(cast.evaluator.actor)
    assert not waits(cast.stranger.actor)
    Due.objects.all().delete()
    Evaluation.objects.filter(pk=view.id).update(only_me=True, owner=cast.evaluator.person.id)
    reviewing.find_due()
    assert not waits(cast.lead.actor)
    assert to_review(cast.lead.actor) == []
    assert [one.about_id for one in to_review(cast.evaluator.actor)] == [view.id]


def test_what_is_found_twice_is_noted_once_and_what_is_due_no_more_is_forgotten(cast, clock):
    view = world.begun(cast)
    clock.set(2029, 4, 2, 10, 0)
    assert (reviewing.find_due(), reviewing.find_due(), Due.objects.count()) == (1, 1, 1)
    world.write(view, "1.1", cast.lead, strengths="Somebody writes again.")
    assert (reviewing.find_due(), Due.objects.count()) == (0, 0)


def test_the_demonstration_is_never_due(cast, clock):
    world.begun(cast)
    Unit.objects.filter(pk=cast.team.pk).update(demonstration=True)
    clock.set(2040, 1, 1, 10, 0)
    assert kept_as() == set()


def test_finding_it_removes_nothing(cast, clock):
    view = with_a_name(cast)
    in_seven_years(clock)
    tick.find_what_is_due()
    assert Due.objects.exists()
    assert NAME in world.row(view, "1.1").strengths


# Keeping


def due(cast: world.Cast) -> str:
    reviewing.find_due()
    return Due.objects.get(about="broad view").id


def test_kept_for_a_reason_until_a_day_it_comes_back_on_that_day(cast, clock):
    world.begun(cast)
    clock.set(2029, 4, 2, 10, 0)
    reviewing.keep(due_id=due(cast), why="An inquiry asks.", again=dt.date(2030, 1, 1), by=cast.lead.actor)
    assert not Due.objects.exists()
    clock.set(2029, 12, 31, 10, 0)
    assert kept_as() == set()
    clock.set(2030, 1, 1, 10, 0)
    assert kept_as() == {"in_progress"}
    review = Review.objects.get()
    assert (review.why, review.by_name, review.outcome) == ("An inquiry asks.", cast.lead.name, "keep")
    assert Entry.objects.filter(verb="kept longer", path=cast.team.path).count() == 1


@pytest.mark.parametrize(
    ("why", "again", "code"),
    [
        ("", dt.date(2031, 1, 1), "why-missing"),
        ("x" * 501, dt.date(2031, 1, 1), "why-too-long"),
        ("x", None, "again-missing"),
        ("x", dt.date(1900, 1, 1), "again-missing"),
    ],
)
def test_it_is_not_kept_without_a_reason_and_a_day_to_come(cast, clock, why, again, code):
    world.begun(cast)
    clock.set(2029, 4, 2, 10, 0)
    with pytest.raises(Unfit) as unfit:
        reviewing.keep(due_id=due(cast), why=why, again=again, by=cast.lead.actor)
    assert [refused.code for refused in unfit.value.broken] == [code]
    assert Due.objects.exists()


def test_a_reason_that_may_identify_somebody_waits(cast, clock):
    world.begun(cast)
    clock.set(2029, 4, 2, 10, 0)
    with pytest.raises(Waits):
        reviewing.keep(
            due_id=due(cast), why="For Torquil Macdonald.", again=dt.date(2031, 1, 1), by=cast.lead.actor
        )


# Disposing


def test_disposed_of_no_word_is_left_and_what_was_sealed_still_verifies(cast, clock):
    view = with_a_name(cast)
    SetAside.objects.create(
        evaluation=view, place="1.2/strengths", person=cast.evaluator.person, text="Mine alone.", at=clock.now
    )
    in_seven_years(clock)
    reviewing.dispose_of(due_id=due(cast), by=cast.lead.actor)
    judgement = world.row(view, "1.1")
    assert {judgement.strengths, judgement.improvements, judgement.reason} == {OVER}
    assert SetAside.objects.get().text == OVER
    assert judgement.level is not None
    assert not EditionDocument.objects.exists()
    shown = edition(cast.lead.actor, view.id, 1)
    assert shown.intact
    assert shown.record.judgements[0].strengths == OVER
    assert [line.reason for line in log(cast.lead.actor).lines] == ["over"]
    assert kept_as() & {"edition", "in_progress"} == set()


def test_evidence_is_disposed_of_by_itself(cast, clock):
    view = world.begun(cast)
    item = world.cite(view, "1.1", cast.evaluator)
    uncite(evaluation_id=view.id, number="1.1", item_id=item, by=cast.evaluator.actor)
    in_seven_years(clock)
    reviewing.find_due()
    reviewing.dispose_of(due_id=Due.objects.get(about="evidence").id, by=cast.lead.actor)
    assert Item.objects.get(pk=item).shows == OVER


def test_what_is_held_is_not_disposed_of(cast, clock):
    view = with_a_name(cast)
    in_seven_years(clock)
    holding.hold_unit(unit_id=cast.team.id, why="An inquiry.", by=cast.lead.actor)
    assert to_review(cast.lead.actor) == []  # not found yet
    one = due(cast)
    assert [each.held for each in to_review(cast.lead.actor) if each.id == one] == [True]
    with pytest.raises(Refused, match="legal hold"):
        reviewing.dispose_of(due_id=one, by=cast.lead.actor)
    assert NAME in world.row(view, "1.1").strengths
    assert Due.objects.filter(pk=one).exists()


def test_only_who_may_dispose_of_it_reviews_it(cast, clock):
    world.begun(cast)
    clock.set(2029, 4, 2, 10, 0)
    one = due(cast)
    for other, refusal in (
        (cast.evaluator, NotAllowed),
        (cast.reader, NotAllowed),
        (cast.stranger, NotYours),
    ):
        assert to_review(other.actor) == []
        with pytest.raises(refusal):
            reviewing.keep(due_id=one, why="x", again=dt.date(2031, 1, 1), by=other.actor)
        with pytest.raises(refusal):
            reviewing.dispose_of(due_id=one, by=other.actor)
    with pytest.raises(NotYours):
        reviewing.dispose_of(due_id=new_id(), by=cast.lead.actor)


# The table


@pytest.mark.parametrize("key", CLASSES)
def test_each_class_names_the_code_that_does_it(key):
    kept = CLASSES[key]
    if not kept.done_by:
        assert not kept.days
        assert kept.then.startswith(("It stays", "Whoever manages"))
        return
    module, name = kept.done_by.rsplit(".", 1)
    done = getattr(importlib.import_module(f"speir.{module}"), name)
    if kept.reviewed:
        assert done in (*reviewing.FINDERS, *improvement.FINDERS)
    if module == "cli.tick":
        assert done in tick.STEPS


def test_every_finder_and_every_step_that_deletes_stands_in_the_table():
    named = {kept.done_by for kept in CLASSES.values()}
    for floor, finders in (("evaluations", reviewing.FINDERS), ("improvement", improvement.FINDERS)):
        assert {f"{floor}.queries.due.{finder.__name__}" for finder in finders} <= named
    deleting = [step.__name__ for step in tick.STEPS if re.match("end_|forget_", step.__name__)]
    assert {f"cli.tick.{name}" for name in deleting} <= named


@pytest.mark.parametrize("key", [key for key, kept in CLASSES.items() if kept.days])
def test_the_period_is_said_as_it_is_counted(key):
    number, word = CLASSES[key].period.split()
    assert int(number) * {"years": 365, "days": 1, "day": 1}[word] == CLASSES[key].days


def test_a_session_lasts_as_long_as_the_table_says(settings):
    assert CLASSES["sessions"].period == f"{settings.SESSION_COOKIE_AGE // 3600} hours"
