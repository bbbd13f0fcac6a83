"""What can be carried forward into a broad view, and what came back of an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.compiled import Compiled
from speir.core.errors import NotYours
from speir.core.text import day
from speir.evaluations import policy
from speir.evaluations.models import Carried, Contribution, Edition, Evaluation, Judgement
from speir.evaluations.queries.editions import closed_to
from speir.evaluations.rules.carrying import FIELD_OF, ORDER, Checked, What, cited, said_of
from speir.evaluations.rules.judging import STANCE_WORDS, Stance
from speir.evaluations.rules.record import Record, RecordJudgement, without
from speir.evaluations.rules.record_text import from_json
from speir.evidence import policy as evidence
from speir.evidence.models import Item
from speir.evidence.rules.items import NOT_OPEN, is_stale
from speir.sharing.policy import reads

OFFERED = 10


@dataclass(frozen=True, slots=True)
class Source:
    """A sealed edition that a broad view can be started from, or was. `handed_in` to the joint one before this."""

    edition_id: str
    evaluation_id: str
    title: str
    number: int
    sealed_on: str
    unit_id: str
    unit: str
    framework: str
    handed_in: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """One thing that came back. `text` is what the edition said of it, and `line` where a piece of evidence is from.

    `choice` is a level's key. `written` says that its field holds something else by now, `there` that the same stands
    there. `caution` is what to know before leaning on a piece, `closed` that it cannot be cited anew.
    """

    id: str
    what: str
    state: str
    put: bool
    by: str
    at: dt.datetime | None
    text: str = ""
    line: str = ""
    choice: str = ""
    written: bool = False
    there: bool = False
    caution: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came back of one indicator, in the order of its page, and from which edition."""

    source: Source
    things: tuple[Back, ...]

    @property
    def to_check(self) -> tuple[Back, ...]:
        """What nobody has checked yet."""
        return tuple(one for one in self.things if one.state == Checked.NOT_YET)

    @property
    def checked(self) -> tuple[Back, ...]:
        """What somebody has said is still true, or has changed."""
        return tuple(one for one in self.things if one.state != Checked.NOT_YET)


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """That somebody checked something that came back: what it is and how it stands, as keys."""

    what: str
    state: str
    by: str
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Remaining:
    """How far the checking of a broad view has come: by indicators, never by levels. `to_check` are judgements' ids."""

    to_check: frozenset[str]
    came: int


def offers(
    actor: Actor, units: Collection[str], *, framework_id: str = "", view: str = ""
) -> QuerySet[Edition]:
    """Return the sealed editions that a broad view of these units can be started from, the latest first.

    The last of each broad view that the actor may read, of a framework if one is named. `view` is the one that is to be
    started: it offers nothing itself, and where it answers a joint broad view that follows another, what was handed in
    to that one comes first.
    """
    newer = Edition.objects.filter(evaluation=OuterRef("evaluation"), number__gt=OuterRef("number"))
    mine = Contribution.objects.filter(evaluation=view, joint__follows__isnull=False)
    before = (
        Contribution.objects.filter(
            joint__in=mine.values("joint__follows"), organisation__in=mine.values("organisation")
        ).values("edition")
        if view
        else Edition.objects.none().values("pk")
    )
    open_to = policy.visible_to(actor).exclude(pk=view)
    rows = Edition.objects.filter(evaluation__in=open_to.values("pk"))
    rows = rows.filter(Q(pk__in=before) | Q(~Exists(newer), evaluation__unit__in=list(units)))
    if framework_id:
        rows = rows.filter(evaluation__framework=framework_id)
    rows = rows.annotate(handed_in=Q(pk__in=before)).defer("content")
    return rows.select_related("evaluation__unit", "evaluation__framework").order_by(
        "-handed_in", "-sealed_at"
    )


def offered(
    actor: Actor, units: Collection[str], *, framework_id: str = "", view: str = "", most: int = OFFERED
) -> list[Source]:
    """Return the latest of `offers`, for a form. One query."""
    rows = offers(actor, units, framework_id=framework_id, view=view)[:most] if units else ()
    return [_source(row, handed_in=bool(getattr(row, "handed_in", False))) for row in rows]


def offered_to(actor: Actor, evaluation: Evaluation, *, most: int = OFFERED) -> list[Source]:
    """Return what a broad view that was fetched through policy can be started from. One query."""
    units = {evaluation.unit_id}
    return offered(actor, units, framework_id=evaluation.framework_id, view=evaluation.id, most=most)


def source_of(actor: Actor, evaluation: Evaluation) -> Source | None:
    """Return the edition that a broad view was started from, where the actor may read it. One query or two."""
    if evaluation.carried_from_id is None:
        return None
    rows = Edition.objects.filter(pk=evaluation.carried_from_id).defer("content")
    row = rows.select_related("evaluation__unit", "evaluation__framework").get()
    open_to = reads(actor, Permission.READ_EVALUATIONS, policy.ABOUT, row.evaluation)
    return _source(row) if open_to else None


