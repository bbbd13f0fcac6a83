"""Which evidence stands beside no judgement, as far as whoever asks can read: for finding it, further down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.compiled import Compiled
from speir.evaluations import policy
from speir.evaluations.models import Citation, Judgement
from speir.evidence.rules.finding import PAGE


def uncited(actor: Actor, of: str = "pk") -> Q:
    """Return the condition that no broad view which the actor may read cites an item. No query of its own.

    `of` is the column in which the item's id stands.

    A broad view that is not theirs counts for nothing: what it cites would be told by what is left out here.
    """
    return ~Q(Exists(_citing(actor).filter(item=OuterRef(of))))


def cited_among(actor: Actor, ids: Sequence[str]) -> set[str]:
    """Return which of these items, a page of them at most, a broad view cites that the actor may read. One query."""
    if not ids:
        return set()
    # What is asked for twice changes nothing.
    filled = [*ids, *[ids[0]] * (PAGE - len(ids))]
    return {row[0] for row in _among(actor, timezone.localdate())(*filled)}


@lru_cache(maxsize=1024)
def _among(actor: Actor, today: dt.date) -> Compiled:
    """Return the query for one person, as they stand on a day: it is sent with every page of the register."""
    theirs = policy.visible_to(actor, in_order=True, kinds=policy.ANY).filter(
        pk=OuterRef("judgement__evaluation_id")
    )
    cited = Citation.objects.filter(Exists(theirs)).order_by().values_list("item_id").distinct()
    return Compiled(lambda *ids: cited.filter(item_id__in=ids), blanks=PAGE)


def _citing(actor: Actor) -> QuerySet[Citation]:
    """Return the citations that the actor may read.

    Their judgements are found first, and each citation of an item is then looked for among them. As a plain column
    SQLite would go the other way round, and through all those judgements for each item.
    """
    judgements = Judgement.objects.filter(
        evaluation__in=policy.visible_to(actor, kinds=policy.ANY).values("pk")
    )
    return Citation.objects.alias(beside=Coalesce("judgement_id", Value(""))).filter(
        beside__in=judgements.values("pk")
    )
