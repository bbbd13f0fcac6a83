"""Sharing a broad view wider than where it was begun, with the evidence in it or without, and ending that."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.evaluations import policy
from speir.evaluations.models import Evaluation
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.evidence.policy import visible_to as items_visible_to
from speir.sharing import actions as sharing


@transaction.atomic
def share(
    *, evaluation_id: str, audience: str, why: str, ends: dt.date | None, with_evidence: bool, by: Actor
) -> int:
    """Share a broad view; return how many pieces of evidence went along. Raises NotYours, NotAllowed, Unfit.

    Along go those pieces that the actor may share; the others stay with their owners.
    """
    evaluation = _locked(evaluation_id, by)
    path = evaluation.unit.path
    act = sharing.share(
        about=policy.ABOUT, thing=evaluation, path=path, audience=audience, why=why, ends=ends, by=by
    )
    if not with_evidence:
        return 0
    items = items_visible_to(by).filter(citations__judgement__evaluation=evaluation).distinct()
    return sharing.share_along(act=act, about=EVIDENCE, things=items.select_related("home"), by=by)


@transaction.atomic
def end(*, evaluation_id: str, act_id: str, by: Actor) -> None:
    """End an act of sharing, and that of the evidence which went along. Raises NotYours, NotAllowed."""
    evaluation = _locked(evaluation_id, by)
    sharing.end(about=policy.ABOUT, thing=evaluation, path=evaluation.unit.path, act_id=act_id, by=by)


def _locked(evaluation_id: str, by: Actor) -> Evaluation:
    return policy.require(by, Permission.READ_EVALUATIONS, evaluation_id, lock=True)
