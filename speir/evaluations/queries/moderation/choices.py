"""Which indicators can be judged together: the widest gap first in a joint broad view, its own in a closer look."""

from __future__ import annotations

from dataclasses import dataclass

from speir.evaluations.models import Asked, EditionJudgement, Judgement
from speir.evaluations.queries.moderation.sittings import Together
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Indicator


@dataclass(frozen=True, slots=True)
class Choosable:
    """An indicator, and between which levels what was handed in lies: the lowest and the highest, where they differ."""

    indicator: Indicator
    gap: tuple[Level, Level] | None


def choosable(found: Together) -> list[Choosable]:
    """Return the indicators that can be chosen, in the order in which to offer them.

    Two queries for a joint one, one for a closer look.
    """
    indicators = found.framework.indicators
    if found.heading.look:
        rows = Judgement.objects.filter(evaluation=found.heading.id)
        chosen = set(rows.values_list("indicator_id", flat=True))
        return [Choosable(one, None) for one in indicators if one.id in chosen]
    if not found.joint_id:
        return [Choosable(one, None) for one in indicators]
    asked = {row for (row,) in Asked.objects.filter(joint=found.joint_id).values_list("indicator_id")}
    levels = {level.id: level for level in found.framework.levels}
    said: dict[str, list[Level]] = {}
    judged = EditionJudgement.objects.filter(
        edition__contributions__joint=found.joint_id, level__isnull=False
    )
    for indicator, level in judged.values_list("indicator_id", "level_id"):
        said.setdefault(indicator, []).append(levels[level])
    gaps = {
        indicator: (min(those), max(those)) for indicator, those in said.items() if min(those) < max(those)
    }
    offered = [Choosable(one, gaps.get(one.id)) for one in indicators if one.id in asked]
    return sorted(offered, key=lambda one: -one.gap[0].steps_from(one.gap[1]) if one.gap else 0)
