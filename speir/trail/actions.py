"""Writing the trail: called by every action, inside its transaction. And sealing it, called by the clock."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from speir.access.actor import Actor
from speir.trail.models import Checked, Entry, Link, Waiting
from speir.trail.queries.chains import verify
from speir.trail.rules import chain

BATCH = 500
MOST_BATCHES = 200

log = logging.getLogger(__name__)


def record(*, by: Actor, verb: str, about: str, about_id: str, path: str = "", detail: str = "") -> None:
    """Record that `by` did `verb` (past tense, such as `recorded`) to the `about` of that id, now.

    `detail` is never what somebody wrote: an entry is read by more people than the thing that it is about.
    """
    _entry(by, verb, about, about_id, path, detail).save(force_insert=True)


def record_readings(*, by: Actor, things: Iterable[tuple[str, str, str]]) -> bool:
    """Record that `by` read these things now, each as (about, id, path); say whether that could be done. One query.

    For pages that only show: where nothing can be written (a full disk, a database that is being moved) the page is
    shown all the same, and the log says that a reading was not recorded.
    """
    entries = [_entry(by, "read", about, about_id, path) for about, about_id, path in things]
    try:
        with transaction.atomic():
            Entry.objects.bulk_create(entries)
    except DatabaseError:
        log.exception("A reading could not be recorded in the trail.")
        return False
    return True


def _entry(by: Actor, verb: str, about: str, about_id: str, path: str, detail: str = "") -> Entry:
    return Entry(
        at=timezone.now(),
        person_id=by.person_id,
        person_name=by.name,
        verb=verb,
        about=about,
        about_id=about_id,
        path=path,
        detail=detail,
    )


def seal_waiting(*, batches: int = MOST_BATCHES) -> int:
    """Seal every entry that waits, batch by batch; return how many were sealed. Safe to run at any time, and twice.

    An entry and its note in `Waiting` are committed together (a trigger), however late; the note goes in the
    transaction that seals its entry. So an entry waits or is sealed, and never both, whatever its time says.
    """
    sealed = 0
    for _batch in range(batches):
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


def read_through() -> bool:
    """Read the whole trail through, unless that was done within a day, and note what was found; return whether it was.

    The clock's: the page on security says when it was done last and whether everything was there.
    """
    now = timezone.now()
    if Checked.objects.filter(at__gt=now - dt.timedelta(days=1)).exists():
        return False
    found = verify()
    with transaction.atomic():
        Checked.objects.all().delete()
        Checked.objects.create(at=now, sealed=found.sealed, whole=found.whole)
    if not found.whole:
        log.error("The trail is not whole. Say `speir trail verify` to see what is missing or changed.")
    return True


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
