"""Starting a broad view from a sealed edition of an earlier one: what it said comes back, to be checked."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused
from speir.core.ids import is_id
from speir.evaluations import policy
from speir.evaluations.models import Carried, Evaluation, Judgement, Offer
from speir.evaluations.queries import carrying as queries
from speir.evaluations.rules.carrying import things
from speir.evaluations.rules.looks.naming import Offered
from speir.trail.actions import record as record_in_trail

NOT_OFFERED = "Choose a sealed edition from the list: of the same unit, and by the same framework."
STARTED = "This broad view was started from another edition already. What came back of that one stays."


@transaction.atomic
def carry(*, evaluation_id: str, edition_id: str, by: Actor) -> Evaluation:
    """Start a broad view from a sealed edition that the actor may read; return it. Nothing of it counts before somebody
    confirms it, so nothing is written into any judgement here.

    What closer looks found and what waits beside that one's judgements, because it is sealed, waits beside these too.
    Asked twice for the same edition, it is done once. Raises NotYours, NotAllowed, and Refused while it is sealed, when
    it was started from another one, and for an edition of another unit or framework.
    """
    evaluation = policy.require(by, Permission.START_EVALUATION, evaluation_id, lock=True)
    if evaluation.sealed:
        raise Refused(policy.SEALED_CODE, policy.SEALED)
    if evaluation.carried_from_id is not None:
        if evaluation.carried_from_id == edition_id:
            return evaluation
        raise Refused("carried-already", STARTED, "start")
    offers = queries.offers(
        by, {evaluation.unit_id}, framework_id=evaluation.framework_id, view=evaluation.id
    )
    edition = offers.filter(pk=edition_id).first() if is_id(edition_id) else None
    if edition is None:
        raise Refused("carried-not-offered", NOT_OFFERED, "start")
    evaluation.carried_from = edition
    evaluation.save(update_fields=["carried_from"])
    rows = dict(Judgement.objects.filter(evaluation=evaluation).values_list("indicator__number", "id"))
    Carried.objects.bulk_create(
        Carried(judgement_id=rows[thing.number], what=thing.what, item_id=thing.item or None)
        for thing in things(queries.opened(by, edition))
        if thing.number in rows
    )
    if edition.evaluation.sealed and edition.evaluation.unit_id == evaluation.unit_id:
        _hand_on(edition.evaluation_id, rows)
    path = evaluation.told
    record_in_trail(by=by, verb="carried forward into", about="broad view", about_id=evaluation.id, path=path)
    return evaluation


def _hand_on(sealed_id: str, rows: Mapping[str, str]) -> None:
    """Have what waits for the next edition of a sealed broad view wait here: this is its next (ADR 61).

    It was offered by whoever offered it there, on that day. It is handed on whoever begins this one: who may not read
    the closer look learns nothing of it here either.
    """
    waiting = Offer.objects.filter(judgement__evaluation=sealed_id, state=Offered.OFFERED.value)
    Offer.objects.bulk_create(
        Offer(found_id=found, judgement_id=rows[number], by=by, by_name=by_name, at=at)
        for found, number, by, by_name, at in waiting.values_list(
            "found", "judgement__indicator__number", "by", "by_name", "at"
        )
        if number in rows
    )
