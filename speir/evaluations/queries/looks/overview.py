"""What one closer look is about: all that was said when it began or was changed, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.core.text import day
from speir.evaluations.models import Evaluation, Look, SetAside
from speir.evaluations.policy.looks import require_look
from speir.evaluations.queries.asides import Aside
from speir.evaluations.queries.looks.already import Already, already
from speir.evaluations.queries.looks.emptiness import written_of
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.queries.looks.prompting import Prompt, prompt_of
from speir.evaluations.rules.looks.describing import Description, manageable


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
    """Return what a closer look is about, and what is known already. Seven queries, four more where
    what led to it was changed since, and while it is empty the questions of `written_of` for whoever may discard it.
    Raises NotYours.
    """
    look = require_look(actor, look_id)
    shown = page_of(actor, look)
    began = look.evaluation.begun_at
    prompt = prompt_of(actor, look.prompted_id, began=began) if look.prompted_id else None
    return Overview(
        page=shown,
        said=described(look, look.evaluation),
        prompt=prompt,
        from_hidden=bool(look.prompted_id) and prompt is None,
        began=day(timezone.localdate(began)),
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
