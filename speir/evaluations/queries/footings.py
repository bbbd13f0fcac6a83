"""A whole broad view by what its judgements stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.evaluations import policy
from speir.evaluations.models import Judgement
from speir.evaluations.queries.grounds import cited_in, ground_of, names_of, own_names
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.rules.footing import Footing, footing
from speir.evaluations.rules.standing import Ground
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Indicator


@dataclass(frozen=True, slots=True)
class Known:
    """One indicator with what its judgement stands on."""

    indicator: Indicator
    level: Level | None
    not_evaluated: bool
    ground: Ground


@dataclass(frozen=True, slots=True)
class Footings:
    """A broad view's indicators in groups, the widest gaps first; `kinds` names kinds of source by their keys."""

    heading: Heading
    kinds: Mapping[str, str]
    groups: tuple[tuple[Footing, tuple[Known, ...]], ...]


def footings(actor: Actor, evaluation_id: str) -> Footings:
    """Return where a broad view stands on solid ground and where not. Five queries, some more where evidence is not
    open by where it was written, or of an organisation's own kinds. Raises NotYours.
    """
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    framework = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    cited = cited_in(evaluation, reader=actor)
    groups: dict[Footing, list[Known]] = {group: [] for group in Footing}
    columns = ("id", "indicator_id", "level_id", "not_evaluated")
    rows = {row[1]: row for row in Judgement.objects.filter(evaluation=evaluation).values_list(*columns)}
    for indicator in framework.indicators:
        judgement_id, _indicator, level_id, not_evaluated = rows[indicator.id]
        level = framework.level_by_id[level_id] if level_id else None
        ground = ground_of(framework, indicator, cited.get(judgement_id, ()))
        short = {theme.path: theme.short for theme in indicator.themes}
        group = footing(ground, short, judged=level is not None)
        groups[group].append(Known(indicator, level, not_evaluated, ground))
    own = {key: name for those in cited.values() for key, name in own_names(those).items()}
    return Footings(
        heading(actor, evaluation),
        names_of(framework, own),
        tuple(
            (group, tuple(sorted(those, key=lambda known: not known.indicator.crucial)))
            for group, those in groups.items()
            if those
        ),
    )
