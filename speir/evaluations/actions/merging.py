"""Making one of two items that say the same: one stays and is cited, the other is withdrawn and can be brought back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Refused
from speir.core.text import headline
from speir.evaluations import policy
from speir.evaluations.models import Citation, Judgement
from speir.evidence.actions.withdrawing import withdraw
from speir.evidence.models import Item
from speir.evidence.policy import require
from speir.evidence.rules.items import WHY_LONGEST
from speir.mentions.queries import plain
from speir.trail.actions import record as record_in_trail

OTHER_UNIT = "These are evidence of two units. Each keeps its own."
ITSELF = "Choose another piece of evidence: this is the same one."
# How the reason of a withdrawal begins, and how much of the other item's line follows it.
SAME_AS = "the same as “%s”"
SHOWN = 160


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: how many citations now name the item that stays, and how many stayed with the other."""

    moved: int
    left: int


@transaction.atomic
def merge(*, keep_id: str, other_id: str, by: Actor) -> Merged:
    """Keep one item and withdraw another of the same unit that says the same; its citations move to the one that stays.

    A citation moves beside each judgement that is not sealed and in which the actor writes; where both items stand,
    what the one that stays does to the judgement stands. Nothing of either text changes. Done twice, it is done once.
    Raises NotYours, NotAllowed, Refused.
    """
    if keep_id == other_id:
        raise Refused("merged-with-itself", ITSELF)
    # In one order, so that two who merge the same two do not wait for each other.
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
    moved, left = _move(keep, other, by)
    line = plain(f"evidence/{keep.id}", keep.shows)
    withdraw(item_id=other.id, why=(SAME_AS % headline(line, SHOWN))[:WHY_LONGEST], by=by)
    record_in_trail(
        by=by, verb="merged", about="evidence", about_id=keep.id, path=keep.told, detail=str(moved)
    )
    return Merged(moved, left)


def _move(keep: Item, other: Item, by: Actor) -> tuple[int, int]:
    moved = left = 0
    rows = Citation.objects.filter(item=other).select_related("judgement__evaluation", "judgement__indicator")
    for citation in rows.order_by("judgement_id"):
        if not _writes(citation.judgement, by):
            left += 1
            continue
        if Citation.objects.filter(judgement=citation.judgement, item=keep).exists():
            citation.delete()
        else:
            citation.item = keep
            citation.save(update_fields=["item"])
        moved += 1
    return moved, left


def _writes(judgement: Judgement, by: Actor) -> bool:
    """Whether the actor may change what is cited beside a judgement; it is then locked."""
    try:
        policy.require_judgement(
            by,
            Permission.WRITE_JUDGEMENTS,
            judgement.evaluation_id,
            judgement.indicator.number,
            lock=True,
        )
    except (NotYours, NotAllowed, Refused):
        return False
    return True
