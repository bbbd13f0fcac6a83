"""Beginning a joint broad view, and asking organisations to take part in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
from speir.evaluations.queries.joint_choices import can_be_asked, who_may_answer
from speir.evaluations.rules import asking, planning
from speir.evaluations.rules.planning import Invited, Plan
from speir.frameworks.queries import current
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Place, Waits, reason_for
from speir.organisations.models import Unit
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
    choices = _choices(by, unit)
    numbers = [one.number for one in shown.indicators]
    broken = planning.check(
        plan,
        known=numbers,
        askable=choices.names,
        nameable=choices.people,
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


@transaction.atomic
def invite(*, joint_id: str, invited: Sequence[Invited], by: Actor) -> list[Contribution]:
    """Invite further organisations to a joint broad view; return those that are new in it.

    One that is in it already is left as it is, so that a form that is sent twice invites once. Raises NotYours,
    NotAllowed, Refused once it was called off, and Unfit with every rule that is broken.
    """
    joint = policy.require_going_on(by, joint_id)
    unit = require_open(by, Permission.LOCK_EVALUATION, joint.evaluation.unit_id)
    asked = dict(joint.asked.values_list("indicator__number", "indicator_id"))
    choices = _choices(by, unit)
    broken = planning.inviting(invited, asked=asked, askable=choices.names, nameable=choices.people)
    if broken:
        raise Unfit(broken)
    here = {organisation_id for (organisation_id,) in joint.contributions.values_list("organisation_id")}
    new = [one for one in invited if one.organisation not in here]
    for one in new:
        detail = choices.names[one.organisation]
        record(
            by=by,
            verb="invited to",
            about="joint broad view",
            about_id=joint.id,
            path=unit.path,
            detail=detail,
        )
    return _invite(joint, new, asked, by)


@dataclass(frozen=True, slots=True)
class _Choices:
    """The names of the units that can be asked, and who can be named to answer for each; by the unit's id."""

    names: dict[str, str]
    people: dict[str, list[str]]


def _choices(by: Actor, unit: Unit) -> _Choices:
    askable = can_be_asked(by, unit)
    people = who_may_answer(by, [one.path for one in askable])
    return _Choices(
        {one.id: one.name for one in askable},
        {one.id: [person for person, _name in people.get(one.path, ())] for one in askable},
    )


def _invite(
    joint: Joint, invited: Iterable[Invited], by_number: Mapping[str, str], by: Actor
) -> list[Contribution]:
    made = []
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
        made.append(contribution)
    return made
