"""The cast of `world`, as its actions make it, written in four steps: most tests begin with one.

It is made through actions once in each process; every other one is a copy of those rows with ids and times of its own.
`tests/domain/organisations/test_the_cast.py` shows that no table can tell them apart.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any
from unittest import mock

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from speir.accounts.models import Person
from speir.core.ids import new_id
from speir.organisations.models import Membership, Unit
from speir.trail.models import Entry
from tests import world

MODELS: tuple[type[Model], ...] = (Person, Unit, Membership, Entry)


@dataclass(frozen=True)
class Made:
    """A cast that was made through actions: who and what it was, its rows, and when it was whole."""

    cast: world.Cast
    rows: dict[type[Model], list[dict[str, Any]]]
    ids: re.Pattern[str]
    at: dt.datetime


@cache
def _made() -> Made:
    clock = mock.patch.object(timezone, "now", partial(dt.datetime.now, dt.UTC))  # each a time of its own
    with clock, transaction.atomic():
        before = {model: set(model._default_manager.values_list("pk", flat=True)) for model in MODELS}
        cast, rows = world.cast(), {}
        for model in MODELS:
            new = model._default_manager.exclude(pk__in=before[model])
            rows[model] = sorted(new.values(), key=_when)
        now = timezone.now()
        transaction.set_rollback(True)
    ids = [row["id"] for model in MODELS for row in rows[model]]
    return Made(cast, rows, re.compile("|".join(ids)), now)


def _when(row: dict[str, Any]) -> dt.datetime:
    return min(value for value in row.values() if isinstance(value, dt.datetime))


def copied() -> world.Cast:
    """A cast of its own, as `world.cast` makes one."""
    made, ids, now = _made(), dict[str, str](), timezone.now()
    # A still clock gives all of them the same time.
    back = dt.timedelta(0) if timezone.now() == now else None

    def own(value: Any) -> Any:
        if isinstance(value, str):
            return made.ids.sub(lambda found: ids.setdefault(found[0], new_id()), value)
        if isinstance(value, dt.datetime):
            return now - (made.at - value if back is None else back)
        return timezone.localdate() if isinstance(value, dt.date) else value

    things: dict[str, Any] = {}
    for model in MODELS:
        rows = [model(**{name: own(value) for name, value in row.items()}) for row in made.rows[model]]
        model._default_manager.bulk_create(rows)
        things |= {row.pk: row for row in rows}

    def theirs(one: Any) -> Any:
        if isinstance(one, world.Somebody):
            return replace(one, person=things[ids[one.person.pk]])
        return things[ids[one.pk]]

    return world.Cast(**{name: theirs(one) for name, one in vars(made.cast).items()})
