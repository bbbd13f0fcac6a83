"""Having files scanned for viruses: by a job as they are added, again by the clock where the scanner was away."""

from __future__ import annotations

import logging
from itertools import takewhile

from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from speir.access.actor import SYSTEM
from speir.core.files import clam
from speir.evidence.actions.files import PIECE, STORAGE
from speir.evidence.models import ItemFile
from speir.evidence.rules.files import State, Why
from speir.trail.actions import record

MOST = 100

log = logging.getLogger(__name__)


def scan_file(*, file_id: str) -> bool:
    """Have one file scanned that waits for it; it may run twice. False where the scanner is away."""
    row = ItemFile.objects.filter(pk=file_id, state=State.WAITING, removed_at__isnull=True).first()
    if row is None or not settings.CLAMD:
        return True
    try:
        with storages[STORAGE].open(row.stored) as body:
            verdict = clam.scan(settings.CLAMD, body.chunks(PIECE))
    except clam.Away as away:
        log.warning("The virus scanner does not answer (%s); files wait for it.", away)
        return False
    except FileNotFoundError:
        log.error("The bytes of file %s are not there: bin/speir files verify", file_id)
        return True
    if not verdict.clean:
        log.warning("File %s is quarantined; the virus scanner said: %s", file_id, verdict.said)
    _settle(row, verdict)
    return True


@transaction.atomic
def _settle(row: ItemFile, verdict: clam.Verdict) -> None:
    state = State.KEPT if verdict.clean else State.QUARANTINED
    why = "" if verdict.clean else Why.FOUND if verdict.found else Why.NOT_SCANNED
    waiting = ItemFile.objects.filter(pk=row.pk, state=State.WAITING)
    if not waiting.update(state=state, why=why, found=verdict.found[:200], scanned_at=timezone.now()):
        return
    if not verdict.clean:
        item = row.item
        told = {"about": "evidence", "about_id": item.id, "path": item.told, "detail": row.kind}
        record(by=SYSTEM, verb="quarantined a file of", **told)


def scan_waiting() -> int:
    """Have files scanned that still wait, and those that were kept before there was a scanner; return how many were.

    Where Speir has no scanner any more, nothing waits for one.
    """
    if not settings.CLAMD:
        return ItemFile.objects.filter(state=State.WAITING).update(state=State.KEPT)
    unscanned = ItemFile.objects.filter(state=State.KEPT, scanned_at__isnull=True, removed_at__isnull=True)
    ItemFile.objects.filter(pk__in=list(unscanned.values_list("pk", flat=True)[:MOST])).update(
        state=State.WAITING
    )
    waiting = ItemFile.objects.filter(state=State.WAITING, removed_at__isnull=True).order_by("added_at")
    ids = list(waiting.values_list("pk", flat=True)[:MOST])
    return sum(1 for _ in takewhile(lambda one: scan_file(file_id=one), ids))
