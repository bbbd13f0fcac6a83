"""Finishing a closer look, and opening it again with a reason. Both can be done as often as they are needed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evaluations.actions import beside
from speir.evaluations.models import Look, LookStep
from speir.evaluations.policy.looks import LOOK
from speir.evaluations.policy.looks_following import require_finishing
from speir.evaluations.rules.looks.naming import LookStepSaid
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Waits
from speir.trail.actions import record as record_in_trail

LONGEST_WHY = 500
NO_REASON = "Write in a sentence why it is opened again: whoever reads it later has only these words."


@transaction.atomic
def finish(*, look_id: str, by: Actor) -> Look:
    """Finish a closer look: from then on it is read and not changed, but for how far what follows has come.

    Whatever is still open stays open; nobody is kept from finishing by it. Done twice, it is finished once. Raises
    NotYours, NotAllowed.
    """
    look = require_finishing(by, look_id)
    if look.finished_at is not None:
        return look
    look.finished_at, look.finished_by_name = timezone.now(), by.name
    _settle(look, LookStepSaid.FINISHED, "", by, shut=True)
    return look


@transaction.atomic
def reopen(*, look_id: str, text: str, keeping: Keeping | None = None, by: Actor) -> Look:
    """Open a closer look again, for a reason that stays. Done twice, it is opened once.

    Raises NotYours, NotAllowed, Unfit, and Waits where the reason may identify somebody.
    """
    look = require_finishing(by, look_id)
    if look.finished_at is None:
        return look
    said = clean(text)
    if not said:
        raise Unfit([Refused("reopen-no-reason", NO_REASON, "text")])
    if len(said) > LONGEST_WHY:
        sentence = f"This is {len(said):,} characters long. Keep it to {LONGEST_WHY:,}; nothing is cut off."
        raise Unfit([Refused("reopen-too-long", sentence, "text")])
    place = beside.place_of(look.evaluation, "look/reopened", LOOK, look.id)
    if found := waiting(place=place, text=said, keeping=keeping, by=by):
        raise Waits({"text": (said, found)})
    look.finished_at, look.finished_by_name = None, ""
    _settle(look, LookStepSaid.REOPENED, said, by, shut=False)
    return look


def _settle(look: Look, said: LookStepSaid, text: str, by: Actor, *, shut: bool) -> None:
    look.save(update_fields=["finished_at", "finished_by_name"])
    evaluation = look.evaluation
    evaluation.sealed = shut
    evaluation.save(update_fields=["sealed"])
    evaluation.judgements.update(frozen=shut)
    LookStep.objects.create(
        look=look, said=said.value, text=text, by=by.person_id, by_name=by.name, at=timezone.now()
    )
    record_in_trail(by=by, verb=said.value, about="closer look", about_id=look.id, path=evaluation.told)
