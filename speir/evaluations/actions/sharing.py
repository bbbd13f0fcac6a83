"""Sharing a broad view wider than where it was begun, with the evidence in it or without, and ending that."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.evaluations import policy
from speir.evaluations.models import Citation, Evaluation
from speir.evidence.actions import sharing as evidence
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.evidence.policy import visible_to as items_visible_to
from speir.mentions.rules import Keeping
from speir.sharing import actions as sharing


@transaction.atomic
def share(
    *,
    evaluation_id: str,
    audience: str,
    why: str,
    ends: dt.date | None,
    with_evidence: bool,
    keeping: Keeping | None = None,
    by: Actor,
) -> int:
    """Share a broad view; return how many pieces of evidence went along. Raises NotYours, NotAllowed, Unfit, Waits.

    Along go those pieces that the actor may share; the others stay with their owners. What somebody wrote for
    themselves alone in a broad view that colleagues read is shared by an act of its own, and so is what another unit
    wrote and this one merely cites, even by somebody who could share both.
    """
    evaluation = _locked(evaluation_id, by)
    path = evaluation.unit.path
    act = sharing.share(
        about=policy.ABOUT,
        thing=evaluation,
        path=path,
        audience=audience,
        why=why,
        ends=ends,
        keeping=keeping,
        by=by,
    )
    if not with_evidence:
        return 0
    here = {"citations__judgement__evaluation": evaluation, "unit_id": evaluation.unit_id}
    items = items_visible_to(by).filter(**here).distinct()
    things = (items if evaluation.only_me else items.filter(only_me=False)).select_related("home")
    taken_as = {thing.pk: thing.taken_as for thing in things}
    return sharing.share_along(act=act, about=EVIDENCE, things=things, path=path, taken_as=taken_as, by=by)


@transaction.atomic
def end(*, evaluation_id: str, act_id: str, by: Actor) -> None:
    """End an act of sharing, and that of the evidence which went along. Raises NotYours, NotAllowed."""
    evaluation = _locked(evaluation_id, by)
    sharing.end(about=policy.ABOUT, thing=evaluation, path=evaluation.unit.path, act_id=act_id, by=by)


@transaction.atomic
def share_item(
    *,
    evaluation_id: str,
    number: str,
    item_id: str,
    audience: str,
    why: str,
    ends: dt.date | None,
    taken_as: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> None:
    """Share a piece of evidence that is cited here. Raises NotYours, NotAllowed, Unfit, Waits."""
    _cited(evaluation_id, number, item_id, by)
    evidence.share(
        item_id=item_id, audience=audience, why=why, ends=ends, taken_as=taken_as, keeping=keeping, by=by
    )


@transaction.atomic
def end_item(*, evaluation_id: str, number: str, item_id: str, act_id: str, by: Actor) -> None:
    """End an act of sharing of a piece of evidence that is cited here. Raises NotYours, NotAllowed."""
    _cited(evaluation_id, number, item_id, by)
    evidence.end_sharing(item_id=item_id, act_id=act_id, by=by)


def _cited(evaluation_id: str, number: str, item_id: str, by: Actor) -> None:
    """Refuse an address that names evidence beside an indicator where it does not stand. Raises NotYours."""
    judgement = policy.require_judgement(
        by, Permission.READ_EVALUATIONS, evaluation_id, number, kinds=policy.ANY
    )
    if not Citation.objects.filter(judgement=judgement, item_id=item_id).exists():
        raise NotYours


def _locked(evaluation_id: str, by: Actor) -> Evaluation:
    return policy.require(by, Permission.READ_EVALUATIONS, evaluation_id, lock=True, kinds=policy.ANY)
