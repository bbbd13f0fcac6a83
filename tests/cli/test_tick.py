"""The minute's tick: what is due is done, and a step that fails keeps no other from its turn."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from speir.access.actor import SYSTEM
from speir.accounts.actions import make_person
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
