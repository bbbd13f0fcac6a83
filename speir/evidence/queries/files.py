"""Reading which files lie beside items, and how each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotYours
from speir.evidence import policy
from speir.evidence.models import ItemFile
from speir.evidence.rules.files import Stands, State, stands
from speir.sharing.policy import may_dispose


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is shown; `kind` is a key of `core.files.kinds`, `size` in bytes."""

    id: str
    item_id: str
    name: str
    kind: str
    size: int
    stands: Stands
    anew: bool
    scanned: bool
    added_by_name: str
    added_at: dt.datetime
    withdrawn_by_name: str
    withdrawn_at: dt.datetime | None

    @property
    def to_take(self) -> bool:
        """Whether somebody who reads the item can take it."""
        return self.stands == Stands.KEPT


@dataclass(frozen=True, slots=True)
class FilesPage:
    """The files of one item, for its page of files."""

    item_id: str
    shows: str
    files: tuple[File, ...]
    withdrawn: tuple[File, ...]
    may_write: bool
    may_remove: bool
    item_withdrawn: bool
    demonstration: bool


def of_items(ids: Iterable[str]) -> dict[str, list[File]]:
    """Return what lies beside these items, which the caller fetched for its reader, by item. One query for all.

    In the order in which they were added; without what was taken away or removed.
    """
    wanted = list(ids)
    files: dict[str, list[File]] = {one: [] for one in wanted}
    rows = ItemFile.objects.filter(item__in=wanted, withdrawn_at__isnull=True, removed_at__isnull=True)
    for row in rows.order_by("added_at", "id") if wanted else ():
        files[row.item_id].append(shown(row))
    return files


def page(actor: Actor, item_id: str) -> FilesPage:
    """Return the files of one item, those taken away too, for whoever may bring them back. Raises NotYours."""
    item = policy.require(actor, Permission.READ_EVIDENCE, item_id)
    rows = [shown(row) for row in ItemFile.objects.filter(item=item).order_by("added_at", "id")]
    gone = (Stands.WITHDRAWN, Stands.REMOVED)
    return FilesPage(
        item.id,
        item.shows,
        tuple(file for file in rows if file.stands not in gone),
        tuple(file for file in rows if file.stands == Stands.WITHDRAWN),
        may(actor, Permission.WRITE_EVIDENCE, item.unit.path),
        may_dispose(actor, item),
        item.withdrawn_at is not None,
        item.unit.demonstration,
    )


def one(actor: Actor, item_id: str, file_id: str) -> File:
    """Return one file, also one that was taken away. Raises NotYours, also for one that was removed."""
    item = policy.require(actor, Permission.READ_EVIDENCE, item_id)
    row = ItemFile.objects.filter(pk=file_id, item=item, removed_at__isnull=True).first()
    if row is None:
        raise NotYours
    return shown(row)


def shown(row: ItemFile) -> File:
    """Return a file as it is shown. One from before there was a scanner waits until that has looked through it."""
    unscanned = bool(settings.CLAMD) and row.state == State.KEPT and row.scanned_at is None
    return File(
        row.id,
        row.item_id,
        row.name,
        row.kind,
        row.size,
        stands(
            State.WAITING if unscanned else row.state,
            row.why,
            withdrawn=row.withdrawn_at is not None,
            removed=row.removed_at is not None,
        ),
        row.anew,
        row.scanned_at is not None,
        row.added_by_name,
        row.added_at,
        row.withdrawn_by_name,
        row.withdrawn_at,
    )
