"""What a small body writes on one page: for each chosen indicator its two texts, its level, and what is known."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.evaluations import policy
from speir.evaluations.models import Judgement
from speir.evaluations.queries.asides import ASIDE, Aside, drafts
from speir.evaluations.queries.contributions import Asking, asking
from speir.evaluations.queries.grounds import CitedEvidence, cited_in
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.queries.values import values_of
from speir.evaluations.rules.saving import Held
from speir.frameworks.rules.structure import Framework, Indicator


@dataclass(frozen=True, slots=True)
class Box:
    """One indicator of the form. `at` is its place in its framework, which names its fields wherever it stands.

    `held` are the reader's own drafts by field, and `asides` their texts that were set aside.
    """

    at: int
    indicator: Indicator
    values: dict[str, str]
    held: dict[str, Held]
    asides: tuple[Aside, ...]
    evidence: tuple[CitedEvidence, ...]
    by: str
    written_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ShortForm:
    """The form: what is asked of whom, the own broad view in which it is written, and its indicators."""

    asked: Asking
    heading: Heading
    framework: Framework
    boxes: tuple[Box, ...]

    @property
    def latest(self) -> Box | None:
        """The indicator that was written in last."""
        written = [box for box in self.boxes if box.written_at]
        return max(written, key=lambda box: box.written_at.timestamp() if box.written_at else 0, default=None)


def short_form(actor: Actor, asked: Asking) -> ShortForm:
    """Return the form for what is asked of an organisation. Four queries, one more for each draft of the reader's own.

    Raises NotYours where its own broad view has not begun, or is not open to the actor.
    """
    if not asked.own_id:
        raise NotYours
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, asked.own_id)
    shown, top = asked.framework, heading(actor, evaluation)
    rows = {
        row.indicator_id: row
        for row in Judgement.objects.filter(
            evaluation=evaluation, indicator__in=[one.id for one in asked.indicators]
        )
    }
    cited = cited_in(evaluation, reader=actor)
    asides: dict[str, list[Aside]] = defaultdict(list)
    for place, aside_id, text, base, at in ASIDE(evaluation.id, actor.person_id):
        number, _slash, name = place.partition("/")
        asides[number].append(Aside(aside_id, name, text, base, at))
    boxes = []
    for indicator in asked.indicators:
        row = rows[indicator.id]
        values = values_of(row, shown)
        mine = asides[indicator.number]
        held = (
            drafts(evaluation.id, f"{indicator.number}/", mine, values | {"why": values["choice"]})
            if top.may_write
            else {}
        )
        kept = {one.aside for one in held.values()}
        boxes.append(
            Box(
                at=shown.indicators.index(indicator),
                indicator=indicator,
                values=values,
                held=held,
                asides=tuple(one for one in mine if one.id not in kept),
                evidence=tuple(cited[row.id]) if row.id in cited else (),
                by=row.written_by_name,
                written_at=row.written_at,
            )
        )
    return ShortForm(asked, top, shown, tuple(boxes))


def asked_in_short(actor: Actor, contribution_id: str) -> Asking:
    """Return what is asked of an organisation in the short form. Raises NotYours for who does not belong to it."""
    asked = asking(actor, contribution_id)
    if not asked.home or not asked.short:
        raise NotYours
    return asked
