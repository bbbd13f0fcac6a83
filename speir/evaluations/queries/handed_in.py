"""What organisations handed in to a joint broad view, read from the editions' own texts as far as they are open.

An edition's levels, reasons and texts are read by everybody who takes part: handing in opens them. The words of its
evidence are not opened by it (docs/adr/0034): whoever could not read the broad view when it was sealed reads those
pieces that are open to them today, and of the others that they are there, what kind they are and that they confirm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.evaluations import policy as views
from speir.evaluations.models import Contribution, Edition, Judgement
from speir.evaluations.policy import joints as policy
from speir.evaluations.queries.as_it_stood import as_it_stood
from speir.evaluations.queries.editions import removed_in
from speir.evaluations.queries.joints import JointHeading, heading
from speir.evaluations.queries.matrix import matrix
from speir.evaluations.queries.sides import Asking, Cell, Contributor, Matrix, Row
from speir.evaluations.rules.judging import TEXTS
from speir.evaluations.rules.record import Record, RecordJudgement, closed, without
from speir.evaluations.rules.record_text import digest, from_json, judgement_in
from speir.evidence.policy import visible_to as items_visible_to
from speir.retention.queries.disposals import changed
from speir.sharing.policy import read_by_each
from speir.sharing.rules import Home, at_home

# A piece whose item nobody can name, in an edition from before ids were kept: it is open to whoever was there alone.
UNNAMED = ""


@dataclass(frozen=True, slots=True)
class Read:
    """An edition that is read, as the trail is told of it: `path` is where its organisation reads the trail."""

    evaluation_id: str
    path: str
    home: Home


@dataclass(frozen=True, slots=True)
class Account:
    """One organisation's account of one indicator, as it handed it in and as it is open to the reader.

    `withheld` counts the pieces of evidence whose words are not open to them.
    """

    column: Contributor
    cell: Cell
    judgement: RecordJudgement
    edition: int
    sealed_on: dt.date
    read: Read

    @property
    def withheld(self) -> int:
        """How many pieces of its evidence are not open to the reader."""
        return sum(one.withheld for one in self.judgement.evidence)


@dataclass(frozen=True, slots=True)
class Across:
    """One row of a matrix opened: everybody's account, the highest level first; and the rows beside it.

    `starts` are the texts of which the reader, who leads, has nothing in the partnership's own yet.
    """

    matrix: Matrix
    row: Row
    accounts: tuple[Account, ...]
    before: Row | None
    after: Row | None
    starts: frozenset[str]


@dataclass(frozen=True, slots=True)
class HandedIn:
    """An edition whole, as an organisation handed it in and as it is open to the reader.

    `intact` as in `editions.Sealed`. `own`: the reader may open the broad view itself.
    """

    heading: JointHeading
    column_name: str
    record: Record
    number: int
    evaluation_id: str
    sealed_at: dt.datetime
    sealed_by: str
    came_on: dt.date | None
    late: bool
    digest: str
    intact: bool
    removed: tuple[str, ...]
    closed: int
    own: bool
    read: Read


def across(actor: Actor, joint_id: str, number: str, asking: Asking) -> Across:
    """Return one row of a matrix with everybody's account, from the editions. Eleven queries at most; fourteen as it
    stood for whoever has left.

    Raises NotYours.
    """
    shown = matrix(actor, joint_id, asking)
    at = next((at for at, row in enumerate(shown.rows) if row.indicator.number == number), None)
    if at is None:
        raise NotYours
    row = shown.rows[at]
    ids = [column.edition_id for column in shown.columns]
    until = shown.heading.until
    rows = Contribution.objects.filter(joint=joint_id).select_related("organisation")
    if until is None:
        rows = rows.filter(edition__in=ids).select_related("edition__evaluation__unit")
    stood = as_it_stood(rows, until, whole=True)
    by_organisation = {one.organisation_id: one for one in stood if one.edition_id in set(ids)}
    opened = {
        one.organisation_id: judgement_in(one.edition.content, number)
        for one in by_organisation.values()
        if one.edition
    }
    shut = _shut(actor, list(by_organisation.values()), {k: _items(j) for k, j in opened.items() if j})
    accounts = []
    for column, cell in zip(shown.columns, row.cells, strict=True):
        contribution, judgement = (
            by_organisation.get(column.unit_id),
            opened.get(column.unit_id),
        )
        if contribution is None or contribution.edition is None or judgement is None:
            continue  # another edition was handed in while this was read
        accounts.append(
            Account(
                column,
                cell,
                closed(judgement, shut[column.unit_id]),
                contribution.edition.number,
                timezone.localdate(contribution.edition.sealed_at),
                _read(contribution),
            )
        )
    levels = shown.framework.level_by_key
    accounts.sort(key=lambda one: -levels[one.cell.level].position if one.cell.level else 0)
    return Across(
        shown,
        row,
        tuple(accounts),
        shown.rows[at - 1] if at else None,
        shown.rows[at + 1] if at + 1 < len(shown.rows) else None,
        _empty(shown.heading.evaluation_id, row) if shown.heading.agrees else frozenset(),
    )


def _empty(evaluation_id: str, row: Row) -> frozenset[str]:
    """Return the texts of which nothing is written in the partnership's own yet. One query."""
    rows = Judgement.objects.filter(evaluation=evaluation_id, indicator=row.indicator.id)
    return frozenset(name for own in rows.only(*TEXTS) for name in TEXTS if not getattr(own, name))


