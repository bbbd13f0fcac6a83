"""Judging together: what may be typed, and the plain facts once the views are revealed.

Facts are about levels and standpoints and never about who is better at judging. Nothing here works out a level.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from speir.core.errors import Refused
from speir.core.ids import ALPHABET
from speir.core.text import capital, clean, number, one_line
from speir.evaluations.rules.judging import NOT_EVALUATED, Sure
from speir.frameworks.rules.levels import Level

LONGEST_WHY = 1000
LONGEST_NAME = 200
MOST_PEOPLE = 200
# So much of an id stands in the address that people type from a screen.
CODE = 5
# A reminder goes out so many days before the last one.
REMINDS = 2
_READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1", " ": None, "-": None})


@dataclass(frozen=True, slots=True)
class View:
    """What somebody judged, as it was revealed: a level, or none where they gave none, and for whom they speak."""

    level: Level | None
    standpoint: str = ""


def code_of(moderation_id: str) -> str:
    """Return the short code of a moderation, as it stands in the address on the screen."""
    return moderation_id[:CODE]


def place_of_view(round_id: str, evaluator_id: str) -> str:
    """Return the key under which mentions in one person's reason are kept: apart, so that none tells of another's."""
    return f"{round_id}/{evaluator_id}/why"


def place_of_standpoint(moderation_id: str, whose: str) -> str:
    """Return the key under which mentions in words for whom somebody speaks are kept, by whom they are of."""
    return f"{moderation_id}/{whose}/standpoint"


def read_code(typed: str) -> str:
    """Return a code as it was typed on a telephone, with letters that look like figures read as these; or nothing."""
    code = typed.strip().lower().translate(_READ_AS)
    return code if CODE <= len(code) <= 16 and all(letter in ALPHABET for letter in code) else ""


def check_begin(
    *, indicators: Collection[str], known: Collection[str], until: dt.date | None, today: dt.date
) -> list[Refused]:
    """Return what keeps people from judging these indicators together."""
    broken = []
    if not indicators:
        broken.append(Refused("moderation-nothing", "Choose at least one indicator.", "indicators"))
    if strange := [one for one in indicators if one not in known]:
        sentence = f"“{strange[0][:20]}” is not an indicator that you can choose here."
        broken.append(Refused("moderation-unknown", sentence, "indicators"))
    if until is not None and until < today:
        broken.append(Refused("moderation-past", "Choose a day that is still to come.", "until"))
    return broken


def check_view(*, choice: str, sure: str, why: str, levels: Sequence[Level]) -> list[Refused]:
    """Return what keeps one person's view from being kept. A level outside the scale is refused by name."""
    broken = []
    if not choice:
        broken.append(Refused("moderation-no-level", "Choose a level, or Not evaluated.", "choice"))
    broken += _known(choice, sure, levels)
    if len(clean(why)) > LONGEST_WHY:
        broken.append(_too_long(why, "why"))
    return broken


def check_agreement(
    *, agreed: bool, choice: str, sure: str, reason: str, levels: Sequence[Level]
) -> list[Refused]:
    """Return what keeps an agreement, or that people did not agree, from being recorded."""
    broken = []
    if agreed and not choice:
        broken.append(
            Refused("agreement-no-level", "Choose the level that you agreed, or Not evaluated.", "choice")
        )
    if agreed:
        broken += _known(choice, sure, levels)
    if not clean(reason):
        sentence = "Write why you agreed on it." if agreed else "Write why you do not agree."
        broken.append(Refused("agreement-no-reason", sentence, "reason"))
    if len(clean(reason)) > LONGEST_WHY:
        broken.append(_too_long(reason, "reason"))
    return broken


def check_name(name: str, standpoint: str) -> list[Refused]:
    """Return what keeps somebody from being put on the list of a room with one screen."""
    broken = []
    if not one_line(name):
        broken.append(Refused("evaluator-no-name", "Write a name.", "name"))
    if len(one_line(name)) > LONGEST_NAME:
        broken.append(Refused("evaluator-name-too-long", f"Write at most {LONGEST_NAME} characters.", "name"))
    return broken + check_standpoint(standpoint)


def check_standpoint(standpoint: str) -> list[Refused]:
    """Return what is wrong with words for whom somebody speaks."""
    if len(one_line(standpoint)) <= LONGEST_NAME:
        return []
    return [Refused("standpoint-too-long", f"Say it in at most {LONGEST_NAME} characters.", "standpoint")]


