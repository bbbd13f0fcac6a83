"""What is known and judged in a closer look, brought about through actions: answers, sightings, groups, themes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from speir.evaluations.actions.beside import Field, Outcome
from speir.evaluations.actions.looks import answers, groups, sightings, theme_findings
from speir.evaluations.models import (
    Feature,
    Group,
    Heard,
    Look,
    Question,
    Sighting,
    Sitting,
    ThemeFinding,
    Way,
)
from speir.evaluations.rules.looks.saying import sighting_mark
from speir.evaluations.rules.saving import mark
from tests import world, world_look
from tests.world import Somebody


def answered(question: Question, by: Somebody, text: str, state: str = "answered", **more: Any) -> Outcome:
    """A question answered, over what stands there now."""
    row = Question.objects.get(pk=question.id)
    typed = {"answer": Field(text, mark(row.answer), **more), "state": Field(state, mark(row.state))}
    return answers.answer(look_id=row.look_id, question_id=row.id, typed=typed, by=by.actor)[1]


def seen(feature: Feature, source: Any, by: Somebody, seen: str = "seen", text: str = "") -> Sighting:
    """What was seen of a feature in a way or a piece of evidence, over what was said of it before."""
    what = "way" if isinstance(source, Way) else "item"
    source_id = source.id if isinstance(source, Way) else getattr(source, "item_id", source)
    before = Sighting.objects.filter(feature=feature, **{f"{what}_id": source_id}).first()
    return sightings.say(
        look_id=feature.look_id,
        feature_id=feature.id,
        source=f"{what}-{source_id}",
        seen=seen,
        text=text,
        base=sighting_mark(before.seen, before.text) if before else "",
        by=by.actor,
    )


def wanted(look: Look, by: Somebody, text: str = "Children under five", by_what: str = "age") -> Group:
    return groups.add(look_id=look.id, by_what=by_what, text=text, by=by.actor)


def heard(group: Group, way: Way) -> Sitting:
    """A sitting at which a group was heard."""
    made = Sitting.objects.create(way=way, on=dt.date(2026, 3, 9), written_at=timezone.now())
    Heard.objects.create(group=group, sitting=made)
    return made


def judged(look: Look, theme: str, by: Somebody, **texts: str) -> Outcome:
    """What is strong or weak in a theme, over what stands there now."""
    row = ThemeFinding.objects.filter(look=look, theme=theme).first()
    typed = {name: Field(text, mark(getattr(row, name) if row else "")) for name, text in texts.items()}
    return theme_findings.write(look_id=look.id, theme=theme, typed=typed, by=by.actor)[1]


def finished(look: Look) -> Look:
    """A closer look that was finished, as its rows then say."""
    look.evaluation.judgements.update(frozen=True)
    Look.objects.filter(pk=look.id).update(finished_at=timezone.now(), finished_by_name="Morag Sinclair")
    return Look.objects.get(pk=look.id)


def cited(look: Look, by: Somebody, number: str = "3.2", **more: Any) -> str:
    """A piece of evidence beside an indicator; its id."""
    return world.cite(world_look.evaluation_of(look), number, by, **more)
