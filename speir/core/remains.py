"""What a database leaves behind of words that were removed from it."""

from __future__ import annotations

import logging

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connection, connections, router, transaction
from django.utils import timezone

MOMENT = 500  # milliseconds

log = logging.getLogger(__name__)


def clear_after_commit() -> None:
    """Have SQLite's log of changes, which holds pages as they were before, emptied once the transaction is committed.

    On PostgreSQL old versions of rows go with the next vacuum, which is the operator's.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(clear)


def clear() -> bool:
    """Empty SQLite's log of changes into its file; return whether that could be done.

    Somebody may be reading it, and is waited for only a moment: the tick comes again.
    """
    if connection.vendor != "sqlite":
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            patience = int(cursor.fetchone()[0])
            cursor.execute(f"PRAGMA busy_timeout = {MOMENT}")
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy = bool(cursor.fetchone()[0])
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {patience}")
    except DatabaseError:
        log.exception("The log of changes could not be emptied.")
        return False
    return not busy


def forget_counts() -> None:
    """Delete what the shared cache holds beyond its time: counts of attempts, by address and account."""
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return
    table: str = getattr(cache, "_table")  # noqa: B009  its name is told nowhere else
    where = connections[router.db_for_write(cache.cache_model_class)]
    with where.cursor() as cursor:
        now = where.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        cursor.execute(f"DELETE FROM {where.ops.quote_name(table)} WHERE expires < %s", [now])  # noqa: S608  ours
