"""What an organisation could hand in: its broad views and editions, where each was given, what is open in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.text import dated, day, period
from speir.evaluations import policy as views
from speir.evaluations.models import Contribution, ContributionStep, Edition, Evaluation, SetAside
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries.carrying import unchecked
from speir.evaluations.queries.owning import people_who
from speir.evaluations.queries.records import record_of
from speir.evaluations.rules.asking import Move
from speir.evaluations.rules.handing_in import Gaps, gaps
from speir.evaluations.rules.record_text import from_json
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework

# So many of what could be given, the newest first.
MOST = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """A broad view with which the organisation may answer. `edition` is the one in progress, or the latest sealed."""

    id: str
    title: str
    unit: str
    edition: int
    sealed: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """An edition that could be given. `given` says to which partnerships it was given already, and when."""

    evaluation_id: str
    number: int
    title: str
    unit: str
    sealed_on: str
    given: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToHandIn:
    """What is about to be handed in. `sealing`: it is the one in progress, and is sealed with it.

    `may_seal` is whether its reader may do that, and `sealers` who else may, as names.
    """

    evaluation_id: str
    number: int
    title: str
    unit: str
    sealed_on: str
    sealing: bool
    may_seal: bool
    sealers: tuple[str, ...]
    gaps: Gaps
    given: tuple[tuple[str, str], ...]


def choices(actor: Actor, contribution_id: str) -> list[Choice]:
    """Return the broad views with which the organisation may answer, the newest first. Raises NotYours."""
    row = policy.require_contribution(actor, contribution_id)
    rows = _may_answer(actor, row).order_by("-begun_at", "id")[:MOST]
    return [
        Choice(v.id, dated(v.title, period(v.period_from, v.period_to)), v.unit.name, v.edition, v.sealed)
        for v in rows
    ]


def fits(actor: Actor, contribution_id: str) -> list[Fit]:
    """Return the sealed editions that the organisation may give, the newest first. Raises NotYours."""
    row = policy.require_contribution(actor, contribution_id)
    rows = list(
        Edition.objects.filter(evaluation__in=_may_answer(actor, row))
        .order_by("-sealed_at", "id")
        .values_list(
            "id",
            "evaluation_id",
            "number",
            "evaluation__title",
            "evaluation__unit__name",
            "evaluation__period_from",
            "evaluation__period_to",
            "sealed_at",
        )[:MOST]
    )
    given = _given(actor, [one[0] for one in rows])
    return [
        Fit(
            view,
            number,
            dated(title, period(first, last)),
            unit,
            day(timezone.localdate(at)),
            tuple(given[edition]),
        )
        for edition, view, number, title, unit, first, last, at in rows
    ]


def to_hand_in(actor: Actor, contribution_id: str, evaluation_id: str, number: int) -> ToHandIn | None:
    """Return an edition, sealed or in progress, as it would be handed in; None where it is neither or does not fit.

    Without a `number` it is the present one: the one in progress, or the latest where the broad view is sealed.
    Raises NotYours where the contribution is not the actor's.
    """
    row = policy.require_contribution(actor, contribution_id)
    view = _may_answer(actor, row).filter(pk=evaluation_id).first()
    if view is None:
        return None
    number = number or view.edition
    edition = Edition.objects.filter(evaluation=view, number=number).first()
    sealing = edition is None and not view.sealed and view.edition == number
    if edition is None and not sealing:
        return None
    may_seal = may(actor, Permission.LOCK_EVALUATION, view.unit.path)
    who = () if may_seal or not sealing else people_who(Permission.LOCK_EVALUATION, view)
    return ToHandIn(
        evaluation_id=view.id,
        number=number,
        title=dated(view.title, period(view.period_from, view.period_to)),
        unit=view.unit.name,
        sealed_on=day(timezone.localdate(edition.sealed_at)) if edition else "",
        sealing=sealing,
        may_seal=may_seal,
        sealers=tuple(dict.fromkeys(name for _id, name in who)),
        gaps=gaps_of(row, view, edition),
        given=tuple(_given(actor, [edition.id])[edition.id]) if edition else (),
    )


def gaps_of(contribution: Contribution, view: Evaluation, edition: Edition | None) -> Gaps:
    """Return what is open in what is asked of a contribution, in a sealed edition or in a broad view as it stands.

    Both were fetched through policy. A text waits, and what came back is unchecked, beside the present edition alone:
    there it could still be taken up.
    """
    record = from_json(edition.content) if edition else record_of(view)
    present = edition is None or edition.number == view.edition
    aside = SetAside.objects.filter(evaluation=view).values_list("place") if present else ()
    asked = contribution.joint.evaluation
    shown = read_framework(asked.framework_id, asked.framework.stamp)
    return gaps(
        record,
        asked_numbers(contribution, shown),
        (place.split("/")[0] for (place,) in aside),
        unchecked(view.id) if present else (),
    )


def asked_numbers(contribution: Contribution, shown: Framework, *, whole: bool = False) -> frozenset[str]:
    """Return the numbers that a contribution is asked about; `whole`: those that its joint broad view asks about."""
    rows = () if whole else contribution.asked_of.values_list("indicator_id")
    ids = [one for (one,) in rows] or [one for (one,) in contribution.joint.asked.values_list("indicator_id")]
    return frozenset(shown.by_id[one].number for one in ids)


def _may_answer(actor: Actor, row: Contribution) -> QuerySet[Evaluation]:
    return (
        views.visible_to(actor)
        .filter(
            framework=row.joint.evaluation.framework_id,
            unit__path__startswith=row.organisation.path,
            only_me=False,
        )
        .select_related("unit")
    )


def _given(actor: Actor, editions: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Return to whom editions were given by organisations of the actor's: (partnership, day), once each."""
    here = places(actor, Permission.READ_EVALUATIONS)
    rows = ContributionStep.objects.filter(
        move=Move.SUBMITTED, edition__in=editions, contribution__organisation__in=here
    ).order_by("at", "id")
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for edition, joint, name, at in rows.values_list(
        "edition_id", "contribution__joint_id", "contribution__joint__evaluation__unit__name", "at"
    ):
        found.setdefault((edition, joint), (name, day(timezone.localdate(at))))
    given: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (edition, _joint), told in found.items():
        given[edition].append(told)
    return given
