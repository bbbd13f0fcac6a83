"""Entries of the trail as sentences, with the names that their reader may know."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.access.actor import Actor
from speir.accounts.queries import names_of
from speir.core.text import day, listed
from speir.evaluations.queries.names import names
from speir.evaluations.rules.answering import CAPACITY
from speir.improvement.queries.naming import titles
from speir.trail.rules.chain import Facts
from speir.trail.rules.saying import clause, details, one_of


@dataclass(frozen=True, slots=True)
class Said:
    """An entry as it is read: `who` did `what`; `unit` is empty for what belongs to none the reader leads."""

    id: str
    at: dt.datetime
    person_id: str
    who: str
    what: str
    unit: str

    @property
    def day(self) -> str:
        """The day as people say it: 3 March 2026."""
        return day(self.at.date())

    @property
    def sentence(self) -> str:
        """What is read beside the time, under the day."""
        return _("%(who)s %(what)s") % {"who": self.who, "what": self.what}


def said(actor: Actor, entries: Sequence[Facts], units: Mapping[str, str]) -> list[Said]:
    """Return entries as they are read by this actor; `units` are names by path. At most four queries for all."""
    things = _things(actor, entries)
    return [
        Said(
            id=entry.id,
            at=timezone.localtime(entry.at),
            person_id=entry.person_id,
            who=entry.person_name or _("Somebody without a name"),
            what=_what(entry, things),
            unit=units.get(entry.path, ""),
        )
        for entry in entries
    ]


def rows(each: Iterable[Said]) -> list[tuple[str, ...]]:
    """Return entries as rows of a table, under `headings`."""
    return [(f"{one.at:%Y-%m-%d %H:%M:%S}", one.who, one.what, one.unit, one.id) for one in each]


def headings() -> tuple[str, ...]:
    """Return the headings of such a table."""
    return _("When"), _("Who"), _("What was done"), _("Unit"), _("Entry")


def _what(entry: Facts, things: Mapping[str, str]) -> str:
    thing = things.get(entry.about_id) or _(one_of(entry.about))
    if entry.about == "person" and entry.about_id == entry.person_id:
        thing = _("themselves")
    said = {"thing": thing, "detail": listed([_(word) for word in details(entry.verb, entry.detail) if word])}
    return _(clause(entry.verb, entry.about)) % said


def _things(actor: Actor, entries: Sequence[Facts]) -> dict[str, str]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry.about].add(entry.about_id)
    things = names_of(wanted["person"])
    for one, (number, title, look) in names(actor, wanted).items():
        if look:
            things[one] = _("the closer look “%(title)s”") % {"title": title}
        elif one in wanted["broad view"]:
            things[one] = _("the broad view “%(title)s”") % {"title": title}
        elif one in wanted["judgement"]:
            things[one] = _("indicator %(number)s in “%(title)s”") % {"number": number, "title": title}
        elif number == CAPACITY:
            things[one] = _("the capacity for improvement in “%(title)s”") % {"title": title}
        elif number:
            things[one] = _("key question %(number)s in “%(title)s”") % {"number": number, "title": title}
        else:
            things[one] = _("the overarching question in “%(title)s”") % {"title": title}
    for one, title in titles(actor, wanted["priority"]).items():
        things[one] = _("the priority “%(title)s”") % {"title": title}
    return things
