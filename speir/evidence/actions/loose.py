"""Bytes on their way into the storage or out of it, so that none stay for ever that no file stands for."""

from __future__ import annotations

import datetime as dt
import logging

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from speir.evidence.models import ItemFile, LooseBytes

STORAGE = "evidence"
# Nobody's upload takes as long, from the moment that its bytes begin to be stored.
COMING = dt.timedelta(hours=1)
MOST = 200

log = logging.getLogger(__name__)


@transaction.atomic
def write_down(*, stored: str) -> None:
    """Write down that bytes are about to be stored under this name; committed before the first of them is."""
    LooseBytes.objects.create(stored=stored, since=timezone.now())


def cross_out(*, stored: str) -> bool:
    """Cross them out as loose, within the transaction that makes them a file's; whether they were still loose."""
    return LooseBytes.objects.filter(stored=stored, leaving=False).delete()[0] > 0


def let_go(*, stored: str) -> None:
    """Have bytes deleted once the transaction is committed in which they cease to be a file's; the tick comes again."""
    LooseBytes.objects.create(stored=stored, since=timezone.now(), leaving=True)
    transaction.on_commit(lambda: clear(stored=stored))


def clear(*, stored: str) -> bool:
    """Delete loose bytes and cross them out; whether that could be done. What failed is the next tick's.

    Bytes that a file stands for stay, whatever became of the answer to its transaction.
    """
    try:
        if not ItemFile.objects.filter(stored=stored).exists():
            storages[STORAGE].delete(stored)
        LooseBytes.objects.filter(stored=stored).delete()
    except Exception:
        log.exception("Bytes that no file stands for could not be deleted; the tick tries again.")
        return False
    return True


def clear_due() -> int:
    """Delete what should be gone, and what has been on its way in for too long; return how much of it."""
    now = timezone.now()
    rows = LooseBytes.objects.filter(leaving=True) | LooseBytes.objects.filter(since__lt=now - COMING)
    return sum(clear(stored=stored) for stored in rows.values_list("stored", flat=True)[:MOST])
