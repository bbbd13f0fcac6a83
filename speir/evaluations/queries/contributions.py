"""What is asked of an organisation in a joint broad view, as its own people see it: the invitation and their work."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may, places
from speir.access.permissions import Permission
from speir.core.text import day, period
from speir.evaluations import policy as views
from speir.evaluations.models import Contribution, ContributionStep, Edition, Evaluation, SetAside
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries import joints
from speir.evaluations.queries.owning import people_who
from speir.evaluations.queries.records import record_of
from speir.evaluations.rules.asking import HANDED_IN, Dates, Move, Progress, progress
from speir.evaluations.rules.handing_in import Gaps, gaps
from speir.evaluations.rules.record_text import from_json
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator

# So many of what could be given, the newest first.
MOST = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A move about a contribution as people read it: by whom, on which day, and its words."""

    move: str
    text: str
    by: str
    on: str
    number: int


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of an organisation. `home`: its reader belongs to it, and is shown what it works on.

    `shown_joint`: the reader may see the joint broad view itself. `indicators` are those that this one is asked about,
    `chosen` the ids of those that it chose itself. `question` is what it was returned with, `longer` the extension.
    `evaluation_id` and `number` are what it handed in last; `own_id` is the broad view that it works in.
    """

    id: str
    heading: joints.JointHeading
    framework: Framework
    organisation: str
    organisation_id: str
    indicators: tuple[Indicator, ...]
    every: tuple[Indicator, ...]
    chosen: frozenset[str]
    short: bool
    progress: Progress
    dates: Dates
    answers: str
    home: bool
    answers_for: bool
    shown_joint: bool
    own_id: str
    evaluation_id: str
    number: int
    steps: tuple[Step, ...]

    @property
    def handed_in(self) -> bool:
        """Whether something was handed in, which the others read."""
        return self.progress in HANDED_IN

    @property
    def agreed(self) -> bool:
        """Whether the invitation stands accepted."""
        return self.progress not in (Progress.INVITED, Progress.DECLINED)

    @property
    def to_choose(self) -> bool:
        """Whether it is still to be chosen which indicators this body answers."""
        return self.short and self.indicators == self.every and not self.chosen

    @property
    def question(self) -> Step | None:
        """The question that it was returned with, while nothing was handed in since."""
        return self.last(Move.RETURNED) if self.progress == Progress.RETURNED else None

    @property
    def longer(self) -> Step | None:
        """The extension that it was given last."""
        return self.last(Move.EXTENDED) if self.dates.extended else None

    def last(self, move: Move) -> Step | None:
        """Return the last move of a kind."""
        return next((step for step in reversed(self.steps) if step.move == move), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """A broad view with which the organisation may answer. `edition` is the one in progress, or the latest sealed."""

    id: str
    title: str
    unit: str
    period: str
    edition: int
    sealed: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """An edition that could be given. `given` says to which partnerships it was given already, and when."""

    evaluation_id: str
    number: int
    title: str
    unit: str
    period: str
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
    period: str
    sealed_on: str
    sealing: bool
    may_seal: bool
    sealers: tuple[str, ...]
    gaps: Gaps
    given: tuple[tuple[str, str], ...]


def asking(actor: Actor, contribution_id: str) -> Asking:
    """Return what is asked of an organisation, to its people and to whoever leads the joint broad view. Five queries.

    Raises NotYours.
    """
    row = policy.require_contribution(actor, contribution_id)
    joint, here = row.joint, places(actor, Permission.READ_EVALUATIONS)
    shown = read_framework(joint.evaluation.framework_id, joint.evaluation.framework.stamp)
    every = {one for (one,) in joint.asked.values_list("indicator_id")}
    own = dict(row.asked_of.values_list("indicator_id", "chosen"))
    came = timezone.localdate(row.came_at) if row.came_at else None
    steps = row.steps.order_by("at", "id").values_list("move", "text", "by_name", "at", "edition__number")
    home = row.organisation_id in here
    return Asking(
        id=row.id,
        heading=joints.heading(actor, joint),
        framework=shown,
        organisation=row.organisation.name,
        organisation_id=row.organisation_id,
        indicators=tuple(one for one in shown.indicators if one.id in every and (not own or one.id in own)),
        every=tuple(one for one in shown.indicators if one.id in every),
        chosen=frozenset(one for one, chosen in own.items() if chosen),
        short=row.short,
        progress=progress(row.last, begun=row.evaluation_id is not None),
        dates=Dates(joint.due, row.extended, came),
        answers=row.answers.name if row.answers else "",
        home=home,
        answers_for=policy.answers_for(actor, row),
        shown_joint=joint.evaluation.unit_id in here or (home and row.agreed_at is not None),
        own_id=row.evaluation_id or "" if home else "",
        evaluation_id=row.edition.evaluation_id if row.edition else "",
        number=row.edition.number if row.edition else 0,
        steps=tuple(
            Step(made, text, by, day(timezone.localdate(at)), number or 0)
            for made, text, by, at, number in steps
        ),
    )


def choices(actor: Actor, contribution_id: str) -> list[Choice]:
    """Return the broad views with which the organisation may answer, the newest first. Raises NotYours."""
    row = policy.require_contribution(actor, contribution_id)
    rows = _may_answer(actor, row).order_by("-begun_at", "id")[:MOST]
    return [
        Choice(v.id, v.title, v.unit.name, period(v.period_from, v.period_to), v.edition, v.sealed)
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
            view, number, title, unit, period(first, last), day(timezone.localdate(at)), tuple(given[edition])
        )
        for edition, view, number, title, unit, first, last, at in rows
    ]


def to_hand_in(actor: Actor, contribution_id: str, evaluation_id: str, number: int) -> ToHandIn | None:
    """Return an edition, sealed or in progress, as it would be handed in; None where it is neither or does not fit.

    Without a `number` it is the present one: the one in progress, or the latest where the broad view is sealed. Raises NotYours where the contribution is not the actor's.
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
        title=view.title,
        unit=view.unit.name,
        period=period(view.period_from, view.period_to),
        sealed_on=day(timezone.localdate(edition.sealed_at)) if edition else "",
        sealing=sealing,
        may_seal=may_seal,
        sealers=tuple(dict.fromkeys(name for _id, name in who)),
        gaps=gaps_of(row, view, edition),
        given=tuple(_given(actor, [edition.id])[edition.id]) if edition else (),
    )


