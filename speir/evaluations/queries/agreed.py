"""The agreed broad view of a joint one: what is judged of each indicator that was asked, and what it came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.evaluations.models import Evaluation
from speir.evaluations.policy import ABOUT
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries import joints
from speir.evaluations.queries.audiences import offered
from speir.evaluations.queries.headings import Heading
from speir.evaluations.queries.headings import heading as view_heading
from speir.evaluations.queries.panels import Panel
from speir.evaluations.queries.ranges import Joined, Origin, Party, Said, joined, origin_of
from speir.evaluations.queries.records import record_of
from speir.evaluations.rules import agreed as rules
from speir.evaluations.rules.record import Record, RecordJudgement
from speir.evaluations.rules.spread import Spread
from speir.frameworks.queries import framework as read_framework
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Indicator
from speir.sharing.policy import reads


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """An indicator that was asked: what organisations judged, and what is agreed as far as the reader may know it.

    `judged` is None for who may not read the agreed broad view. `open` says why it is still to be agreed, empty where
    it is not; `differs` that another level is written than was agreed; `since` who handed in after that.
    """

    indicator: Indicator
    spread: Spread[Level]
    range: str
    judged: RecordJudgement | None
    open: str
    differs: str
    since: str


@dataclass(frozen=True, slots=True)
class AgreedView:
    """The agreed broad view as its page shows it, what is still to be agreed first.

    `view` and `record` are None for who may not read it; then `edition` is 0 too. `edition` is the latest sealed one.
    `offer` is the audience with whom to share it once an edition is sealed, empty where there is none to offer.
    """

    heading: joints.JointHeading
    view: Heading | None
    record: Record | None
    parties: tuple[Party, ...]
    still_open: tuple[AgreedRow, ...]
    settled: tuple[AgreedRow, ...]
    edition: int
    offer: str

    @property
    def rows(self) -> tuple[AgreedRow, ...]:
        """Every indicator that was asked, those first that are still to be agreed."""
        return self.still_open + self.settled


def agreed(actor: Actor, joint_id: str) -> AgreedView:
    """Return the agreed broad view with what it came from. A dozen queries at most. Raises NotYours.

    Who takes part reads what the others handed in. What the partnership writes of it is read by those who belong to it
    and by whom it was shared with, as any broad view.
    """
    joint, until = policy.require_as_seen(actor, joint_id)
    evaluation: Evaluation = joint.evaluation
    framework = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    came_from = joined(Origin(joint.id, joint.due, moderated=True), framework, until=until)
    if came_from is None:
        raise LookupError(f"{joint_id} is of no broad view")
    may_read = reads(actor, Permission.READ_EVALUATIONS, ABOUT, evaluation)
    record = _record(actor, evaluation, came_from) if may_read else None
    judged = {one.number: one for one in record.judgements} if record else {}
    rows = [
        _row(indicator, came_from, judged.get(indicator.number))
        for indicator in framework.indicators
        if indicator.id in came_from.said
    ]
    still_open = sorted((row for row in rows if row.open), key=lambda row: row.spread.order)
    latest = (evaluation.edition if evaluation.sealed else evaluation.edition - 1) if may_read else 0
    return AgreedView(
        heading=joints.heading(actor, joint, until),
        view=view_heading(actor, evaluation) if may_read else None,
        record=record,
        parties=came_from.parties,
        still_open=tuple(still_open),
        settled=tuple(row for row in rows if not row.open),
        edition=latest,
        offer=offered(actor, evaluation) if latest else "",
    )


def _record(actor: Actor, evaluation: Evaluation, came_from: Joined) -> Record:
    return record_of(evaluation, reader=actor, came_from=came_from, with_links=False)


def _row(indicator: Indicator, came_from: Joined, judged: RecordJudgement | None) -> AgreedRow:
    spread = came_from.spread(indicator.id)
    agreement = judged.agreement if judged else None
    written = judged.level.name if judged and judged.level else ""
    return AgreedRow(
        indicator=indicator,
        spread=spread,
        range=rules.range_said(spread),
        judged=judged,
        open=""
        if judged is None
        else rules.still_open(
            judged=judged.level is not None or judged.not_evaluated,
            agreement=agreement.agreed if agreement else None,
            spread=spread,
        ),
        differs=rules.differs(agreement.level, written) if agreement else "",
        since=rules.came_since(
            ((one.party.name, one.party.came) for one in came_from.said[indicator.id]),
            dt.date.fromisoformat(agreement.on),
        )
        if agreement
        else "",
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the writing of an indicator in an agreed broad view: who judged what, and what was agreed."""

    joint_id: str
    said: tuple[Said, ...]
    range: str


def beside(panel: Panel) -> Beside | None:
    """Return what the organisations judged of a panel's indicator, where it was asked; None in any other broad view.

    One query, five in a joint one's. The panel was fetched through policy.
    """
    came_from = joined(origin_of(panel.heading.id), panel.framework, number=panel.indicator.number)
    said = came_from.said.get(panel.indicator.id) if came_from else None
    if came_from is None or said is None:
        return None
    return Beside(came_from.joint_id, said, rules.range_said(came_from.spread(panel.indicator.id)))
