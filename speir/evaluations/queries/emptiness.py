"""Whether anything has been written in a broad view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.evaluations import policy
from speir.evaluations.models import (
    Answer,
    Citation,
    EarlierText,
    Edition,
    Evaluation,
    Judgement,
    LevelChange,
    Moderation,
    SetAside,
)
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.rules import discarding
from speir.retention.queries.holds import standing

HELD = Refused("on-hold", "A legal hold stands on this, so it cannot be discarded until the hold is ended.")
_WRITTEN = (
    Q(written_at__isnull=False)
    | Q(level__isnull=False)
    | Q(not_evaluated=True)
    | Q(done=True)
    | ~Q(sure="", reason="", strengths="", improvements="")
)


@dataclass(frozen=True, slots=True)
class Discardable:
    """A broad view on the way out: its heading, and the sentence that keeps it, empty while nothing is written."""

    heading: Heading
    kept_by: str


def discardable(actor: Actor, evaluation_id: str) -> Discardable:
    """Return whether a broad view may be discarded. Eleven queries at most. Raises NotYours, NotAllowed."""
    evaluation = policy.require(actor, Permission.START_EVALUATION, evaluation_id)
    broken = discarding.check(written(evaluation))
    if not broken and standing(held_with(evaluation)):
        broken = [HELD]
    return Discardable(heading(actor, evaluation), broken[0].sentence if broken else "")


def held_with(evaluation: Evaluation) -> list[tuple[str, str, str]]:
    """Return what a legal hold stands on that holds this broad view. One query at most."""
    thing = (policy.ABOUT, evaluation.id)
    return [(*thing, evaluation.unit.path), (*thing, evaluation.home.path)]


def written(evaluation: Evaluation) -> Iterator[bool]:
    """Yield, for each kind of thing that people write, whether there is any; the next is asked only when wanted."""
    yield evaluation.sealed or evaluation.edition > 1
    yield Judgement.objects.filter(_WRITTEN, evaluation=evaluation).exists()
    yield Answer.objects.filter(Q(written_at__isnull=False) | ~Q(text=""), evaluation=evaluation).exists()
    yield Citation.objects.filter(judgement__evaluation=evaluation).exists()
    yield SetAside.objects.filter(evaluation=evaluation).exists()
    yield LevelChange.objects.filter(judgement__evaluation=evaluation).exists()
    yield EarlierText.objects.filter(evaluation=evaluation).exists()
    yield Edition.objects.filter(evaluation=evaluation).exists()
    yield Moderation.objects.filter(evaluation=evaluation).exists()
