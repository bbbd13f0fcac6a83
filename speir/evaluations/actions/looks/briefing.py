"""Writing what those who take part in a closer look are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core.errors import Refused, Unfit
from speir.evaluations.actions import beside
from speir.evaluations.actions.looks.beginning import ask
from speir.evaluations.models import Look
from speir.evaluations.policy.looks import LOOK, require_writing
from speir.evaluations.rules.looks import briefing as rules
from speir.evaluations.rules.saving import mark
from speir.mentions.rules import Explained
from speir.trail.actions import record as record_in_trail


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a form brings it, and the mark of what was kept when the form was opened."""

    text: str
    base: str


@transaction.atomic
def write(*, look_id: str, typed: Mapping[str, Typed], keeping: Explained = None, by: Actor) -> Look:
    """Write the texts of a briefing (`purpose`, `confidentiality`, `afterwards`); one that is ours is not kept.

    A text that was left as it was stays as it is now. Sent twice, it is changed once. Raises NotYours, NotAllowed,
    Waits, Refused once the closer look is finished, and Unfit with what stands there now where somebody changed it
    meanwhile.
    """
    look = require_writing(by, Permission.START_EVALUATION, look_id)
    new = {name: rules.kept(name, typed[name].text) for name in rules.TEXTS if name in typed}
    new = {name: text for name, text in new.items() if text != getattr(look, name)}
    new = {name: text for name, text in new.items() if mark(text) != typed[name].base}
    broken = rules.check({name: typed[name].text for name in new})
    for name in new:
        if typed[name].base != mark(getattr(look, name)):
            now = rules.CHANGED.format(text=rules.said(name, getattr(look, name)))
            broken.append(Refused("briefing-changed", now, name))
    if broken:
        raise Unfit(broken)
    if not new:
        return look
    ask(look.evaluation, new, keeping, by)
    for name, text in new.items():
        place = beside.place_of(look.evaluation, f"look/{name}", LOOK, look.id)
        beside.keep_earlier(
            look.evaluation, place, getattr(look, name), text, hand=beside.Hand("", "", None), by=by
        )
        setattr(look, name, text)
    look.save(update_fields=[*new])
    path = look.evaluation.told
    record_in_trail(by=by, verb="described", about="closer look", about_id=look.id, path=path)
    return look
