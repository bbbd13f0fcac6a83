"""Writing evidence."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.decide import nearest
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Unfit
from speir.core.text import clean
from speir.evidence import policy, rules
from speir.evidence.models import EarlierItem, Item, ItemTheme
from speir.frameworks.rules.structure import Framework
from speir.mentions.actions import waiting
from speir.mentions.queries import plain
from speir.mentions.rules import Keeping, Place, Waits
from speir.organisations.models import Unit
from speir.organisations.policy import require as require_unit
from speir.organisations.policy import require_around
from speir.organisations.rules import unit_of
from speir.sharing import actions as sharing
from speir.trail.actions import record


class Stale(Exception):
    """Somebody changed the item since the form was opened: `item` is as it stands now."""

    def __init__(self, item: Item) -> None:
        super().__init__("Somebody changed this while you were writing.")
        self.item = item


@transaction.atomic
def write(
    *,
    unit_id: str,
    framework: Framework,
    draft: rules.Draft,
    item_id: str = "",
    home_id: str = "",
    only_me: bool = False,
    keeping: Keeping | None = None,
    by: Actor,
) -> Item:
    """Write an item down for a unit, under `item_id` where that is free.

    It is private to `home_id`, which the caller has fetched through policy, or else to the writer's own unit there.
    Raises NotYours, NotAllowed, Unfit, and Waits where it may identify somebody and nothing in `keeping` explains it.
    """
    unit = require_unit(by, Permission.WRITE_EVIDENCE, unit_id, lock=True)
    home = home_id or unit_of(nearest(by, Permission.WRITE_EVIDENCE, unit.path) or unit.path)
    return _new(unit, framework, draft, item_id, home, only_me, keeping, by)


@transaction.atomic
def give(
    *,
    unit_id: str,
    framework: Framework,
    draft: rules.Draft,
    item_id: str = "",
    keeping: Keeping | None = None,
    by: Actor,
) -> Item:
    """Give an item of one's own work to the unit in which one reflects, to one above it or to its partnership.

    It is open to that unit. Raises NotYours, Unfit and Waits as `write` does.
    """
    unit = require_around(by, Permission.REFLECT, unit_id)
    return _new(unit, framework, draft, item_id, unit.id, False, keeping, by)


def _new(
    unit: Unit,
    framework: Framework,
    draft: rules.Draft,
    item_id: str,
    home_id: str,
    only_me: bool,
    keeping: Keeping | None,
    by: Actor,
) -> Item:
    _check(framework, draft)
    item = Item(unit=unit, home_id=home_id, owner=by.person_id, only_me=only_me)
    if ids.is_id(item_id) and not Item.objects.filter(pk=item_id).exists():
        item.id = item_id
    _ask(item, draft, keeping, by)
    _fill(item, draft, by)
    item.save(force_insert=True)
    _bear(item, framework, draft)
    record(by=by, verb="wrote", about="evidence", about_id=item.id, path=item.told)
    return item


@transaction.atomic
def change(
    *,
    item_id: str,
    framework: Framework,
    draft: rules.Draft,
    revision: int,
    keeping: Keeping | None = None,
    by: Actor,
) -> Item:
    """Change an item; what it said before is kept. An item that says just this already stays as it is.

    Raises NotYours, NotAllowed, Unfit, Stale, and Waits as `write` does.
    """
    item = policy.require(by, Permission.WRITE_EVIDENCE, item_id, lock=True)
    _check(framework, draft)
    if item.revision != revision:
        if says(item, draft):
            return item  # a form sent twice: the second finds what the first has saved
        raise Stale(item)
    _ask(item, draft, keeping, by)
    EarlierItem.objects.create(
        item=item,
        revision=item.revision,
        kind=item.kind,
        shows=plain(_key(item), item.shows),
        written_by_name=item.written_by_name,
        written_at=item.written_at,
    )
    item.revision += 1
    _fill(item, draft, by)
    item.save()
    _bear(item, framework, draft)
    record(by=by, verb="changed", about="evidence", about_id=item.id, path=item.told)
    return item


@transaction.atomic
def keep_to_owner(*, item: Item, by: Actor) -> None:
    """Keep for its owner alone what they wrote down a moment ago as open (Back, then ticked). No other can do that."""
    if item.only_me or item.owner != by.person_id:
        return
    item.only_me = True
    item.save(update_fields=["only_me"])
    record(by=by, verb="kept alone", about="evidence", about_id=item.id, path=item.told)


def _key(item: Item) -> str:
    return f"evidence/{item.id}"


def _ask(item: Item, draft: rules.Draft, keeping: Keeping | None, by: Actor) -> None:
    """Raise Waits where a text that is new here mentions somebody whom nobody has explained."""
    text = clean(draft.shows)
    if text != item.shows:
        place = Place(_key(item), "shows", "evidence", item.id, item.told)
        found = waiting(place=place, text=text, keeping=keeping, by=by)
        if found:
            raise Waits({"shows": (text, found)})


def says(item: Item, draft: rules.Draft) -> bool:
    """Return whether an item says just what this draft says, so that writing it down again would double it."""
    spoken = {rules.Voice.CHILDREN: item.voice_children, rules.Voice.FAMILIES: item.voice_families}
    return (
        (item.kind, item.shows, item.from_day, item.to_day, item.speaks_of)
        == (draft.kind, clean(draft.shows), draft.from_day, draft.to_day, draft.speaks_of)
        and {voice for voice, heard in spoken.items() if heard} == set(draft.voices)
        and dict(item.themes.values_list("theme", "bears")) == dict(draft.themes)
    )


@transaction.atomic
def share(
    *,
    item_id: str,
    audience: str,
    why: str,
    ends: dt.date | None,
    keeping: Keeping | None = None,
    by: Actor,
) -> None:
    """Share an item wider than where it was written. Raises NotYours, NotAllowed, Unfit, Waits."""
    item = policy.require(by, Permission.READ_EVIDENCE, item_id, lock=True)
    sharing.share(
        about=policy.ABOUT,
        thing=item,
        path=item.unit.path,
        audience=audience,
        why=why,
        ends=ends,
        keeping=keeping,
        by=by,
    )


@transaction.atomic
def end_sharing(*, item_id: str, act_id: str, by: Actor) -> None:
    """End an act of sharing of an item. Raises NotYours, NotAllowed."""
    item = policy.require(by, Permission.READ_EVIDENCE, item_id, lock=True)
    sharing.end(about=policy.ABOUT, thing=item, path=item.unit.path, act_id=act_id, by=by)


def _check(framework: Framework, draft: rules.Draft) -> None:
    broken = rules.check(
        draft,
        kinds=frozenset(framework.kind_by_key),
        themes=frozenset(framework.theme_by_path),
        today=timezone.localdate(),
    )
    if broken:
        raise Unfit(broken)


def _fill(item: Item, draft: rules.Draft, by: Actor) -> None:
    item.kind = draft.kind
    item.shows = clean(draft.shows)
    item.from_day, item.to_day = draft.from_day, draft.to_day
    item.speaks_of = draft.speaks_of
    item.voice_children = rules.Voice.CHILDREN in draft.voices
    item.voice_families = rules.Voice.FAMILIES in draft.voices
    item.written_by, item.written_by_name, item.written_at = by.person_id, by.name, timezone.now()


def _bear(item: Item, framework: Framework, draft: rules.Draft) -> None:
    """Set how the item bears on this framework's themes; its links to other frameworks stay."""
    item.themes.filter(theme__startswith=f"{framework.key}/").delete()
    ItemTheme.objects.bulk_create(
        ItemTheme(item=item, theme=theme, bears=bears) for theme, bears in draft.themes.items()
    )
