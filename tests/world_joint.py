"""A partnership with organisations that sit in it, and a joint broad view of theirs, brought about through actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from speir.core.ids import new_id
from speir.evaluations.actions import contributions, joints
from speir.evaluations.models import Contribution, Evaluation, Joint
from speir.evaluations.rules.planning import Invited, Plan
from speir.organisations.actions import seats
from speir.organisations.models import Unit
from tests import world
from tests.world import Somebody

NAMES = ("Health", "Police", "Social work")
SECTORS = ("health", "police", "social_work")
ASKED = ("1.1", "1.3", "3.2")
WHY = "We hand in what we know today; the rest follows."


@dataclass(frozen=True)
class Member:
    """An organisation that sits in the partnership, with its lead and somebody who writes there."""

    unit: Unit
    lead: Somebody
    evaluator: Somebody


@dataclass(frozen=True)
class Committee:
    """A partnership: its lead officer, its chair and chief officer, somebody who reads, and its members by name."""

    unit: Unit
    lead: Somebody
    chair: Somebody
    chief: Somebody
    reader: Somebody
    members: dict[str, Member]
    stranger: Somebody


def committee(names: Iterable[str] = NAMES, word: str = "") -> Committee:
    """`word` stands in the names of units, which are as long as they may be then."""
    lead = world.somebody("Morag Sinclair")
    unit = world.unit_of(lead, f"Lochside Child Protection Committee {word}".strip()[:200], "partnership")
    stranger = world.somebody("Hamish Orr")
    world.unit_of(stranger, "Another agency", "agency")
    return Committee(
        unit=unit,
        lead=lead,
        chair=world.colleague("Una Petrie", unit, "chair", lead),
        chief=world.colleague("Catriona Munro", unit, "chief_officer", lead),
        reader=world.colleague("Rhona Bell", unit, "reader", lead),
        members={name: member(name, unit, lead, at, word) for at, name in enumerate(names)},
        stranger=stranger,
    )


def member(name: str, partnership: Unit, lead: Somebody, at: int = 0, word: str = "") -> Member:
    """An organisation that looks after itself and has taken a seat in the partnership."""
    own = world.somebody(f"{name} lead")
    unit = world.unit_of(own, f"{name} {word}".strip()[:200], "agency")
    Unit.objects.filter(pk=unit.pk).update(sector=SECTORS[at % len(SECTORS)])
    unit.refresh_from_db()
    seat(unit, own, partnership, lead)
    return Member(unit, own, world.colleague(f"{name} evaluator", unit, "evaluator", own))


def seat(unit: Unit, own: Somebody, partnership: Unit, lead: Somebody) -> None:
    """The organisation's lead takes a seat that the partnership's lead offers."""
    address = seats.offer(partnership_id=partnership.id, by=lead.actor)
    seats.take(secret=address.strip("/").rpartition("/")[2], organisation_id=unit.id, by=own.actor)


def joint(
    there: Committee, *, indicators: Iterable[str] = ASKED, names: Iterable[str] | None = None, days: int = 30
) -> Joint:
    """A joint broad view to which members were invited: all, or these."""
    units = [there.members[name].unit.id for name in (there.members if names is None else names)]
    return joints.begin(
        unit_id=there.unit.id,
        framework_key=world.FRAMEWORK,
        plan=Plan(
            title="Joint broad view 2026",
            period_from=dt.date(2026, 1, 1),
            period_to=dt.date(2026, 12, 31),
            due=timezone.localdate() + dt.timedelta(days=days),
            indicators=tuple(indicators),
            invited=tuple(Invited(unit) for unit in units),
            invitation="Please look at how early help comes.",
        ),
        joint_id=new_id(),
        by=there.lead.actor,
    )


def asked_of(joint: Joint, unit: Unit) -> Contribution:
    """What is asked of an organisation, as it stands."""
    return Contribution.objects.get(joint=joint, organisation=unit)


def agreed(joint: Joint, member: Member) -> Contribution:
    """The organisation's lead accepts the invitation."""
    return contributions.agree(contribution_id=asked_of(joint, member.unit).id, by=member.lead.actor)


def answered(joint: Joint, member: Member, levels: dict[str, str]) -> Evaluation:
    """The organisation begins its own broad view and judges these indicators (number: level's key), with evidence."""
    agreed(joint, member)
    contribution = asked_of(joint, member.unit)
    view = contributions.begin_own(contribution_id=contribution.id, by=member.lead.actor)
    for number, level in levels.items():
        world.confirm(view, number, member.evaluator)
        world.write(
            view,
            number,
            member.evaluator,
            choice=level,
            sure="some_doubt",
            strengths=f"{member.unit.name} sees children early ({number}).",
            improvements=f"{member.unit.name} writes too little down ({number}).",
            done="1",
        )
    return view


def handed_in(joint: Joint, member: Member, levels: dict[str, str]) -> Contribution:
    """The organisation answers, seals an edition and hands it in."""
    view = answered(joint, member, levels)
    world.seal(view, member.lead)
    contribution = asked_of(joint, member.unit)
    return contributions.submit(
        contribution_id=contribution.id, evaluation_id=view.id, number=1, text=WHY, by=member.lead.actor
    )


def complete(there: Committee) -> Joint:
    """A joint broad view to which Health and Police have handed in, with a wide gap in 1.1; Social work has agreed."""
    made = joint(there)
    handed_in(made, there.members["Health"], {"1.1": "weak", "1.3": "good", "3.2": "adequate"})
    handed_in(made, there.members["Police"], {"1.1": "very_good", "1.3": "good"})
    agreed(made, there.members["Social work"])
    return made


def crowd(word: str = "") -> tuple[Committee, Joint]:
    """A joint broad view with more organisations than stand across a page, of which each judges one indicator."""
    there = committee([f"Family centre {at}" for at in range(1, 14)], word)
    made = joint(there, indicators=("1.1", "3.2"))
    for at, one in enumerate(there.members.values()):
        handed_in(made, one, {"1.1": "good" if at % 3 else "weak"} if at % 4 else {})
    return there, made
