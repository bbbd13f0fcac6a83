"""The minute's tick: what is due is done, and a step that fails keeps no other from its turn."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, router
from django.utils import timezone

from speir.access.actor import SYSTEM
from speir.accounts.actions import make_person
from speir.accounts.models import SignInAddress
from speir.cli import tick

pytestmark = pytest.mark.django_db


def test_sessions_that_have_ended_are_deleted_and_others_stay(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    now, person = timezone.now(), make_person(name="Isla Reid", by=SYSTEM)
    for key, hours in (("over", -1), ("goes on", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + dt.timedelta(hours=hours))
        UserSession.objects.create(user=person, session_key=key, ip="127.0.0.1", user_agent="Firefox/131.0")
    assert tick.run(Namespace()) == 0
    assert list(Session.objects.values_list("session_key", flat=True)) == ["goes on"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["goes on"]


def test_a_step_that_fails_is_told_and_keeps_no_other_from_its_turn(
    monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    done: list[str] = []

    def fails() -> None:
        raise OSError("no room on the disk")

    monkeypatch.setattr(tick, "STEPS", (fails, lambda: done.append("the next")))
    assert tick.run(Namespace()) == 1
    assert done == ["the next"]
    assert "The step fails of the tick failed" in caplog.text


def test_one_time_addresses_that_ended_long_ago_are_deleted_and_others_stay() -> None:
    now = timezone.now()
    person = make_person(name="Isla", by=SYSTEM)
    for days in (31, 29, -1):
        SignInAddress.objects.create(person=person, digest=str(days), ends_at=now - dt.timedelta(days=days))
    tick.forget_used_addresses()
    assert set(SignInAddress.objects.values_list("digest", flat=True)) == {"29", "-1"}


def test_counts_of_attempts_that_count_no_more_are_deleted_and_others_stay(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(router, "routers", [])  # into the database that tests have
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counts"}
    }
    call_command("createcachetable", verbosity=0)
    cache.set("over", 5, timeout=60)
    cache.set("counts", 5, timeout=60)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE counts SET expires = %s WHERE cache_key LIKE %s", ["2020-01-01 00:00:00", "%over"]
        )
        tick.forget_attempts()
        cursor.execute("SELECT cache_key FROM counts")
        assert [key for (key,) in cursor.fetchall()] == [":1:counts"]
