"""Plans to start a closer look from: those that ship with Speir, and those that an organisation keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.text import day
from speir.evaluations.models import LookTemplate
from speir.evaluations.policy.looks import templates_of, templates_within
from speir.evaluations.rules.looks import plans
from speir.evaluations.rules.looks.plans import Part, Plan
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework, Indicator, Theme

SHIPPED = Path(__file__).parents[2] / "starting"


@dataclass(frozen=True, slots=True)
class Covered:
    """An indicator that a plan covers, with its themes and the lines that it has for each."""

    indicator: Indicator
    themes: tuple[tuple[Theme, Part], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan to start from, as somebody who chooses reads of it; of a kept one, where it is kept, by whom and when."""

    key: str
    name: str
    covers: str
    asks: str
    covered: tuple[Covered, ...]
    questions: int
    ways: int
    features: int
    unit: str = ""
    kept_by: str = ""
    kept_on: str = ""
    may_remove: bool = False
    demonstration: bool = False


def choices(actor: Actor, unit_path: str = "") -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return the plans that ship with Speir, and those kept where the actor begins: at this path, or anywhere.

    Three queries, however many are kept.
    """
    known = _frameworks()
    ours = [_choice(plan, known) for key in _shipped_keys() for plan in _shipped(key)]
    rows = templates_of(actor, unit_path) if unit_path else templates_within(actor)
    own = [
        _own(actor, row, known)
        for row in rows.select_related("unit").order_by("unit__demonstration", "name", "id")
    ]
    return tuple(one for one in ours if one), tuple(one for one in own if one)


def plan_of(actor: Actor, unit_path: str, key: str) -> Plan:
    """Return the plan of this key: one that ships with Speir, or one kept where the actor begins. Raises NotYours.

    Without a path it is one kept anywhere where they begin.
    """
    for framework in _shipped_keys():
        for plan in _shipped(framework):
            if plan.key == key:
                return plan
    return _read(template_of(actor, unit_path, key))


def template_of(actor: Actor, unit_path: str, template_id: str) -> LookTemplate:
    """Return a plan that is kept where the actor begins. Raises NotYours."""
    rows = templates_of(actor, unit_path) if unit_path else templates_within(actor)
    row = rows.filter(pk=template_id[:40]).select_related("unit").first()
    if row is None:
        raise NotYours
    return row


def choice_of(actor: Actor, template_id: str) -> Choice:
    """Return a kept plan as it is read of. Raises NotYours."""
    found = _own(actor, template_of(actor, "", template_id), _frameworks())
    if found is None:
        raise NotYours
    return found


def _frameworks() -> Mapping[str, Framework]:
    return {one.key: one for one in all_current()}


def _own(actor: Actor, row: LookTemplate, known: Mapping[str, Framework]) -> Choice | None:
    return _choice(
        _read(row),
        known,
        unit=row.unit.name,
        kept_by=row.by_name,
        kept_on=day(row.at.date()),
        may_remove=may(actor, Permission.START_EVALUATION, row.unit.path),
        demonstration=row.unit.demonstration,
    )


def _choice(
    plan: Plan,
    known: Mapping[str, Framework],
    *,
    unit: str = "",
    kept_by: str = "",
    kept_on: str = "",
    may_remove: bool = False,
    demonstration: bool = False,
) -> Choice | None:
    """Say what a plan covers, where its framework is at hand and still has one of its themes."""
    shown = known.get(plan.framework)
    covered = _covered(shown, plan) if shown else ()
    if shown is None or not covered:
        return None
    question = shown.question_by_number.get(plan.key_question)
    return Choice(
        key=plan.key,
        name=plan.name,
        covers=plan.covers,
        asks=plan.about_words or (question.title if question else ""),
        covered=covered,
        questions=sum(len(part.questions) for part in plan.parts),
        ways=sum(len(part.ways) for part in plan.parts),
        features=sum(len(part.features) for part in plan.parts),
        unit=unit,
        kept_by=kept_by,
        kept_on=kept_on,
        may_remove=may_remove,
        demonstration=demonstration,
    )


def _covered(shown: Framework, plan: Plan) -> tuple[Covered, ...]:
    parts = {f"{plan.framework}/{part.theme}": part for part in plan.parts}
    found = (
        (one, tuple((theme, parts[theme.path]) for theme in one.themes if theme.path in parts))
        for one in shown.indicators
    )
    return tuple(Covered(one, themes) for one, themes in found if themes)


def _read(row: LookTemplate) -> Plan:
    return plans.from_text(row.content, key=row.id)


@lru_cache(maxsize=1)
def _shipped_keys() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


@lru_cache(maxsize=4)
def _shipped(framework: str) -> tuple[Plan, ...]:
    import yaml  # read once by whoever is asked for it first: nothing else that serves pages needs it

    told = yaml.load((SHIPPED / f"{framework}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return tuple(plans.read(one, framework=framework) for one in told)
