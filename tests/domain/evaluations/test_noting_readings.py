"""Who reads what is confidential and somebody else's is in the trail, once for each person, thing and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from django.utils import timezone

from speir.evaluations.actions import readings
from speir.evaluations.models import Evaluation
from speir.evaluations.queries import panels
from speir.evidence.models import Item
from speir.organisations.models import Unit
from speir.sharing.models import Sharing
from speir.trail.models import Entry
from tests import world
from tests.web.browsing import HTMX, browser


@pytest.fixture
def view(cast, clock):
    """The lead officer's, with a piece of evidence of the evaluator's beside 1.1."""
    begun = world.begun(cast)
    world.cite(begun, "1.1", cast.evaluator)
    return begun


def opens(view: Evaluation, who: world.Somebody) -> int:
    shown = panels.panel(who.actor, view.id, "1.1")
    return readings.note(heading=shown.heading, evidence=[c.item for c in shown.evidence], by=who.actor)


def read(who: world.Somebody) -> list[str]:
    entries = Entry.objects.filter(verb="read", person_id=who.person.id)
    return sorted(entries.values_list("about", flat=True))


def share(about: str, thing: Any, scope: str, today: dt.date, **audience: Any) -> Sharing:
    return Sharing.objects.create(
        about=about,
        about_id=thing.pk,
        scope=scope,
        why="They asked.",
        starts=today,
        at=timezone.now(),
        **audience,
    )


def kind_of(unit: Unit, kind: str) -> None:
    Unit.objects.filter(pk=unit.id).update(kind=kind)


def entries_of(who: world.Somebody) -> Iterable[tuple[str, str, str]]:
    return Entry.objects.filter(verb="read", person_id=who.person.id).values_list("about", "about_id", "path")


def test_a_colleague_who_reads_what_is_the_teams_is_in_the_trail_where_that_was_written(cast, view):
    item = Item.objects.get()
    assert opens(view, cast.reader) == 2
    assert set(entries_of(cast.reader)) == {
        ("broad view", view.id, cast.team.path),
        ("evidence", item.id, cast.team.path),
    }


def test_nobody_is_recorded_for_reading_what_is_their_own(cast, view):
    opens(view, cast.lead)
    opens(view, cast.evaluator)
    assert read(cast.lead) == ["evidence"]
    assert read(cast.evaluator) == ["broad view"]


def test_a_reading_is_recorded_once_a_day_and_again_the_next_day(cast, view, clock):
    opens(view, cast.reader)
    clock.set(2026, 3, 2, 23, 30)
    assert opens(view, cast.reader) == 0
    clock.set(2026, 3, 3, 0, 10)
    assert opens(view, cast.reader) == 2


def test_what_comes_new_to_a_page_on_the_same_day_is_recorded_alone(cast, view):
    opens(view, cast.reader)
    world.cite(view, "1.1", cast.evaluator, shows="Another piece.")
    assert opens(view, cast.reader) == 1
    assert read(cast.reader) == ["broad view", "evidence", "evidence"]


@pytest.mark.parametrize(
    ("kind", "expected"), [("service", 1), ("team", 1), ("agency", 0), ("partnership", 0)]
)
def test_what_was_written_in_a_whole_agency_or_partnership_is_not_confidential(cast, view, kind, expected):
    kind_of(cast.team, kind)
    assert opens(view, cast.reader) == expected * 2


@pytest.mark.parametrize(("scope", "expected"), [("agency", 0), ("partnership", 0), ("team", 1)])
def test_what_was_shared_with_a_whole_agency_or_partnership_is_not_confidential(
    cast, view, scope, expected, clock
):
    item, today = Item.objects.get(), timezone.localdate()
    act = share("evidence", item, scope, today, unit=cast.team)
    assert opens(view, cast.reader) == 1 + expected
    act.ended_at = timezone.now()
    act.save()
    assert opens(view, cast.reader) == 1 - expected
    assert read(cast.reader) == ["broad view", "evidence"]


def test_a_private_piece_that_was_shared_with_a_named_person_is_recorded_for_them(cast, view):
    kind_of(cast.team, "agency")  # so that the broad view itself is no secret
    Item.objects.update(only_me=True)
    share("evidence", Item.objects.get(), "named", timezone.localdate(), person=cast.reader.person)
    assert opens(view, cast.evaluator) == 0
    assert opens(view, cast.reader) == 1
    assert read(cast.reader) == ["evidence"]


def test_what_stands_there_without_its_words_was_not_read(cast, view):
    Item.objects.update(only_me=True)
    assert opens(view, cast.reader) == 1
    assert read(cast.reader) == ["broad view"]


def test_noting_costs_two_queries_in_each_process_and_then_none(
    cast, view, django_assert_num_queries, django_assert_max_num_queries
):
    shown = panels.panel(cast.reader.actor, view.id, "1.1")
    page: dict[str, Any] = {"heading": shown.heading, "evidence": [shown.evidence[0].item]}
    actor, lead = cast.reader.actor, cast.lead.actor
    with django_assert_max_num_queries(7):  # with the two of a savepoint
        readings.note(**page, by=actor)
    readings._recorded.clear()  # as in a process that has not shown it yet
    with django_assert_num_queries(2):
        readings.note(**page, by=actor)
    with django_assert_num_queries(0):
        readings.note(**page, by=actor)
    with django_assert_num_queries(0):
        readings.note(heading=shown.heading, by=lead)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"), [(0, 0, 1), (-9, None, 1), (1, None, 2), (-9, -1, 2)]
)
def test_sharing_with_many_counts_on_its_days(cast, view, starts, ends, expected, clock):
    today, day = timezone.localdate(), dt.timedelta(days=1)
    act = share("evidence", Item.objects.get(), "agency", today + starts * day, unit=cast.team)
    act.ends = None if ends is None else today + ends * day
    Sharing.objects.filter(pk=act.pk).update(ends=act.ends)
    assert opens(view, cast.reader) == expected


def test_what_is_open_to_many_costs_one_query_for_the_few_things_of_a_page(
    cast, view, django_assert_num_queries
):
    today = timezone.localdate()
    share("broad view", view, "partnership", today, unit=cast.team)
    share("evidence", Item.objects.get(), "agency", today, unit=cast.team)
    shown = panels.panel(cast.reader.actor, view.id, "1.1")
    page: dict[str, Any] = {"heading": shown.heading, "evidence": [shown.evidence[0].item]}
    actor = cast.reader.actor
    assert readings.note(**page, by=actor) == 0
    with django_assert_num_queries(1):
        readings.note(**page, by=actor)


def test_of_many_things_each_is_asked_about(cast, view):
    items = [world.cite(view, "1.1", cast.evaluator, shows=f"Piece {n}.") for n in range(14)]
    for item in items[:13]:
        share("evidence", Item.objects.get(pk=item), "agency", timezone.localdate(), unit=cast.team)
    assert opens(view, cast.reader) == 3  # the broad view, the first piece and the last


def test_a_process_remembers_so_many_readings_and_no_more(cast, view, monkeypatch):
    monkeypatch.setattr(readings, "MOST_REMEMBERED", 1)
    for who in (cast.reader, cast.lead, cast.evaluator, cast.reader):
        opens(view, who)
    assert len(readings._recorded) <= 3
    assert read(cast.reader) == ["broad view", "evidence"]


def test_a_reading_that_could_not_be_kept_is_tried_again(cast, view, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(readings, "record_readings", lambda **words: False)
        assert opens(view, cast.reader) == 0
    assert opens(view, cast.reader) == 2


# A page that a form brings back shows as much as one that is opened


def sent(view: Evaluation, end: str, who: world.Somebody, **typed: str) -> None:
    browser(who).post(f"/broad-views/{view.id}/{end}", typed)


@pytest.mark.parametrize("htmx", [{}, HTMX])
def test_what_a_conflict_shows_is_a_reading(cast, view, htmx):
    world.write(view, "1.1", cast.lead, strengths="We visit within a day.")
    typed = {"strengths": "Let me see.", "base_strengths": "0" * 12}
    page = browser(cast.evaluator).post(f"/broad-views/{view.id}/1.1/", typed, **htmx)
    assert "We visit within a day." in page.content.decode()
    assert "broad view" in read(cast.evaluator)


def test_what_an_answer_s_conflict_shows_is_a_reading(cast, view):
    world.say(view, "1", "We know our children.", cast.lead)
    typed = {"text": "Let me see.", "base_text": "0" * 12}
    page = browser(cast.evaluator).post(f"/broad-views/{view.id}/answers/1/", typed, **HTMX)
    assert "We know our children." in page.content.decode()
    assert read(cast.evaluator) == ["broad view"]


def test_a_piece_of_evidence_that_a_form_brings_back_is_read(cast, view):
    item = Item.objects.get()
    sent(view, f"1.1/evidence/{item.id}/", cast.lead, shows="")
    assert read(cast.lead) == ["evidence"]


def test_the_beginning_of_a_colleague_s_reflection_in_the_list_is_a_reading(cast):
    row = world.reflecting(cast.lead, cast.team, happens="We knock and wait.")
    share("reflection", row, "team", timezone.localdate(), unit=cast.team)
    for who in (cast.lead, cast.reader, cast.reader):
        browser(who).get("/reflections/")
    assert (read(cast.lead), read(cast.reader)) == ([], ["reflection"])


def test_evidence_that_is_listed_for_a_room_is_read(cast, view):
    room = world.room(cast.lead, cast.team)
    browser(cast.lead).get(f"/rooms/{room.id}/choose/")
    assert read(cast.lead) == ["evidence"]
