"""The cast that most tests begin with is copied: no table can tell it from one that actions made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from tests import world, world_cast

pytestmark = pytest.mark.django_db
ORDER = {"trail.Entry": ("at",)}


def stands(make: Callable[[], world.Cast]) -> dict[str, list[str]]:
    """What every table holds once there is this cast, without what is its own: ids, times, an unusable password."""
    with transaction.atomic():
        cast = make()
        people = (cast.lead, cast.evaluator, cast.reader, cast.stranger)
        names = {one.person.id: one.name for one in people} | {
            u.id: u.name for u in (cast.team, cast.elsewhere)
        }

        def told(name: str, value: Any) -> Any:
            if isinstance(value, dt.datetime) or name in {"id", "entry_id", "password"}:
                return type(value)
            for one, its in names.items():
                value = value.replace(one, its) if isinstance(value, str) else value
            return value

        found = {
            model._meta.label: [
                repr({name: told(name, value) for name, value in row.items()})
                for row in model._base_manager.order_by(*ORDER.get(model._meta.label, ("pk",))).values()
            ]
            for model in apps.get_models()
        }
        assert [person.actor.grants for person in people]
        for unit in (cast.team, cast.elsewhere):
            unit.refresh_from_db()
        transaction.set_rollback(True)
    return found


def test_a_cast_that_is_copied_is_what_actions_make():
    by_actions, copied = stands(world.cast), stands(world_cast.copied)
    assert {label for label, rows in by_actions.items() if len(rows) > 3} >= {
        "accounts.Person",
        "trail.Entry",
    }
    for label, rows in by_actions.items():
        in_order = label in ORDER
        assert (copied[label] if in_order else sorted(copied[label])) == (
            rows if in_order else sorted(rows)
        ), label


def test_two_casts_stand_beside_each_other_and_joined_in_order(clock):
    one, other = world_cast.copied(), world_cast.copied()
    assert one.team.id != other.team.id
    assert one.lead.person.id != other.lead.person.id
    assert one.lead.actor.grants != other.lead.actor.grants
    assert one.lead.person.joined_at == clock.now
