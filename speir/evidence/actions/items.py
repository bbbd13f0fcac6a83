"""Writing evidence."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from speir.access.actor import Actor
from speir.access.permissions import Permission
from speir.core import ids
from speir.core.errors import Unfit
from speir.core.text import clean, one_line
from speir.evidence import policy
from speir.evidence.actions import likeness
from speir.evidence.actions.words import keep as keep_words
from speir.evidence.models import EarlierItem, Item, ItemLink, ItemTheme
from speir.evidence.queries.kinds import own_kinds
from speir.evidence.rules import items as rules
from speir.evidence.rules.account import laid_out
from speir.frameworks.rules.structure import Framework
from speir.mentions.actions import waiting
from speir.mentions.queries import plain
from speir.mentions.rules import Explained, Place, Waits, reason_for
from speir.organisations.models import Unit
from speir.organisations.policy import require as require_unit
from speir.organisations.policy import require_around
from speir.trail.actions import record

# Texts that people type, which the guard reads; with what else stands in an item as it does in a draft.
TEXTS = ("shows", "account", "origin")
SAID = {field: field for field in TEXTS}
PLAIN = (*TEXTS, "from_day", "to_day", "speaks_of", "taken_as", "triage")


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
    others: Sequence[Framework] = (),
    keeping: Explained = None,
    by: Actor,
) -> Item:
    """Write an item down for a unit, under `item_id` where that is free.

    It is private to `home_id`, which the caller has fetched through policy, or else to the writer's own unit there. Its
    themes are of `framework` or of `others`. `keeping` explains what texts mention, all of them or by their field.
    Raises NotYours, NotAllowed, Unfit, and Waits where it may identify somebody and nothing in `keeping` explains it.
    """
    unit = require_unit(by, Permission.WRITE_EVIDENCE, unit_id, lock=True)
    return _new(
        unit,
        (framework, *others),
        draft,
        item_id,
        home_id or policy.home_in(unit, by),
        only_me,
        keeping,
        by,
    )


@transaction.atomic
def give(
    *,
    unit_id: str,
    framework: Framework,
    draft: rules.Draft,
    item_id: str = "",
    keeping: Explained = None,
    by: Actor,
) -> Item:
    """Give an item of one's own work to the unit in which one reflects, to one above it or to its partnership.

    It is open to that unit. Raises NotYours, Unfit and Waits as `write` does.
    """
    unit = require_around(by, Permission.REFLECT, unit_id)
    return _new(unit, (framework,), draft, item_id, unit.id, False, keeping, by)


def _new(
    unit: Unit,
    frameworks: Sequence[Framework],
    draft: rules.Draft,
    item_id: str,
    home_id: str,
    only_me: bool,
    keeping: Explained,
    by: Actor,
) -> Item:
    typed, draft = draft, laid_out(draft)
    _check(frameworks, draft, unit)
    item = Item(unit=unit, home_id=home_id, owner=by.person_id, only_me=only_me)
    if ids.is_id(item_id) and not Item.objects.filter(pk=item_id).exists():
        item.id = item_id
    _ask(item, typed, keeping, by)
    fill(item, draft, by)
    item.save(force_insert=True)
    _bear(item, frameworks, draft)
    _link(item, draft)
    keep_words([item])
    likeness.note(item)
    record(by=by, verb="wrote", about="evidence", about_id=item.id, path=item.told)
    return item


@transaction.atomic
def change(
    *,
    item_id: str,
    framework: Framework,
    draft: rules.Draft,
    revision: int,
    others: Sequence[Framework] = (),
    keeping: Explained = None,
    by: Actor,
) -> Item:
    """Change an item; what it said before is kept. An item that says just this already stays as it is.

    Raises NotYours, NotAllowed, Unfit, Stale, and Waits as `write` does.
    """
    item = policy.require(by, Permission.WRITE_EVIDENCE, item_id, lock=True)
    typed, draft = draft, laid_out(draft)
    _check((framework, *others), draft, item.unit, item)
    if item.revision != revision:
        if says(item, draft):
            return item  # a form sent twice: the second finds what the first has saved
        raise Stale(item)
    _ask(item, typed, keeping, by)
    EarlierItem.objects.create(
        item=item,
        revision=item.revision,
        kind=kind_of(item),
        shows=plain(key_of(item), item.shows),
        account=plain(key_of(item), item.account),
        origin=plain(key_of(item), item.origin),
        written_by_name=item.written_by_name,
        written_at=item.written_at,
    )
    item.revision += 1
    fill(item, draft, by)
    item.save()
    _bear(item, (framework, *others), draft)
    _link(item, draft)
    keep_words([item])
    likeness.note(item)
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


def kind_of(item: Item | None) -> str:
    """Return the key of an item's kind of source as a draft has it; empty where nobody has said."""
    if item is None:
        return ""
    return f"{rules.OWN}{item.own_kind_id}" if item.own_kind_id else item.kind


