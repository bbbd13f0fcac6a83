"""Sharing a priority, something tracked or an answer to what was heard wider than where it was written."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from speir.access.actor import Actor
from speir.improvement.policy.sharing import require
from speir.mentions.rules import Keeping
from speir.sharing import actions as sharing


@transaction.atomic
def share(
    *,
    about: str,
    thing_id: str,
    audience: str,
    why: str,
    ends: dt.date | None,
    keeping: Keeping | None = None,
    by: Actor,
) -> None:
    """Share a thing of this kind. Raises NotYours, NotAllowed, Unfit, Waits."""
    thing = require(by, about, thing_id, lock=True)
    sharing.share(
        about=about,
        thing=thing,
        path=thing.unit.path,
        audience=audience,
        why=why,
        ends=ends,
        keeping=keeping,
        by=by,
    )


@transaction.atomic
def end(*, about: str, thing_id: str, act_id: str, by: Actor) -> None:
    """End an act of sharing. Raises NotYours, NotAllowed."""
    thing = require(by, about, thing_id, lock=True)
    sharing.end(about=about, thing=thing, path=thing.unit.path, act_id=act_id, by=by)
