"""For whom somebody can speak in a moderation, and for whom they said that they do."""

from __future__ import annotations

from dataclasses import dataclass

from speir.access.actor import Actor
from speir.evaluations.policy import moderation as policy
from speir.evaluations.policy.moderation import Standpoint


@dataclass(frozen=True, slots=True)
class Joining:
    """The units for which the reader can speak, none where they may not judge; what they said before, if they did."""

    units: tuple[Standpoint, ...]
    unit_id: str
    standpoint: str


def joining(actor: Actor, moderation_id: str) -> Joining:
    """Return for whom the actor can speak. Three queries at most. Raises NotYours."""
    row = policy.require_moderation(actor, moderation_id)
    mine = policy.own_evaluator(actor, row.id)
    return Joining(
        tuple(policy.standpoints(actor, row)),
        (mine.unit_id or "") if mine else "",
        mine.standpoint if mine else "",
    )
