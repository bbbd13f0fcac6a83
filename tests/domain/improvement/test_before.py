"""We have said this before: what of earlier findings and actions is shown, and to whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speir.core.ids import new_id
from speir.improvement.actions import doing
from speir.improvement.models import Finding
from speir.improvement.queries.before import said_before
from tests import world, world_improvement, world_look, world_look_judging
from tests.world import FRAMEWORK, Cast, Somebody


def before(cast: Cast, who: Somebody, **asked):
    return said_before(who.actor, cast.team.id, FRAMEWORK, **asked)


def written(cast: Cast, year: int, number: str = "3.2", level: str = "weak", **more):
    view = world.begun(cast, f"Broad view of {year}")
    type(view).objects.filter(pk=view.pk).update(
        period_from=dt.date(year, 1, 1), period_to=dt.date(year, 12, 31)
    )
    world.write(view, number, cast.lead, choice=level, improvements=f"What we knew in {year}.", **more)
    return view


@pytest.fixture
def answered(cast):
    """A priority that answers 3.2, with an action that was done and made no difference."""
    row = world_improvement.priority(cast.team, cast.lead, title="Tell the school sooner", agreed=True)
    Finding.objects.create(
        priority=row, source="judgement", number="3.2", written_at=row.written_at, words="Late"
    )
    action = world_improvement.action(row, cast.lead, title="Ring within a day", state="done")
    doing.tell(action_id=action.id, state="no_difference", text="Nobody noticed.", by=cast.lead.actor)
    return row


def test_what_earlier_broad_views_said_needs_to_improve_stands_with_what_came_of_it_newest_first(cast):
    written(cast, 2021)
    written(cast, 2023, level="good")
    written(cast, 2025, level="very_good")
    found = before(cast, cast.reader, number="3.2")
    assert [(line.day, line.text, line.became) for line in found.lines] == [
        ("31 December 2023", "What we knew in 2023.", "Judged good; the broad view after it said very good."),
        ("31 December 2021", "What we knew in 2021.", "Judged weak; the broad view after it said good."),
    ]
    assert found.more == 0
    assert before(cast, cast.reader, number="1.1").lines == ()


def test_what_a_closer_look_found_stands_by_its_theme_and_by_its_indicator(cast):
    look = world_look.look(cast.team, cast.lead)
    world_look_judging.judged(
        look, world_look.themes_of("3.2")[0], cast.lead, weaknesses="Nobody rings back."
    )
    assert not before(cast, cast.reader, number="3.2").lines, "that is what is known now"
    written(cast, 2027)
    assert [line.text for line in before(cast, cast.reader, number="3.2").lines] == ["Nobody rings back."]
    assert before(cast, cast.reader, theme=world_look.themes_of("3.2")[0]).lines
    assert not before(cast, cast.reader, theme=world_look.themes_of("3.2")[1]).lines


def test_an_earlier_priority_says_what_became_of_its_actions(cast, answered):
    (line,) = before(cast, cast.reader, number="3.2").lines
    assert (line.of, line.title, line.became) == ("priority", "Tell the school sooner", "Agreed.")
    assert [(did.title, did.state, did.said) for did in line.did] == [
        ("Ring within a day", "done, no difference seen", "Nobody noticed.")
    ]
    assert not before(cast, cast.reader, number="3.2", besides=answered.id).lines


def test_words_alone_find_what_was_called_alike(cast, answered):
    assert before(cast, cast.reader, text="Reading files together").lines == ()
    assert before(cast, cast.reader, text="Telling every school sooner").lines
    assert before(cast, cast.reader, text="and of").lines == ()


def test_what_somebody_keeps_for_themselves_and_what_is_not_theirs_is_not_shown(cast, answered):
    written(cast, 2022)
    view = world.begun(cast, "Mine alone", only_me=True)
    world.write(view, "3.2", cast.lead, choice="weak", improvements="Mine alone.")
    written(cast, 2024)
    texts = [line.text for line in before(cast, cast.lead, number="3.2").lines]
    assert "What we knew in 2022." in texts
    assert "Mine alone." not in texts
    assert before(cast, cast.stranger, number="3.2", text="Tell the school sooner").lines == ()


def test_many_are_cut_short_and_it_says_how_many_more(cast):
    for year in range(2010, 2023):
        written(cast, year)
    found = before(cast, cast.reader, number="3.2")
    assert (len(found.lines), found.more) == (8, 4)
    with CaptureQueriesContext(connection) as asked:
        before(cast, cast.reader, number="3.2", text=new_id())
    assert len(asked) <= 7
