"""Joint broad views as those who lead them know them: at every place, and with organisations that are looked after."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.evaluations.actions import asking, contributions, editions, joints
from speir.evaluations.actions.moves import move
from speir.evaluations.models import Contribution, Evaluation, Joint
from speir.evaluations.rules.asking import Move
from speir.evaluations.rules.planning import Invited, Plan
from speir.organisations.models import Seat, Unit
from tests import world, world_joint
from tests.world import Somebody


@dataclass(frozen=True)
class Kept:
    """A partnership that looks after an agency and its people, of whom one leads there and one writes."""

    unit: Unit
    agency: Unit
    lead: Somebody
    theirs: Somebody
    writer: Somebody


def kept(name: str = "Lochside committee", agency: str = "Third sector", writer: str = "Effie Grant") -> Kept:
    lead = world.somebody("Morag Sinclair")
    unit = world.unit_of(lead, name, "partnership")
    theirs = world.somebody("Ailsa Reid")
    made = world.unit_of(theirs, agency, "agency")
    Seat.objects.create(organisation=made, partnership=unit, starts=timezone.localdate(), keeps=True)
    return Kept(unit, made, lead, theirs, world.colleague(writer, made, "evaluator", theirs))


def plan(
    *invited: Invited, days: int = 30, numbers: tuple[str, ...] = ("1.1", "3.2"), **more: object
) -> Plan:
    """A plan that can begin."""
    fields: dict[str, object] = {
        "title": "Joint broad view 2026",
        "period_from": dt.date(2026, 1, 1),
        "period_to": dt.date(2026, 12, 31),
        "due": timezone.localdate() + dt.timedelta(days=days),
        "indicators": numbers,
        "invited": invited,
        "invitation": "Please look at how early help comes.",
    }
    return Plan(**(fields | more))  # type: ignore[arg-type]


def of_kept(there: Kept, answers: str | None = None, **more: object) -> Joint:
    """A joint broad view that asks the agency in the short form, and one of its people answers for it."""
    who = there.writer.person.id if answers is None else answers
    invited = Invited(there.agency.id, answers=who, short=True, indicators=("1.1",))
    return joints.begin(
        unit_id=there.unit.id,
        framework_key=world.FRAMEWORK,
        plan=plan(invited, **more),  # type: ignore[arg-type]
        by=there.lead.actor,
    )


def declined(contribution: Contribution, by: Somebody, why: str = "We moved to another area.") -> None:
    """The organisation declines."""
    move(contribution, Move.DECLINED, text=why, by=by.actor)


def hand_in_again(contribution: Contribution, member: world_joint.Member) -> None:
    """The organisation seals another edition and hands it in."""
    view = Evaluation.objects.get(pk=contribution.evaluation_id)
    editions.reopen(evaluation_id=view.id, by=member.lead.actor)
    world.seal(view, member.lead)
    view.refresh_from_db()
    contributions.submit(
        contribution_id=contribution.id,
        evaluation_id=view.id,
        number=view.edition,
        text=world_joint.WHY,
        by=member.lead.actor,
    )


def at_every_place(there: world_joint.Committee) -> Joint:
    """Health was accepted and changed since; Police declined; Social work is in progress, with a later day."""
    joint = world_joint.joint(there)
    health, police, social = (there.members[name] for name in world_joint.NAMES)
    made = world_joint.handed_in(joint, health, {"1.1": "weak"})
    by = there.lead.actor
    asking.return_with_question(
        contribution_id=made.id, text="What do families say of it?", seen=made.edition_id or "", by=by
    )
    hand_in_again(made, health)
    made.refresh_from_db()
    asking.accept(contribution_id=made.id, seen=made.edition_id or "", by=by)
    hand_in_again(made, health)
    declined(world_joint.asked_of(joint, police.unit), police.lead)
    world_joint.answered(joint, social, {"1.1": "good"})
    asked = world_joint.asked_of(joint, social.unit)
    until = joint.due + dt.timedelta(days=14)
    asking.extend(contribution_id=asked.id, until=until, text="Their new system came late.", by=by)
    # The days are over.
    before = timezone.localdate() - dt.timedelta(days=20)
    Joint.objects.filter(pk=joint.pk).update(due=before)
    Contribution.objects.filter(pk=asked.pk).update(extended=before + dt.timedelta(days=14))
    joint.refresh_from_db()
    return joint
