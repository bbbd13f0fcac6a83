"""Sealed editions: their records, read from the text that was sealed, and the documents kept of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.core.text import day
from speir.evaluations import policy
from speir.evaluations.models import Edition, EditionDocument, Evaluation
from speir.evaluations.queries.approving import Approving, approving
from speir.evaluations.queries.audiences import offered
from speir.evaluations.queries.headings import Heading, heading
from speir.evaluations.rules.record import Record, without
from speir.evaluations.rules.record_text import digest, from_json
from speir.evidence.policy import visible_to as items_visible_to
from speir.retention.queries.disposals import Changed, changed
from speir.sharing.policy import read_by


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed edition, as it is open to its reader: `closed` counts the pieces in it whose words they may not read.

    `intact`: its text has the digest it was sealed with, or disposals lead from that one to `digest_now` and are in the
    log and the trail; `removed` says when and why, in sentences. `offer` is the audience with whom to share what was
    agreed in a joint broad view, empty where there is none to offer.
    """

    heading: Heading
    record: Record
    number: int
    sealed_at: dt.datetime
    sealed_by: str
    digest: str
    digest_now: str
    intact: bool
    closed: int
    removed: tuple[str, ...]
    approving: Approving
    offer: str = ""


@dataclass(frozen=True, slots=True)
class ToKeep:
    """An edition as its documents are made from it: `digest` is of its text as it is now."""

    record: Record
    removed: tuple[str, ...]
    digest: str


def edition(actor: Actor, evaluation_id: str, number: int) -> Sealed:
    """Return a sealed edition. Raises NotYours.

    It is one text, and those who could read the broad view when it was sealed read all of it. Whoever was let in later
    reads of its evidence what is open to them: opening the rest is for its owner. Three queries, two more for the
    latter, two more while nobody approved it and one for a joint broad view's.
    """
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    others = Edition.objects.filter(evaluation=OuterRef("evaluation")).order_by("-number")
    rows = Edition.objects.annotate(newest=Subquery(others.values("number")[:1]))
    row = rows.filter(evaluation=evaluation, number=number).first()
    if row is None:
        raise NotYours
    now = digest(row.content)
    disposals = changed(Edition._meta.db_table, row.id, row.digest, now)
    record = from_json(row.content)
    shut = closed_to(actor, evaluation, row.sealed_at, record)
    return Sealed(
        closed=len(shut),
        heading=heading(actor, evaluation),
        record=without(record, shut),
        number=row.number,
        sealed_at=row.sealed_at,
        sealed_by=row.sealed_by_name,
        digest=row.digest,
        digest_now=now,
        intact=disposals.whole,
        removed=removed_in(disposals),
        approving=approving(actor, evaluation, row.id, number, row.newest),
        offer=offered(actor, evaluation) if record.parties else "",
    )


@dataclass(frozen=True, slots=True)
class Read:
    """A sealed edition by itself: its broad view's heading, what it says to its reader, and when and by whom."""

    heading: Heading
    record: Record
    number: int
    sealed_at: dt.datetime
    sealed_by: str

    @property
    def day(self) -> str:
        """The day on which it was sealed, as people say it."""
        return day(timezone.localdate(self.sealed_at))


def read(actor: Actor, evaluation_id: str, number: int) -> Read:
    """Return a sealed edition without what stands beside it. Two queries, more as `edition` says. Raises NotYours."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    row = Edition.objects.filter(evaluation=evaluation, number=number).first()
    if row is None:
        raise NotYours
    record = from_json(row.content)
    shut = closed_to(actor, evaluation, row.sealed_at, record)
    return Read(heading(actor, evaluation), without(record, shut), number, row.sealed_at, row.sealed_by_name)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The sealed edition of a unit that came before another: of the same broad view, or of one before it."""

    evaluation_id: str
    number: int
    title: str


def before(actor: Actor, sealed: Read | Sealed) -> Earlier | None:
    """Return what to hold a sealed edition beside: the edition before it, or the unit's last by the same framework.

    One query for a first edition. None where the reader may read none.
    """
    if sealed.number > 1:
        return Earlier(sealed.heading.id, sealed.number - 1, sealed.heading.title)
    views = policy.visible_to(actor, in_order=True).filter(
        unit=sealed.heading.unit_id, framework__key=sealed.record.framework_key
    )
    rows = Edition.objects.filter(evaluation__in=views, sealed_at__lt=sealed.sealed_at)
    found = (
        rows.exclude(evaluation=sealed.heading.id)
        .order_by("-sealed_at")
        .values_list("evaluation_id", "number", "evaluation__title")
    )
    first = found.first()
    return Earlier(*first) if first else None


def closed_to(actor: Actor, evaluation: Evaluation, sealed_at: dt.datetime, record: Record) -> frozenset[str]:
    """Return the items in an edition whose words are not open to this reader. No query for whoever was there."""
    items = record.items
    if not items or read_by(actor, Permission.READ_EVALUATIONS, policy.ABOUT, evaluation, sealed_at):
        return frozenset()
    return items - set(items_visible_to(actor).filter(pk__in=items).values_list("pk", flat=True))


def kept_document(actor: Actor, evaluation_id: str, number: int, format: str) -> bytes | None:
    """Return an edition's document as it was kept, or None while the worker has not made it. Raises NotYours."""
    evaluation = policy.require(actor, Permission.READ_EVALUATIONS, evaluation_id)
    rows = EditionDocument.objects.filter(
        edition__evaluation=evaluation, edition__number=number, format=format
    )
    body = rows.values_list("body", flat=True).first()
    return bytes(body) if body is not None else None


def sealed_record(edition_id: str) -> ToKeep:
    """Return an edition for the worker, which acts for nobody. Raises NotYours."""
    row = Edition.objects.filter(pk=edition_id).first()
    if row is None:
        raise NotYours
    now = digest(row.content)
    disposals = changed(Edition._meta.db_table, row.id, row.digest, now)
    return ToKeep(from_json(row.content), removed_in(disposals), now)


def removed_in(disposals: Changed) -> tuple[str, ...]:
    """Return when and why words were removed from an edition, in sentences, each once."""
    said = (f"Words were removed on {day(on)}: {why}." for on, why in disposals.notes)
    return tuple(dict.fromkeys(said))