def said_before(actor: Actor, evaluation: Evaluation, number: str) -> tuple[Source, RecordJudgement]:
    """Return what the edition that a broad view was started from said of an indicator. Two queries, or more for whoever
    was let in later. Raises NotYours where there is none, or the actor may not read it.
    """
    rows = Edition.objects.filter(pk=evaluation.carried_from_id)
    row = rows.select_related("evaluation__unit", "evaluation__framework").first()
    if row is None or not reads(actor, Permission.READ_EVALUATIONS, policy.ABOUT, row.evaluation):
        raise NotYours
    record = opened(actor, row)
    found = next((one for one in record.judgements if one.number == number), None)
    if found is None:
        raise NotYours
    return _source(row), found


def opened(actor: Actor, edition: Edition) -> Record:
    """Return the record of an edition that the actor may read, with the words of its evidence that are open to them."""
    record = from_json(edition.content)
    return without(record, closed_to(actor, edition.evaluation, edition.sealed_at, record))


def came_back(actor: Actor, judgement: Judgement, number: str, values: Mapping[str, str]) -> CameBack | None:
    """Return what came back of an indicator whose judgement was fetched through policy; `values` are its fields.

    None where it was started from nothing, or the actor may not read that edition. No query without, four with.
    """
    evaluation = judgement.evaluation
    if evaluation.carried_from_id is None:
        return None
    rows = list(judgement.carried.all())
    if not rows:
        return None
    try:
        source, before = said_before(actor, evaluation, number)
    except NotYours:
        return None
    cited_at = {one.item: at for at, one in enumerate(before.evidence)}
    rows.sort(key=lambda row: (ORDER[row.what], cited_at.get(row.item_id or "", 0)))
    items = _items(actor, {row.item_id for row in rows if row.item_id})
    return CameBack(source, tuple(_back(row, before, values, items) for row in rows))


def checked_lines(judgement: Judgement) -> tuple[CheckedLine, ...]:
    """Return what was checked of all that came back of an indicator, the latest first. One query, or none."""
    if judgement.evaluation.carried_from_id is None:
        return ()
    rows = judgement.carried.exclude(state=Checked.NOT_YET).order_by("-at", "id")
    return tuple(CheckedLine(row.what, row.state, row.by_name, row.at) for row in rows)


def unchecked(evaluation_id: str) -> list[str]:
    """Return the numbers of the indicators of which something is not yet checked, for a broad view fetched through
    policy. One query.
    """
    rows = Carried.objects.filter(judgement__evaluation=evaluation_id, state=Checked.NOT_YET)
    return sorted(set(rows.values_list("judgement__indicator__number", flat=True)))


COUNTED = Compiled(
    lambda evaluation_id: (
        Carried.objects.filter(judgement__evaluation_id=evaluation_id)
        .order_by()
        .values("judgement_id")
        .annotate(open=Count("id", filter=Q(state=Checked.NOT_YET)))
        .values_list("judgement_id", "open")
    ),
    blanks=1,
)


def remaining(evaluation: Evaluation) -> Remaining | None:
    """Return how far the checking has come; None for a broad view that was started from nothing. One query or none."""
    if evaluation.carried_from_id is None:
        return None
    rows = COUNTED(evaluation.id)
    return Remaining(frozenset(judgement_id for judgement_id, n in rows if n), len(rows))


def _source(row: Edition, *, handed_in: bool = False) -> Source:
    view = row.evaluation
    return Source(
        edition_id=row.id,
        evaluation_id=view.id,
        title=view.title,
        number=row.number,
        sealed_on=day(timezone.localtime(row.sealed_at).date()),
        unit_id=view.unit_id,
        unit=view.unit.name,
        framework=view.framework.key,
        handed_in=handed_in,
    )


def _items(actor: Actor, ids: Collection[str]) -> dict[str, Item]:
    """Return the items of these ids that the actor may read today. One query, or none."""
    if not ids:
        return {}
    rows = {row.pk: row for row in Item.objects.filter(pk__in=ids)}
    shut = evidence.hidden(actor, {one: row.kept for one, row in rows.items()})
    return {one: row for one, row in rows.items() if one not in shut}


def _back(
    row: Carried, before: RecordJudgement, values: Mapping[str, str], items: Mapping[str, Item]
) -> Back:
    known: dict[str, Any] = {
        "id": row.id,
        "what": row.what,
        "state": row.state,
        "put": row.put,
        "by": row.by_name,
        "at": row.at,
    }
    if row.what == What.EVIDENCE:
        return Back(**known, **_piece(before, items.get(row.item_id or ""), row.item_id or ""))
    said, now = said_of(before, row.what), values[FIELD_OF[What(row.what)]]
    choice = said if row.what == What.LEVEL else ""
    text = before.reason if row.what == What.LEVEL else said
    return Back(**known, text=text, choice=choice, written=bool(now) and now != said, there=now == said)


def _piece(before: RecordJudgement, item: Item | None, item_id: str) -> dict[str, Any]:
    """Return what is said of a piece of evidence: its words of today, and how it was cited then."""
    citation = cited(before, item_id)
    if item is None or citation is None:
        return {"text": NOT_OPEN, "closed": True}
    stance = STANCE_WORDS[citation.stance] if citation.stance != Stance.SUPPORTS else ""
    line = " · ".join(part for part in (citation.kind_name, citation.period, stance) if part)
    caution = ""
    if item.withdrawn_at is not None:
        caution = "withdrawn"
    elif is_stale(item.valid_until, timezone.localdate()):
        caution = "stale"
    return {"text": item.shows, "line": line, "caution": caution, "closed": item.withdrawn_at is not None}