def handed_in(actor: Actor, joint_id: str, organisation_id: str) -> HandedIn:
    """Return the edition that an organisation handed in last. Seven queries at most, or nine. Raises NotYours."""
    found, until = policy.require_handed_in_as_seen(actor, joint_id, organisation_id)
    contribution = next(iter(as_it_stood([found], until, whole=True)), None)
    edition = contribution.edition if contribution else None
    if contribution is None or edition is None:
        raise NotYours
    record = from_json(edition.content)
    shut = _shut(actor, [contribution], {organisation_id: record.items})[organisation_id]
    now = digest(edition.content)
    disposals = changed(Edition._meta.db_table, edition.id, edition.digest, now)
    came = timezone.localdate(contribution.came_at) if contribution.came_at else None
    open_to_them = without(record, shut)
    return HandedIn(
        heading=heading(actor, contribution.joint, until),
        column_name=contribution.organisation.name,
        record=open_to_them,
        number=edition.number,
        evaluation_id=edition.evaluation_id,
        sealed_at=edition.sealed_at,
        sealed_by=edition.sealed_by_name,
        came_on=came,
        late=came is not None and came > (contribution.extended or contribution.joint.due),
        digest=edition.digest,
        intact=disposals.whole,
        removed=removed_in(disposals),
        closed=sum(e.withheld for j in open_to_them.judgements for e in j.evidence),
        own=views.visible_to(actor).filter(pk=edition.evaluation_id).exists(),
        read=_read(contribution),
    )


def _read(contribution: Contribution) -> Read:
    edition = contribution.edition
    if edition is None:
        raise NotYours
    return Read(edition.evaluation_id, contribution.organisation.path, edition.evaluation.kept)


def _items(judgement: RecordJudgement) -> frozenset[str]:
    return frozenset(one.item for one in judgement.evidence if one.item)


def _shut(
    actor: Actor, contributions: Sequence[Contribution], items: dict[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return by organisation the items whose words its edition does not open to this reader. Two queries, or fewer.

    Whoever belonged to its readers when it was sealed reads all of it, as `queries.editions` decides it.
    """
    editions = [one.edition for one in contributions if one.edition is not None]
    there = read_by_each(
        actor,
        Permission.READ_EVALUATIONS,
        views.ABOUT,
        [(edition.evaluation, edition.sealed_at) for edition in editions],
    )
    outside = {
        one.organisation_id
        for one in contributions
        if one.edition is not None and one.edition.evaluation_id not in there
    }
    asked = frozenset().union(*(items.get(one, frozenset()) for one in outside))
    seen = set(items_visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    return {
        one.organisation_id: (items.get(one.organisation_id, frozenset()) - seen) | {UNNAMED}
        if one.organisation_id in outside
        else frozenset()
        for one in contributions
    }


def from_outside(actor: Actor, read: Sequence[Read]) -> list[Read]:
    """Return those that the actor reads from outside: they do not belong where these were written. No query."""
    return [one for one in read if not at_home(actor, Permission.READ_EVALUATIONS, one.home)]
