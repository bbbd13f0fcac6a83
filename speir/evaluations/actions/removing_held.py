"""Whether a legal hold stands on what words are to be removed from. Part of the removing, inside its transaction."""

from __future__ import annotations

from collections.abc import Iterable

from speir.evaluations import policy
from speir.evaluations.models import Citation, ContributionStep, EditionItem
from speir.evaluations.queries.written import Scope
from speir.evaluations.queries.written_evidence import Written
from speir.evaluations.queries.written_joints import both_sides
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.retention.queries.holds import require_free


def require_free_of_holds(things: Iterable[tuple[str, str]], inside: Scope, texts: Iterable[Written]) -> None:
    """Raise Refused while a hold stands on one of these, or on a broad view that cites the evidence, now or sealed.

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
