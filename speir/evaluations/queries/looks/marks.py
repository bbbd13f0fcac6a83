"""The marks by which forms of a plan's lines say what they were opened with."""

from __future__ import annotations

from speir.evaluations.models import Feature, Way
from speir.evaluations.rules.saving import mark


def assigned_mark(way: Way) -> str:
    """Return the mark of how, by whom, until when and of how many one finds out."""
    return mark(f"{way.how}|{way.person_id or ''}|{way.due or ''}|{way.number or ''}")


def cites_mark(feature: Feature) -> str:
    """Return the mark of what a feature cites."""
    return mark(f"{feature.cites}|{feature.cites_item_id or ''}")
