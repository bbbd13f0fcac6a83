"""A joint broad view and who takes part in it, as its pages show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import places
from speir.access.permissions import Permission
from speir.core.text import day, period
from speir.evaluations.models import Contribution, Joint
from speir.evaluations.policy import joints as policy
from speir.evaluations.policy.moderation import leads_view
from speir.evaluations.policy.parting import last_day, seat_ends
from speir.evaluations.queries.as_it_stood import as_it_stood
from speir.evaluations.rules.asking import Dates, Progress, progress
from speir.evaluations.rules.saving import mark
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.structure import Framework, Indicator


@dataclass(frozen=True, slots=True)
class JointHeading:
    """What every page of a joint broad view says of it, and what this actor may do there.

    `evaluation_id` is the partnership's own broad view. `agrees`: the actor leads judging together, and can
    write down there what people agree. `until`: what is shown stood so then, since the reader's organisation is no
    longer a member; None for what stands now.
    """

    id: str
    evaluation_id: str
    title: str
    unit: str
    unit_id: str
    unit_path: str
    period: str
    due: dt.date
    invitation: str
    begun_by: str
    demonstration: bool
    ended: bool
    ended_on: dt.date | None
    ended_by: str
    leads: bool
    agrees: bool
    until: dt.datetime | None = None

    @property
    def left_on(self) -> str:
        """The last day on which the reader's organisation was a member, as people say it; empty while it is one."""
        return day(timezone.localdate(self.until) - dt.timedelta(days=1)) if self.until else ""

    @property
    def dated(self) -> str:
        """Title and period; a title that ends with the period says it already."""
        return self.title if self.title.endswith(self.period) else f"{self.title} · {self.period}"

    @property
    def due_on(self) -> str:
        """The day by which contributions are asked for, as people say it."""
        return day(self.due)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that is asked, and how its contribution stands. `mine`: the reader belongs to it.

    `edition_id`, `evaluation_id` and `number` are what it handed in last, empty and 0 before. `only` are the ids of the
    indicators that it is asked about, empty for all that are asked. `left` is its last day as a member, None while
    it is one.
    """

    contribution_id: str
    organisation_id: str
    name: str
    kind: str
    sector: str
    locality: str
    short: bool
    progress: Progress
    dates: Dates
    agreed: bool
    answers: str
    edition_id: str
    evaluation_id: str
    number: int
    only: frozenset[str]
    mine: bool
    left: dt.date | None = None

    @property
    def gone(self) -> bool:
        """Whether it left before it handed anything in: nothing is to come from it."""
        return self.left is not None and not self.edition_id


@dataclass(frozen=True, slots=True)
class Opened:
    """A joint broad view opened: its heading, its framework, the indicators it asks about, and who is asked."""

    heading: JointHeading
    framework: Framework
    asked: tuple[Indicator, ...]
    parties: tuple[Party, ...]


def heading(actor: Actor, joint: Joint, until: dt.datetime | None = None) -> JointHeading:
    """Return what every page says of a joint broad view that was fetched through policy. No query."""
    evaluation = joint.evaluation
    return JointHeading(
        id=joint.id,
        evaluation_id=evaluation.id,
        title=evaluation.title,
        unit=evaluation.unit.name,
        unit_id=evaluation.unit_id,
        unit_path=evaluation.unit.path,
        period=period(evaluation.period_from, evaluation.period_to),
        due=joint.due,
        invitation=joint.invitation,
        begun_by=joint.begun_by_name,
        demonstration=evaluation.unit.demonstration,
        ended=joint.ended_at is not None,
        ended_on=timezone.localdate(joint.ended_at) if joint.ended_at else None,
        ended_by=joint.ended_by_name,
        leads=policy.leads(actor, joint),
        agrees=leads_view(actor, evaluation) and joint.ended_at is None and not evaluation.sealed,
        until=until,
    )


def marks(shown: JointHeading) -> dict[str, str]:
    """Return the marks of what a form that changes a joint broad view is opened with, by field. No query."""
    now = {"title": shown.title, "due": shown.due.isoformat(), "invitation": shown.invitation}
    return {field: mark(value) for field, value in now.items()}


def opened(actor: Actor, joint_id: str) -> Opened:
    """Return a joint broad view with everybody who is asked, by name. Four queries, or six.

    Raises NotYours.
    Who has not accepted the invitation is named to those alone who belong to the partnership.
    """
    joint, until = policy.require_as_seen(actor, joint_id)
    evaluation = joint.evaluation
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    asked = {indicator_id for (indicator_id,) in joint.asked.values_list("indicator_id")}
    here = places(actor, Permission.READ_EVALUATIONS)
    rows = joint.contributions.select_related("organisation", "answers", "edition", "evaluation")
    rows = rows.defer("edition__content").annotate(seat_ends=seat_ends()).prefetch_related("asked_of")
    parties = [
        party(row, here)
        for row in as_it_stood(rows.order_by("organisation__name", "id"), until)
        if row.agreed_at is not None or evaluation.unit_id in here or row.organisation_id in here
    ]
    return Opened(
        heading(actor, joint, until),
        shown,
        tuple(one for one in shown.indicators if one.id in asked),
        tuple(parties),
    )


def party(row: Contribution, here: frozenset[str]) -> Party:
    """Return a contribution, fetched with its organisation, its seat, answerer, edition and `asked_of`, for a page."""
    unit, edition = row.organisation, row.edition
    came = timezone.localdate(row.came_at) if row.came_at else None
    return Party(
        contribution_id=row.id,
        organisation_id=unit.id,
        name=unit.name,
        kind=unit.kind,
        sector=unit.sector,
        locality=unit.locality,
        short=row.short,
        progress=progress(row.last, begun=row.evaluation_id is not None),
        dates=Dates(row.joint.due, row.extended, came),
        agreed=row.agreed_at is not None,
        answers=row.answers.name if row.answers else "",
        edition_id=edition.id if edition else "",
        evaluation_id=edition.evaluation_id if edition else "",
        number=edition.number if edition else 0,
        only=frozenset(one.indicator_id for one in row.asked_of.all()),
        mine=unit.id in here,
        left=last_day(row),
    )
