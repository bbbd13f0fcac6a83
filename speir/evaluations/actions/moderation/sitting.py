"""Beginning and ending a moderation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core import ids
from speir.core.errors import NotYours, Refused, Unfit
from speir.evaluations.models import Evaluation, HiddenView, Judgement, Moderation, Round
from speir.evaluations.policy import FINISHED, FINISHED_CODE, SEALED, SEALED_CODE
from speir.evaluations.policy import moderation as policy
from speir.evaluations.rules import moderating
from speir.evaluations.rules.looks.naming import Kind
from speir.frameworks.queries import framework as read_framework
from speir.trail.actions import record

STILL_HIDDEN = "Views of %s are still hidden. Reveal them first: otherwise nobody would ever read them."


@transaction.atomic
def begin(
    *,
    evaluation_id: str,
    indicators: Sequence[str],
    until: dt.date | None = None,
    moderation_id: str = "",
    by: Actor,
) -> Moderation:
    """Have people judge these indicators (by number, in this order) of a broad view together.

    `until` is the last day where it goes by post: then all are open at once. Sent twice with one `moderation_id`, it
    begins once. In a closer look they are of its own. Raises NotYours, NotAllowed, Unfit, and Refused while the broad
    view is sealed, or once the closer look is finished.
    """
    evaluation = policy.require_beginning(by, evaluation_id)
    rows = Evaluation.objects.select_for_update(no_key=True).filter(pk=evaluation.pk)  # one after the other
    stands = rows.values_list("sealed").first()
    if stands is None:
        raise NotYours
    before = Moderation.objects.filter(pk=moderation_id, evaluation=evaluation).first()
    if before is not None:
        return before
    look = evaluation.kind == Kind.CLOSER_LOOK
    if look and policy.shut(evaluation):
        raise Refused(FINISHED_CODE, FINISHED)
    if stands[0]:
        raise Refused(SEALED_CODE, SEALED)
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    by_number = {one.number: one.id for one in shown.indicators}
    if look:
        chosen_ids = set(
            Judgement.objects.filter(evaluation=evaluation).values_list("indicator_id", flat=True)
        )
        by_number = {number: one for number, one in by_number.items() if one in chosen_ids}
    chosen = list(dict.fromkeys(indicators))
    today, now = timezone.localdate(), timezone.now()
    broken = moderating.check_begin(indicators=chosen, known=by_number, until=until, today=today)
    if broken:
        raise Unfit(broken)
    made = Moderation(
        evaluation=evaluation, until=until, opened_at=now, opened_by=by.person_id, opened_by_name=by.name
    )
    if ids.is_id(moderation_id) and not Moderation.objects.filter(pk=moderation_id).exists():
        made.id = moderation_id
    made.save(force_insert=True)
    Round.objects.bulk_create(
        Round(
            moderation=made,
            indicator_id=by_number[number],
            position=at,
            opened_at=now if until else None,
        )
        for at, number in enumerate(chosen, start=1)
    )
    record(by=by, verb="began", about="moderation", about_id=made.id, path=evaluation.told)
    return made


@transaction.atomic
def end(*, moderation_id: str, by: Actor) -> Moderation:
    """End a moderation: nobody joins or judges any more. Sent twice it ends once.

    Raises NotYours, NotAllowed, and Refused while views are hidden that nobody could reveal afterwards.
    """
    row = policy.require_leading(by, moderation_id, lock=True)
    if row.ended_at is not None:
        return row
    hidden = HiddenView.objects.filter(round__moderation=row, round__revealed_at=None)
    numbers = sorted(set(hidden.values_list("round__indicator__number", flat=True)))
    if numbers:
        raise Refused("moderation-hidden", STILL_HIDDEN % ", ".join(numbers))
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record(by=by, verb="ended", about="moderation", about_id=row.id, path=row.evaluation.told)
    return row
