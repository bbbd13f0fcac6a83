"""The evidence behind what an organisation handed in: which pieces the others read, and which could be opened."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.evaluations.models import Contribution, EditionItem
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries.handing_in import asked_numbers
from speir.evidence.models import Item
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.evidence.policy import visible_to as items_visible_to
from speir.frameworks.queries import framework as read_framework
from speir.sharing.policy import holding, may_share
from speir.sharing.rules import Scope


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence that the edition cites in what is asked: the numbers beside which, and what it shows."""

    id: str
    numbers: tuple[str, ...]
    shows: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What an edition rests on: pieces the actor could open, those that are open already, and how many of others."""

    to_open: tuple[Piece, ...]
    already: tuple[Piece, ...]
    others: int


def behind(actor: Actor, contribution_id: str) -> Behind:
    """Return what the edition that was handed in rests on. Raises NotYours. Six queries at most."""
    contribution = policy.require_contribution(actor, contribution_id)
    cited = cited_in(contribution)
    items = {item.pk: item for item in items_of(actor, list(cited))}
    partnership = contribution.joint.evaluation.unit_id
    acts = holding(timezone.localdate()).filter(
        about=EVIDENCE, about_id__in=list(items), scope=Scope.PARTNERSHIP, unit_id=partnership
    )
    opened = set(acts.values_list("about_id", flat=True))
    opened |= {key for key, item in items.items() if item.home_id == partnership and not item.only_me}
    pieces = {key: Piece(key, tuple(cited[key]), item.shows) for key, item in items.items()}
    to_open = [key for key, item in items.items() if key not in opened and _mine(actor, item)]
    return Behind(
        to_open=_in_order(pieces[key] for key in to_open),
        already=_in_order(pieces[key] for key in opened),
        others=len(cited) - len(to_open) - len(opened),
    )


def cited_in(contribution: Contribution) -> dict[str, list[str]]:
    """Return the ids of the pieces that its edition cites in what is asked, with the numbers. Two queries."""
    asked = contribution.joint.evaluation
    shown = read_framework(asked.framework_id, asked.framework.stamp)
    rows = EditionItem.objects.filter(
        edition=contribution.edition_id, number__in=asked_numbers(contribution, shown)
    )
    cited: dict[str, list[str]] = defaultdict(list)
    for item_id, number in rows.order_by("number").values_list("item_id", "number"):
        cited[item_id].append(number)
    return cited


def items_of(actor: Actor, ids: list[str]) -> list[Item]:
    """Return those of these pieces that the actor reads, as `may_share` needs them. One query."""
    return list(items_visible_to(actor).filter(pk__in=ids).select_related("home", "unit"))


def _mine(actor: Actor, item: Item) -> bool:
    return not item.only_me and may_share(actor, item, item.unit.path)


def _in_order(pieces: object) -> tuple[Piece, ...]:
    return tuple(sorted(pieces, key=lambda one: (one.numbers, one.shows)))  # type: ignore[call-overload]
