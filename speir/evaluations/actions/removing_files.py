"""Removing one file beside evidence for good: its bytes and its name."""

from __future__ import annotations

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.evaluations.actions.removing import NO_REASON, dispose
from speir.evaluations.queries.removable import NOT_TO_REMOVE
from speir.evidence import policy
from speir.evidence.models import ItemFile
from speir.retention.rules.removing import REASONS
from speir.sharing.policy import may_dispose


@transaction.atomic
def remove_file(*, item_id: str, file_id: str, reason: str, by: Actor) -> None:
    """Remove a file for good, taken away before or not; a note with the reason stands in the place of its name.

    Raises NotYours, NotAllowed, Unfit, and Refused while a legal hold stands on the evidence or on what cites it.
    """
    item = policy.require(by, Permission.READ_EVIDENCE, item_id, lock=True)
    if not ItemFile.objects.filter(pk=file_id, item=item, removed_at__isnull=True).exists():
        raise NotYours
    if not may_dispose(by, item):
        raise NotAllowed(NOT_TO_REMOVE)
    if reason not in REASONS:
        raise Unfit([NO_REASON])
    dispose(about=policy.ABOUT, thing_id=item.id, only=file_id, reason=reason, by=by)
