"""Who may take part in judging together, who leads it, and who may read what was revealed.

A moderation is read where the broad view was written, and by whoever is in the joint broad view that it belongs to. It
never goes along when a broad view is shared: what somebody judged in their own room stays there. A view that is hidden
is nobody's but its evaluator's, and no function here gives it to anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from speir.access.actor import Actor
from speir.access.decide import lets, may, places
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours
from speir.core.ids import is_id
from speir.evaluations.models import Contribution, Evaluation, Evaluator, Moderation, Round
from speir.evaluations.policy.joints import joints_of
from speir.evaluations.policy.parting import left
from speir.organisations.models import Unit

MODERATION = "moderation"
LEADS = "This is for whoever leads the meeting. Ask your lead officer."
TAKES_PART = "Your role here lets you read what was agreed, not judge."
NOT_JOINED = "Join first: then you can judge."
_JUDGES = (Permission.WRITE_JUDGEMENTS, Permission.REFLECT)

_MODERATIONS = Moderation.objects.select_related(
    "evaluation__unit", "evaluation__framework", "evaluation__joint"
)
_ROUNDS = Round.objects.select_related(
    "moderation__evaluation__unit", "moderation__evaluation__framework", "moderation__evaluation__joint"
)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A unit for which somebody can speak."""

    id: str
    name: str


def moderations_of(actor: Actor) -> QuerySet[Moderation]:
    """Return the moderations that the actor may read of: of broad views at home where they belong, and joint ones."""
    return _MODERATIONS.filter(_read(actor, "evaluation"))


def rounds_of(actor: Actor) -> QuerySet[Round]:
    """Return the rounds of the moderations that the actor may read of."""
    return _ROUNDS.filter(_read(actor, "moderation__evaluation"))


def _read(actor: Actor, at: str) -> Q:
    here = places(actor, Permission.READ_EVALUATIONS)
    if not here:
        return Q(pk__in=())
    own = Q(**{f"{at}__only_me": True, f"{at}__owner": actor.person_id})
    home = Q(**{f"{at}__only_me": False, f"{at}__home__in": here})
    return own | home | Q(**{f"{at}__joint__in": joints_of(actor, today=True).values("pk")})


def leads_view(actor: Actor, evaluation: Evaluation) -> bool:
    """Return whether the actor may have people judge this broad view together: they write and seal there. No query."""
    return all(
        may(actor, permission, evaluation.unit.path)
        for permission in (Permission.LOCK_EVALUATION, Permission.WRITE_JUDGEMENTS)
    )


def leads(actor: Actor, moderation: Moderation) -> bool:
    """Return whether the actor leads a moderation: opens, reveals, writes down what was agreed. No query."""
    return leads_view(actor, moderation.evaluation)


def require_view(actor: Actor, evaluation_id: str) -> Evaluation:
    """Return a broad view, with its unit and framework, to one who may read what is judged together there.

    Raises NotYours, also for one that was merely shared with the actor.
    """
    rows = Evaluation.objects.select_related("unit", "framework", "joint", "look")
    here = places(actor, Permission.READ_EVALUATIONS)
    mine = Q(only_me=True, owner=actor.person_id) | Q(only_me=False, home__in=here)
    joint = Q(joint__in=joints_of(actor, today=True).values("pk"))
    found = rows.filter(mine | joint, pk=evaluation_id).first()
    if found is None:
        raise NotYours
    return found


def shut(evaluation: Evaluation) -> bool:
    """Return whether a broad view is sealed, or a closer look finished: nothing is judged there now. No query.

    It was fetched by `require_view`.
    """
    look = getattr(evaluation, "look", None)
    return evaluation.sealed or (look is not None and look.finished_at is not None)


def require_beginning(actor: Actor, evaluation_id: str) -> Evaluation:
    """Return a broad view to one who may begin a moderation of it. Raises NotYours, NotAllowed."""
    found = require_view(actor, evaluation_id)
    if not leads_view(actor, found):
        raise NotAllowed(LEADS)
    return found


def require_moderation(actor: Actor, moderation_id: str) -> Moderation:
    """Return a moderation with its broad view, unit and framework. Raises NotYours."""
    found = moderations_of(actor).filter(pk=moderation_id).first()
    if found is None:
        raise NotYours
    return found


