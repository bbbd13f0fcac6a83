"""Stores a planned broad view as rows at once. `tests/bench` shows that the actions would have made the same rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import models

from bench.ids import quick_id
from bench.plans import Plan
from speir.access.actor import Actor
from speir.evaluations.models import Answer, Citation, Evaluation, Judgement, LevelChange
from speir.evaluations.rules.answering import CAPACITY
from speir.evidence.actions import likeness
from speir.evidence.models import Item, ItemTheme, Likeness, Words
from speir.evidence.rules.finding import first_words, rest_of_words
from speir.evidence.rules.items import usual_validity
from speir.evidence.rules.likeness import bands
from speir.frameworks.rules.structure import Framework
from speir.organisations.models import Unit
from speir.trail.models import Entry

ORDER = (Evaluation, Judgement, Answer, Item, Words, Likeness, ItemTheme, Citation, LevelChange, Entry)
RECORDED = "choice, sure, strengths, improvements, done"


class Rows:
    """Rows that wait to be stored together."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.wording = (framework.official or framework.ours).id
        self.levels = {level.key: level.id for level in framework.levels}
        self.waiting: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def store(self) -> int:
        """Store what waits, parents first; return how many rows that was."""
        stored = 0
        for model in ORDER:
            rows = self.waiting.pop(model, [])
            manager: models.Manager[Any] = model._default_manager
            manager.bulk_create(rows, batch_size=2000)
            stored += len(rows)
        return stored

    def begin(self, title: str, year: int, unit: Unit, lead: Actor, start: dt.datetime) -> str:
        """Put a broad view in line in which nothing is written yet; return its id."""
        evaluation_id = self._begin(title, dt.date(year, 1, 1), dt.date(year, 12, 31), unit, lead, start)
        for indicator in self.framework.indicators:
            self._put(Judgement(id=quick_id(), evaluation_id=evaluation_id, indicator_id=indicator.id))
        for question in ("", *(one.number for one in self.framework.key_questions), CAPACITY):
            self._put(Answer(id=quick_id(), evaluation_id=evaluation_id, question=question))
        return evaluation_id

    def _begin(
        self,
        title: str,
        first: dt.date,
        last: dt.date,
        unit: Unit,
        lead: Actor,
        start: dt.datetime,
    ) -> str:
        evaluation_id = quick_id()
        self._put(
            Evaluation(
                id=evaluation_id,
                unit_id=unit.id,
                framework_id=self.framework.id,
                title=title,
                period_from=first,
                period_to=last,
                begun_at=start,
                begun_by_name=lead.name,
                home_id=unit.id,
                owner=lead.person_id,
            )
        )
        self._trail(lead, "began", "broad view", evaluation_id, unit, start)
        return evaluation_id

    def add(
        self, plan: Plan, unit: Unit, people: Sequence[Actor], start: dt.datetime, title: str = ""
    ) -> str:
        """Put a broad view of a team in line, begun at `start` and written over a month; return its id."""
        lead = people[0]
        later = _Clock(start)
        evaluation_id = self._begin(title or plan.title, plan.period_from, plan.period_to, unit, lead, start)
        judgements = {i.number: quick_id() for i in self.framework.indicators}
        self._evidence(plan, unit, people, judgements, later)
        self._judge(plan, unit, people, judgements, evaluation_id, later)
        for question, answer in plan.answers.items():
            at, answer_id = next(later), quick_id()
            self._put(
                Answer(
                    id=answer_id,
                    evaluation_id=evaluation_id,
                    question=question,
                    text=answer,
                    written_by=lead.person_id,
                    written_by_name=lead.name,
                    written_at=at,
                )
            )
            self._trail(lead, "answered", "key question", answer_id, unit, at)
        return evaluation_id

    def _evidence(
        self, plan: Plan, unit: Unit, people: Sequence[Actor], judgements: dict[str, str], later: _Clock
    ) -> None:
        for item in plan.items:
            by, at, item_id = people[item.by % len(people)], next(later), quick_id()
            self._put(
                Item(
                    id=item_id,
                    unit_id=unit.id,
                    home_id=unit.id,
                    owner=by.person_id,
                    kind=item.kind,
                    shows=item.shows,
                    account=item.account,
                    from_day=item.from_day,
                    to_day=item.to_day,
                    valid_until=usual_validity(item.from_day, item.to_day, at.date()),
                    speaks_of=item.speaks_of,
                    voice_children="children" in item.voices,
                    voice_families="families" in item.voices,
                    written_by=by.person_id,
                    written_by_name=by.name,
                    written_at=at,
                )
            )
            first, rest = first_words(item.shows), rest_of_words(item.account, "")
            self._put(Words(item_id=item_id, first=first, rest=rest))
            self._put(likeness.row(item_id, bands(unit.id, item.shows, item.account)))
            for theme, bears in item.themes.items():
                self._put(ItemTheme(id=quick_id(), item_id=item_id, theme=theme, bears=bears))
            self._trail(by, "wrote", "evidence", item_id, unit, at)
            for number, stance in (item.first, item.second):
                self._put(
                    Citation(
                        id=quick_id(),
                        judgement_id=judgements[number],
                        item_id=item_id,
                        stance=stance,
                        made_at=at,
                        made_by_name=by.name,
                    )
                )
                self._trail(by, "cited", "evidence", item_id, unit, at, stance)

    def _judge(
        self,
        plan: Plan,
        unit: Unit,
        people: Sequence[Actor],
        judgements: dict[str, str],
        evaluation_id: str,
        later: _Clock,
    ) -> None:
        for planned, indicator in zip(plan.judgements, self.framework.indicators, strict=True):
            by, judgement_id = people[planned.by % len(people)], judgements[planned.number]
            if planned.before:
                at = next(later)
                self._change(judgement_id, "", planned.before, "", by, at)
                self._trail(by, "recorded", "judgement", judgement_id, unit, at, "choice")
            at = next(later)
            self._change(judgement_id, planned.before, planned.choice, planned.why, by, at)
            self._trail(
                by,
                "recorded",
                "judgement",
                judgement_id,
                unit,
                at,
                RECORDED + (", why" if planned.why else ""),
            )
            self._put(
                Judgement(
                    id=judgement_id,
                    evaluation_id=evaluation_id,
                    indicator_id=indicator.id,
                    level_id=self.levels[planned.choice],
                    reason=planned.why,
                    sure=planned.sure,
                    strengths=planned.strengths,
                    strengths_by=by.person_id,
                    strengths_by_name=by.name,
                    strengths_at=at,
                    improvements=planned.improvements,
                    improvements_by=by.person_id,
                    improvements_by_name=by.name,
                    improvements_at=at,
                    done=True,
                    wording_id=self.wording,
                    written_by=by.person_id,
                    written_by_name=by.name,
                    written_at=at,
                )
            )

    def _change(
        self, judgement_id: str, before: str, after: str, why: str, by: Actor, at: dt.datetime
    ) -> None:
        change = LevelChange(
            id=quick_id(), judgement_id=judgement_id, before=before, after=after, why=why, at=at
        )
        change.by, change.by_name = by.person_id, by.name
        self._put(change)

    def _trail(
        self, by: Actor, verb: str, about: str, about_id: str, unit: Unit, at: dt.datetime, detail: str = ""
    ) -> None:
        self._put(
            Entry(
                id=quick_id(),
                at=at,
                person_id=by.person_id,
                person_name=by.name,
                verb=verb,
                about=about,
                about_id=about_id,
                path=unit.path,
                detail=detail,
            )
        )

    def _put(self, row: models.Model) -> None:
        self.waiting[type(row)].append(row)


class _Clock:
    """Moments from a start on, a quarter of an hour apart."""

    def __init__(self, start: dt.datetime) -> None:
        self.now = start

    def __next__(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=15)
        return self.now
