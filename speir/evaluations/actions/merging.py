"""Making one of two items that say the same: one stays and is cited, the other is withdrawn and can be brought back."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.evaluations import policy
from speir.evaluations.models import Citation
from speir.evaluations.queries.audiences import opens_to_fewer
from speir.evidence.actions.withdrawing import withdraw
from speir.evidence.models import Item
from speir.evidence.policy import require
from speir.trail.actions import record as record_in_trail

OTHER_UNIT = "These are evidence of two units. Each keeps its own."
ITSELF = "Choose another piece of evidence: this is the same one."
NARROWER = (
    "Fewer people can read the piece that you want to keep, and whoever uses the other one would lose its words. "
    "Share it as widely first, or keep the other one."
)
# None of the other's words: whoever reads this may not read those, and a disposal there would not reach them here.
SAME = "the same as another piece of evidence, which stays"


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: how many citations now name the item that stays, and how many stayed with the other.

    Those in a broad view that is its owner's alone are told to its owner only: nobody learns of one.
    """

    moved: int
    left: int


@transaction.atomic
def merge(*, keep_id: str, other_id: str, by: Actor) -> Merged:
    """Keep one item and withdraw another of the same unit that says the same; its citations move to the one that stays.

    A citation moves beside each judgement that is not sealed and in which the actor writes; where both items stand,
    what the one that stays does to the judgement stands. Nothing of either text changes. Done twice, it is done once.
    The one that stays has to be open to all to whom the other is. Raises NotYours, NotAllowed, Refused.
    """
    if keep_id == other_id:
        raise Refused("merged-with-itself", ITSELF)
    for one in (keep_id, other_id):
        require(by, Permission.WRITE_EVIDENCE, one)
    # Judgements before items, as whoever cites or changes one holds them, and these in one order.
    writable = _writable(other_id, by)
    rows = {
        one: require(by, Permission.WRITE_EVIDENCE, one, lock=True) for one in sorted((keep_id, other_id))
    }
    keep, other = rows[keep_id], rows[other_id]
    if keep.unit_id != other.unit_id:
        raise Refused("merged-across-units", OTHER_UNIT)
    if keep.withdrawn_at is not None:
        raise Refused(
            "merged-into-withdrawn", "The piece that you want to keep was withdrawn. Bring it back first."
        )
    if other.withdrawn_at is not None:
        return Merged(0, 0)
    if opens_to_fewer(keep, other):
        raise Refused("merged-into-narrower", NARROWER)
    moved, left = _move(keep, other, writable, by)
    withdraw(item_id=other.id, why=SAME, by=by)
    record_in_trail(
        by=by, verb="merged", about="evidence", about_id=keep.id, path=keep.told, detail=str(moved)
    )
    return Merged(moved, left)


def _move(keep: Item, other: Item, writable: Collection[str], by: Actor) -> tuple[int, int]:
    moved = left = 0
    rows = Citation.objects.filter(item=other).select_related("judgement__evaluation")
    there = set(Citation.objects.filter(item=keep).values_list("judgement_id", flat=True))
    for citation in rows.order_by("judgement_id"):
        if citation.judgement_id not in writable:
            view = citation.judgement.evaluation
            left += not view.only_me or view.owner == by.person_id
            continue
        if citation.judgement_id in there:
            citation.delete()
        else:
            citation.item = keep
            citation.save(update_fields=["item"])
        moved += 1
    return moved, left


def _writable(item_id: str, by: Actor) -> set[str]:
    """Return the judgements that cite an item and that the actor may change; they are then locked."""
    found = set()
    rows = Citation.objects.filter(item=item_id).order_by("judgement_id")
    for judgement_id, view, number in rows.values_list(
        "judgement_id", "judgement__evaluation_id", "judgement__indicator__number"
    ):
        with suppress(NotYours, NotAllowed, Refused):
            policy.require_judgement(
                by, Permission.WRITE_JUDGEMENTS, view, number, lock=True, kinds=policy.ANY
            )
            found.add(judgement_id)
    return found
