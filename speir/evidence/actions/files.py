"""Adding files to an item, taking them away and back, and handing them out."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import jobs
from speir.core.errors import NotYours
from speir.core.files.kinds import safe_name
from speir.core.files.looking import Looked
from speir.core.files.storage import new_name
from speir.evidence import policy
from speir.evidence.actions import loose
from speir.evidence.models import ItemFile
from speir.evidence.queries.files import shown
from speir.evidence.rules import files as rules
from speir.mentions.queries import plain
from speir.retention.queries.disposals import emptied_since
from speir.trail.actions import record

STORAGE = "evidence"
PIECE = 1 << 20

log = logging.getLogger(__name__)


def may_add(*, item_id: str, by: Actor) -> None:
    """Look whether files may be added, before they are read. Raises NotYours, NotAllowed, and Refused."""
    item = policy.require(by, Permission.WRITE_EVIDENCE, item_id)
    if item.withdrawn_at is not None:
        raise rules.WITHDRAWN_ITEM


def add(*, item_id: str, looked: Looked, by: Actor) -> ItemFile:
    """Keep a file that was looked through beside an item. Raises NotYours, NotAllowed, Refused.

    Its bytes are written down as loose, stored, and made a file's in the end: wherever this breaks off, the tick
    deletes them. What its name says of somebody is replaced; what it was called stays with whoever added it.
    """
    may_add(item_id=item_id, by=by)
    begun = timezone.now()
    digest, size = _digest(looked.path)
    if ItemFile.objects.filter(
        item_id=item_id, digest=digest, withdrawn_at__isnull=True, removed_at__isnull=True
    ).exists():
        raise rules.THERE
    stored = new_name()
    loose.write_down(stored=stored)
    try:
        _store(looked.path, stored)
        return _kept(
            item_id=item_id, looked=looked, stored=stored, digest=digest, size=size, begun=begun, by=by
        )
    except BaseException:
        loose.clear(stored=stored)
        raise


def _store(path: Path, stored: str) -> None:
    try:
        with path.open("rb") as body:
            storages[STORAGE].save(stored, File(body))
    except Exception as error:  # each storage fails in its own way: a full disk, a network
        log.exception("A file could not be stored.")
        raise rules.NOT_STORED from error


@transaction.atomic
def _kept(
    *, item_id: str, looked: Looked, stored: str, digest: str, size: int, begun: dt.datetime, by: Actor
) -> ItemFile:
    item = policy.require(by, Permission.WRITE_EVIDENCE, item_id, lock=True)
    if item.withdrawn_at is not None:
        raise rules.WITHDRAWN_ITEM  # while its bytes were stored
    if emptied_since(policy.ABOUT, item.id, begun):
        raise rules.EMPTIED
    there = ItemFile.objects.filter(item=item, withdrawn_at__isnull=True, removed_at__isnull=True)
    if there.filter(digest=digest).exists():
        raise rules.THERE
    if there.count() >= rules.MOST_OF_ITEM:
        raise rules.TOO_MANY
    if not loose.cross_out(stored=stored):
        raise rules.TOO_LATE
    row = ItemFile(
        item=item,
        kind=looked.kind,
        size=size,
        digest=digest,
        stored=stored,
        anew=looked.anew,
        state=rules.State.WAITING if settings.CLAMD else rules.State.KEPT,
        added_by=by.person_id,
        added_by_name=by.name,
        added_at=timezone.now(),
    )
    row.name = safe_name(plain(f"file/{row.id}", looked.name), looked.kind)
    row.save(force_insert=True)
    record(by=by, verb="added a file to", about="evidence", about_id=item.id, path=item.told, detail=row.kind)
    if settings.CLAMD:
        jobs.defer("evidence.scan_file", file_id=row.id)
    return row


@transaction.atomic
def withdraw(*, item_id: str, file_id: str, by: Actor) -> ItemFile:
    """Take a file away from an item; its bytes stay until a disposal, and it can be brought back.

    Once is enough. Raises NotYours, NotAllowed.
    """
    row = _one(item_id, file_id, Permission.WRITE_EVIDENCE, by)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by_name = timezone.now(), by.name
        row.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
        told = {"about": "evidence", "about_id": row.item_id, "path": row.item.told, "detail": row.kind}
        record(by=by, verb="took a file away from", **told)
    return row


@transaction.atomic
def bring_back(*, item_id: str, file_id: str, by: Actor) -> ItemFile:
    """Bring a file back that was taken away. Once is enough. Raises NotYours, NotAllowed, Refused."""
    row = _one(item_id, file_id, Permission.WRITE_EVIDENCE, by)
    if row.withdrawn_at is not None:
        there = ItemFile.objects.filter(item=row.item, withdrawn_at__isnull=True, removed_at__isnull=True)
        if there.filter(digest=row.digest).exists():
            raise rules.THERE
        if there.count() >= rules.MOST_OF_ITEM:
            raise rules.TOO_MANY
        row.withdrawn_at, row.withdrawn_by_name = None, ""
        row.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
        told = {"about": "evidence", "about_id": row.item_id, "path": row.item.told, "detail": row.kind}
        record(by=by, verb="brought back a file of", **told)
    return row


@transaction.atomic
def take(*, item_id: str, file_id: str, by: Actor) -> tuple[ItemFile, IO[bytes]]:
    """Return a file and its bytes, opened, having recorded that the actor took it.

    Raises NotYours, also for one that was taken away, and Refused while it waits, is quarantined or is missing.
    """
    item = policy.require(by, Permission.READ_EVIDENCE, item_id)
    row = ItemFile.objects.filter(pk=file_id, item=item).first()
    if row is None or row.withdrawn_at is not None or row.removed_at is not None:
        raise NotYours
    file = shown(row)
    if not file.to_take:
        raise rules.NOT_TO_TAKE[file.stands]
    try:
        opened: IO[bytes] = storages[STORAGE].open(row.stored)
    except FileNotFoundError:
        log.exception("The bytes of file %s are not there: bin/speir files verify", row.id)
        raise rules.MISSING from None
    path = item.told if item.owner == by.person_id else item.unit.path
    record(by=by, verb="downloaded a file of", about="evidence", about_id=item.id, path=path, detail=row.kind)
    return row, opened


def _one(item_id: str, file_id: str, permission: Permission, by: Actor) -> ItemFile:
    """Return a file of an item, both locked for a change."""
    item = policy.require(by, permission, item_id, lock=True)
    row = ItemFile.objects.select_for_update(of=("self",)).filter(pk=file_id, item=item).first()
    if row is None or row.removed_at is not None:
        raise NotYours
    row.item = item
    return row


def _digest(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of what lies there."""
    with path.open("rb") as body:
        digest = hashlib.file_digest(body, "sha256").hexdigest()
        return digest, body.tell()
