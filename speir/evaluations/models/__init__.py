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
from speir.evaluations.models.carried import Carried
from speir.evaluations.models.inspections import Inspection, InspectionLevel, InspectionStep
from speir.evaluations.models.joints import (
    Asked,
    AskedOf,
    Assignment,
    Contribution,
    ContributionStep,
    EditionJudgement,
    Joint,
)
from speir.evaluations.models.look_findings import (
    FollowUp,
    Group,
    Heard,
    Note,
    Offer,
    Sighting,
    Sitting,
    ThemeFinding,
)
from speir.evaluations.models.looks import (
    Feature,
    Look,
    LookStep,
    LookTemplate,
    LookTheme,
    Question,
    Way,
)
from speir.evaluations.models.moderation import Agreement, Evaluator, HiddenView, Moderation, Round
from speir.evaluations.models.programme import CalendarFeed, Planned, PlannedFor
from speir.evaluations.models.reflections import (
    Given,
    Reflection,
    ReflectionAside,
    ReflectionEarlier,
    ReflectionWriter,
)
from speir.evaluations.models.trends import TrendNote

__all__ = [
    "Agreement",
    "Answer",
    "ApprovalStep",
    "Asked",
    "AskedOf",
    "Assignment",
    "CalendarFeed",
    "Carried",
    "Citation",
    "Contribution",
    "ContributionStep",
    "EarlierText",
    "Edition",
    "EditionDocument",
    "EditionItem",
    "EditionJudgement",
    "Evaluation",
    "Evaluator",
    "Feature",
    "FollowUp",
    "Given",
    "Group",
    "Heard",
    "HiddenView",
    "Inspection",
    "InspectionLevel",
    "InspectionStep",
    "Joint",
    "Judgement",
    "LevelChange",
    "Look",
    "LookStep",
    "LookTemplate",
    "LookTheme",
    "Moderation",
    "Note",
    "Offer",
    "Planned",
    "PlannedFor",
    "Question",
    "Reflection",
    "ReflectionAside",
    "ReflectionEarlier",
    "ReflectionWriter",
    "Round",
    "SetAside",
    "Sighting",
    "Sitting",
    "ThemeFinding",
    "TrendNote",
    "Way",
]
