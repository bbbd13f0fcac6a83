"""Opening the evidence behind what an organisation handed in to the other members, piece by piece."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from speir.access.actor import Actor
from speir.core.errors import NotYours
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries.behind import cited_in, items_of
from speir.evidence.models import Item
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.sharing import actions as sharing

WHY = "It stands behind what we handed in to the joint broad view."


@transaction.atomic
def open_evidence(*, contribution_id: str, items: Iterable[str] | None, by: Actor) -> int:
    """Open pieces that the handed-in edition cites in what is asked, None for all, to the partnership; return how many.

    Those that somebody else has to share, that are for their owner alone, or that are open already are left out, so
    that sent twice it is done once. Raises NotYours, also for a piece that is not cited there, NotAllowed, and Refused
    once the organisation is no longer a member.
    """
    contribution = policy.require_answering(by, contribution_id, lock=True)
    cited = cited_in(contribution)
    wanted = set(cited if items is None else items)
    if wanted - cited.keys():
        raise NotYours
    by_unit: dict[str, list[Item]] = defaultdict(list)
    for item in items_of(by, sorted(wanted)):
        if not item.only_me:
            by_unit[item.unit.path].append(item)
    return sum(
        sharing.share_with_partnership(
            about=EVIDENCE,
            things=those,
            path=path,
            partnership_id=contribution.joint.evaluation.unit_id,
            why=WHY,
            taken_as={item.pk: item.taken_as for item in those},
            by=by,
        )
        for path, those in by_unit.items()
    )
