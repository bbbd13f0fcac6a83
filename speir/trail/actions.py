"""Writing the trail: called by every action, inside its transaction. And sealing it, called by the clock."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from speir.access.actor import Actor
from speir.trail.models import Entry, Link, Waiting
from speir.trail.rules import chain

# One reading within so long is one entry, however often a page is opened again.
ONE_READING = dt.timedelta(hours=1)
BATCH = 500
MOST_BATCHES = 200

log = logging.getLogger(__name__)


def record(*, by: Actor, verb: str, about: str, about_id: str, path: str = "", detail: str = "") -> None:
    """Record that `by` did `verb` (past tense, such as `recorded`) to the `about` of that id, now.

    `detail` is never what somebody wrote: an entry is read by more people than the thing that it is about.
    """
    Entry.objects.create(
        at=timezone.now(),
        person_id=by.person_id,
        person_name=by.name,
        verb=verb,
        about=about,
        about_id=about_id,
        path=path,
        detail=detail,
    )


def record_reading(*, by: Actor, about: str, about_id: str, path: str = "") -> bool:
    """Record that `by` read a confidential thing, unless that was recorded within the last hour; say whether it was.

    For pages that only show: where nothing can be written (a full disk, a database that is being moved) the page is
    shown all the same, and the log says that a reading was not recorded. One query, and a second once an hour.
    """
    since = timezone.now() - ONE_READING
    try:
        before = Entry.objects.filter(about=about, about_id=about_id, at__gt=since)
        if before.filter(verb="read", person_id=by.person_id).exists():
            return False
        with transaction.atomic():
            record(by=by, verb="read", about=about, about_id=about_id, path=path)
    except DatabaseError:
        log.exception("A reading could not be recorded in the trail.")
        return False
    return True


def seal_waiting() -> int:
    """Seal every entry that waits, batch by batch; return how many were sealed. Safe to run at any time, and twice.

    An entry and its note in `Waiting` are committed together (a trigger), however late; the note goes in the
    transaction that seals its entry. So an entry waits or is sealed, and never both, whatever its time says.
    """
    sealed = 0
    for _batch in range(MOST_BATCHES):
        try:
            count = _seal_batch()
        except IntegrityError:
            # Somebody else has made the link of this number: all of this one's batch waits as before.
            log.info("Another process is sealing the trail.")
            break
        sealed += count
        if count < BATCH:
            break
    return sealed


@transaction.atomic
def _seal_batch() -> int:
    there = Exists(Entry.objects.filter(pk=OuterRef("entry_id")))
    notes = list(Waiting.objects.select_for_update(of=("self",)).filter(there).order_by("id")[:BATCH])
    entries = list(Entry.objects.filter(pk__in=[note.entry_id for note in notes]).order_by("at", "id"))
    if not entries:
        return 0
    # Only now that the notes are held: who sealed others meanwhile has made the last link.
    last = Link.objects.order_by("-number").first()
    key = settings.TRAIL_KEYS[0]
    batch = chain.Batch(
        number=last.number + 1 if last else 1,
        previous=last.seal if last else "",
        sealed_at=timezone.now(),
        first_at=entries[0].at,
        last_at=entries[-1].at,
        count=len(entries),
        key=chain.name_of_key(key),
        members=chain.written(chain.member(key, entry.facts()) for entry in entries),
    )
    Link.objects.create(**dataclasses.asdict(batch), seal=chain.seal(key, batch))
    Waiting.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return len(entries)
