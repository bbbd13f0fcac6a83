"""Closing an action with proof: an item of evidence that tells of its impact, and that taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.text import clean
from speir.evaluations.rules.looks.saying import check_same
from speir.evidence.actions import items
from speir.evidence.models import Item
from speir.evidence.policy import require as require_item
from speir.evidence.rules.items import Draft
from speir.frameworks.rules.structure import Framework
from speir.improvement.actions.doing import ABOUT, move, thing
from speir.improvement.models import Action, Proof
from speir.improvement.policy.doing import lock_unit, require_there, require_to_tell
from speir.improvement.rules.doing import check_taking_back, proves
from speir.improvement.rules.naming import TO_DO, State
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Waits, reason_for
from speir.trail.actions import record as record_in_trail

NOT_DONE = "Say first that this action is done. Its impact is shown after that."
STOPPED = "This action was stopped. Open it again first."
NOT_FOUND = "This evidence is not in the register, or not open to you. Choose it from the list."
GONE = (
    "Somebody has taken this back already, for a reason of their own, so yours is not kept. "
    "Say it on the page of the action."
)
WITHDRAWN = "This evidence was withdrawn. Choose some that stands."


@transaction.atomic
def show_impact(*, action_id: str, item_id: str, by: Actor) -> Action:
    """Show the impact of an action by an item of evidence, and close it. Shown twice by one item, it is shown once.

    The item has to tell of impact and be from after the action began. Raises NotYours, NotAllowed, Unfit with each
    thing that is wrong with the item, and Refused where the action is not done or its priority is closed.
    """
    row = _done(action_id, by)
    try:
        item = require_item(by, Permission.READ_EVIDENCE, item_id)
    except NotYours:
        raise Unfit([Refused("proof-not-found", NOT_FOUND, "item")]) from None
    _show(row, item, by)
    return row


@transaction.atomic
def write_and_show(
    *,
    action_id: str,
    framework: Framework,
    draft: Draft,
    item_id: str = "",
    others: Sequence[Framework] = (),
    keeping: Explained = None,
    by: Actor,
) -> Action:
    """Write evidence of impact for the unit of the priority, and show the impact of the action by it, all or nothing.

    Sent twice with one `item_id` it is written once, and refused with other words. Raises what `show_impact` and
    `evidence.actions.items.write` do.
    """
    lock_unit(by, action_id)
    row = _done(action_id, by)
    there = row.proofs.filter(item=item_id, removed_at=None) if ids.is_id(item_id) else row.proofs.none()
    if before := there.select_related("item").first():
        said = (clean(draft.shows), clean(draft.account))
        check_same((before.item.shows, before.item.account) == said, before.item.shows, "shows")
        return row
    item = items.write(
        unit_id=row.priority.unit_id,
        framework=framework,
        draft=draft,
        item_id=item_id,
        others=others,
        keeping=keeping,
        by=by,
    )
    _show(row, item, by)
    return row


@transaction.atomic
def take_back(*, action_id: str, proof_id: str, text: str, keeping: Explained = None, by: Actor) -> Action:
    """Take back what shows the impact of an action, with the reason; without any other, the action is done again.

    What was withdrawn since, or tells of no impact any more, is no other. Taken back twice, it is taken back once.
    Raises NotYours, NotAllowed, Unfit, Waits, and Refused once the priority is closed.
    """
    row = require_to_tell(by, action_id)
    proof = row.proofs.filter(pk=proof_id).first() if ids.is_id(proof_id) else None
    if proof is None:
        raise NotYours
    words = clean(text)
    if proof.removed_at is not None:
        if words and words != row.said:
            raise Refused("proof-gone", GONE)
        return row
    if broken := check_taking_back(words):
        raise Unfit(broken)
    place = thing(row).place("said")
    if found := waiting(place=place, text=words, keeping=reason_for(keeping, "text"), by=by):
        raise Waits({"text": (words, found)})
    proof.removed_at = timezone.now()
    proof.save(update_fields=["removed_at"])
    _told(row, "took back proof of", by)
    others = any(
        not _wrong(row, one.item) for one in row.proofs.filter(removed_at=None).select_related("item")
    )
    state = State.DONE if row.state == State.IMPACT_SHOWN and not others else State(row.state)
    move(row=row, state=state, text=words, by=by)  # said in any state: the reason stands nowhere else
    return row


def _done(action_id: str, by: Actor) -> Action:
    row = require_to_tell(by, action_id)
    require_there(row)
    if row.state == State.STOPPED:
        raise Refused("action-stopped", STOPPED)
    if row.state in TO_DO:
        raise Refused("action-not-done", NOT_DONE)
    return row


def _wrong(row: Action, item: Item) -> list[Refused]:
    broken = proves(speaks_of=item.speaks_of, day=item.to_day or item.from_day, began=row.begun_on)
    if item.withdrawn_at is not None:
        broken.append(Refused("proof-withdrawn", WITHDRAWN, "item"))
    return broken


def _show(row: Action, item: Item, by: Actor) -> None:
    if broken := _wrong(row, item):
        raise Unfit(broken)
    if not row.proofs.filter(item=item, removed_at=None).exists():
        Proof.objects.create(action=row, item=item, by=by.person_id, by_name=by.name, at=timezone.now())
        _told(row, "showed the impact of", by)
    if row.state != State.IMPACT_SHOWN:
        move(row=row, state=State.IMPACT_SHOWN, text="", by=by)


def _told(row: Action, verb: str, by: Actor) -> None:
    record_in_trail(by=by, verb=verb, about=ABOUT, about_id=row.id, path=row.priority.told)
