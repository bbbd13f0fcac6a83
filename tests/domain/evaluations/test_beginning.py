"""Beginning a broad view, and describing it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations import policy
from speir.evaluations.actions import broad_views
from speir.evaluations.models import Answer, Evaluation, Judgement
from speir.evaluations.rules.beginning import description_mark
from speir.trail.models import Entry
from tests import world


def begin(cast, who=None, **changed):
    fields = {
        "unit_id": cast.team.id,
        "framework_key": "hmie-2005",
        "title": "Broad view 2026",
        "period_from": dt.date(2026, 1, 1),
        "period_to": dt.date(2026, 6, 30),
        "by": (who or cast.evaluator).actor,
    }
    return broad_views.begin(**(fields | changed))


def test_it_begins_with_a_judgement_to_come_for_each_indicator_and_room_for_each_answer(cast):
    view = begin(cast)
    numbers = Judgement.objects.filter(evaluation=view).values_list("indicator__number", flat=True)
    assert sorted(numbers) == [i.number for i in world.framework().indicators]
    answers = Answer.objects.filter(evaluation=view).values_list("question", flat=True)
    assert sorted(answers) == ["", "1", "2", "3", "4", "5", "capacity"]
    assert (view.edition, view.sealed, view.begun_by_name) == (1, False, cast.evaluator.name)


def test_beginning_is_one_entry_in_the_trail(cast):
    before = Entry.objects.count()
    view = begin(cast)
    entry = Entry.objects.get(verb="began")
    assert (entry.about, entry.about_id, entry.path) == ("broad view", view.id, cast.team.path)
    assert Entry.objects.count() == before + 1


def test_sent_twice_it_begins_once(cast):
    wanted = new_id()
    assert begin(cast, evaluation_id=wanted).id == wanted
    assert begin(cast, evaluation_id=wanted).id == wanted
    assert Evaluation.objects.count() == 1
    assert Entry.objects.filter(verb="began").count() == 1


def test_sent_again_with_another_title_or_period_it_is_described_anew(cast):
    wanted = new_id()
    begin(cast, evaluation_id=wanted)
    begin(cast, evaluation_id=wanted, title="As it was meant")
    view = begin(cast, evaluation_id=wanted, title="As it was meant", period_from=dt.date(2024, 4, 1))
    assert Evaluation.objects.get() == view
    assert (view.title, view.period_from) == ("As it was meant", dt.date(2024, 4, 1))
    with pytest.raises(Unfit):
        begin(cast, evaluation_id=wanted, title="")


@pytest.mark.parametrize("wanted", ["", "short", "../../../../etc/", "X" * 16, "\x00" * 16])
def test_an_id_that_is_none_is_not_taken(cast, wanted):
    assert begin(cast, evaluation_id=wanted.replace("\x00", "!")).id != wanted


def test_an_id_that_another_agency_uses_is_not_given_away(cast):
    theirs = begin(cast, cast.stranger, unit_id=cast.elsewhere.id)
    mine = begin(cast, evaluation_id=theirs.id)
    assert mine.id != theirs.id
    assert mine.unit_id == cast.team.id


def test_everything_that_is_wrong_is_said_at_once_and_nothing_begins(cast):
    with pytest.raises(Unfit) as unfit:
        begin(cast, title=" ", period_from=None, period_to=dt.date(2150, 1, 1))
    assert {refused.field for refused in unfit.value.broken} == {"title", "period_from", "period_to"}
    assert not Evaluation.objects.exists()


def test_a_reader_begins_nothing_and_nobody_begins_one_for_another_agency(cast):
    with pytest.raises(NotAllowed):
        begin(cast, cast.reader)
    with pytest.raises(NotYours):
        begin(cast, cast.stranger)


def test_a_framework_that_is_not_loaded_is_not_there(cast):
    with pytest.raises(NotYours):
        begin(cast, framework_key="hmie-2099")


# Describing


def describe(view, who, base=None, **changed):
    fields: Any = {
        "title": "Another title",
        "period_from": dt.date(2024, 4, 1),
        "period_to": dt.date(2025, 3, 31),
    }
    now = description_mark(view.title, view.period_from, view.period_to) if base is None else base
    return broad_views.describe(evaluation_id=view.id, base=now, by=who.actor, **(fields | changed))


def test_a_title_and_a_period_can_be_changed_and_the_trail_says_so(cast):
    view = describe(world.begun(cast), cast.evaluator)
    view.refresh_from_db()
    assert (view.title, view.period_from, view.period_to) == (
        "Another title",
        dt.date(2024, 4, 1),
        dt.date(2025, 3, 31),
    )
    entry = Entry.objects.get(verb="described")
    assert (entry.about_id, entry.detail) == (
        view.id,
        "",
    )  # a private title is no business of the trail's readers


def test_a_title_that_somebody_changed_meanwhile_is_not_written_over(cast):
    view = world.begun(cast)
    before = description_mark(view.title, view.period_from, view.period_to)
    describe(view, cast.lead)
    with pytest.raises(Refused, match="It now says: Another title, April 2024 to March 2025"):
        describe(view, cast.evaluator, base=before, title="A third")
    view.refresh_from_db()
    assert view.title == "Another title"


def test_a_description_that_is_sent_twice_is_changed_once(cast):
    view = world.begun(cast)
    before = description_mark(view.title, view.period_from, view.period_to)
    for _ in range(2):
        assert describe(view, cast.lead, base=before, title=" Pressed twice ").title == "Pressed twice"
    assert Entry.objects.filter(verb="described").count() == 1


def test_a_description_keeps_the_rules_of_beginning(cast):
    view = world.begun(cast)
    with pytest.raises(Unfit):
        describe(view, cast.lead, title="")
    with pytest.raises(Unfit):
        describe(view, cast.lead, period_to=dt.date(2024, 3, 31))
    with pytest.raises(Unfit):
        describe(view, cast.lead, period_from=None)


def test_a_description_is_not_changed_by_a_reader_by_another_agency_or_once_sealed(cast):
    view = world.sealed(cast)
    with pytest.raises(NotAllowed):
        describe(view, cast.reader)
    with pytest.raises(NotYours):
        describe(view, cast.stranger)
    with pytest.raises(Refused, match="sealed"):
        describe(view, cast.lead)


def test_begun_again_for_myself_alone_it_is_mine_alone(cast):
    wanted = new_id()
    begin(cast, evaluation_id=wanted)
    begin(cast, evaluation_id=wanted, only_me=True)
    assert policy.visible_to(cast.evaluator.actor).get().id == wanted
    assert not policy.visible_to(cast.lead.actor).exists()


def test_what_a_colleague_wrote_in_is_shut_on_nobody(cast):
    view = begin(cast, evaluation_id=new_id())
    world.write(view, "1.1", cast.lead, strengths="Mine too.")
    with pytest.raises(Refused, match="Begin another"):
        begin(cast, evaluation_id=view.id, only_me=True)
    assert policy.visible_to(cast.lead.actor).exists()
