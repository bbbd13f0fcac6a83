"""Legal holds: set on a broad view or on a unit with all below it, and ended again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import may
from speir.access.permissions import Permission
from speir.core.errors import NotAllowed, NotYours, Unfit
from speir.core.text import clean
from speir.evaluations import policy
from speir.evaluations.queries.removable import NOT_TO_REMOVE
from speir.mentions.actions import waiting
from speir.mentions.rules import Keeping, Place, Waits
from speir.organisations.policy import require as require_unit
from speir.retention.models import Hold
from speir.retention.rules import holding
from speir.sharing.policy import may_dispose
from speir.trail.actions import record


@transaction.atomic
def hold_view(*, evaluation_id: str, why: str, keeping: Keeping | None = None, by: Actor) -> Hold:
    """Set a legal hold on a broad view: until it is ended nothing is removed from it, by whoever.

    Raises NotYours, NotAllowed, Unfit, and Waits where the reason may identify somebody.
    """
    evaluation = policy.require(by, Permission.READ_EVALUATIONS, evaluation_id, lock=True, kinds=policy.ANY)
    if not may_dispose(by, evaluation):
        raise NotAllowed(NOT_TO_REMOVE)
    # Of what is for its owner alone nobody above learns even that it is held.
    home = "" if evaluation.only_me else evaluation.home.path
    place = place_of(policy.ABOUT, evaluation.id, evaluation.told)
    return hold(place=place, home=home, why=why, keeping=keeping, by=by)


@transaction.atomic
def hold_unit(*, unit_id: str, why: str, keeping: Keeping | None = None, by: Actor) -> Hold:
    """Set a legal hold on all that is written in a unit and below it. Raises as `hold_view` does."""
    unit = require_unit(by, Permission.DISPOSE, unit_id, lock=True)
    place = place_of("unit", unit.id, unit.path)
    return hold(place=place, home=unit.path, why=why, keeping=keeping, by=by)


@transaction.atomic
def end(*, hold_id: str, by: Actor) -> None:
    """End a legal hold; ended twice, it is ended once. Raises NotYours."""
    hold = Hold.objects.select_for_update().filter(pk=hold_id).first()
    if hold is None or not (
        hold.by == by.person_id or (hold.path and may(by, Permission.DISPOSE, hold.path))
    ):
        raise NotYours
    if hold.ended_at is not None:
        return
    hold.ended_at, hold.ended_by_name = timezone.now(), by.name
    hold.save(update_fields=["ended_at", "ended_by_name"])
    record(by=by, verb="ended the hold on", about=hold.about, about_id=hold.about_id, path=hold.path)


def place_of(about: str, about_id: str, path: str) -> Place:
    """Return why a thing is held, as mentions are kept there."""
    return Place(f"{about}/{about_id}/hold", "why it is held", about, about_id, path)


@transaction.atomic
def hold(*, place: Place, home: str, why: str, keeping: Keeping | None, by: Actor) -> Hold:
    """Set a legal hold on what the caller fetched and may dispose of; `home` is the path of its home.

    A form sent twice sets it once. Raises Unfit, and Waits where the reason may identify somebody.
    """
    broken = holding.check(why)
    if broken:
        raise Unfit(broken)
    found = waiting(place=place, text=clean(why), keeping=keeping, by=by)
    if found:
        raise Waits({"why": (clean(why), found)})
    same = {"about": place.about, "about_id": place.about_id, "path": home, "why": clean(why)}
    held = Hold.objects.filter(**same, by=by.person_id, ended_at=None).first()
    if held is not None:
        return held
    made = Hold.objects.create(**same, by=by.person_id, by_name=by.name, since=timezone.now())
    record(by=by, verb="held", about=place.about, about_id=place.about_id, path=place.path)
    return made
