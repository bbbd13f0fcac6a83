"""What the templates of the register are given: keys become words, dates become what people say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _

from speir.core.text import capital, clean, day, period
from speir.evaluations.rules.judging import STANCE_WORDS
from speir.evidence.queries.items import Evidence
from speir.evidence.queries.pages import Page
from speir.evidence.queries.record import Entry, Record
from speir.evidence.rules.items import (
    BEARS_WORDS,
    SPEAKS_OF_WORDS,
    TAKEN_AS_WORDS,
    TRIAGE_WORDS,
    is_stale,
    views,
)
from speir.frameworks.queries import all_current
from speir.frameworks.rules.structure import Framework
from speir.sharing.queries import Line, Shown, Told
from speir.sharing.rules import HOW_WORDS
from speir.sharing.rules import TAKEN_AS_WORDS as SHARED_AS_WORDS
from speir.web.evidence.fields import ItemFields
from speir.web.sharing.page import SCOPES

SIGN = {"strength": "+", "weakness": "−", "both": "±"}


def kind(item: Evidence, frameworks: Sequence[Framework] = ()) -> str:
    """Return what an item's kind of source is called, in the words of whichever framework has it.

    One query where the caller has not read the frameworks already.
    """
    known = frameworks or all_current()
    own = next((each for each in known if item.kind in each.kind_by_key), known[0])
    return _(own.name_of_kind(item.kind, item.own_kind))


def withdrawn_or_stale(item: Evidence) -> str:
    """Return what somebody has to know before they build on an item: withdrawn and why, or stale; empty for neither."""
    if item.withdrawn_at is not None:
        on = day(timezone.localdate(item.withdrawn_at))
        return _("withdrawn %(on)s: %(why)s") % {"on": on, "why": item.withdrawn_why}
    if is_stale(item.valid_until, timezone.localdate()):
        return _("stale since %(on)s") % {"on": day(item.valid_until)}
    return ""


def facts(page: Page, frameworks: Sequence[Framework]) -> list[tuple[str, str]]:
    """Return what was said of an item as pairs of what and how; what nobody has said is left out."""
    item = page.item
    said = [
        (_("Kind of source"), kind(item, frameworks) if item.source else ""),
        (_("Source"), item.origin),
        (_("Date or period"), period(item.from_day, item.to_day)),
        (_("Tells of"), _said(SPEAKS_OF_WORDS, item.speaks_of)),
        (_("Fact or opinion"), _said(TAKEN_AS_WORDS, item.taken_as)),
        (_("Whose views"), _(views(item.voices)) if item.voices else ""),
        (_("At first look"), _said(TRIAGE_WORDS, item.triage)),
        (_("Valid until"), day(item.valid_until)),
        (_("Whose it is"), page.unit.name),
        (
            _("Written by"),
            _("%(who)s, %(on)s")
            % {"who": item.written_by_name, "on": day(timezone.localdate(item.written_at))},
        ),
    ]
    return [(what, capital(how)) for what, how in said if how]


def themes(item: Evidence, frameworks: Sequence[Framework]) -> list[dict[str, Any]]:
    """Return the themes that an item bears on, in the frameworks' order: of which indicator, and how."""
    bears = dict(item.themes)
    return [
        {
            "framework": framework.key,
            "number": indicator.number,
            "indicator": indicator.title,
            "theme": theme.title,
            "bears": capital(_(BEARS_WORDS[bears[theme.path]])),
            "sign": SIGN[bears[theme.path]],
            "key": bears[theme.path],
        }
        for framework in frameworks
        for indicator in framework.indicators
        for theme in indicator.themes
        if theme.path in bears
    ]


def withdrawn(item: Evidence) -> str:
    """Return that an item is withdrawn, since when and why; empty where it is not."""
    return capital(withdrawn_or_stale(item)) if item.withdrawn_at is not None else ""


def stale(page: Page) -> str:
    """Return that an item is stale, since when; empty where it is not."""
    return _("Stale since %(on)s.") % {"on": day(page.stale_since)} if page.stale_since else ""


def audience(scope: str, name: str) -> str:
    """Return with whom something is shared, in words."""
    return f"{SCOPES[scope]} {name}"


