"""What every page of a closer look says of it, and what its reader may do there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.core.errors import NotAllowed, Refused
from speir.core.text import day
from speir.evaluations.models import Look, LookTheme
from speir.evaluations.policy import FINISHED, FINISHED_CODE
from speir.evaluations.policy.looks import READ_ONLY
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.rules.looks.naming import About
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator, Theme

THEMES = Compiled(
    lambda look_id: LookTheme.objects.filter(look_id=look_id).order_by("theme").values_list("theme"), blanks=1
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An indicator of a closer look, with those of its themes that are looked at."""

    indicator: Indicator
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class LookPage:
    """What every page of a closer look says; `heading` is that of its evaluation, `stamp` its framework's.

    `may_plan`, `may_note` (bring what was found out), `may_judge` and `may_finish` hold while it is not finished.
    """

    id: str
    heading: Heading
    framework: Framework
    stamp: str
    chosen: tuple[Chosen, ...]
    asks: str
    finished_on: str
    finished_by: str
    may_plan: bool
    may_note: bool
    may_judge: bool
    may_finish: bool
    may_reopen: bool

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of its indicators."""
        return tuple(one.indicator.number for one in self.chosen)


def asked_by(look: Look, framework: Framework) -> str:
    """Return what a closer look asks: its question or aim in people's own words, or its key question's. No query."""
    question = framework.question_by_number.get(look.key_question)
    return question.title if look.about == About.KEY_QUESTION and question else look.about_words


def page_of(actor: Actor, look: Look) -> LookPage:
    """Return what every page says of a closer look that was fetched through policy. One query."""
    evaluation = look.evaluation
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    paths = {theme for (theme,) in THEMES(look.id)}
    chosen = tuple(
        Chosen(one, tuple(theme for theme in one.themes if theme.path in paths))
        for one in shown.indicators
        if any(theme.path in paths for theme in one.themes)
    )
    path = evaluation.unit.path
    going_on = look.finished_at is None
    return LookPage(
        id=look.id,
        heading=heading(actor, evaluation),
        framework=shown,
        stamp=str(evaluation.framework.stamp),
        chosen=chosen,
        asks=asked_by(look, shown),
        finished_on="" if going_on else day(timezone.localtime(look.finished_at).date()),
        finished_by=look.finished_by_name,
        may_plan=going_on and may(actor, Permission.START_EVALUATION, path),
        may_note=going_on and may(actor, Permission.WRITE_EVIDENCE, path),
        may_judge=going_on and may(actor, Permission.WRITE_JUDGEMENTS, path),
        may_finish=going_on and may(actor, Permission.LOCK_EVALUATION, path),
        may_reopen=not going_on and may(actor, Permission.LOCK_EVALUATION, path),
    )


def require_planning(page: LookPage) -> None:
    """Refuse whoever may not plan here now. Raises Refused once it is finished, and NotAllowed. No query."""
    if page.finished_on:
        raise Refused(FINISHED_CODE, FINISHED)
    if not page.may_plan:
        raise NotAllowed(READ_ONLY)