def gaps_of(contribution: Contribution, view: Evaluation, edition: Edition | None) -> Gaps:
    """Return what is open in what is asked of a contribution, in a sealed edition or in a broad view as it stands.

    Both were fetched through policy. A text waits where it could still be taken up: beside the present edition.
    """
    record = from_json(edition.content) if edition else record_of(view)
    present = edition is None or edition.number == view.edition
    aside = SetAside.objects.filter(evaluation=view).values_list("place") if present else ()
    asked = contribution.joint.evaluation
    shown = read_framework(asked.framework_id, asked.framework.stamp)
    return gaps(record, asked_numbers(contribution, shown), (place.split("/")[0] for (place,) in aside))


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
    """Return to whom editions were given by organisations of the actor's: (partnership, day), the first time alone."""
    here = places(actor, Permission.READ_EVALUATIONS)
    rows = ContributionStep.objects.filter(
        move=Move.SUBMITTED, edition__in=editions, contribution__organisation__in=here
    ).order_by("at", "id")
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for edition, name, at in rows.values_list(
        "edition_id", "contribution__joint__evaluation__unit__name", "at"
    ):
        if name not in [one for one, _on in found[edition]]:
            found[edition].append((name, day(timezone.localdate(at))))
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is asked of an organisation for which its reader answers, and what it waits for."""

    id: str
    partnership: str
    title: str
    organisation: str
    progress: Progress
    by: dt.date
    by_on: str
    demonstration: bool


def waiting(actor: Actor) -> list[Waiting]:
    """Return what waits for the actor to answer or hand in, the soonest first. One query, none without a role there."""
    rows = policy.invitations_of(actor).filter(
        Q(last=Move.INVITED) | Q(last=Move.AGREED) | Q(last=Move.RETURNED), joint__ended_at=None
    )
    found = [_waiting(row) for row in rows if policy.answers_for(actor, row)]
    return sorted(found, key=lambda one: (one.demonstration, one.by, one.partnership))


def _waiting(row: Contribution) -> Waiting:
    evaluation = row.joint.evaluation
    by = Dates(row.joint.due, row.extended).by
    return Waiting(
        id=row.id,
        partnership=evaluation.unit.name,
        title=evaluation.title,
        organisation=row.organisation.name,
        progress=progress(row.last, begun=row.evaluation_id is not None),
        by=by,
        by_on=day(by),
        demonstration=evaluation.unit.demonstration,
    )