def stances() -> dict[str, str]:
    """Return what an item does to a judgement, in words."""
    return {key: _(words) for key, words in STANCE_WORDS.items()}


def entries(record: Record) -> list[dict[str, Any]]:
    """Return the entries of a sharing record in words: with whom, why, by whom and when, as what, and how it stands."""
    return [_entry(entry) for entry in record.entries]


def _entry(entry: Entry) -> dict[str, Any]:
    if entry.line is not None:
        said = _line(entry, entry.line)
    elif entry.told is not None:
        said = _told(entry, entry.told)
    else:
        said = _shown(entry, entry.shown) if entry.shown is not None else {}
    return {"item_id": entry.item_id, "shows": entry.shows, **said}


def _shown(entry: Entry, shown: Shown) -> dict[str, Any]:
    days = {"first": day(shown.starts), "last": day(shown.ends)}
    return {
        "with": _("An inspector’s room: %(name)s") % {"name": shown.name},
        "why": _("Read there by whoever was invited, from %(first)s to %(last)s; each reading is recorded.")
        % days,
        "by": _("Put there by %(by)s on %(on)s") % {"by": entry.by, "on": day(entry.day)},
        "as": capital(_(SHARED_AS_WORDS[""])),
        "stands": _("Over since %(on)s") % {"on": day(shown.over)} if shown.over else _("In force"),
    }


def _line(entry: Entry, line: Line) -> dict[str, Any]:
    stands = _("In force")
    if line.ended_at:
        on = day(timezone.localdate(line.ended_at))
        stands = _("Ended by %(by)s on %(on)s") % {"by": line.ended_by, "on": on}
    elif line.ends:
        until = _("In force until %(on)s") if line.holds else _("Over since %(on)s")
        stands = until % {"on": day(line.ends)}
    return {
        "with": audience(line.scope, line.name),
        "why": line.why,
        "by": _("Shared here by %(by)s on %(on)s") % {"by": line.by, "on": day(entry.day)},
        "as": capital(_(SHARED_AS_WORDS[line.taken_as])),
        "stands": stands,
    }


def _told(entry: Entry, told: Told) -> dict[str, Any]:
    how = {"who": told.who, "how": _(HOW_WORDS[told.how]), "on": day(told.on)}
    wrote = {"by": told.by, "on": day(timezone.localdate(told.at))}
    stands = ""
    if told.taken_back_at:
        back = {"by": told.taken_back_by, "on": day(timezone.localdate(told.taken_back_at))}
        stands = _("Taken back by %(by)s on %(on)s: it was wrong") % back
    return {
        "with": told.with_whom,
        "why": told.why,
        "by": _("Outside Speir, %(how)s, by %(who)s on %(on)s") % how,
        "wrote": _("Written down by %(by)s on %(on)s") % wrote,
        "as": capital(_(SHARED_AS_WORDS[told.taken_as])),
        "stands": stands,
        "gone": bool(told.taken_back_at),
        "back": told.id if entry.mine else "",
    }


def differing(form: ItemFields, theirs: ItemFields) -> list[tuple[str, str]]:
    """Return what stands now in each field of a form that was typed otherwise meanwhile, in words, by its label."""
    return [
        (str(theirs[name].label), _words(theirs[name]))
        for name in theirs.fields
        if name not in ("item_id", "revision", "unit", "only_me")
        and _value(form[name].value() if name in form.fields else "") != _value(theirs[name].value())
    ]


def _value(value: Any) -> Any:
    return tuple(sorted(value)) if isinstance(value, list | tuple) else clean(str(value or ""))


def _words(field: BoundField) -> str:
    """Return what a field holds as somebody would read it."""
    known: dict[str, Any] = {}
    choices: Any = getattr(field.field, "choices", None) or getattr(field.field.widget, "choices", ())
    for key, words in choices:
        known |= dict(words) if isinstance(words, list) else {key: words}
    value = field.value()
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(known.get(one, one)) for one in values if one) or _("nothing")


def _said(words: dict[str, str], key: str) -> str:
    return _(words[key]) if key else ""
