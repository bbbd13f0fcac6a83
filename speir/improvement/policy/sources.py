"""Whether somebody may read what a finding comes from: a judgement, a closer look, an inspection, an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from speir.access.actor import Actor
from speir.core.errors import Refused
from speir.core.ids import is_id
from speir.evaluations import policy as evaluations
from speir.evaluations.models import Judgement
from speir.evaluations.policy.inspections import inspections_of
from speir.evaluations.policy.looks import looks_of
from speir.evidence import policy as evidence
from speir.improvement.models import Finding
from speir.improvement.rules.findings import Said

NONE: str | None = None
NOT_THERE = "You cannot read what this comes from, or nothing is written there yet."


@dataclass(frozen=True, slots=True)
class Readable:
    """Ids of what a reader may read: evaluations (broad views and closer looks), inspections, items."""

    evaluations: frozenset[str]
    inspections: frozenset[str]
    items: frozenset[str]


def of_said(by: Actor, said: Said) -> list[Refused]:
    """Return a refusal where a finding names a source that its writer may not read, or of another indicator.

    A judgement has to say something, and a closer look to be finished: what is still empty can be discarded whole.
    """
    wanted = (
        (said.judgement, _judgement),
        (said.look, _look),
        (said.inspection, _inspection),
        (said.item, _item),
    )
    if all(is_id(one) and may(by, one, said.number) for one, may in wanted if one):
        return []
    return [Refused("source-not-there", NOT_THERE, "source")]


def readable(actor: Actor, findings: Iterable[Finding], besides: Iterable[str] = ()) -> Readable:
    """Return which sources of some findings the actor may read. A query for each sort that is there.

    `besides` are ids of other broad views and closer looks that are asked about at once.
    """
    found = list(findings)
    views = {one.judgement.evaluation_id for one in found if one.judgement} | {
        one.look_id for one in found if one.look_id
    }
    inspections = {one.inspection_id for one in found if one.inspection_id}
    items = {one.item_id for one in found if one.item_id}
    return Readable(
        evaluations_among(actor, views | set(besides)),
        frozenset(inspections_of(actor).filter(pk__in=inspections).values_list("pk", flat=True))
        if inspections
        else frozenset(),
        frozenset(evidence.visible_to(actor).filter(pk__in=items).values_list("pk", flat=True))
        if items
        else frozenset(),
    )


def evaluations_among(actor: Actor, ids: Iterable[str]) -> frozenset[str]:
    """Return which of some broad views and closer looks, by id, the actor may read. One query, none for none."""
    wanted = set(ids)
    if not wanted:
        return frozenset()
    seen = evaluations.visible_to(actor, kinds=evaluations.ANY)
    return frozenset(seen.filter(pk__in=wanted).values_list("pk", flat=True))


def _judgement(by: Actor, one: str, number: str) -> bool:
    seen = evaluations.visible_to(by, kinds=evaluations.ANY)
    rows = Judgement.objects.filter(pk=one, evaluation__in=seen.values("pk"), written_at__isnull=False)
    return (rows.filter(indicator__number=number) if number else rows).exists()


def _look(by: Actor, one: str, _number: str) -> bool:
    return bool(looks_of(by).filter(pk=one, finished_at__isnull=False).exists())


def _inspection(by: Actor, one: str, _number: str) -> bool:
    return inspections_of(by).filter(pk=one).exists()


def _item(by: Actor, one: str, _number: str) -> bool:
    return evidence.visible_to(by).filter(pk=one).exists()
