"""Who owns which indicators of a broad view: sees to it that they are answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor, Grant
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.evaluations import policy
from speir.evaluations.models import Assignment, Evaluation
from speir.evaluations.queries.asked_for import asked_for
from speir.evaluations.queries.headings import Heading, heading
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator
from speir.organisations.models import Membership
from speir.sharing.policy import acts_on
from speir.sharing.rules import reads

# By judgement, in the order in which they came to own it.
OWNED = Compiled(
    lambda evaluation_id: (
        Assignment.objects.filter(judgement__evaluation_id=evaluation_id)
        .order_by("at", "person__name", "id")
        .values_list("judgement_id", "person_id", "person__name")
    ),
    blanks=1,
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who may write in a broad view, or owns something of it all the same; with the numbers that they own."""

    person_id: str
    name: str
    numbers: tuple[str, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Owning:
    """Who owns what of a broad view, by name, and the numbers of its indicators that nobody owns.

    Where a joint broad view asks about `some` indicators only, `nobodys` are those of them.
    """

    heading: Heading
    framework: Framework
    people: tuple[Owner, ...]
    nobodys: tuple[str, ...]
    some: bool


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """What one person owns, and beside each indicator who else does."""

    heading: Heading
    framework: Framework
    owner: Owner
    others: Mapping[str, tuple[str, ...]]


def owners_of(evaluation_id: str) -> dict[str, list[tuple[str, str]]]:
    """Return who owns each judgement of a broad view fetched through policy: (person's id, name). One query."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for judgement_id, person_id, name in OWNED(evaluation_id):
        found[judgement_id].append((person_id, name))
    return found


def owning(actor: Actor, evaluation_id: str) -> Owning:
    """Return who owns what of a broad view. Six queries, two more where a joint broad view asks. Raises NotYours."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    shown, people, owned = _people(evaluation)
    # Of what is asked of an organisation those hear who belong to it.
    here = evaluation.unit_id in places(actor, Permission.READ_EVALUATIONS)
    asked = {number for one in asked_for(evaluation_id, shown) for number in one.numbers} if here else set()
    wanted = [one for one in shown.indicators if not asked or one.number in asked]
    return Owning(
        heading=heading(actor, evaluation),
        framework=shown,
        people=tuple(sorted(people.values(), key=lambda one: (not one.may_write, one.name))),
        nobodys=tuple(one.number for one in wanted if not owned[one.id]),
        some=len(wanted) < len(shown.indicators),
    )


def of_person(actor: Actor, evaluation_id: str, person_id: str) -> OwnerPage:
    """Return what one person owns of a broad view. Five queries.

    Raises NotYours, also for somebody who may not write there and owns nothing.
    """
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    shown, people, owned = _people(evaluation)
    if person_id not in people:
        raise NotYours
    others = {
        one.number: tuple(name for person, name in owned[one.id] if person != person_id)
        for one in shown.indicators
    }
    return OwnerPage(heading(actor, evaluation), shown, people[person_id], others)


def people_who(permission: Permission, evaluation: Evaluation) -> list[tuple[str, str]]:
    """Return who may do something in a broad view by their roles there, and can read it: (id, name), by name.

    Two queries at most.
    """
    path, permissions = evaluation.unit.path, (permission, Permission.READ_EVALUATIONS)
    roles = [role for role, those in ROLES.items() if those.intersection(permissions)]
    rows = (
        Membership.objects.holding(timezone.localdate())
        .filter(role__in=roles, unit__in=[one for one in path.split("/") if one], person__is_active=True)
        .order_by("person__name", "person_id")
        .values_list("person_id", "person__name", "role", "unit__path")
    )
    grants: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for person_id, name, role, at in rows:
        grants[person_id, name].append(Grant(role, at))
    acts = acts_on(policy.ABOUT, evaluation.id) if grants else []
    actors = [Actor(*person, tuple(held)) for person, held in grants.items()]
    return [
        (one.person_id, one.name)
        for one in actors
        if may(one, permission, path) and reads(one, Permission.READ_EVALUATIONS, evaluation.kept, acts)
    ]


def _people(
    evaluation: Evaluation,
) -> tuple[Framework, dict[str, Owner], Mapping[str, list[tuple[str, str]]]]:
    """Return who may write in it and who owns something of it, by id, and who owns each indicator, by its id."""
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    ids: dict[str, str] = dict(evaluation.judgements.values_list("id", "indicator_id"))
    owned: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for judgement_id, those in owners_of(evaluation.id).items():
        owned[ids[judgement_id]] = those
    writers = dict(people_who(Permission.WRITE_JUDGEMENTS, evaluation))
    names = writers | {person: name for those in owned.values() for person, name in those}
    return (
        shown,
        {
            person: Owner(person, name, _numbers(shown.indicators, owned, person), person in writers)
            for person, name in names.items()
        },
        owned,
    )


def _numbers(
    indicators: tuple[Indicator, ...], owned: Mapping[str, list[tuple[str, str]]], person: str
) -> tuple[str, ...]:
    return tuple(one.number for one in indicators if person in dict(owned[one.id]))
