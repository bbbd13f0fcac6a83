"""What was found in a team, so that candidates stand, brought about through actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.actions import inspections
from speir.evaluations.models import Evaluation, Inspection
from speir.evaluations.rules.inspecting import Draft
from speir.improvement.actions import candidates, deciding
from speir.improvement.models import Candidate, Priority
from speir.improvement.queries.candidate_lines import Line
from speir.improvement.queries.candidates import Choosing, candidate
from speir.improvement.queries.candidates import candidates as choosing
from speir.improvement.rules.choosing import Decided
from speir.organisations.models import Unit
from tests import world, world_look, world_look_judging
from tests.world import FRAMEWORK, Cast, Somebody

SURE = "well_evidenced"


def judged(cast: Cast, *, title: str = "Broad view of last year", only_me: bool = False) -> Evaluation:
    """A broad view: 3.2 is weak, 1.1 good with some doubt, 1.2 good and sure, 2.1 good on one kind of source."""
    view = world.begun(cast, title, only_me=only_me)
    improvements = "Schools hear from us too late."
    world.write(view, "3.2", cast.lead, choice="weak", sure=SURE, improvements=improvements)
    world.write(view, "1.1", cast.lead, choice="good", sure="some_doubt")
    for number in ("1.2", "2.1"):
        world.write(view, number, cast.lead, choice="good", sure=SURE)
    for number in ("3.2", "1.1", "1.2"):
        world.confirm(view, number, cast.lead)
    return view


def looked(cast: Cast, number: str = "3.2", weaknesses: str = "Nobody rings back.") -> str:
    """A closer look that found a weakness in the first theme of an indicator; its id."""
    look = world_look.look(cast.team, cast.lead, themes=world_look.themes_of(number)[:1])
    world_look_judging.judged(look, world_look.themes_of(number)[0], cast.lead, weaknesses=weaknesses)
    return look.id


def inspected(cast: Cast, day: dt.date | None = None, **levels: str) -> Inspection:
    """An inspection of the team, with levels such as `n1_4="adequate"`."""
    given = {name.removeprefix("n").replace("_", "."): level for name, level in levels.items()}
    draft = Draft(
        day=day or timezone.localdate(),
        levels=given,
        title="Joint inspection",
    )
    return inspections.record(
        unit_id=cast.team.id, framework_id=world.framework().id, draft=draft, by=cast.lead.actor
    )


def page(who: Somebody, unit: Unit, **asked: Any) -> Choosing:
    return choosing(who.actor, unit.id, **asked)


def numbers(who: Somebody, unit: Unit, **asked: Any) -> list[str]:
    return [line.key for line in page(who, unit, **asked).lines]


def line(who: Somebody, unit: Unit, of: str) -> Line:
    return candidate(who.actor, unit.id, of).line


def weighed(
    unit: Unit, by: Somebody, of: str = "3.2", *, base: str | None = None, keeping: Any = None, **typed: str
) -> Candidate:
    """Somebody opens a candidate and says something of it; `base` is what an older form had."""
    before = line(by, unit, of).weighed.base if base is None else base
    return candidates.weigh(
        unit_id=unit.id,
        framework_key=FRAMEWORK,
        of=of,
        typed=typed,
        base=before,
        keeping=keeping,
        by=by.actor,
    )


def own(
    unit: Unit,
    by: Somebody,
    words: str = "Families tell us that nobody explains what happens next.",
    *,
    source: str = "survey",
    number: str = "",
    **more: Any,
) -> Candidate:
    given = {"candidate_id": new_id()} | more
    return candidates.add(
        unit_id=unit.id,
        framework_key=FRAMEWORK,
        words=words,
        source=source,
        number=number,
        by=by.actor,
        **given,
    )


def left(
    unit: Unit,
    by: Somebody,
    of: str = "3.2",
    decision: str = "parked",
    reason: str = "The new system comes first.",
    again_on: dt.date | None = None,
    **more: Any,
) -> Candidate:
    """Somebody parks a candidate, or does nothing about it at present."""
    given = {"base": line(by, unit, of).decided.base, "asked": again_on} | more
    said = Decided(decision, reason, again_on)
    return deciding.leave(unit_id=unit.id, framework_key=FRAMEWORK, of=of, said=said, by=by.actor, **given)


def chosen(unit: Unit, by: Somebody, of: str = "3.2", **more: Any) -> Priority:
    """Somebody makes a priority of a candidate."""
    given = {"priority_id": new_id(), "title": "Tell schools sooner"} | more
    base = given.pop("base", None) or line(by, unit, of).decided.base
    return deciding.choose(unit_id=unit.id, framework_key=FRAMEWORK, of=of, base=base, by=by.actor, **given)


def taken_back(unit: Unit, by: Somebody, of: str = "3.2", base: str | None = None) -> Candidate:
    before = line(by, unit, of).decided.base if base is None else base
    return deciding.take_back(unit_id=unit.id, framework_key=FRAMEWORK, of=of, base=before, by=by.actor)
