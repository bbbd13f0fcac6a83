"""The grid: every indicator with its level and the evidence for it, empty to write on or filled to read.

It takes plain inputs, not models, and stands beside the other builders on the floor of reports. It never adds levels
up: it lists indicators under the words the publication gives them.
"""

from speir.reports.builders.grid.blank import blank
from speir.reports.builders.grid.filled import filled
from speir.reports.builders.grid.inputs import (
    EvidenceInput,
    GridInput,
    IndicatorInput,
    KeyQuestionInput,
    PartyInput,
    ThemeStance,
)

__all__ = [
    "EvidenceInput",
    "GridInput",
    "IndicatorInput",
    "KeyQuestionInput",
    "PartyInput",
    "ThemeStance",
    "blank",
    "filled",
]
