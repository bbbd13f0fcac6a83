"""What is still open in a closer look: said before it is finished, and no reason not to finish it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed
from speir.evaluations.models import (
    Feature,
    Group,
    Heard,
    Judgement,
    Look,
    Question,
    SetAside,
    Sighting,
    ThemeFinding,
)
from speir.evaluations.policy.looks import require_look
from speir.evaluations.policy.looks_following import WHO_FINISHES
from speir.evaluations.queries.grounds import standings_of
from speir.evaluations.queries.looks.headings import LookPage, page_of
from speir.evaluations.queries.looks.offers import OfferLine, ViewFor, offers_of, views_for
from speir.evaluations.rules.looks.naming import Answered


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What is still open, each kind as texts: questions with no whole answer, features that nobody looked for, groups
    that were not heard, themes of which nothing is written, indicators whose level is provisional, and how many texts
    wait with their writers.
    """

    questions: tuple[str, ...]
    features: tuple[str, ...]
    groups: tuple[str, ...]
    themes: tuple[str, ...]
    provisional: tuple[str, ...]
    waiting: int

    @property
    def nothing(self) -> bool:
        """Whether nothing is open."""
        return not (
            self.questions or self.features or self.groups or self.themes or self.provisional or self.waiting
        )


@dataclass(frozen=True, slots=True)
class Finishing:
    """A closer look with what is still open in it; once it is finished, where it was offered and where it can be."""

    page: LookPage
    open: StillOpen
    offers: tuple[OfferLine, ...] = ()
    views: tuple[ViewFor, ...] = ()


def finishing(actor: Actor, look_id: str) -> Finishing:
    """Return what is still open, to whoever may finish it. Fifteen queries at most. Raises NotYours, NotAllowed."""
    look = require_look(actor, look_id)
    if not may(actor, Permission.LOCK_EVALUATION, look.evaluation.unit.path):
        raise NotAllowed(WHO_FINISHES)
    page = page_of(actor, look)
    if look.finished_at is None:
        return Finishing(page, _open(look, page))
    return Finishing(page, _open(look, page), offers_of(actor, look), views_for(actor, look))


def _open(look: Look, page: LookPage) -> StillOpen:
    here = {"look": look, "removed_at": None}
    questions = Question.objects.filter(**here).exclude(state=Answered.ANSWERED.value)
    features = Feature.objects.filter(**here).exclude(Exists(Sighting.objects.filter(feature=OuterRef("pk"))))
    heard = Heard.objects.filter(
        group=OuterRef("pk"), sitting__removed_at=None, sitting__way__removed_at=None
    )
    groups = Group.objects.filter(**here).exclude(Exists(heard))
    written = ThemeFinding.objects.filter(look=look).exclude(strengths="", weaknesses="")
    said = set(written.values_list("theme", flat=True))
    return StillOpen(
        questions=_texts(questions.order_by("indicator__number", "position", "id")),
        features=_texts(features.order_by("indicator__number", "position", "id")),
        groups=_texts(groups.order_by("position", "id")),
        themes=tuple(
            f"{one.indicator.number} {theme.title}"
            for one in page.chosen
            for theme in one.themes
            if theme.path not in said
        ),
        provisional=_provisional(look, page),
        waiting=SetAside.objects.filter(evaluation=look.evaluation_id).count(),
    )


def _provisional(look: Look, page: LookPage) -> tuple[str, ...]:
    standings = standings_of(page.framework, look.evaluation_id)
    rows = Judgement.objects.filter(evaluation=look.evaluation_id, level__isnull=False)
    names = {one.indicator.id: f"{one.indicator.number} {one.indicator.title}" for one in page.chosen}
    return tuple(
        names[indicator]
        for pk, indicator in rows.order_by("indicator__number").values_list("pk", "indicator")
        if indicator in names and (pk not in standings or standings[pk].provisional)
    )


def _texts(rows: Iterable[Question] | Iterable[Feature] | Iterable[Group]) -> tuple[str, ...]:
    return tuple(row.text for row in rows)
