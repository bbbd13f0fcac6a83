"""Which evidence stands beside no judgement, as far as whoever asks can read: for finding it, further down."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from speir.access.actor import Actor
from speir.evaluations import policy
from speir.evaluations.models import Citation


def uncited(actor: Actor) -> Q:
    """Return the condition that no broad view which the actor may read cites an item. No query of its own.

    A broad view that is not theirs counts for nothing: what it cites would be told by what is left out here.
    """
    citing = Citation.objects.filter(
        item=OuterRef("pk"), judgement__evaluation__in=policy.visible_to(actor).values("pk")
    )
    return ~Q(Exists(citing))


def cited_among(actor: Actor, ids: Iterable[str]) -> set[str]:
    """Return which of these items a broad view cites that the actor may read. One query, none for none."""
    wanted = list(ids)
    if not wanted:
        return set()
    rows = Citation.objects.filter(
        item__in=wanted, judgement__evaluation__in=policy.visible_to(actor).values("pk")
    )
    return set(rows.order_by().values_list("item_id", flat=True).distinct())
