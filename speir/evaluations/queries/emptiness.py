"""Whether anything has been written in a broad view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.evaluations import policy
from speir.evaluations.models import (
    Answer,
    Citation,
    EarlierText,
    Edition,
    Evaluation,
    Judgement,
    LevelChange,
    SetAside,
)
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.rules import discarding

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
    """Return whether a broad view may be discarded. Eight queries at most. Raises NotYours, NotAllowed."""
    evaluation = policy.require(actor, Permission.START_EVALUATION, evaluation_id)
    broken = discarding.check(written(evaluation))
    return Discardable(heading(actor, evaluation), broken[0].sentence if broken else "")


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
