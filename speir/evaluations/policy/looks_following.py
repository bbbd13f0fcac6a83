"""Who may say what follows from a closer look: also once it is finished, since most of it is done after that."""

from __future__ import annotations

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.evaluations.models import FollowUp, Judgement, Look
from speir.evaluations.policy.broad_views import require
from speir.evaluations.policy.looks import LOOKS, READ_ONLY

WHO_FINISHES = "Your role here does not include finishing a closer look. Ask your lead officer."

_LOOKS = Look.objects.select_related("evaluation__unit", "evaluation__framework")


def require_followed(actor: Actor, look_id: str) -> Look:
    """Return a closer look, locked, to say how far what follows has come. Raises NotYours, NotAllowed."""
    require(actor, Permission.READ_EVALUATIONS, look_id, kinds=LOOKS)
    list(Look.objects.select_for_update(no_key=True).filter(pk=look_id).values_list("pk"))
    look = _LOOKS.get(pk=look_id)
    if not may(actor, Permission.WRITE_JUDGEMENTS, look.evaluation.unit.path):
        raise NotAllowed(READ_ONLY)
    return look


def require_follow_up(actor: Actor, look_id: str, follow_id: str) -> FollowUp:
    """Return something that follows, with its closer look locked. Raises NotYours, NotAllowed."""
    look = require_followed(actor, look_id)
    row = FollowUp.objects.filter(pk=follow_id, look=look).first() if is_id(follow_id) else None
    if row is None:
        raise NotYours
    row.look = look
    return row


def require_finishing(actor: Actor, look_id: str) -> Look:
    """Return a closer look to finish or to open again, with all that people write in it locked: what is being saved is
    waited for. Raises NotYours, NotAllowed.
    """
    evaluation = require(actor, Permission.READ_EVALUATIONS, look_id, lock=True, kinds=LOOKS)
    if not may(actor, Permission.LOCK_EVALUATION, evaluation.unit.path):
        raise NotAllowed(WHO_FINISHES)
    list(Look.objects.select_for_update(no_key=True).filter(pk=look_id).values_list("pk"))
    rows = Judgement.objects.select_for_update().filter(evaluation=evaluation).order_by("id")
    list(rows.values_list("pk"))
    return _LOOKS.get(pk=look_id)
