"""What the organisations of a joint broad view judged of each indicator, from the editions that they handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.utils import timezone

from speir.core.compiled import Compiled
from speir.evaluations.models import Asked, Contribution, EditionJudgement, Evaluation, Moderation
from speir.evaluations.policy.parting import left
from speir.evaluations.queries.as_it_stood import as_it_stood
from speir.evaluations.rules.asking import Dates, Move
from speir.evaluations.rules.spread import Spread, spread
from speir.frameworks.rules.levels import Level
from speir.frameworks.rules.structure import Framework


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that takes part, and the edition it handed in last; `number` is 0 where none has come."""

    organisation_id: str
    name: str
    edition_id: str
    evaluation_id: str
    number: int
    digest: str
    came: dt.date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one organisation judged of one indicator: a level, or that it was not evaluated, or neither."""

    party: Party
    level: Level | None
    not_evaluated: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """A joint broad view as its agreed one came from it: who takes part, and by the indicator's id what each judged.

    `said` has an entry for every indicator that is asked about, empty where nobody has handed in.
    """

    joint_id: str
    parties: tuple[Party, ...]
    said: dict[str, tuple[Said, ...]]

    def spread(self, indicator_id: str) -> Spread[Level]:
        """Return how the organisations' levels of an indicator spread."""
        return spread_of(self.said.get(indicator_id, ()))


ORIGIN = Compiled(
    lambda evaluation_id: (
        Evaluation.objects.filter(pk=evaluation_id)
        .annotate(moderated=Exists(Moderation.objects.filter(evaluation=OuterRef("pk"))))
        .values_list("joint__id", "joint__due", "moderated")
    ),
    blanks=1,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Whether a broad view is the agreed one of a joint one (its id and day, else empty), and was `moderated`."""

    joint_id: str
    due: dt.date | None
    moderated: bool


def origin_of(evaluation_id: str) -> Origin:
    """Return what a broad view that was fetched through policy came from. One query."""
    found = ORIGIN(evaluation_id)
    joint_id, due, moderated = found[0] if found else (None, None, False)
    return Origin(joint_id or "", due, bool(moderated))


def joined(
    origin: Origin, framework: Framework, *, number: str = "", until: dt.datetime | None = None
) -> Joined | None:
    """Return what the organisations of a joint broad view judged; None where it is of none. Two queries, or none.

    With the `number` of an indicator only what was said of that; with `until` as it stood then.
    """
    if not origin.joint_id or origin.due is None:
        return None
    contributions = (
        Contribution.objects.filter(joint=origin.joint_id)
        .exclude(left(), edition=None)
        .select_related("organisation", "edition")
        .defer("edition__content")
        .annotate(only=F("asked_of__indicator_id"))  # a row for each indicator that it alone is asked about
        .order_by("organisation__name", "id")
    )
    if until is None:
        contributions = contributions.filter(agreed_at__isnull=False).exclude(last=Move.DECLINED)
    stood = [
        row
        for row in as_it_stood(contributions, until)
        if row.agreed_at is not None and row.last != Move.DECLINED
    ]
    today = timezone.localdate()
    parties: list[tuple[Party, set[str]]] = [
        (_party(rows[0], origin.due, today), {row.only for row in rows if row.only})  # type: ignore[attr-defined]
        for rows in (list(those) for _id, those in groupby(stood, key=lambda row: row.id))
    ]
    return Joined(
        origin.joint_id,
        tuple(party for party, _only in parties),
        _said(parties, origin.joint_id, framework, number),
    )


def spread_of(said: Iterable[Said]) -> Spread[Level]:
    """Return how levels spread that organisations gave to one indicator."""
    every = list(said)
    left_out = sum(one.not_evaluated for one in every)
    return spread((one.level for one in every if not one.not_evaluated), not_evaluated=left_out)


def _party(row: Contribution, due: dt.date, today: dt.date) -> Party:
    edition = row.edition
    came = timezone.localdate(row.came_at) if row.came_at else None
    return Party(
        organisation_id=row.organisation_id,
        name=row.organisation.name,
        edition_id=edition.id if edition else "",
        evaluation_id=edition.evaluation_id if edition else "",
        number=edition.number if edition else 0,
        digest=edition.digest if edition else "",
        came=came,
        late=Dates(due, row.extended, came).late(today),
    )


def _said(
    parties: list[tuple[Party, set[str]]], joint_id: str, framework: Framework, number: str
) -> dict[str, tuple[Said, ...]]:
    """Return what was said of each indicator that is asked about, or of one of a `number`. One query.

    First come the indicators themselves, as rows of no edition.
    """
    editions = [party.edition_id for party, _only in parties if party.edition_id]
    nothing = Value(None, output_field=CharField())
    asked = Asked.objects.filter(joint=joint_id).order_by()
    judged = EditionJudgement.objects.filter(edition__in=editions or [""]).order_by()
    rows = list(
        asked.values_list(nothing, "indicator_id", nothing, Value(False)).union(
            judged.values_list("edition_id", "indicator_id", "level_id", "not_evaluated"), all=True
        )
    )
    by = {(edition_id, indicator_id): said for edition_id, indicator_id, *said in rows if edition_id}
    about = {indicator_id for edition_id, indicator_id, *_said in rows if not edition_id}
    wanted = [
        one.id for one in framework.indicators if one.id in about and (not number or one.number == number)
    ]
    said: dict[str, list[Said]] = {indicator_id: [] for indicator_id in wanted}
    for party, only in parties:
        for indicator_id in wanted:
            found = by.get((party.edition_id, indicator_id))
            if found is None or (only and indicator_id not in only):
                continue
            level_id, not_evaluated = found
            level = framework.level_by_id[level_id] if level_id else None
            said[indicator_id].append(Said(party, level, bool(not_evaluated)))
    return {indicator_id: tuple(those) for indicator_id, those in said.items()}
