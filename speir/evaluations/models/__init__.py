"""What evaluations stores, a module for each noun."""

from speir.evaluations.models.approving import ApprovalStep
from speir.evaluations.models.broad_views import (
    Answer,
    Citation,
    EarlierText,
    Edition,
    EditionDocument,
    EditionItem,
    Evaluation,
    Judgement,
    LevelChange,
    SetAside,
)
from speir.evaluations.models.reflections import (
    Given,
    Reflection,
    ReflectionAside,
    ReflectionEarlier,
    ReflectionWriter,
)

__all__ = [
    "Answer",
    "ApprovalStep",
    "Citation",
    "EarlierText",
    "Edition",
    "EditionDocument",
    "EditionItem",
    "Evaluation",
    "Given",
    "Judgement",
    "LevelChange",
    "Reflection",
    "ReflectionAside",
    "ReflectionEarlier",
    "ReflectionWriter",
    "SetAside",
]
