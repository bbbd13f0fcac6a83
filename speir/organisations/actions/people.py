"""Founding units, bringing people in, and whom they ring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from speir.access.actor import Actor, Grant
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.access.roles import GIVEN
from speir.accounts.actions import invitations, make_person, make_sign_in_address, rename
from speir.accounts.models import Person
from speir.accounts.queries import by_email, ways_of
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.notices import actions as notices
from speir.organisations import policy, queries, rules
from speir.organisations.models import Contact, Membership, Unit
from speir.organisations.queries import actor_for
from speir.organisations.rules import holding
from speir.trail.actions import record

ELSEWHERE = (
    "Somebody is here already with this e-mail address, and not among your people. Leave it out: the sign-in address "
    "that you hand over is enough, and your colleague chooses how to sign in after that."
)
HERE_ALREADY = (
    "Somebody with this e-mail address is in the list already. If they cannot sign in, make a new sign-in address "
    "beside their name."
)
CHANGED = (
    "Somebody changed these numbers while you were typing. What stands now is shown too. Put together what shall "
    "stand, then save again."
)
# What stands in the place of an address that is handed over.
BY_E_MAIL = "by e-mail"
OWN_WAY = "They have a way to sign in of their own, so no address can be made for them here."
BEEN_HERE = (
    "They have been here, so an address in your hands would open what they wrote for themselves alone. Whoever runs "
    "this installation makes them one with: bin/speir sign-in-address "
)


@transaction.atomic
def make_unit(
    *,
    name: str,
    kind: str,
    sector: str = "",
    locality: str = "",
    parent: Unit | None,
    demonstration: bool,
    by: Actor,
) -> Unit:
    """Make a unit below another that the caller fetched through policy, or one of its own. Raises Refused."""
    own = new_id()
    unit = Unit(
        id=own,
        name=rules.name_of_unit(name),
        kind=rules.kind_of_unit(kind).value,
        sector=sector,
        locality=rules.locality_of_unit(locality),
        parent=parent,
        root_id=parent.root_id if parent else own,
        path=(parent.path if parent else "") + own + "/",
        demonstration=demonstration or bool(parent and parent.demonstration),
    )
    unit.save(force_insert=True)
    record(by=by, verb="founded", about="unit", about_id=own, path=unit.path, detail=unit.name)
    return unit


@transaction.atomic
def give(
    *,
    person: Person,
    unit: Unit,
    role: str,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    by: Actor,
) -> Membership:
    """Give a person a role in a unit that the caller fetched through policy; one that had ended begins again.

    From today and without an end where nothing else is said. Raises Refused for a role that cannot be given, Unfit for
    days that it cannot have.
    """
    if role not in GIVEN:
        raise Refused("role-unknown", "Choose one of the roles.", "role")
    today = timezone.localdate()
    broken = holding.check_start(starts, today) if starts else []
    broken += holding.check_days(role, starts or today, ends, today)
    if broken:
        raise Unfit(broken)
    # A role that nobody holds yet has no row to lock: of two who give it at once, the second finds the first one's.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    found = Membership.objects.filter(person=person, unit=unit, role=role).first()
    return let_begin(
        held=found or Membership(person=person, unit=unit, role=role), starts=starts, ends=ends, by=by
    )


@transaction.atomic
def let_begin(
    *, held: Membership, starts: dt.date | None = None, ends: dt.date | None = None, by: Actor
) -> Membership:
    """Let a role begin, or one that had ended begin again, whose days the caller has checked; given twice it is one."""
    today = timezone.localdate()
    goes_on = not held._state.adding and held.stands(today)
    held.starts, held.ends = starts or (min(held.starts, today) if goes_on else today), ends
    held.ended_at, held.ended_by_name = None, ""
    held.given_at, held.given_by_name = timezone.now(), by.name
    held.save()
    record(
        by=by,
        verb="enrolled",
        about="person",
        about_id=held.person_id,
        path=held.unit.path,
        detail=held.role,
    )
    return held


@transaction.atomic
def found(
    *, name: str, kind: str, founder: Person, founder_name: str = "", demonstration: bool = False, by: Actor
) -> tuple[Unit, Actor]:
    """Found a unit of its own with `founder` as its lead officer; return it and the Actor with the new grant.

    `founder_name`, where it differs, becomes the founder's name. Raises Refused for a missing name or an unknown
    kind. Anybody who is signed in may found a unit: it begins empty and reaches nothing that was there before.
    """
    if founder_name and founder_name != founder.name:
        founder = rename(person=founder, name=founder_name, by=by)
    acting = Actor(person_id=founder.id, name=founder.name, grants=by.grants)
    unit = make_unit(name=name, kind=kind, parent=None, demonstration=demonstration, by=acting)
    give(person=founder, unit=unit, role="lead_officer", by=acting)
    grants = (*by.grants, Grant("lead_officer", unit.path))
    return unit, Actor(person_id=founder.id, name=founder.name, grants=grants)


@transaction.atomic
def add_unit(*, name: str, kind: str, under: str, locality: str = "", by: Actor) -> Unit:
    """Add a unit below another. Raises NotYours, NotAllowed, Refused."""
    parent = policy.require_open(by, Permission.MANAGE_UNIT, under)
    return make_unit(name=name, kind=kind, locality=locality, parent=parent, demonstration=False, by=by)


@transaction.atomic
def enrol(*, person: Person, unit_id: str, role: str, ends: dt.date | None = None, by: Actor) -> Membership:
    """Give a person a role in a unit from today, until a day where one is said.

    Raises NotYours, NotAllowed, Refused, Unfit.
    """
    unit = policy.require_open(by, Permission.MANAGE_PEOPLE, unit_id)
    if person.pk == by.person_id:
        raise Refused("role-own", holding.OWN_ROLE, "role")
    return give(person=person, unit=unit, role=role, ends=ends, by=by)


@transaction.atomic
def bring_in(
    *,
    unit_id: str,
    name: str,
    email: str = "",
    role: str,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    by: Actor,
) -> str:
    """Bring a colleague into a unit; return the path of a one-time address that signs them in, to be handed over.

    Where letters leave, somebody with an e-mail address is invited by one instead: BY_E_MAIL is returned.

    The path is empty for somebody of the actor's own people who has a password: they sign in as before. An e-mail
    address that anybody else has given here proves nothing, since nobody checked that it is theirs: it is refused.
    Raises NotYours, NotAllowed, Unfit for days that the role cannot have, and Refused for a missing name, a role that
    does not fit here, such an address, or somebody who is in this unit already.
    """
    unit = policy.require_open(by, Permission.MANAGE_PEOPLE, unit_id)
    for broken in holding.check_role(role, unit.kind):
        raise broken
    known = by_email(email) if email else None
    if known is not None and known.pk == by.person_id:
        raise Refused("role-own", holding.OWN_ROLE, "email")
    if known is not None and not _all_theirs(known, by):
        raise Refused("email-elsewhere", ELSEWHERE, "email")
    if known is not None and _held(unit_id, known.id).exists():
        raise Refused("here-already", HERE_ALREADY, "email")
    person = known or make_person(name=name, email=email, by=by)
    give(person=person, unit=unit, role=role, starts=starts, ends=ends, by=by)
    ways = ways_of([person.id])[person.id]
    return "" if ways.own or ways.been else _way_in(person, unit, by)


@transaction.atomic
def new_sign_in_address(*, unit_id: str, person_id: str, by: Actor) -> str:
    """Return the path of a new one-time address for a colleague who was never here and whose first one is gone.

    Whoever was here is invited by e-mail, where their address is proven to be theirs. Raises NotYours, NotAllowed, and
    Refused for anybody else who was here, who has a way in of their own, or a role where the actor does not bring
    people in: the address would open what they see there.
    """
    unit = policy.require(by, Permission.MANAGE_PEOPLE, unit_id)
    held = _held(unit_id, person_id).select_related("person").first()
    if held is None:
        raise NotYours
    if ways_of([person_id])[person_id].own or not _all_theirs(held.person, by):
        raise Refused("has-own-way", OWN_WAY)
    return _way_in(held.person, unit, by)


@transaction.atomic
def take_back_invitation(*, unit_id: str, person_id: str, by: Actor) -> None:
    """End the open invitation of a colleague. Raises NotYours, NotAllowed, Refused."""
    unit = policy.require(by, Permission.MANAGE_PEOPLE, unit_id)
    held = _held(unit_id, person_id).select_related("person").first()
    if held is None:
        raise NotYours
    if not _all_theirs(held.person, by):
        raise Refused("has-own-way", OWN_WAY)
    invitations.take_back(person=held.person, path=unit.path, by=by)


def _way_in(person: Person, unit: Unit, by: Actor) -> str:
    """Invite a person by e-mail where that can be done, and say BY_E_MAIL; else return an address to hand over.

    Raises Refused for somebody who was here: they wrote what nobody else reads, and only they may be let in to it.
    """
    ways = ways_of([person.id])[person.id]
    if person.email and notices.configured() and ways.by_mail:
        invitations.invite(person=person, unit_name=unit.name, path=unit.path, by=by)
        return BY_E_MAIL
    if not ways.by_hand:
        raise Refused("been-here", BEEN_HERE + person.id)
    return make_sign_in_address(person=person, path=unit.path, by=by)


def _held(unit_id: str, person_id: str) -> QuerySet[Membership]:
    """Return the roles that a person holds in a unit today, or will."""
    return Membership.objects.standing(timezone.localdate()).filter(unit=unit_id, person=person_id)


def _all_theirs(person: Person, by: Actor) -> bool:
    """Return whether a person holds a role, and every one where the actor brings people in (visits set aside)."""
    held = Membership.objects.filter(person=person, unit__demonstration=False)
    paths = list(held.values_list("unit__path", flat=True))
    return bool(paths) and all(may(by, Permission.MANAGE_PEOPLE, path) for path in paths)


@transaction.atomic
def visit_demonstration(*, person: Person, unit_id: str, by: Actor) -> Membership:
    """Let anybody who is signed in into the demonstration as an evaluator. Raises Refused for any other unit."""
    unit = Unit.objects.filter(pk=unit_id, demonstration=True, parent=None).first()
    if unit is None:
        raise Refused("not-a-demonstration", "The demonstration is not loaded here.")
    return give(person=person, unit=unit, role="evaluator", by=by)


@transaction.atomic
def set_contacts(*, unit_id: str, typed: Sequence[tuple[str, str]], base: str, by: Actor) -> None:
    """Set whom a unit's people ring when a child may be at risk: (who, number) in order; `base` is what the form saw.

    Raises NotYours, NotAllowed, Unfit, and Refused where somebody else set them meanwhile.
    """
    unit = policy.require(by, Permission.MANAGE_UNIT, unit_id, lock=True)
    new, held = rules.contacts_of(typed), queries.contacts(by, unit_id)
    if new == held:
        return
    if rules.mark_of(held) != base:
        raise Refused("contacts-changed", CHANGED)
    Contact.objects.filter(unit=unit).delete()
    Contact.objects.bulk_create(
        Contact(unit=unit, position=at, who=who, number=number) for at, (who, number) in enumerate(new)
    )
    record(by=by, verb="set contacts of", about="unit", about_id=unit.id, path=unit.path)


def actor_of(person: Person) -> Actor:
    """Return the Actor for a person with today's grants, for actions that act for several people."""
    return actor_for(person_id=person.id, name=person.name, today=timezone.localdate())
