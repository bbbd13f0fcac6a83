"""Reading frameworks, and which of a framework's themes a statement most likely bears on."""

from speir.frameworks.queries.reading import all_current, current, framework, newest, with_theme
from speir.frameworks.queries.suggesting import ranker_here, suggest, suggest_soon

__all__ = [
    "all_current",
    "current",
    "framework",
    "newest",
    "ranker_here",
    "suggest",
    "suggest_soon",
    "with_theme",
]
