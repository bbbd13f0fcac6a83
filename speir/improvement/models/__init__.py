"""What improvement stores, a module for each noun."""

from speir.improvement.models.candidates import Candidate, CandidateStep, NothingNow
from speir.improvement.models.doing import Action, ActionStep, Dependency, Helper, Progress, Proof
from speir.improvement.models.following import (
    AnsweredBy,
    Answering,
    AnsweringOf,
    EarlierText,
    Letters,
    Meeting,
    ProgressLink,
    TakenUp,
    Tracked,
)
from speir.improvement.models.priorities import (
    Feeds,
    Finding,
    OwnPlan,
    Part,
    Priority,
    PriorityStep,
)

__all__ = [
    "Action",
    "ActionStep",
    "AnsweredBy",
    "Answering",
    "AnsweringOf",
    "Candidate",
    "CandidateStep",
    "Dependency",
    "EarlierText",
    "Feeds",
    "Finding",
    "Helper",
    "Letters",
    "Meeting",
    "NothingNow",
    "OwnPlan",
    "Part",
    "Priority",
    "PriorityStep",
    "Progress",
    "ProgressLink",
    "Proof",
    "TakenUp",
    "Tracked",
]