def require_leading(actor: Actor, moderation_id: str, *, lock: bool = False) -> Moderation:
    """Return a moderation to whoever leads it, locked if asked. Raises NotYours, NotAllowed."""
    rows = moderations_of(actor).filter(pk=moderation_id)
    found = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()
    if found is None:
        raise NotYours
    if not leads(actor, found):
        raise NotAllowed(LEADS)
    return found


def require_round(actor: Actor, round_id: str) -> Round:
    """Return a round with its moderation, broad view, unit and framework. Raises NotYours."""
    found = rounds_of(actor).filter(pk=round_id).first()
    if found is None:
        raise NotYours
    return found


def require_leading_round(actor: Actor, round_id: str, *, lock: bool = False) -> Round:
    """Return a round to whoever leads it. Raises NotYours, NotAllowed.

    With `lock` it is locked for a change: judgements that are on their way in are waited for.
    """
    found = require_round(actor, round_id)
    if not leads(actor, found.moderation):
        raise NotAllowed(LEADS)
    if lock:
        return _ROUNDS.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    return found


def own_evaluator(actor: Actor, moderation_id: str) -> Evaluator | None:
    """Return the actor's own place in a moderation that was fetched through policy, or None before they join."""
    if not actor.person_id:
        return None
    rows = Evaluator.objects.select_related("unit").filter(moderation=moderation_id)
    return rows.filter(person=actor.person_id).first()


def require_evaluator(actor: Actor, moderation: Moderation, evaluator_id: str = "") -> Evaluator:
    """Return the actor's own place; or, to whoever leads, that of somebody who judges on their device.

    Raises NotYours, also for the place of somebody who has a device of their own; NotAllowed before the actor joins,
    and in a role that does not judge.
    """
    if evaluator_id:
        rows = Evaluator.objects.filter(moderation=moderation, person=None, left_at=None)
        found = rows.filter(pk=evaluator_id).first() if leads(actor, moderation) else None
        if found is None:
            raise NotYours
        return found
    own = own_evaluator(actor, moderation.id)
    if own is None or own.left_at is not None:
        raise NotAllowed(NOT_JOINED)
    if not standpoints(actor, moderation):  # their role may be another one than when they joined
        raise NotAllowed(TAKES_PART)
    return own


def standpoints(actor: Actor, moderation: Moderation) -> list[Standpoint]:
    """Return the units for which the actor may speak in a moderation, by name; none where they may not judge there.

    In a joint broad view: organisations that accepted the invitation, and the partnership for its own people. In
    another one: the actor's own units in and around the one that it is about. One query at most.
    """
    held = [grant for grant in actor.grants if any(lets(grant, one) for one in _JUDGES)]
    if not held:
        return []
    evaluation = moderation.evaluation
    around = {
        grant.path.rstrip("/").rpartition("/")[2]
        for grant in held
        if grant.path.startswith(home_of(evaluation)) or evaluation.unit.path.startswith(grant.path)
    }
    units = Q(pk__in=around)
    if joint := getattr(evaluation, "joint", None):
        at = frozenset[str]().union(*(places(actor, one) for one in _JUDGES))
        accepted = Contribution.objects.filter(joint=joint, agreed_at__isnull=False, organisation__in=at)
        accepted = accepted.exclude(left())
        units |= Q(pk__in=accepted.values("organisation"))
    rows = Unit.objects.filter(units).order_by("name", "id").values_list("id", "name")
    return [Standpoint(*row) for row in rows]


def require_taking_part(actor: Actor, moderation_id: str) -> tuple[Moderation, list[Standpoint]]:
    """Return a moderation, and for whom the actor may speak, to one who may judge. Raises NotYours, NotAllowed."""
    moderation = require_moderation(actor, moderation_id)
    found = standpoints(actor, moderation)
    if not found:
        raise NotAllowed(TAKES_PART)
    return moderation, found


def by_code(actor: Actor, code: str) -> Moderation | None:
    """Return the newest moderation that is going on and whose id begins so, to one who may read of it."""
    if not code or is_id(code):
        return moderations_of(actor).filter(pk=code).first() if code else None
    rows = moderations_of(actor).filter(pk__startswith=code, ended_at=None)
    return rows.order_by("-opened_at").first()


def home_of(evaluation: Evaluation) -> str:
    """Return the path of where a broad view was written: the unit that it is about, or one above that."""
    path, home, _below = evaluation.unit.path.partition(f"{evaluation.home_id}/")
    return path + home
