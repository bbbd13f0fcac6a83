"""Starting a closer look's plan from one that is there already, and keeping a plan to start others from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.text import one_line
from speir.evaluations.actions import beside
from speir.evaluations.models import Feature, Group, Look, LookTemplate, Question, Way
from speir.evaluations.policy.looks import LOOK, READ_ONLY, require_look, require_writing
from speir.evaluations.queries.looks.keeping import plan_kept_from, units_to_keep_in
from speir.evaluations.queries.looks.starting import plan_of, template_of
from speir.evaluations.rules.looks import plans
from speir.evaluations.rules.looks.plans import Part, Plan
from speir.evaluations.rules.looks.saying import check_same
from speir.mentions.actions import keep_at_once, waiting
from speir.mentions.rules import Keeping, Mention, Waits, mentions
from speir.organisations.policy import require as require_unit
from speir.trail.actions import record as record_in_trail

Lines = list[Question | Way | Feature]
NOTHING = "There is nothing in this plan to keep yet. Write a question, a way or a feature first."


@transaction.atomic
def plan_from(*, look_id: str, key: str, by: Actor) -> int:
    """Put a plan's lines beside those chosen themes of a closer look that have none yet; return how many.

    Groups to hear come along where none are named. Done twice, the second time finds lines there and adds nothing.
    Raises NotYours, NotAllowed, and Refused once it is finished.
    """
    look = require_writing(by, Permission.START_EVALUATION, look_id)
    plan = plan_of(by, look.evaluation.unit.path, key)
    places = dict(look.themes.values_list("theme", "indicator"))
    numbers = dict(look.themes.values_list("indicator__number", "indicator"))
    made = _lines(look, plan, places, numbers, by)
    groups = _groups(look, plan)
    if not (made or groups):
        return 0
    columns: tuple[Any, ...] = (Question, Way, Feature)
    for column in columns:
        column.objects.bulk_create(line for line in made if isinstance(line, column))
    Group.objects.bulk_create(groups)
    _explain(look, made)
    look.starting = plan.key
    look.save(update_fields=["starting"])
    detail = "one of their own" if ids.is_id(plan.key) else plan.name
    record_in_trail(
        by=by,
        verb="started the plan of",
        about="closer look",
        about_id=look.id,
        path=look.evaluation.told,
        detail=detail,
    )
    return len(made)


@transaction.atomic
def keep(
    *,
    look_id: str,
    name: str,
    unit_id: str = "",
    template_id: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> LookTemplate:
    """Keep the plan of a closer look under a name, in its unit or one above it where the actor begins evaluations.

    What was found and who does what stay behind. A finished one may be kept from as well. Sent twice with one
    `template_id` it is kept once, and refused under another name. Raises NotYours, NotAllowed, Unfit, Refused, and
    Waits for a name that mentions somebody.
    """
    look = require_look(by, look_id)
    units = units_to_keep_in(by, look)
    if not units:
        raise NotAllowed(READ_ONLY)
    unit_id = unit_id or units[0].id
    if unit_id not in {unit.id for unit in units}:
        raise Unfit([Refused("plan-unit-unknown", "Choose where it is kept from the list.", "unit")])
    unit = require_unit(by, Permission.START_EVALUATION, unit_id, lock=True)
    said = one_line(name)
    before = LookTemplate.objects.filter(pk=template_id, by=by.person_id).first()
    if before is not None:
        check_same((before.unit_id, before.name) == (unit.id, said), before.name, "name")
        return before
    taken = LookTemplate.objects.filter(unit=unit, name=said, removed_at=None).exists()
    if broken := plans.check_name(name, taken=taken):
        raise Unfit(broken)
    plan = plan_kept_from(look)
    if not plan.parts:
        raise Refused("plan-empty", NOTHING)
    row = LookTemplate(unit=unit, name=said, by=by.person_id, by_name=by.name, at=timezone.now())
    if ids.is_id(template_id) and not LookTemplate.objects.filter(pk=template_id).exists():
        row.id = template_id
    place = beside.place_of(look.evaluation, f"template/{row.id}", LOOK, look.id)
    if found := waiting(place=place, text=said, keeping=keeping, by=by):
        raise Waits({"name": (said, found)})
    row.content = plans.to_text(replace(plan, name=said, key=""))
    row.save(force_insert=True)
    path = look.evaluation.told
    record_in_trail(by=by, verb="kept the plan of", about="closer look", about_id=look.id, path=path)
    return row


@transaction.atomic
def remove_template(*, template_id: str, by: Actor) -> LookTemplate:
    """Take away a kept plan with all that it says; closer looks that started from it stay.

    Raises NotYours, NotAllowed.
    """
    row = template_of(by, "", template_id)
    require_unit(by, Permission.START_EVALUATION, row.unit_id, lock=True)
    row.removed_at, row.removed_by_name, row.content = timezone.now(), by.name, ""
    row.save(update_fields=["removed_at", "removed_by_name", "content"])
    record_in_trail(by=by, verb="took away", about="plan to start from", about_id=row.id, path=row.unit.path)
    return row


def _lines(look: Look, plan: Plan, places: dict[str, str], numbers: dict[str, str], by: Actor) -> Lines:
    """Return lines for what has none: a theme, or an indicator's lines that are of no theme."""
    kinds = (Question, Way, Feature)
    there = {
        kind: set(kind.objects.filter(look=look).values_list("indicator__number", "theme")) for kind in kinds
    }
    made: Lines = []
    for part in plan.parts:
        theme = "" if part.whole else f"{plan.framework}/{part.theme}"
        indicator = numbers.get(part.number) if part.whole else places.get(theme)
        if indicator and not any((part.number, theme) in have for have in there.values()):
            made += _of_part(look, part, theme, indicator, by)
    _number(made, look)
    return made


def _of_part(look: Look, part: Part, theme: str, indicator: str, by: Actor) -> Lines:
    place = {"look": look, "theme": theme, "indicator_id": indicator}
    hand = {"written_by": by.person_id, "written_by_name": by.name, "written_at": timezone.now()}
    return [
        *(Question(text=text, **place, **hand) for text in part.questions),
        *(Way(text=way.text, how=way.how, number=way.number, **place, **hand) for way in part.ways),
        *(Feature(text=text, **place, **hand) for text in part.features),
    ]


def _number(made: Lines, look: Look) -> None:
    """Give each its place after what its indicator's column has already."""
    for kind in (Question, Way, Feature):
        last: dict[str, int] = {}
        for indicator, position in kind.objects.filter(look=look).values_list("indicator", "position"):
            last[indicator] = max(last.get(indicator, 0), position)
        for line in made:
            if isinstance(line, kind):
                last[line.indicator_id] = line.position = last.get(line.indicator_id, 0) + 1


def _groups(look: Look, plan: Plan) -> list[Group]:
    if Group.objects.filter(look=look).exists():
        return []
    return [
        Group(look=look, by_what=one.by, text=one.text, position=at)
        for at, one in enumerate(plan.groups, start=1)
    ]


def _explain(look: Look, made: Iterable[Question | Way | Feature]) -> None:
    """What somebody explained where the plan was written is explained here, too: the words are the same."""
    explained: list[tuple[str, Mention]] = []
    for line in made:
        key = beside.place_of(look.evaluation, f"{line._meta.model_name}/{line.id}", LOOK, look.id).key
        explained += [(key, mention) for mention in mentions(line.text)]
    if explained:
        keep_at_once(mentions=explained)
