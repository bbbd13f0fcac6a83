"""Sharing one's own reflection: in whole, like a broad view, or as a single piece of evidence."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import Refused
from speir.evaluations import policy
from speir.evaluations.actions.reflections import DISCARDED
from speir.evaluations.models import Given, Reflection
from speir.evaluations.policy import REFLECTION
from speir.evidence.actions import items as evidence
from speir.evidence.models import Item
from speir.evidence.rules.items import Draft
from speir.frameworks.queries import framework as read_framework
from speir.mentions.rules import Explained, Keeping
from speir.sharing import actions as sharing
from speir.trail.actions import record as record_in_trail


@transaction.atomic
def share(
    *,
    reflection_id: str,
    audience: str,
    why: str,
    ends: dt.date | None,
    keeping: Keeping | None = None,
    by: Actor,
) -> None:
    """Share one's own reflection in whole. Raises NotYours, NotAllowed, Refused (discarded), Unfit, Waits."""
    row = _there(policy.require_owner(by, reflection_id))
    sharing.share(
        about=REFLECTION,
        thing=row,
        path=row.home.path,
        audience=audience,
        why=why,
        ends=ends,
        keeping=keeping,
        by=by,
    )


@transaction.atomic
def end(*, reflection_id: str, act_id: str, by: Actor) -> None:
    """End an act of sharing of one's own reflection. Raises NotYours, NotAllowed."""
    row = policy.require_owner(by, reflection_id)
    sharing.end(about=REFLECTION, thing=row, path=row.home.path, act_id=act_id, by=by)


@transaction.atomic
def give(
    *,
    reflection_id: str,
    unit_id: str,
    draft: Draft,
    item_id: str,
    keeping: Explained = None,
    by: Actor,
) -> Item:
    """Give a piece of evidence, as its writer words it, from a reflection that they write in; the reflection stays.

    Sent twice with one `item_id`, it is given once. Raises NotYours, NotAllowed, Refused (discarded), Unfit, Waits.
    """
    row = _there(policy.require_writing(by, reflection_id))
    before = Given.objects.filter(reflection=row, item_id=item_id).select_related("item").first()
    if before is not None and evidence.says(before.item, draft):
        return before.item
    item = evidence.give(
        unit_id=unit_id,
        framework=read_framework(row.framework_id, row.framework.stamp),
        draft=draft,
        item_id=item_id,
        keeping=keeping,
        by=by,
    )
    Given.objects.create(reflection=row, item=item, at=timezone.now())
    record_in_trail(by=by, verb="gave evidence from", about="reflection", about_id=row.id)
    return item


def _there(row: Reflection) -> Reflection:
    if row.discarded_at is not None:
        raise Refused("reflection-discarded", DISCARDED)
    return row
