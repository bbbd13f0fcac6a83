"""Whether a legal hold stands on what words are to be removed from. Part of the removing, inside its transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from speir.core.text import day
from speir.evaluations import policy
from speir.evaluations.models import Citation, ContributionStep, EditionItem
from speir.evaluations.queries.written import Scope
from speir.evaluations.queries.written_evidence import Written
from speir.evaluations.queries.written_joints import both_sides
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.retention.queries.holds import require_free, standing
from speir.retention.rules.holding import resting_refusal

Resting = Callable[[Sequence[str]], Iterable[tuple[str, str, str]]]
_resting: list[Resting] = []


def rests(function: Resting) -> Resting:
    """Register the decorated function as what knows, further up, what rests on evidence: a hold on that keeps it too.

    It is registered and not handed in, so that no door can forget to: what a hold keeps must not hang on who removes.
    """
    _resting.append(function)
    return function


def require_free_of_holds(things: Iterable[tuple[str, str]], inside: Scope, texts: Iterable[Written]) -> None:
    """Raise Refused while a hold stands on one of these, or on a broad view that cites the evidence, now or sealed.

    Or on what rests on the evidence further up, such as a priority whose actions it shows the impact of.

    What was said about a contribution, of which there are words among the `texts`, belongs to the joint broad view and
    to the organisation's own: a hold on either keeps it.
    """
    asked = both_sides([text.row_id for text in texts if text.model is ContributionStep])
    items = []
    for about, about_id in things:
        thing = (inside.views if about == policy.ABOUT else inside.items)[about_id]
        asked.append((about, about_id, thing.unit.path))
        asked.append((about, about_id, thing.home.path))
        if about == EVIDENCE:
            items.append(about_id)
    citing = Citation.objects.filter(item__in=items).values_list(
        "judgement__evaluation_id", "judgement__evaluation__unit__path"
    )
    sealed = EditionItem.objects.filter(item__in=items).values_list(
        "edition__evaluation_id", "edition__evaluation__unit__path"
    )
    views = {*citing.distinct(), *sealed.distinct()}
    require_free([*asked, *((policy.ABOUT, one, path) for one, path in sorted(views))])
    hold = standing(_above(items))
    if hold is not None:
        raise resting_refusal(hold.by_name, day(timezone.localtime(hold.since).date()))


def _above(items: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return what rests on these pieces of evidence further up, as (about, id, path of its unit)."""
    if not _resting:
        autodiscover_modules("tasks")
    return [thing for knows in _resting for thing in knows(items)] if items else []
