"""What answers to what was heard rest on: evidence, priorities and actions, of what a reader may read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q

from speir.access.actor import Actor
from speir.core.compiled import CompiledModels
from speir.core.text import headline
from speir.evidence import policy as evidence
from speir.improvement.models import AnsweringOf
from speir.improvement.policy import doing, priorities
from speir.improvement.queries.heard_said import link_of
from speir.improvement.rules.naming import STATE_WORDS


@dataclass(frozen=True, slots=True)
class RestsOn:
    """Evidence, a priority or an action that an answer rests on; `what` as in a link, `more` its day or state."""

    what: str
    id: str
    says: str
    more: str


def rests_on(query: CompiledModels[AnsweringOf], rows: Iterable[tuple[Any, ...]]) -> dict[str, list[RestsOn]]:
    """Return what answers rest on, by their ids, from rows that the query has given. No query."""
    found: dict[str, list[RestsOn]] = defaultdict(list)
    for row in query.made(rows):
        found[row.answering_id].append(rests_on_of(row))
    return found


# As many answers as stand on a page, with those that were taken out.
AT_ONCE = 48


@lru_cache(maxsize=256)
def rested(actor: Actor, _today: dt.date) -> CompiledModels[AnsweringOf]:
    """Return the query for what answers rest on, of what the actor may read on a day."""
    rows = AnsweringOf.objects.filter(
        Q(item__in=evidence.visible_to(actor).values("pk"))
        | Q(priority__in=priorities.standing(actor).values("pk"))
        | Q(action__in=doing.visible_to(actor).values("pk"))
    )
    rows = rows.select_related("item", "priority", "action").order_by("id")
    return CompiledModels(lambda *ids: rows.filter(answering__in=ids), blanks=AT_ONCE)


def rests_on_of(row: AnsweringOf) -> RestsOn:
    """Return one thing that an answer rests on, with what it says. No query where it was fetched."""
    what, _colon, thing_id = link_of(row).partition(":")
    if row.item is not None:
        return RestsOn(what, thing_id, headline(row.item.shows), "")
    if row.priority is not None:
        return RestsOn(what, thing_id, row.priority.title, "")
    return RestsOn(
        what,
        thing_id,
        row.action.title if row.action else "",
        STATE_WORDS[row.action.state] if row.action else "",
    )
