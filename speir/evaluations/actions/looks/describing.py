"""Changing what a closer look is about, beside others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Unfit
from speir.core.text import clean, one_line
from speir.evaluations.actions import beside
from speir.evaluations.actions.looks.beginning import ask
from speir.evaluations.models import Look
from speir.evaluations.policy.looks import LOOK, require_writing
from speir.evaluations.queries.looks.overview import described
from speir.evaluations.rules import beginning
from speir.evaluations.rules.looks.describing import TEXTS, check, description_of
from speir.evaluations.rules.saving import mark
from speir.frameworks.queries import framework as read_framework
from speir.mentions.rules import Explained
from speir.trail.actions import record as record_in_trail


@transaction.atomic
def describe(
    *, look_id: str, typed: Mapping[str, beside.Field], keeping: Explained = None, by: Actor
) -> tuple[Look, beside.Outcome]:
    """Change what a closer look is about: `title`, `period` (two ISO days and a slash), any field of its description.

    Each field is settled by itself, so that of two who write at once both are kept. Raises NotYours, NotAllowed, Unfit
    where what would stand then breaks a rule, Waits, and Refused once it is finished.
    """
    look = require_writing(by, Permission.START_EVALUATION, look_id)
    evaluation = look.evaluation
    current = described(look, evaluation)
    texts = {"title", *TEXTS}
    changed = {
        name: one.value
        for name, one in typed.items()
        if name in texts and mark(clean(one.value)) not in (one.base, mark(current[name]))
    }
    ask(evaluation, changed, keeping, by)
    out = beside.Outcome(current=dict(current))
    hand = beside.Hand(look.described_by, look.described_by_name, look.described_at)
    for name, one in typed.items():
        place = beside.place_of(evaluation, f"look/{name}", LOOK, look.id)
        text = name in texts
        value = beside.settle(
            evaluation, place, name, one, current[name], hand=hand, text=text, out=out, by=by
        )
        if value is not None:
            if text:
                beside.keep_earlier(evaluation, place, current[name], value, hand=hand, by=by)
            out.current[name] = one_line(value) if name == "title" else value
    if out.saved:
        _store(look, out.current, by)
    return look, out


def _store(look: Look, now: Mapping[str, str], by: Actor) -> None:
    evaluation = look.evaluation
    shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
    days = [_day(part) for part in now["period"].partition("/")[::2]]
    broken = beginning.check(now["title"], days[0], days[1], timezone.localdate())
    said = description_of(now)
    broken += check(
        said, reasons={one.key for one in shown.reasons}, key_questions=shown.question_by_number.keys()
    )
    if broken or days[0] is None or days[1] is None:
        raise Unfit(broken)
    evaluation.title, evaluation.period_from, evaluation.period_to = now["title"], days[0], days[1]
    evaluation.save(update_fields=["title", "period_from", "period_to"])
    for name, value in now.items():
        if name not in ("title", "period"):
            setattr(look, name, value)
    look.described_by, look.described_by_name, look.described_at = by.person_id, by.name, timezone.now()
    look.save()
    record_in_trail(by=by, verb="described", about="closer look", about_id=look.id, path=evaluation.told)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
