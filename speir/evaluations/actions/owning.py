"""Sharing out the indicators of a broad view among those who write in it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused
from speir.evaluations import policy
from speir.evaluations.models import Assignment, Judgement
from speir.evaluations.queries.owning import people_who
from speir.trail.actions import record

NOT_A_WRITER = "Choose somebody who may write in this broad view."
ALONE = "This broad view is for one person alone, so there is nobody to share it out among."
UNKNOWN = "This broad view has no such indicator."


@transaction.atomic
def own(
    *, evaluation_id: str, person_id: str, numbers: Collection[str], before: Collection[str], by: Actor
) -> None:
    """Have somebody own these indicators. `before` are those that the form showed as theirs.

    What the form did not change stays as it is now, so that two who share out at once lose nothing of each other's.
    Sent twice it is done once. Raises NotYours, NotAllowed, and Refused while it is sealed, for somebody who may not
    write there, or an indicator that is not there.
    """
    evaluation = policy.require(by, Permission.START_EVALUATION, evaluation_id, lock=True)
    if evaluation.sealed:
        raise Refused(policy.SEALED_CODE, policy.SEALED)
    if evaluation.only_me:
        raise Refused("owner-of-one-alone", ALONE)
    rows = Judgement.objects.filter(evaluation=evaluation)
    ids = dict(rows.values_list("indicator__number", "id"))
    more, less = set(numbers) - set(before), set(before) - set(numbers)
    if not more <= ids.keys():
        raise Refused("owner-of-unknown", UNKNOWN, "numbers")
    theirs = Assignment.objects.filter(judgement__evaluation=evaluation, person=person_id)
    if person_id not in dict(people_who(Permission.WRITE_JUDGEMENTS, evaluation)):
        if not theirs.exists():
            raise NotYours
        if more:
            raise Refused("owner-may-not-write", NOT_A_WRITER, "numbers")
    held = set(theirs.values_list("judgement__indicator__number", flat=True))
    gone = theirs.filter(judgement__indicator__number__in=less & held)
    changed = sorted((more - held) | (less & held))
    if not changed:
        return
    gone.delete()
    Assignment.objects.bulk_create(
        Assignment(judgement_id=ids[number], person_id=person_id, at=timezone.now(), by_name=by.name)
        for number in sorted(more - held)
    )
    record(
        by=by,
        verb="shared out",
        about="broad view",
        about_id=evaluation.id,
        path=evaluation.told,
        detail=", ".join(changed),
    )