def facts(views: Sequence[View]) -> tuple[str, ...]:
    """Return the plain facts about views that were revealed, each a sentence: the first thing that people read.

    How many say the same, whether all are within one level, the widest gap, and which standpoint sees it higher where
    that is so of every view of it. Nothing where fewer than two gave a level.
    """
    levels = [view.level for view in views if view.level is not None]
    said = []
    if len(levels) > 1:
        said = [_the_same(levels)]
        lowest, highest = min(levels), max(levels)
        if lowest < highest:
            said += [_near(levels), _gap(lowest, highest), *_standpoints(views)]
    if without := len(views) - len(levels):
        said.append(f"{capital(number(without))} gave no level.")
    return tuple(said)


def spread(views: Sequence[View], levels: Sequence[Level]) -> tuple[tuple[Level | None, int], ...]:
    """Return each level that somebody chose and how many did, in the order of `levels`; last, None for no level."""
    counted = Counter(view.level.id if view.level else "" for view in views)
    found: list[tuple[Level | None, int]] = [
        (level, counted[level.id]) for level in levels if counted[level.id]
    ]
    return (*found, (None, counted[""])) if counted[""] else tuple(found)


def _known(choice: str, sure: str, levels: Sequence[Level]) -> list[Refused]:
    broken = []
    if choice and choice != NOT_EVALUATED and choice not in {level.key for level in levels}:
        names = ", ".join(level.name.lower() for level in levels)
        broken.append(Refused("level-unknown", f"“{choice[:40]}” is not a level. Choose {names}.", "choice"))
    if sure and sure not in set(Sure):
        broken.append(Refused("sure-unknown", "Choose how sure you are from the list.", "sure"))
    return broken


def _too_long(text: str, field: str) -> Refused:
    sentence = (
        f"This is {len(clean(text)):,} characters long. Shorten it to {LONGEST_WHY:,}; nothing is cut off."
    )
    return Refused("why-too-long", sentence, field)


def _the_same(levels: Sequence[Level]) -> str:
    every = Counter(level.name.lower() for level in levels)
    most = max(every.values())
    names = [name for name, count in every.items() if count == most]
    if most == len(levels):
        return f"{'Both' if most == 2 else f'All {number(most)}'} say {names[0]}."
    if most == 1:
        return "No two say the same."
    if len(names) == 1:
        return f"{capital(number(most))} of {number(len(levels))} say the same: {names[0]}."
    return f"At most {number(most)} of {number(len(levels))} say the same."


def _near(levels: Sequence[Level]) -> str:
    """Return how many are within one level of each other: the most that lie on two neighbouring levels."""
    if min(levels).steps_from(max(levels)) == 1:
        return "All are within one level of each other."
    near = {
        low: [one for one in levels if one.position - low.position in (0, 1)] for low in sorted(set(levels))
    }
    most = max(len(those) for those in near.values())
    if most == 1:
        return "No two are within one level of each other."
    widest = [those for those in near.values() if len(those) == most]
    first = "at most " if len(widest) > 1 else ""
    return f"{capital(f'{first}{number(most)}')} of {number(len(levels))} are within one level of each other."


def _gap(lowest: Level, highest: Level) -> str:
    steps = lowest.steps_from(highest)
    apart = f"{number(steps)} {'level' if steps == 1 else 'levels'} apart"
    return f"The widest gap is from {lowest.name.lower()} to {highest.name.lower()}, {apart}."


def _standpoints(views: Sequence[View]) -> list[str]:
    """Return which standpoint sees it higher or lower than all others do, where every view of it says so."""
    by: dict[str, list[Level]] = {}
    for view in views:
        if view.level is not None:
            by.setdefault(view.standpoint, []).append(view.level)
    if len(by) < 2 or "" in by:
        return []
    said = []
    for name, own in by.items():
        others = [level for other, levels in by.items() if other != name for level in levels]
        rest = "the others do" if len(by) > 2 else f"{next(other for other in by if other != name)} does"
        if max(others) < min(own):
            said.append(f"{capital(name)} sees it higher than {rest}.")
        elif max(own) < min(others) and len(by) > 2:
            said.append(f"{capital(name)} sees it lower than {rest}.")
    return said
