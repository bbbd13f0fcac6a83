"""Whether anything was written in a closer look."""

from __future__ import annotations

from django.db.models import Q

from speir.evaluations.models import (
    Citation,
    Feature,
    FollowUp,
    Group,
    Judgement,
    LevelChange,
    Look,
    LookStep,
    Moderation,
    Note,
    Question,
    ThemeFinding,
    Way,
)
from speir.sharing.models import Sharing


def written_of(look: Look, indicator_id: str = "", theme: str = "") -> bool:
    """Return whether anything was planned, noted, judged, shared in it; or of one indicator, or of one theme of it.

    Of an indicator or a theme, lines that were taken out of the plan do not count.
    """
    lines = Q(look=look)
    notes, found = Q(sitting__way__look=look), Q(look=look)
    if theme:
        own = Q(theme=theme)
        lines &= Q(removed_at=None)
        found &= own
        return (
            any(column.objects.filter(lines & own).exists() for column in (Question, Way, Feature))
            or Note.objects.filter(notes & own).exists()
            or ThemeFinding.objects.filter(found).exclude(strengths="", weaknesses="").exists()
        )
    if indicator_id:
        lines &= Q(indicator=indicator_id, removed_at=None)
        themes = look.themes.filter(indicator=indicator_id).values("theme")
        notes &= Q(theme__in=themes)
        found &= Q(theme__in=themes)
    judged = Judgement.objects.filter(evaluation=look.evaluation_id)
    if indicator_id:
        judged = judged.filter(indicator=indicator_id)
    changed = judged.filter(written_at__isnull=False)
    whole = not indicator_id and (
        Group.objects.filter(look=look).exists()
        or FollowUp.objects.filter(look=look).exists()
        or LookStep.objects.filter(look=look).exists()
        or Sharing.objects.filter(about_id=look.id).exists()
        or look.evaluation.earlier_texts.exists()
        or look.evaluation.set_aside.exists()
    )
    return (
        any(column.objects.filter(lines).exists() for column in (Question, Way, Feature))
        or Note.objects.filter(notes).exists()
        or ThemeFinding.objects.filter(found).exclude(strengths="", weaknesses="").exists()
        or changed.exists()
        or LevelChange.objects.filter(judgement__in=judged).exists()
        or Citation.objects.filter(judgement__in=judged).exists()
        or Moderation.objects.filter(evaluation=look.evaluation_id).exists()
        or whole
    )
