"""What a database leaves behind of words that were removed from it."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection, transaction

log = logging.getLogger(__name__)


def clear_after_commit() -> None:
    """Have SQLite's log of changes, which holds pages as they were before, emptied once the transaction is committed.

    On PostgreSQL old versions of rows go with the next vacuum, which is the operator's.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(clear)


def clear() -> bool:
    """Empty SQLite's log of changes into its file; return whether that could be done. Somebody may be reading it."""
    if connection.vendor != "sqlite":
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = bool(cursor.fetchone()[0])
    except DatabaseError:
        log.exception("The log of changes could not be emptied.")
        return False
    return not busy
