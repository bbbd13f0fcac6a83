"""Rules for boards: in what order they stand, what they can show, and what is urgent, in words. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from speir.core.ids import is_id
from speir.core.text import MONTHS, listed
from speir.improvement.rules.doing import overdue
from speir.improvement.rules.naming import AWAITED, ENDED, TO_DO, UNPROVED, State

MOST_PAGES = 999


class By(StrEnum):
    """What the lines of a board stand under."""

    PRIORITY = "priority"
    DATE = "date"
    INDICATOR = "indicator"
    PLAN = "plan"


class Show(StrEnum):
    """Which actions a board shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    STUCK = "stuck"
    WAITING = "waiting"
    UNPROVED = "unproved"
    NO_DIFFERENCE = "no_difference"
    NOBODY = "nobody"
    UNSHOWN = "unshown"
    UNDATED = "undated"
    ENDED = "ended"
    ALL = "all"


# What a board shows by the states of its actions alone; what is overdue, waits or needs somebody is asked for besides.
STATES: Mapping[Show, tuple[State, ...]] = {
    Show.OPEN: (*TO_DO, *UNPROVED),
    Show.OVERDUE: AWAITED,
    Show.STUCK: (State.STUCK,),
    Show.WAITING: TO_DO,
    Show.UNPROVED: (State.DONE,),
    Show.NO_DIFFERENCE: (State.NO_DIFFERENCE,),
    Show.NOBODY: (*TO_DO, *UNPROVED),
    Show.UNSHOWN: (State.IMPACT_SHOWN,),
    Show.UNDATED: (State.PROPOSED,),
    Show.ENDED: ENDED,
    Show.ALL: tuple(State),
}
# What comes about elsewhere: a role ends, evidence is withdrawn.
AMISS = (Show.NOBODY, Show.UNSHOWN)
# What is looked at first, each with the words for one and for several.
URGENT: Mapping[Show, tuple[str, str]] = {
    Show.OVERDUE: ("1 is overdue", "{n} are overdue"),
    Show.STUCK: ("1 is stuck", "{n} are stuck"),
    Show.NOBODY: ("1 has nobody to lead it now", "{n} have nobody to lead them now"),
    Show.UNPROVED: ("1 is done, its impact not shown yet", "{n} are done, their impact not shown yet"),
    Show.NO_DIFFERENCE: ("1 is done, no difference seen", "{n} are done, no difference seen"),
    Show.UNSHOWN: ("1 has lost the evidence of its impact", "{n} have lost the evidence of their impact"),
    Show.UNDATED: ("1 has no date yet", "{n} have no date yet"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of a board. `lead` and `unit` are ids, `of` the one group that is shown whole."""

    by: By = By.PRIORITY
    show: Show = Show.OPEN
    lead: str = ""
    unit: str = ""
    of: str = ""
    page: int = 1

    def with_(self, **words: object) -> Wanted:
        """Return another that differs in this, from its first page on."""
        return replace(self, **{"page": 1, **words})  # type: ignore[arg-type]


def wanted(words: Mapping[str, str]) -> Wanted:
    """Return what the words of an address ask for; what it does not know is as if it were not said."""
    by, show, page = words.get("by", ""), words.get("show", ""), words.get("page", "")
    lead, unit = (words.get(name, "") for name in ("lead", "unit"))
    return Wanted(
        by=By(by) if by in set(By) else By.PRIORITY,
        show=Show(show) if show in set(Show) else Show.OPEN,
        lead=lead if is_id(lead) else "",
        unit=unit if is_id(unit) else "",
        of=words.get("of", "")[:60].replace("\x00", ""),
        page=numbered(page),
    )


def numbered(page: str) -> int:
    """Return which page an address asks for: the first one for what is no number of a page."""
    return min(int(page[:6]), MOST_PAGES) if page.isascii() and page.isdigit() and int(page[:6]) else 1


def counted(counts: Mapping[Show, int]) -> list[tuple[Show, str]]:
    """Return what is urgent in words, what comes first first; nothing of what there is none."""
    return [(show, said(show, counts[show])) for show in URGENT if counts.get(show)]


def said(show: Show, count: int) -> str:
    """Return in words how many actions there are of one sort: a count of actions, never of levels."""
    one, several = URGENT[show]
    return one if count == 1 else several.format(n=f"{count:,}")


def pressing(counts: Mapping[Show, int]) -> str:
    """Return in a few words what presses on a board, empty where nothing does: *3 overdue and 1 stuck*."""
    shown = ((Show.OVERDUE, "overdue"), (Show.STUCK, "stuck"), (Show.NOBODY, "with nobody to lead"))
    return listed([f"{counts[show]:,} {word}" for show, word in shown if counts.get(show)])


def urgency(state: str, due: dt.date | None, today: dt.date) -> tuple[int, dt.date]:
    """Return by what one's own actions are put in order: overdue first, then stuck, then by date."""
    far = dt.date.max
    if overdue(state, due, today):
        return (0, due or far)
    return (1 if state == State.STUCK else 2, due or far)


def month(day: dt.date) -> str:
    """Return the key of a month: `2026-12`."""
    return f"{day:%Y-%m}"


def month_name(key: str) -> str:
    """Return the month with this key in words, empty for what is no month: *December 2026*."""
    first = month_of(key)
    return f"{MONTHS[first.month - 1]} {first.year}" if first else ""


def month_of(key: str) -> dt.date | None:
    """Return the first day of the month with this key, None for what is no month."""
    year, _dash, number = key.partition("-")
    right = len(year) == 4 and len(number) == 2 and (year + number).isascii() and (year + number).isdigit()
    if not right or not 1 <= int(number) <= 12 or int(year) < 1900:
        return None
    return dt.date(int(year), int(number), 1)


def later(first: dt.date, months: int) -> dt.date:
    """Return the first day of the month so many months after (or before, below nought) the one of this day."""
    at = min(max(first.year * 12 + first.month - 1 + months, 1900 * 12), 9998 * 12)
    return dt.date(at // 12, at % 12 + 1, 1)


def in_order(numbers: Iterable[str]) -> list[str]:
    """Return numbers of indicators as the framework has them: 2.10 after 2.9."""
    return sorted(set(numbers), key=place_of)


def place_of(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return by what a number of an indicator stands in order."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part)
        for part in number.split(".")
    )
