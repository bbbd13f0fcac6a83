"""What may be kept of a closer look's plan to start others from, and where."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.evaluations.models import Feature, Group, Look, LookTheme, Question, Way
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.rules.looks.plans import DESCRIBED, Part, Plan, PlanGroup, PlanWay
from speir.evaluations.rules.saving import place_key
from speir.mentions.queries import plain
from speir.organisations.queries import UnitLine, units_where


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A plan that may be kept: what page it is of, how much there is of it, and where it may be kept."""

    page: LookPage
    plan: Plan
    units: tuple[UnitLine, ...]


def to_keep(actor: Actor, look_id: str) -> ToKeep:
    """Return what may be kept of a closer look's plan. Raises NotYours. Without units the actor may not keep it."""
    look = require_look(actor, look_id)
    return ToKeep(page_of(actor, look), plan_kept_from(look), tuple(units_to_keep_in(actor, look)))


def units_to_keep_in(actor: Actor, look: Look) -> list[UnitLine]:
    """Return the units in which the actor may keep its plan: its own and those above it, the nearest first."""
    path = look.evaluation.unit.path
    if not may(actor, Permission.START_EVALUATION, path):
        return []
    above = [part for part in path.split("/") if part]
    found = {unit.id: unit for unit in units_where(actor, Permission.START_EVALUATION)}
    return [found[one] for one in reversed(above) if one in found]


def plan_kept_from(look: Look) -> Plan:
    """Return the plan of a closer look as it may be kept: no person, no day, no answer, nothing that was found.

    A mention that nobody explained where it stands is replaced by what it is. Five queries, and one for each text
    with a mention.
    """
    said = {name: plain(place_key(look.id, f"look/{name}"), getattr(look, name)) for name in DESCRIBED}
    groups = Group.objects.filter(look=look, removed_at=None).order_by("position", "id")
    return Plan(
        key="",
        name="",
        framework=look.evaluation.framework.key,
        parts=_parts(look),
        groups=tuple(
            PlanGroup(one.by_what, plain(place_key(look.id, f"group/{one.id}"), one.text)) for one in groups
        ),
        **said,
    )


def _parts(look: Look) -> tuple[Part, ...]:
    """The lines of each theme that is looked at, in the framework's order, then those of the indicator as a whole."""
    key = look.evaluation.framework.key
    order: dict[str, None] = {}
    texts: dict[type[Question | Way | Feature], dict[str, list[tuple[str, Question | Way | Feature]]]] = {}
    for column in (Question, Way, Feature):
        of = texts.setdefault(column, defaultdict(list))
        rows = column.objects.filter(look=look, removed_at=None).select_related("indicator")
        for line in rows.order_by("indicator__number", "position", "id"):
            theme = line.theme.removeprefix(f"{key}/") if line.theme else line.indicator.number
            place = place_key(look.id, f"{column._meta.model_name}/{line.id}")
            of[theme].append((plain(place, line.text), line))
    for theme, number in (
        LookTheme.objects.filter(look=look)
        .order_by("indicator__number", "theme")
        .values_list("theme", "indicator__number")
    ):
        order[theme.removeprefix(f"{key}/")] = None
        order.setdefault(number, None)
    return tuple(
        Part(
            theme=theme,
            questions=tuple(text for text, _line in texts[Question].get(theme, ())),
            ways=tuple(
                PlanWay(way.how, text, way.number)
                for text, way in texts[Way].get(theme, ())
                if isinstance(way, Way)
            ),
            features=tuple(text for text, _line in texts[Feature].get(theme, ())),
        )
        for theme in order
        if any(theme in of for of in texts.values()) or "/" in theme
    )
