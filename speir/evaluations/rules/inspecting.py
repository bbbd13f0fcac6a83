"""An external inspection as it is recorded: what it needs, and how a level outside the scale is refused. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from speir.core.errors import Refused
from speir.core.text import clean, day, one_line
from speir.evidence.rules.links import Link, check_link
from speir.frameworks.rules.structure import Framework

TITLE_LONGEST = 200
LINK_LONGEST = 1000


class Said(StrEnum):
    """What was corrected. The title and the address are no levels: as they were before is not kept."""

    LEVEL = "level"
    DAY = "day"
    DESCRIBED = "described"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Draft:
    """An inspection as somebody records it: `levels` are keys of levels by the number of their indicator."""

    day: dt.date | None
    levels: Mapping[str, str]
    title: str = ""
    link: str = ""

    def as_kept(self) -> Draft:
        """Return it as it is kept: its words in one form, and no indicator that has no level."""
        levels = {number: key for number, key in self.levels.items() if key}
        return Draft(self.day, levels, one_line(self.title), clean(self.link))

    @property
    def words(self) -> str:
        """All that it says on one line: two that say the same are the same."""
        levels = ",".join(f"{number}={key}" for number, key in sorted(self.levels.items()) if key)
        return "|".join([self.day.isoformat() if self.day else "", self.title, self.link, levels])


def check(draft: Draft, shown: Framework, today: dt.date) -> list[Refused]:
    """Return every rule that an inspection breaks, each with its field (`level_1.1` of an indicator)."""
    broken = []
    if draft.day is None:
        broken.append(Refused("inspection-needs-day", "Enter the day on which it was published.", "day"))
    elif draft.day > today:
        broken.append(Refused("inspection-day-ahead", not_yet(draft.day), "day"))
    if len(draft.title) > TITLE_LONGEST:
        said = f"Use at most {TITLE_LONGEST} characters for the title."
        broken.append(Refused("inspection-title-long", said, "title"))
    if draft.link:
        broken += [Refused(one.code, one.sentence, "link") for one in check_link(Link(draft.link))]
    if not draft.levels:
        said = "Choose the level of at least one indicator, as the inspectors published it."
        broken.append(Refused("inspection-needs-levels", said, "levels"))
    for number, key in draft.levels.items():
        if number not in shown.by_number:
            said = no_indicator(number, shown)
            broken.append(Refused("inspection-indicator-unknown", said, "levels"))
        elif key not in shown.level_by_key:
            broken.append(Refused("inspection-level-unknown", no_level(key, shown), f"level_{number}"))
    return broken


def not_yet(published: dt.date) -> str:
    """Say that a day is still to come."""
    return f"{day(published)} is still to come. Record an inspection once it is published."


def no_indicator(number: str, shown: Framework) -> str:
    """Say that a framework has no indicator of this number, and how one is written."""
    first, last = shown.indicators[0].number, shown.indicators[-1].number
    return f"“{number[:40]}” is no indicator of “{shown.title}”. Write its number, from {first} to {last}."


def no_level(words: str, shown: Framework) -> str:
    """Say that a word is no level of a framework, and name those that are."""
    return f"“{words[:60]}” is no level of “{shown.title}”: use one of {either(_names(shown))}."


def either(words: list[str]) -> str:
    """Return words as a choice in a sentence: `a, b or c`."""
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _names(shown: Framework) -> list[str]:
    return [level.name for level in sorted(shown.levels, reverse=True)]


def level_named(words: str, shown: Framework) -> str:
    """Return the key of the level that words name, whatever their case; empty for none."""
    folded = one_line(words).casefold().replace("_", " ").replace("-", " ")
    known = ((level.key, level.name) for level in shown.levels)
    return next(
        (key for key, name in known if folded in (key.replace("_", " "), name.casefold())),
        "",
    )


def changes(before: Draft, after: Draft) -> Iterable[tuple[Said, str, str, str]]:
    """Yield what differs between two drafts: (what, indicator's number or empty, before, after)."""
    for number in sorted(before.levels.keys() | after.levels.keys()):
        was, now = before.levels.get(number, ""), after.levels.get(number, "")
        if was != now:
            yield Said.LEVEL, number, was, now
    if before.day != after.day and before.day and after.day:
        yield Said.DAY, "", before.day.isoformat(), after.day.isoformat()
    if (before.title, before.link) != (after.title, after.link):
        yield Said.DESCRIBED, "", "", ""
