"""The log of disposals as sentences, with the names that their reader may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speir.access.actor import Actor
from speir.core.text import day
from speir.evaluations.queries.names import Name, names
from speir.improvement.policy.priorities import ABOUT as PRIORITY
from speir.improvement.queries.naming import titles
from speir.retention.queries.disposals import Logged

TO_DO = {
    PRIORITY: "a priority",
    "tracked": "something that is tracked",
    "answering": "an answer to what was heard",
    "choosing": "what was weighed and planned",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A disposal as it is read: `whole` says that its line in the log is as it was written."""

    id: str
    at: dt.datetime
    who: str
    why: str
    thing: str
    places: int
    unit: str
    whole: bool

    @property
    def when(self) -> str:
        """The day and time as people say them: 3 March 2026 at 14:05."""
        return _("%(day)s at %(time)s") % {"day": day(self.at.date()), "time": f"{self.at:%H:%M}"}

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        places = ngettext("%(n)d place", "%(n)d places", self.places) % {"n": self.places}
        words = {"who": self.who, "places": places, "thing": self.thing, "when": self.when}
        return _("%(who)s removed words from %(places)s in %(thing)s on %(when)s") % words


def said(actor: Actor, log: Sequence[Logged], units: Mapping[str, str]) -> list[Said]:
    """Return disposals as they are read by this actor; `units` are names by path. Two queries."""
    views = {one.about_id for one in log if one.about == "broad view"}
    known = names(actor, {"broad view": views})
    called = titles(actor, {one.about_id for one in log if one.about == PRIORITY})
    return [
        Said(
            id=one.id,
            at=one.at,
            who=one.by or _("Somebody without a name"),
            why=_(one.why),
            thing=_thing(one, known, called),
            places=one.places,
            unit=units.get(one.path, ""),
            whole=one.whole,
        )
        for one in log
    ]


def rows(each: Iterable[Said]) -> list[tuple[str, ...]]:
    """Return disposals as rows of a table, under `headings`."""
    return [
        (f"{one.at:%Y-%m-%d %H:%M:%S}", one.who, one.why, one.thing, str(one.places), one.unit, one.id)
        for one in each
    ]


def headings() -> tuple[str, ...]:
    """Return the headings of such a table."""
    return _("When"), _("Who"), _("Why"), _("From what"), _("Places"), _("Unit"), _("Line")


def _thing(one: Logged, known: Mapping[str, Name], called: Mapping[str, str]) -> str:
    if one.about_id in called:
        return _("the priority “%(title)s”") % {"title": called[one.about_id]}
    if one.about in TO_DO:
        return _(TO_DO[one.about])
    if one.about != "broad view":
        return _("a piece of evidence")
    if one.about_id in known and known[one.about_id].look:
        return _("the closer look “%(title)s”") % {"title": known[one.about_id].title}
    if one.about_id in known:
        return _("the broad view “%(title)s”") % {"title": known[one.about_id].title}
    return _("a broad view or a closer look")
