"""A row of the register: a piece of evidence as it was found, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from speir.core.text import day, period
from speir.core.words import Piece
from speir.evidence.queries.finding import Line
from speir.evidence.queries.items import Evidence
from speir.evidence.rules.items import SPEAKS_OF_WORDS, TAKEN_AS_WORDS, TRIAGE_WORDS, Triage, views
from speir.frameworks.rules.structure import Framework
from speir.web.shell.rendered import keep


def lines(found: Iterable[Line], cited: Collection[str], frameworks: Sequence[Framework]) -> list[SafeString]:
    """Return pieces as the register lists them, as HTML. `cited` are the ids of those that are used somewhere."""
    return [_row(line, cited, frameworks) for line in found]


def _row(line: Line, cited: Collection[str], frameworks: Sequence[Framework]) -> SafeString:
    said: dict[str, Any] = {
        "id": line.item.id,
        "shows": pieces(line.shows),
        "around": pieces(line.around),
        "line": told(line.item, frameworks),
        "unit": line.unit,
        "marks": tuple(marks(line, cited)),
    }
    return keep(("found", get_language(), *said.values()), "evidence/found.html#row", {"line": said})


def pieces(said: Iterable[Piece]) -> SafeString:
    """Return a text with what was looked for marked; everything else in it is only text."""
    return mark_safe(  # noqa: S308  every piece is escaped
        "".join(f"<mark>{escape(one.text)}</mark>" if one.found else escape(one.text) for one in said)
    )


def told(item: Evidence, frameworks: Sequence[Framework]) -> str:
    """Return in one line where a piece comes from and what it tells of."""
    known = next((each for each in frameworks if item.kind in each.kind_by_key), frameworks[0])
    said = [
        _(known.name_of_kind(item.kind, item.own_kind)),
        period(item.from_day, item.to_day),
        _(SPEAKS_OF_WORDS[item.speaks_of]) if item.speaks_of else "",
        _(TAKEN_AS_WORDS[item.taken_as]) if item.taken_as else "",
        _(views(item.voices)) if item.voices else "",
    ]
    return " · ".join(one for one in said if one)


def marks(line: Line, cited: Collection[str]) -> list[str]:
    """Return what to know before a piece is used: withdrawn or stale, how a first look went, used nowhere, private."""
    item, said = line.item, []
    if item.withdrawn_at is not None:
        said.append(_("Withdrawn"))
    elif line.stale:
        said.append(_("Stale since %(on)s") % {"on": day(item.valid_until)})
    if item.triage in {Triage.UNCERTAIN, Triage.CONCERN}:
        said.append(_("First look: %(said)s") % {"said": _(TRIAGE_WORDS[item.triage])})
    if item.id not in cited and item.withdrawn_at is None:
        said.append(_("Not used yet"))
    if item.home.only_me:
        said.append(_("Private to its writer"))
    return said
