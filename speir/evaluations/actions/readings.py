"""Recording in the trail who read a broad view, or evidence beside it, that is confidential."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils import timezone

from speir.access.actor import Actor
from speir.evaluations.models import Reflection
from speir.evaluations.policy import ABOUT as BROAD_VIEW
from speir.evaluations.policy import REFLECTION, writers_own
from speir.evaluations.queries import reflections
from speir.evaluations.queries.handed_in import Read, from_outside
from speir.evaluations.queries.headings import Heading
from speir.evidence.models import Item
from speir.evidence.policy import ABOUT as EVIDENCE
from speir.evidence.queries.items import Evidence
from speir.organisations.queries import paths_of, whole
from speir.sharing.policy import widely_shared
from speir.sharing.rules import Home
from speir.trail.actions import record_readings
from speir.trail.queries.entries import read_today

# The readings of which this process knows that they are in the trail, by day, person and thing. An entry stays, so this
# cannot become untrue; it only spares a query whenever a page is opened again.
MOST_REMEMBERED = 10_000
_recorded: set[tuple[dt.date, str, str]] = set()


def note(*, heading: Heading, evidence: Iterable[Evidence] = (), by: Actor) -> int:
    """Record what of a page that shows these is confidential and somebody else's; return how many readings are new.

    Confidential is what is open to its owner, a team or named people, and not to a whole agency or partnership. Each
    is one entry for each reader and day. None to two queries for what is open to many or recorded already, and two
    more when something is new. It keeps nobody from reading.
    """
    shown = {heading.id: (BROAD_VIEW, heading.home)}
    shown |= {item.id: (EVIDENCE, item.home) for item in evidence if not item.hidden}
    return _note((BROAD_VIEW, EVIDENCE), shown, by)


def note_pieces(*, heading: Heading, homes: Mapping[str, Home], by: Actor) -> int:
    """Record the same of a page that shows words of pieces of evidence, by their ids with where each was written."""
    shown = {heading.id: (BROAD_VIEW, heading.home)} | {one: (EVIDENCE, home) for one, home in homes.items()}
    return _note((BROAD_VIEW, EVIDENCE), shown, by)


def note_evidence(*, ids: Iterable[str], by: Actor) -> int:
    """Record that a list showed somebody the beginning of these items, as `note`. One query more, none for none."""
    wanted = list(ids)
    found = Item.objects.filter(pk__in=wanted).values_list("id", "home_id", "owner", "only_me")
    rows = found if wanted else ()
    shown = {one: (EVIDENCE, Home(unit_id, owner, only_me)) for one, unit_id, owner, only_me in rows}
    return _note((BROAD_VIEW, EVIDENCE), shown, by)


def note_items(*, evidence: Iterable[Evidence], by: Actor) -> int:
    """Record that a list showed somebody these items, as `note`."""
    shown = {item.id: (EVIDENCE, item.home) for item in evidence if not item.hidden}
    return _note((BROAD_VIEW, EVIDENCE), shown, by)


def note_reflections(*, ids: Iterable[str], by: Actor) -> int:
    """Record that a list showed somebody the beginning of reflections, as `note`. One query more, none for none."""
    wanted = list(ids)
    rows = Reflection.objects.filter(pk__in=wanted).exclude(writers_own(by)) if wanted else ()
    return _note((REFLECTION, REFLECTION), {row.pk: (REFLECTION, row.kept) for row in rows}, by)


def note_reflection(*, heading: reflections.Heading, by: Actor) -> int:
    """Record that somebody read a reflection which was shared with them and in which they do not write, as `note`."""
    writes = heading.mine or heading.may_write
    return 0 if writes else _note((REFLECTION, REFLECTION), {heading.id: (REFLECTION, heading.home)}, by)


def note_handed_in(*, read: Iterable[Read], by: Actor) -> int:
    """Record who of the others read what organisations handed in to a joint broad view; return how many are new.

    Each edition that somebody from outside opens is one entry for each reader and day, where the organisation reads
    its trail. Up to three queries for what is new today, none afterwards. It keeps nobody from reading.
    """
    today = timezone.localdate()
    outside = {one.evaluation_id: one.path for one in from_outside(by, list(read))}
    new = [one for one in outside if (today, by.person_id, one) not in _recorded]
    if not new:
        return 0
    known = {one for one, _verb in read_today(by, (BROAD_VIEW,), new)}
    _remember(by, known)
    new = [one for one in new if one not in known]
    if new and record_readings(by=by, things=[(BROAD_VIEW, one, outside[one]) for one in new]):
        _remember(by, new)
        return len(new)
    return 0


def _note(about: tuple[str, str], shown: dict[str, tuple[str, Home]], by: Actor) -> int:
    others = {one: (about, home) for one, (about, home) in shown.items() if home.owner != by.person_id}
    new = _new(by, about, others) if others else {}
    if not new:
        return 0
    paths = paths_of({home.unit_id for _about, home in new.values()})
    things = [(about, one, paths[home.unit_id]) for one, (about, home) in new.items()]
    if not record_readings(by=by, things=things):
        return 0
    _remember(by, new)
    return len(things)


def _new(
    by: Actor, about: tuple[str, str], others: dict[str, tuple[str, Home]]
) -> dict[str, tuple[str, Home]]:
    """Leave out what is open to many, and what this person has read today."""
    today = timezone.localdate()
    wide = whole({home.unit_id for _about, home in others.values() if not home.only_me})
    close = {
        one: (about, home)
        for one, (about, home) in others.items()
        if (home.only_me or home.unit_id not in wide) and (today, by.person_id, one) not in _recorded
    }
    if not close:
        return {}
    shared = widely_shared(about, list(close))
    close = {one: kept for one, kept in close.items() if one not in shared}
    if not close:
        return {}
    known = {one for one, _verb in read_today(by, about, list(close))}
    _remember(by, known)
    return {one: kept for one, kept in close.items() if one not in known}


def _remember(by: Actor, things: Iterable[str]) -> None:
    if len(_recorded) > MOST_REMEMBERED:
        _recorded.clear()
    today = timezone.localdate()
    _recorded.update((today, by.person_id, one) for one in things)
