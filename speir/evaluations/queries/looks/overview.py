"""What one closer look is about: all that was said when it began or was changed, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.core.text import day, headline
from speir.evaluations import policy
from speir.evaluations.models import Evaluation, Judgement, Look, SetAside
from speir.evaluations.policy.looks import evaluations_of, require_look
from speir.evaluations.queries.asides import Aside
from speir.evaluations.queries.looks.already import Already, already
from speir.evaluations.queries.looks.emptiness import written_of
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.rules.looks.describing import Description, manageable
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Indicator


@dataclass(frozen=True, slots=True)
class Prompt:
    """The judgement of a broad view from which a closer look comes: what it says, and its reason in a sentence."""

    id: str
    evaluation_id: str
    title: str
    unit_id: str
    unit: str
    framework: str
    indicator: Indicator
    level: Level | None
    not_evaluated: bool
    why: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What a closer look is about. `said` are its fields by their names, as `described` gives them.

    `prompt` is where it comes from, `from_hidden` that it comes from a broad view which is not open to the reader.
    `advice` is a word where there is much to look at. `discardable`: nothing was written in it yet.
    """

    page: LookPage
    said: Mapping[str, str]
    prompt: Prompt | None
    from_hidden: bool
    began: str
    began_by: str
    advice: str
    already: Already
    discardable: bool


@dataclass(frozen=True, slots=True)
class Describing:
    """What a form that changes a closer look opens with, and the reader's own texts that were set aside there."""

    page: LookPage
    said: Mapping[str, str]
    asides: tuple[Aside, ...]


def page(actor: Actor, look_id: str) -> LookPage:
    """Return what every page of a closer look says. Raises NotYours."""
    return page_of(actor, require_look(actor, look_id))


def overview(actor: Actor, look_id: str) -> Overview:
    """Return what a closer look is about, and what is known already. Seven queries and, while it is empty, the
    questions of `written_of` for whoever may discard it. Raises NotYours.
    """
    look = require_look(actor, look_id)
    shown = page_of(actor, look)
    prompt = prompt_of(actor, look.prompted_id) if look.prompted_id else None
    return Overview(
        page=shown,
        said=described(look, look.evaluation),
        prompt=prompt,
        from_hidden=bool(look.prompted_id) and prompt is None,
        began=day(timezone.localdate(look.evaluation.begun_at)),
        began_by=look.evaluation.begun_by_name,
        advice=manageable(shown.numbers),
        already=already(actor, shown),
        discardable=shown.may_plan and not written_of(look),
    )


def describing(actor: Actor, look_id: str) -> Describing:
    """Return what the form that changes a closer look opens with. Raises NotYours."""
    look = require_look(actor, look_id)
    here = "look/"
    asides = SetAside.objects.filter(
        evaluation_id=look_id, person_id=actor.person_id, place__startswith=here
    ).order_by("at")
    return Describing(
        page=page_of(actor, look),
        said=described(look, look.evaluation),
        asides=tuple(
            Aside(one.id, one.place.removeprefix(here), one.text, one.base, one.at) for one in asides
        ),
    )


def described(look: Look, evaluation: Evaluation) -> dict[str, str]:
    """Return a closer look's title, period (two ISO days and a slash) and description as forms hold them. No query."""
    said = {name: str(getattr(look, name)) for name in asdict(Description())}
    days = f"{evaluation.period_from.isoformat()}/{evaluation.period_to.isoformat()}"
    return {"title": evaluation.title, "period": days, **said}


def prompt_of(actor: Actor, judgement_id: str) -> Prompt | None:
    """Return a judgement of a broad view that the actor may read, as that from which a closer look comes. One query."""
    return _prompt(actor, pk=judgement_id)


def prompt_at(actor: Actor, evaluation_id: str, number: str) -> Prompt | None:
    """Return the same by the broad view and the number of the indicator. One query."""
    return _prompt(actor, evaluation_id=evaluation_id, indicator__number=number)


def looks_from(actor: Actor, judgement_id: str) -> list[tuple[str, str, bool]]:
    """Return the closer looks that come from a judgement and are open to the actor: id, title, finished. One query."""
    rows = evaluations_of(actor).filter(look__prompted=judgement_id)
    shown = rows.order_by("-begun_at", "id").values_list("id", "title", "look__finished_at")
    return [(one, title, finished is not None) for one, title, finished in shown]


def _prompt(actor: Actor, **found: str) -> Prompt | None:
    rows = Judgement.objects.filter(
        evaluation__in=policy.visible_to(actor).order_by().values("pk"), **found
    ).select_related("evaluation__unit", "evaluation__framework", "indicator")
    row = rows.first()
    if row is None:
        return None
    evaluation = row.evaluation
    framework = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    why = row.reason or row.improvements or row.strengths
    return Prompt(
        id=row.id,
        evaluation_id=evaluation.id,
        title=evaluation.title,
        unit_id=evaluation.unit_id,
        unit=evaluation.unit.name,
        framework=framework.key,
        indicator=framework.by_number[row.indicator.number],
        level=framework.level_by_id.get(row.level_id or ""),
        not_evaluated=row.not_evaluated,
        why=headline(why) if why else "",
    )
