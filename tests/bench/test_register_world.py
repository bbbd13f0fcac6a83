"""The register's world is loaded in bulk: its rows equal those that actions make of the same pieces."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from bench.register import Rows, load, piece
from speir.accounts.models import Person
from speir.evaluations.actions import broad_views, citations
from speir.evaluations.models import Citation, Judgement
from speir.evidence.actions import items
from speir.evidence.models import Item, ItemTheme, Words
from speir.evidence.queries import finding
from speir.evidence.rules.finding import Wanted
from speir.evidence.rules.items import Draft
from speir.frameworks.actions.loading import load_published
from speir.frameworks.queries import current
from speir.organisations.actions import actor_of
from tests.bench.test_loader import a_team

PIECES = 12


@pytest.fixture
def framework(db):
    load_published()
    return current("hmie-2005")


def plain(row, names):
    """A row without what differs between two worlds: ids as what they stand for, times as whether there is one."""
    seen = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.attname not in {"id", *names}:
            seen[field.attname] = "a time" if isinstance(value, dt.datetime) else value
    return tuple(sorted((name, repr(value)) for name, value in seen.items()))


def rows_of(unit):
    """All rows of a unit's evidence, by table."""
    alike = ("unit_id", "home_id", "item_id", "judgement_id", "owner", "written_by")
    found = Item.objects.filter(unit=unit)
    return {
        "item": sorted(plain(row, alike) for row in found),
        "words": sorted(plain(row, alike) for row in Words.objects.filter(item__in=found)),
        "theme": sorted(
            (*plain(row, alike), ("shows", row.item.shows))
            for row in ItemTheme.objects.filter(item__in=found)
        ),
        "citation": sorted(
            (*plain(row, alike), ("shows", row.item.shows), ("beside", row.judgement.indicator.number))
            for row in Citation.objects.filter(item__in=found)
        ),
    }


def test_bulk_loaded_pieces_equal_those_that_actions_wrote(framework):
    planned = [piece(framework, number, 18) for number in range(PIECES)]
    unit, people = a_team()
    view = begun(framework, unit, people[0])
    for one in planned:
        fields = {name: getattr(one, name) for name in Draft.__slots__ if hasattr(one, name)}
        item = items.write(unit_id=unit.id, framework=framework, draft=Draft(**fields), by=people[0])
        for where, stance in one.cited:
            number = framework.indicators[where].number
            citations.cite(evaluation_id=view, number=number, item_id=item.id, stance=stance, by=people[0])
    by_actions = rows_of(unit)

    other, others = a_team()
    view = begun(framework, other, others[0])
    beside = {
        row.indicator.number: row.id
        for row in Judgement.objects.filter(evaluation_id=view).select_related("indicator")
    }
    judgements = [beside[indicator.number] for indicator in framework.indicators]
    waiting = Rows()
    writer = others[0]
    for one in planned:
        waiting.add(
            one, other.id, other.id, Person.objects.get(pk=writer.person_id), timezone.now(), judgements
        )
    links = waiting.store()

    assert rows_of(other) == by_actions
    assert links == len(by_actions["theme"]) + len(by_actions["citation"])
    assert len(by_actions["item"]) == len(by_actions["words"]) == PIECES


def begun(framework, unit, by):
    made = broad_views.begin(
        unit_id=unit.id,
        framework_key=framework.key,
        title="A broad view",
        period_from=dt.date(2025, 1, 1),
        period_to=dt.date(2025, 12, 31),
        by=by,
    )
    return made.id


def test_a_small_world_is_found_in_as_the_large_one_is(framework):
    world = load(framework, 200, views=2)
    assert world.items == 300
    assert world.links == Citation.objects.count() + ItemTheme.objects.count()
    reader = actor_of(Person.objects.get(pk=world.member))
    found = finding.find(reader, Wanted(), today=timezone.localdate())
    assert found.lines[0].item.id == world.item_id
    assert {line.unit for line in found.lines} > {"Team 1"}


def test_a_plan_is_the_same_every_time(framework):
    assert piece(framework, 5, 18) == piece(framework, 5, 18)
    assert piece(framework, 5, 18) != piece(framework, 6, 18)
