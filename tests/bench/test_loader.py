"""The benchmark's worlds are bulk-loaded: one of their broad views equals, row for row, one that actions make."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from bench.ids import quick_id
from bench.loader import ORDER, Rows
from bench.plans import Plan, plan
from bench.texts import text
from speir.access.actor import SYSTEM, Actor
from speir.accounts.actions import make_person
from speir.core.ids import is_id
from speir.core.text import clean
from speir.evaluations.actions import broad_views, citations, judgements
from speir.evaluations.actions.answers import answer
from speir.evaluations.actions.beside import Field
from speir.evaluations.models import (
    Answer,
    Citation,
    EarlierText,
    Evaluation,
    Judgement,
    LevelChange,
    SetAside,
)
from speir.evaluations.queries.records import opened
from speir.evaluations.rules.saving import mark
from speir.evidence.models import EarlierItem, Item, ItemTheme, Likeness, Words
from speir.evidence.models.likeness import NAMES as BANDS
from speir.evidence.rules.items import Draft
from speir.evidence.rules.likeness import bands
from speir.frameworks.actions.loading import load_published
from speir.frameworks.queries import current
from speir.frameworks.rules.structure import Framework
from speir.organisations.actions import actor_of, enrol, found
from speir.organisations.models import Unit
from speir.trail.models import Entry

NAMES = ("Ailsa Munro", "Callum Reid", "Eilidh Fraser")
EMPTY = mark("")


@pytest.fixture
def framework(db: None) -> Framework:
    load_published()
    return current("hmie-2005")


def a_team() -> tuple[Unit, list[Actor]]:
    lead = make_person(name=NAMES[0], by=SYSTEM)
    unit, acting = found(name="A team", kind="team", founder=lead, by=Actor(lead.id, lead.name, ()))
    people = [acting]
    for name in NAMES[1:]:
        person = make_person(name=name, by=SYSTEM)
        enrol(person=person, unit_id=unit.id, role="evaluator", by=acting)
        people.append(actor_of(person))
    return unit, people


def make_by_actions(planned: Plan, framework: Framework, unit: Unit, people: list[Actor]) -> str:
    lead = people[0]
    made = broad_views.begin(
        unit_id=unit.id,
        framework_key=framework.key,
        title=planned.title,
        period_from=planned.period_from,
        period_to=planned.period_to,
        by=lead,
    )
    for item in planned.items:
        by = people[item.by % len(people)]
        draft = Draft(
            item.kind,
            item.shows,
            item.from_day,
            item.to_day,
            item.speaks_of,
            item.voices,
            item.themes,
            account=item.account,
        )
        number, stance = item.first
        cited = citations.write_and_cite(
            evaluation_id=made.id, number=number, draft=draft, stance=stance, by=by
        )
        number, stance = item.second
        citations.cite(evaluation_id=made.id, number=number, item_id=cited.item_id, stance=stance, by=by)
    for judged in planned.judgements:
        by = people[judged.by % len(people)]
        if judged.before:
            typed = {"choice": Field(judged.before, EMPTY)}
            judgements.record(evaluation_id=made.id, number=judged.number, typed=typed, by=by)
        typed = {
            "choice": Field(judged.choice, mark(judged.before)),
            "sure": Field(judged.sure, EMPTY),
            "strengths": Field(judged.strengths, EMPTY),
            "improvements": Field(judged.improvements, EMPTY),
            "done": Field("1", EMPTY),
        }
        judgements.record(evaluation_id=made.id, number=judged.number, typed=typed, why=judged.why, by=by)
    for question, said in planned.answers.items():
        answer(evaluation_id=made.id, question=question, typed=Field(said, EMPTY), by=lead)
    return made.id


def rows_of(evaluation_id: str, unit: Unit, people: list[Actor], after: set[str]) -> dict[str, list[Any]]:
    """All rows of a broad view, by table: ids as what they stand for, times as whether there is one."""
    label = {unit.id: "the unit", unit.path: "its path", evaluation_id: "the broad view"}
    label |= {person.person_id: person.name for person in people}
    label |= {
        row.id: f"judgement {row.indicator.number}"
        for row in Judgement.objects.filter(evaluation_id=evaluation_id).select_related("indicator")
    }
    label |= {row.id: f"item {row.shows}" for row in Item.objects.filter(unit=unit)}
    label |= {row.id: f"answer {row.question}" for row in Answer.objects.filter(evaluation_id=evaluation_id)}
    assert len(set(label.values())) == len(label)

    def plain(row: models.Model) -> tuple[tuple[str, str], ...]:
        seen = []
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if not field.primary_key:
                said = "a time" if isinstance(value, dt.datetime) else label.get(value, value)
                seen.append((field.attname, repr(said)))
        return tuple(seen)

    sets: dict[str, models.QuerySet[Any]] = {
        "evaluation": Evaluation.objects.filter(pk=evaluation_id),
        "judgement": Judgement.objects.filter(evaluation_id=evaluation_id),
        "answer": Answer.objects.filter(evaluation_id=evaluation_id),
        "item": Item.objects.filter(unit=unit),
        "words": Words.objects.filter(item__unit=unit),
        "theme": ItemTheme.objects.filter(item__unit=unit),
        "earlier item": EarlierItem.objects.filter(item__unit=unit),
        "citation": Citation.objects.filter(judgement__evaluation_id=evaluation_id),
        "level change": LevelChange.objects.filter(judgement__evaluation_id=evaluation_id),
        "earlier text": EarlierText.objects.filter(evaluation_id=evaluation_id),
        "set aside": SetAside.objects.filter(evaluation_id=evaluation_id),
        "trail": Entry.objects.exclude(pk__in=after),
    }
    return {name: sorted(plain(row) for row in rows) for name, rows in sets.items()}


def test_a_bulk_loaded_broad_view_equals_one_that_actions_made(framework: Framework) -> None:
    planned = plan(framework, "7/1", 2024)

    unit, people = a_team()
    before = set(Entry.objects.values_list("id", flat=True))
    made = make_by_actions(planned, framework, unit, people)
    by_actions = rows_of(made, unit, people, before)

    other, others = a_team()
    before = set(Entry.objects.values_list("id", flat=True))
    waiting = Rows(framework)
    loaded = waiting.add(planned, other, others, timezone.now() - dt.timedelta(days=90))
    stored = waiting.store()
    at_once = rows_of(loaded, other, others, before)

    assert at_once == by_actions
    # Their bands go by the unit, so those of two units never agree: each item has what its words give.
    for row in Likeness.objects.select_related("item"):
        its = bands(row.item.unit_id, row.item.shows, row.item.account)
        assert tuple(getattr(row, name) for name in BANDS) == its
    assert Likeness.objects.count() == Item.objects.count()
    assert stored == sum(len(rows) for rows in at_once.values()) + len(at_once["item"])
    assert [len(at_once[name]) for name in ("judgement", "citation", "item", "answer")] == [18, 90, 45, 7]


def test_it_reads_the_same_too(framework: Framework) -> None:
    planned = plan(framework, "0/0", 2021)
    unit, people = a_team()
    made = make_by_actions(planned, framework, unit, people)
    waiting = Rows(framework)
    loaded = waiting.add(planned, unit, people, timezone.now() - dt.timedelta(days=90))
    waiting.store()

    one, other = opened(people[0], made).record, opened(people[0], loaded).record

    for mine, theirs in zip(one.questions, other.questions, strict=True):
        assert mine.answer == theirs.answer
        for judged, same in zip(mine.judgements, theirs.judgements, strict=True):
            assert judged.level == same.level
            assert judged.strengths == same.strengths
            assert judged.pieces == same.pieces == 5
            assert (judged.advice, judged.provisional) == (same.advice, same.provisional)
            assert {cited.shows for cited in judged.evidence} == {cited.shows for cited in same.evidence}


def test_nothing_that_the_loader_stores_is_left_behind(framework: Framework) -> None:
    waiting = Rows(framework)
    unit, people = a_team()
    waiting.add(plan(framework, "1/1", 2022), unit, people, timezone.now())

    assert set(waiting.waiting) == set(ORDER)


def test_a_plan_is_the_same_every_time_and_fits_the_rules(framework: Framework) -> None:
    assert plan(framework, "3/2", 2023) == plan(framework, "3/2", 2023)
    assert plan(framework, "3/2", 2023) != plan(framework, "3/3", 2023)
    assert text("a", 6) == clean(text("a", 6))
    assert 700 < len(text("a", 6)) < 1500


def test_quick_ids_have_the_form_of_ids_and_do_not_meet() -> None:
    made = {quick_id() for _ in range(20_000)}

    assert len(made) == 20_000
    assert all(is_id(one) for one in random.sample(sorted(made), 100))
