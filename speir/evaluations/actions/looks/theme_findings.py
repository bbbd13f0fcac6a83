"""Writing what is strong and what is weak in a theme of a closer look."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import NotYours, Refused
from speir.evaluations.actions import beside
from speir.evaluations.models import LookTheme, ThemeFinding
from speir.evaluations.policy import FINISHED_CODE
from speir.evaluations.policy.looks import LOOK, require_look, require_writing
from speir.frameworks.queries import framework as read_framework
from speir.trail.actions import record as record_in_trail

TEXTS = ("strengths", "weaknesses")


def place_of_finding(finding_id: str, name: str) -> str:
    """Return where texts of a theme are set aside and earlier ones kept; `name` is one of TEXTS."""
    return f"theme/{finding_id}/{name}"


def write(
    *, look_id: str, theme: str, typed: Mapping[str, beside.Field], by: Actor
) -> tuple[ThemeFinding, beside.Outcome]:
    """Save what was typed of a theme (its stable key), `strengths` and `weaknesses`, each settled by itself.

    Raises NotYours, also for a theme that is not looked at, NotAllowed, and Refused once the closer look is finished;
    texts are kept for their writer then too.
    """
    try:
        return _write(look_id, theme, typed, by)
    except Refused as refused:
        if refused.code != FINISHED_CODE:
            raise
        look = require_look(by, look_id)
        texts = {
            place_of_finding(row.id, name): (typed[name], getattr(row, name))
            for row in ThemeFinding.objects.filter(look=look, theme=theme)
            for name in TEXTS
            if name in typed
        }
        if not texts and look.themes.filter(theme=theme).exists():
            texts = _first(look_id, theme, typed)
        raise beside.kept_while_sealed(look.evaluation, texts, by, beside.FINISHED_NOW) from refused


def _first(
    look_id: str, theme: str, typed: Mapping[str, beside.Field]
) -> dict[str, tuple[beside.Field, str]]:
    """Return where texts are kept of a theme of which nothing was written before the closer look was finished."""
    row, _made = ThemeFinding.objects.get_or_create(look_id=look_id, theme=theme)
    return {place_of_finding(row.id, name): (typed[name], "") for name in TEXTS if name in typed}


@transaction.atomic
def _write(
    look_id: str, theme: str, typed: Mapping[str, beside.Field], by: Actor
) -> tuple[ThemeFinding, beside.Outcome]:
    look = require_writing(by, Permission.WRITE_JUDGEMENTS, look_id)
    chosen = LookTheme.objects.filter(look=look, theme=theme).first()
    if chosen is None:
        raise NotYours
    rows = ThemeFinding.objects.filter(look=look, theme=theme)
    if not rows.exists():
        ThemeFinding.objects.bulk_create([ThemeFinding(look=look, theme=theme)], ignore_conflicts=True)
    row = rows[0]
    evaluation = look.evaluation
    current = {name: getattr(row, name) for name in TEXTS}
    out = beside.Outcome(current=dict(current))
    texts = {name: typed[name] for name in TEXTS if name in typed}
    out.refused.update(beside.texts_too_long(texts, current))
    fields: list[str] = []
    for name, field in texts.items():
        if name in out.refused:
            continue
        place = beside.place_of(evaluation, place_of_finding(row.id, name), LOOK, look.id)
        hand = beside.Hand(*(getattr(row, f"{name}_{what}") for what in ("by", "by_name", "at")))
        value = beside.settle(
            evaluation, place, name, field, current[name], hand=hand, text=True, out=out, by=by
        )
        if value is not None:
            beside.keep_earlier(evaluation, place, current[name], value, hand=hand, by=by)
            new = {"": value, "_by": by.person_id, "_by_name": by.name, "_at": timezone.now()}
            for what, said in new.items():
                setattr(row, f"{name}{what}", said)
            fields += [f"{name}{what}" for what in new]
    if fields:
        row.save(update_fields=fields)
        out.current.update(out.saved)
        shown = read_framework(evaluation.framework_id, evaluation.framework.stamp)
        number = next(one.number for one in shown.indicators if one.id == chosen.indicator_id)
        record_in_trail(
            by=by,
            verb="judged a theme of",
            about="closer look",
            about_id=look.id,
            path=evaluation.told,
            detail=number,
        )
    return row, out