def key_of(item: Item) -> str:
    """Return the place of an item's texts, under which what they mention is explained."""
    return f"evidence/{item.id}"


def _ask(item: Item, draft: rules.Draft, keeping: Explained, by: Actor) -> None:
    """Raise Waits where texts that are new here mention somebody whom nobody has explained.

    Of a link both its address and its words are asked about, `url_0` and `words_0` for the first.
    """
    asked = {}
    before = () if item._state.adding else item.links.values_list("url", "words")
    known = {text for link in before for text in link}
    texts = {field: clean(getattr(draft, field)) for field in TEXTS}
    for at, (url, words) in enumerate(_links(draft)):
        texts |= {f"url_{at}": url, f"words_{at}": words}
    for field, text in texts.items():
        if text and text != getattr(item, field, None) and text not in known:
            place = Place(key_of(item), SAID.get(field, "links"), "evidence", item.id, item.told)
            found = waiting(place=place, text=text, keeping=reason_for(keeping, field), by=by)
            if found:
                asked[field] = (text, found)
    if asked:
        raise Waits(asked)


def says(item: Item, draft: rules.Draft) -> bool:
    """Return whether an item says just what this draft says, so that writing it down again would double it."""
    draft = laid_out(draft)
    until = item.valid_until if draft.valid_until is None else draft.valid_until
    links = item.links.values_list("url", "words")
    return (
        *(getattr(item, field) for field in PLAIN),
        kind_of(item),
        item.valid_until,
        _spoken(item),
        dict(item.themes.values_list("theme", "bears")),
        tuple(links),
    ) == (
        *(getattr(draft, field) for field in PLAIN),
        draft.kind,
        until,
        set(draft.voices),
        dict(draft.themes),
        _links(draft),
    )


def _spoken(item: Item) -> set[str]:
    return {voice.value for voice in rules.Voice if getattr(item, f"voice_{voice.value}")}


def _links(draft: rules.Draft) -> tuple[tuple[str, str], ...]:
    return tuple((link.url, one_line(link.words)) for link in draft.links)


def _check(frameworks: Sequence[Framework], draft: rules.Draft, unit: Unit, item: Item | None = None) -> None:
    kinds = {key for framework in frameworks for key in framework.kind_by_key}
    if draft.kind.startswith(rules.OWN):
        kinds |= {kind.key for kind in own_kinds(unit.path) if kind.open or kind.key == kind_of(item)}
    broken = rules.check(
        draft,
        kinds=frozenset(kinds),
        themes=frozenset(path for framework in frameworks for path in framework.theme_by_path),
        today=timezone.localdate(),
        before=item.shows if item else "",
    )
    if broken:
        raise Unfit(broken)


def fill(item: Item, draft: rules.Draft, by: Actor) -> None:
    """Set what an item says to what a draft that is laid out says, written by the actor now; nothing is stored yet."""
    own = draft.kind.removeprefix(rules.OWN) if draft.kind.startswith(rules.OWN) else None
    item.kind, item.own_kind_id = ("", own) if own else (draft.kind, None)
    for field in PLAIN:
        setattr(item, field, getattr(draft, field))
    for voice in rules.Voice:
        setattr(item, f"voice_{voice.value}", voice in draft.voices)
    usual = rules.usual_validity(draft.from_day, draft.to_day, timezone.localdate())
    item.valid_until = draft.valid_until or usual
    item.written_by, item.written_by_name, item.written_at = by.person_id, by.name, timezone.now()


def _bear(item: Item, frameworks: Sequence[Framework], draft: rules.Draft) -> None:
    """Set how the item bears on these frameworks' themes; its links to others stay."""
    for framework in frameworks:
        item.themes.filter(theme__startswith=f"{framework.key}/").delete()
    ItemTheme.objects.bulk_create(
        ItemTheme(item=item, theme=theme, bears=bears) for theme, bears in draft.themes.items()
    )


def _link(item: Item, draft: rules.Draft) -> None:
    item.links.all().delete()
    said = enumerate(_links(draft))
    ItemLink.objects.bulk_create(ItemLink(item=item, place=at, url=url, words=w) for at, (url, w) in said)
