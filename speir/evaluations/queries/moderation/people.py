"""Who takes part in a moderation, who has judged (and not what), and who could be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.access.roles import ROLES
from speir.evaluations.models import Contribution, Evaluator, HiddenView, Moderation, Round
from speir.evaluations.policy import moderation as policy
from speir.organisations.models import Membership

_JUDGES = {Permission.WRITE_JUDGEMENTS, Permission.REFLECT}
JUDGING = [role for role, permissions in ROLES.items() if permissions & _JUDGES]


@dataclass(frozen=True, slots=True)
class Judging:
    """Somebody on the list. `judged`: there is a view of theirs; `here`: they judge on the device of who leads."""

    id: str
    name: str
    standpoint: str
    judged: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Askable:
    """Somebody who could be asked by post, in which unit they are, and their address where they have proven one."""

    id: str
    name: str
    unit_id: str
    unit: str
    email: str
    asked: bool


def on_the_list(moderation_id: str, round_id: str = "") -> tuple[Judging, ...]:
    """Return who takes part, by name, and of an indicator's round whether they have judged it. One query."""
    given = HiddenView.objects.filter(evaluator=OuterRef("pk"), round=round_id, late=False)
    rows = (
        Evaluator.objects.filter(moderation=moderation_id, left_at=None)
        .annotate(judged=Exists(given))
        .order_by("name", "id")
        .values_list("id", "name", "standpoint", "unit__name", "judged", "person_id")
    )
    found = [
        Judging(row, name, words or unit or "", judged, person is None)
        for row, name, words, unit, judged, person in rows
    ]
    if len({one.standpoint for one in found}) == 1:  # the same for all says nothing
        return tuple(replace(one, standpoint="") for one in found)
    return tuple(found)


def how_many_judged(moderation_id: str) -> dict[str, int]:
    """Return how many of those on the list have judged each round, by its id, and never what. One query."""
    given = HiddenView.objects.filter(
        round__moderation=moderation_id, late=False, evaluator__left_at=None
    ).order_by()
    return dict(
        given.values("round").annotate(many=Count("evaluator", distinct=True)).values_list("round", "many")
    )


def missing(row: Round) -> list[str]:
    """Return the names of those on the list who have not judged a round. One query."""
    return [one.name for one in on_the_list(row.moderation_id, row.id) if not one.judged]


def askable(moderation: Moderation) -> list[Askable]:
    """Return who could be asked to judge by post, by unit and name: whose role there lets them judge or reflect.

    In a joint broad view, also who answers for an organisation that accepted the invitation. Three queries at most.
    """
    evaluation = moderation.evaluation
    asked = set(moderation.evaluators.filter(left_at=None).values_list("person_id", flat=True))
    held = Membership.objects.holding(timezone.localdate()).filter(
        role__in=JUDGING, unit__path__startswith=policy.home_of(evaluation), person__is_active=True
    )
    rows = list(held.values_list("person_id", "person__name", "unit_id", "unit__name", *_ADDRESS))
    if joint := getattr(evaluation, "joint", None):
        answering = Contribution.objects.filter(
            Q(answers__is_active=True), joint=joint, agreed_at__isnull=False
        )
        rows += answering.values_list(
            "answers_id",
            "answers__name",
            "organisation_id",
            "organisation__name",
            "answers__email",
            "answers__email_proven_at",
        )
    found = {
        person: Askable(person, name, unit, unit_name, email if proven else "", person in asked)
        for person, name, unit, unit_name, email, proven in rows
    }
    return sorted(found.values(), key=lambda one: (one.unit, one.name, one.id))


_ADDRESS = ("person__email", "person__email_proven_at")


def askable_of(actor: Actor, moderation_id: str) -> list[Askable]:
    """Return the same to whoever leads. Four queries at most. Raises NotYours, NotAllowed."""
    return askable(policy.require_leading(actor, moderation_id))


def still_asked(rows: QuerySet[Evaluator]) -> list[Evaluator]:
    """Return those of these places, with person and moderation, that still have to judge by post. One query."""
    left = Round.objects.filter(
        ~Exists(HiddenView.objects.filter(round=OuterRef("pk"), evaluator=OuterRef(OuterRef("pk")))),
        moderation=OuterRef("moderation"),
        opened_at__isnull=False,
        revealed_at=None,
    )
    going_on = rows.filter(
        Exists(left), left_at=None, moderation__ended_at=None, moderation__until__isnull=False
    )
    return list(going_on.filter(person__is_active=True).select_related("person", "moderation"))
