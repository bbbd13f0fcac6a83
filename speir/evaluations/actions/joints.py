"""Beginning a joint broad view, and asking organisations to take part in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Refused, Unfit
from speir.core.text import clean
from speir.evaluations.actions import broad_views
from speir.evaluations.actions.moves import move
from speir.evaluations.models import Asked, AskedOf, Contribution, Joint
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries.joint_choices import can_be_asked
from speir.evaluations.rules import asking, planning
from speir.evaluations.rules.planning import Invited, Plan
from speir.frameworks.queries import current
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Place, Waits, reason_for
from speir.organisations.policy import require_open
from speir.trail.actions import record


@transaction.atomic
def begin(
    *,
    unit_id: str,
    framework_key: str,
    plan: Plan,
    follows: str = "",
    joint_id: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Joint:
    """Begin a joint broad view of a partnership: its own broad view, what is asked about, and who is invited.

    Those can be asked that sit in the partnership, and units below it. Sent twice with one `joint_id`, it begins once.
    Raises NotYours, NotAllowed, Unfit with every rule that is broken, and Waits for words that mention somebody.
    """
    unit = require_open(by, Permission.LOCK_EVALUATION, unit_id, lock=True)
    before = policy.joints_of(by).filter(pk=joint_id, evaluation__unit=unit).first() if joint_id else None
    if before is not None:
        return before
    shown = current(framework_key)
    broken = planning.check(
        plan,
        known=[one.number for one in shown.indicators],
        askable=[one.id for one in can_be_asked(by, unit)],
        today=timezone.localdate(),
    )
    last = policy.joints_of(by).filter(pk=follows, evaluation__unit=unit).first() if follows else None
    if follows and last is None:
        broken.append(
            Refused("joint-follows-another", "Choose an earlier one of this partnership.", "follows")
        )
    try:
        evaluation = broad_views.begin(
            unit_id=unit_id,
            framework_key=framework_key,
            title=plan.title,
            period_from=plan.period_from,
            period_to=plan.period_to,
            keeping=reason_for(keeping, "title"),
            by=by,
        )
    except Unfit as unfit:
        raise Unfit([*unfit.broken, *broken]) from None
    if broken or plan.due is None:
        raise Unfit(broken)
    joint = Joint(
        evaluation=evaluation,
        invitation=clean(plan.invitation),
        due=plan.due,
        begun_at=timezone.now(),
        begun_by=by.person_id,
        begun_by_name=by.name,
        follows=last,
    )
    if ids.is_id(joint_id) and not Joint.objects.filter(pk=joint_id).exists():
        joint.id = joint_id
    place = Place(f"{joint.id}/invitation", "the invitation", policy.JOINT, joint.id, unit.path)
    found = waiting(place=place, text=joint.invitation, keeping=reason_for(keeping, "invitation"), by=by)
    if found:
        raise Waits({"invitation": (joint.invitation, found)})
    joint.save(force_insert=True)
    by_number = {one.number: one.id for one in shown.indicators}
    Asked.objects.bulk_create(
        Asked(joint=joint, indicator_id=by_number[n]) for n in dict.fromkeys(plan.indicators)
    )
    _invite(joint, plan.invited, by_number, by)
    record(by=by, verb="began", about="joint broad view", about_id=joint.id, path=unit.path)
    return joint


def _invite(joint: Joint, invited: Iterable[Invited], by_number: dict[str, str], by: Actor) -> None:
    for one in invited:
        contribution = Contribution.objects.create(
            joint=joint,
            organisation_id=one.organisation,
            answers_id=one.answers or None,
            short=one.short,
            last=asking.Move.INVITED,
        )
        AskedOf.objects.bulk_create(
            AskedOf(contribution=contribution, indicator_id=by_number[n])
            for n in dict.fromkeys(one.indicators)
        )
        move(contribution, asking.Move.INVITED, by=by)
