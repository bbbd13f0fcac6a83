"""Writing a disposal down, and opening the gate of an append-only table for what it removes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.ids import new_id
from speir.retention.models import Disposal, Open, Removal
from speir.retention.queries.disposals import VERB, facts_of
from speir.retention.rules.removing import REASONS, Gone, digest_of
from speir.trail.actions import record


@transaction.atomic
def write_down(
    *,
    about: str,
    about_id: str,
    path: str,
    home: str,
    reason: str,
    places: int,
    gone: Sequence[Gone],
    by: Actor,
) -> list[Removal]:
    """Write a disposal and all that it removes into the log and the trail; return its removals in the order of `gone`.

    Before anything is removed: the gate opens for nothing that is not written down. `path` is of the unit that it is
    about, `home` of the one in which it was written.
    """
    made = Disposal(
        about=about,
        about_id=about_id,
        path=home,
        reason=reason,
        places=places,
        by=by.person_id,
        by_name=by.name,
        at=timezone.now(),
    )
    made.digest = digest_of(facts_of(made), gone)
    made.save(force_insert=True)
    removals = Removal.objects.bulk_create(
        Removal(
            disposal=made,
            in_table=g.in_table,
            row_id=g.row_id,
            fields=g.fields,
            before=g.before,
            after=g.after,
        )
        for g in gone
    )
    count = f"{places} place" if places == 1 else f"{places} places"
    detail = f"{REASONS[reason][1]}, {count}; {made.digest}"
    record(by=by, verb=VERB, about=about, about_id=about_id, path=path, detail=detail)
    return removals


@contextmanager
def opened(removal: Removal) -> Iterator[None]:
    """Open the gate for one removal's row of an append-only table, and close it again."""
    gate = Open.objects.create(
        removal=removal, in_table=removal.in_table, row_id=removal.row_id, never_id=new_id()
    )
    yield
    gate.delete()
