"""Sharing a thing, ending that, and writing down what was shared outside. Callers fetch the thing through policy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, NotYours, Refused, Unfit
from speir.core.text import clean, one_line
from speir.mentions.actions import waiting
from speir.mentions.rules import Explained, Keeping, Place, Waits, reason_for
from speir.sharing import policy, queries, rules
from speir.sharing.models import Kept, Outside, Sharing
from speir.trail.actions import record

UNKNOWN = "Choose with whom you share it."
NOT_TO_SHARE = "It is for its owner, or for whoever leads there, to share this. Ask them."
TOLD_AS = {"with_whom": "with whom it was shared", "why": "why it was shared"}
HELD_OTHERWISE = "It is shared with them already, for another reason or until another day. End that first."


@transaction.atomic
def share(
    *,
    about: str,
    thing: Kept,
    path: str,
    audience: str,
    why: str,
    ends: dt.date | None = None,
    taken_as: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Sharing:
    """Open a thing, which the caller fetched, to an audience: the key of one of `queries.choices`.

    `taken_as` says whether it is shared as fact or as opinion, empty where nobody said. Sent twice it is shared once.
    An act that holds with the same audience for another reason or until another day stays as it is, and that is
    refused, since a last day that nobody keeps would be believed. Raises NotAllowed, Unfit, and Waits where the reason
    may identify somebody and nothing in `keeping` explains it.
    """
    if not policy.may_share(by, thing, path):
        raise NotAllowed(NOT_TO_SHARE)
    today = timezone.localdate()
    broken = rules.check(why, ends, today) + rules.check_taken_as(taken_as)
    if not broken:
        _ask(
            why, Place(f"{about}/{thing.pk}/sharing", "why it is shared", about, thing.pk, path), keeping, by
        )
    chosen = next((c for c in queries.choices(by, thing) if c.key == audience), None)
    if chosen is None:
        broken.append(Refused("sharing-audience-unknown", UNKNOWN, "audience"))
    if broken or chosen is None:
        raise Unfit(broken)
    named = chosen.scope == rules.Scope.NAMED
    audience_is = {"scope": chosen.scope, "person_id" if named else "unit_id": chosen.id}
    held = policy.holding(today).filter(about=about, about_id=thing.pk, **audience_is).first()
    if held is not None:
        if (held.ends, held.why, held.taken_as) != (ends, clean(why), taken_as):
            raise Unfit([Refused("sharing-held-otherwise", HELD_OTHERWISE, "audience")])
        return held
    made = Sharing.objects.create(
        about=about,
        about_id=thing.pk,
        **audience_is,
        why=clean(why),
        taken_as=taken_as,
        starts=today,
        ends=ends,
        by=by.person_id,
        by_name=by.name,
        at=timezone.now(),
    )
    detail = f"{chosen.scope}: {chosen.name}"
    record(by=by, verb="shared", about=about, about_id=thing.pk, path=path, detail=detail)
    return made


def _ask(why: str, place: Place, keeping: Keeping | None, by: Actor) -> None:
    """A reason is read by everybody with whom it is shared, and stays with the act for ever."""
    found = waiting(place=place, text=clean(why), keeping=keeping, by=by)
    if found:
        raise Waits({"why": (clean(why), found)})


@transaction.atomic
def share_along(
    *,
    act: Sharing,
    about: str,
    things: Iterable[Kept],
    path: str,
    taken_as: Mapping[str, str] | None = None,
    by: Actor,
) -> int:
    """Open things, fetched with their home, to the same audience and for as long as an act does; return how many.

    They are about the unit at `path`. Those that somebody else has to share, and those that are open to it
    already, are left out. `taken_as` says by a thing's id whether it goes as fact or as opinion.
    """
    new = _still_to_open(about, things, path, _audience(act), by)
    return _open_all(act, new, about, taken_as or {}, path, by, along=act)


@transaction.atomic
def share_with_partnership(
    *,
    about: str,
    things: Iterable[Kept],
    path: str,
    partnership_id: str,
    why: str,
    taken_as: Mapping[str, str] | None = None,
    by: Actor,
) -> int:
    """Open things, fetched with their home, to a partnership to which they are near, each by an act of its own.

    `why` is a sentence of ours, which nobody typed. Left out are those that `share_along` leaves out. Return how many.
    """
    act = Sharing(scope=rules.Scope.PARTNERSHIP, unit_id=partnership_id, why=why, starts=timezone.localdate())
    new = _still_to_open(about, things, path, _audience(act), by)
    return _open_all(act, new, about, taken_as or {}, path, by)


def _audience(act: Sharing) -> dict[str, Any]:
    return {"scope": act.scope, "unit_id": act.unit_id, "person_id": act.person_id}


def _still_to_open(
    about: str, things: Iterable[Kept], path: str, audience: Mapping[str, Any], by: Actor
) -> list[Kept]:
    mine = {thing.pk: thing for thing in things if policy.may_share(by, thing, path)}
    held = policy.holding(timezone.localdate()).filter(about=about, about_id__in=list(mine), **audience)
    already = set(held.values_list("about_id", flat=True))
    return [thing for key, thing in mine.items() if key not in already]


def _open_all(
    act: Sharing,
    things: list[Kept],
    about: str,
    taken_as: Mapping[str, str],
    path: str,
    by: Actor,
    along: Sharing | None = None,
) -> int:
    """Make an act like this one for each thing, and an entry in the trail; return how many."""
    Sharing.objects.bulk_create(
        Sharing(
            about=about,
            about_id=thing.pk,
            **_audience(act),
            along=along,
            why=act.why,
            taken_as=taken_as.get(thing.pk, ""),
            starts=act.starts,
            ends=act.ends,
            by=by.person_id,
            by_name=by.name,
            at=timezone.now(),
        )
        for thing in things
    )
    for thing in things:
        record(by=by, verb="shared", about=about, about_id=thing.pk, path=path, detail=act.scope)
    return len(things)


@transaction.atomic
def end(*, about: str, thing: Kept, path: str, act_id: str, by: Actor) -> Sharing:
    """End an act of sharing of a thing that the caller fetched, and what came along with it.

    One that is ended already stays so. Whoever shared it may end it, and whoever could share it. Raises NotYours,
    NotAllowed.
    """
    act = Sharing.objects.select_for_update().filter(pk=act_id, about=about, about_id=thing.pk).first()
    if act is None:
        raise NotYours
    if act.by != by.person_id and not policy.may_share(by, thing, path):
        raise NotAllowed(NOT_TO_SHARE)
    if act.ended_at is None:
        _end(act, path, by)
    return act


@transaction.atomic
def tell(
    *,
    about: str,
    thing: Kept,
    path: str,
    told: rules.Told,
    keeping: Explained = None,
    by: Actor,
) -> Outside:
    """Write down that a thing, which the caller fetched, was shared outside Speir. It opens the thing to nobody.

    `keeping` explains what the words mention. Sent twice it is written down once. Raises NotAllowed, Unfit, and Waits
    where words may identify somebody.
    """
    if not policy.may_share(by, thing, path):
        raise NotAllowed(NOT_TO_SHARE)
    broken = rules.check_told(told, timezone.localdate())
    if broken or told.on is None:
        raise Unfit(broken)
    said = {"with_whom": one_line(told.with_whom), "why": clean(told.why)}
    where = "" if thing.only_me else path  # what is for its owner alone the trail tells nobody else
    place = f"{about}/{thing.pk}/outside"
    asked = {
        field: (text, found)
        for field, text in said.items()
        if (
            found := waiting(
                place=Place(place, TOLD_AS[field], about, thing.pk, where),
                text=text,
                keeping=reason_for(keeping, field),
                by=by,
            )
        )
    }
    if asked:
        raise Waits(asked)
    same = {
        "about": about,
        "about_id": thing.pk,
        "on": told.on,
        "who": one_line(told.who),
        "how": told.how,
        "taken_as": told.taken_as,
        **said,
    }
    held = Outside.objects.filter(**same, by=by.person_id, taken_back_at=None).first()
    if held is not None:
        return held
    made = Outside.objects.create(**same, by=by.person_id, by_name=by.name, at=timezone.now())
    record(by=by, verb="wrote down sharing of", about=about, about_id=thing.pk, path=where, detail=told.how)
    return made


@transaction.atomic
def take_back(*, about: str, thing: Kept, path: str, outside_id: str, by: Actor) -> Outside:
    """Take back an entry of sharing outside Speir that was wrong: it stays, and says so. Twice is once.

    Whoever wrote it down may, and whoever could share the thing. Raises NotYours, NotAllowed.
    """
    rows = Outside.objects.select_for_update().filter(pk=outside_id, about=about, about_id=thing.pk)
    told = rows.first()
    if told is None:
        raise NotYours
    if told.by != by.person_id and not policy.may_share(by, thing, path):
        raise NotAllowed(NOT_TO_SHARE)
    if told.taken_back_at is None:
        told.taken_back_at, told.taken_back_by_name = timezone.now(), by.name
        told.save(update_fields=["taken_back_at", "taken_back_by_name"])
        where = "" if thing.only_me else path
        record(by=by, verb="took back sharing of", about=about, about_id=thing.pk, path=where)
    return told


@transaction.atomic
def end_all(*, about: str, about_id: str, path: str, by: Actor) -> None:
    """End every act of sharing of a thing that goes, and what came along with it: its id must open nothing later.

    Why it was shared goes with it: nobody could look for a name there any more.
    """
    acts = Sharing.objects.filter(about=about, about_id=about_id)
    for act in acts.select_for_update().filter(ended_at=None):
        _end(act, path, by)
    acts.update(why="")


def _end(act: Sharing, path: str, by: Actor) -> None:
    """End an act that its caller locked, and what came along with it."""
    act.ended_at, act.ended_by_name = timezone.now(), by.name
    act.save(update_fields=["ended_at", "ended_by_name"])
    record(
        by=by, verb="ended sharing of", about=act.about, about_id=act.about_id, path=path, detail=act.scope
    )
    along = list(act.taken_along.select_for_update().filter(ended_at=None))
    for other in along:
        other.ended_at, other.ended_by_name = act.ended_at, by.name
        record(by=by, verb="ended sharing of", about=other.about, about_id=other.about_id, path=path)
    Sharing.objects.bulk_update(along, ["ended_at", "ended_by_name"])
