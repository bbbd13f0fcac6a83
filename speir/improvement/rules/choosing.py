"""Rules for choosing: what stands as a candidate, how it is weighed in words, and what is decided. Pure.

Nothing is counted: what makes something stand is said in words, and what people weigh stays words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from speir.core.errors import Refused
from speir.core.text import clean, day
from speir.evaluations.rules.judging import SURE_WORDS, Sure
from speir.evaluations.rules.saving import mark
from speir.frameworks.rules.levels import CountsAs, Level
from speir.improvement.rules.naming import MANAGEABLE, WEIGHED, Decision, Source
from speir.improvement.rules.texts import LINE_LONGEST, mark_of, too_long

AIDS = tuple(WEIGHED)
AID_WORDS: dict[str, str] = {
    "harm": "Harm if we wait",
    "reach": "How many children",
    "crucial": "How crucial",
    "effort": "Effort",
}
# From where somebody adds something in their own words: the rest is read from what was evaluated.
OWN_SOURCES = (Source.SURVEY, Source.MEASURE, Source.CASE_FILES, Source.REVIEW, Source.OWN)
MOST_OWN = 100


class Because(StrEnum):
    """Why something stands as a candidate."""

    LOW = "low"
    UNSURE = "unsure"
    FOUND = "found"
    DIFFERS = "differs"
    SAID = "said"


BECAUSE_WORDS: dict[str, str] = {
    Because.LOW.value: "Judged adequate or below",
    Because.UNSURE.value: "Provisional or doubtful",
    Because.FOUND.value: "A weakness found in a closer look",
    Because.DIFFERS.value: "Inspectors judged otherwise than we had",
    Because.SAID.value: "Added in our own words",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One line that a candidate rests on. `id` is that of the broad view, look, inspection or own words it stands in.

    `because` says why it counts, each of `Because`; `doubts` are what is unsure about it, in words. `of` is the unit
    below of which it was found, empty where it was found of the unit that chooses.
    """

    source: str
    id: str
    number: str
    on: dt.date
    title: str = ""
    level: Level | None = None
    doubts: tuple[str, ...] = ()
    text: str = ""
    because: frozenset[Because] = frozenset()
    judgement: str = ""
    theme: str = ""
    differs: str = ""
    agreed: bool = False
    of: str = ""

    @property
    def day(self) -> str:
        """The day as people say it."""
        return day(self.on)


def doubts(sure: str, *, provisional: bool) -> tuple[str, ...]:
    """Return what is unsure about a judgement, in words."""
    said = [SURE_WORDS[sure].lower()] if sure in (Sure.SOME_DOUBT, Sure.NOT_YET_KNOWN) else []
    if provisional:
        said.append("provisional: fewer than two kinds of source confirm it")
    return tuple(said)


def because(level: Level | None, unsure: Iterable[str]) -> frozenset[Because]:
    """Return why a judgement stands as a candidate; empty where it does not.

    Levels that count as a priority for improvement are told by the framework (HMIE 2005, Part 3: adequate and below).
    """
    reasons = {Because.LOW} if level is not None and level.counts_as == CountsAs.PRIORITY else set()
    return frozenset(reasons | ({Because.UNSURE} if any(unsure) else set()))


def settled(found: Iterable[Found]) -> dict[tuple[str, str], dt.date]:
    """Return by unit and indicator the day of the latest broad view where that one raises no question."""
    latest: dict[tuple[str, str], Found] = {}
    for one in found:
        at = (one.of, one.number)
        if one.source == Source.JUDGEMENT and (at not in latest or latest[at].on < one.on):
            latest[at] = one
    return {at: one.on for at, one in latest.items() if one.level is not None and not one.because}


def standing(found: Iterable[Found]) -> list[Found]:
    """Return what of all that was found stands: what raises a question, and no later broad view has settled.

    What people added in their own words stands until they take it out.
    """
    every = list(found)
    since = settled(every)
    kept = []
    for one in every:
        later = since.get((one.of, one.number))
        over = later is not None and one.on < later and Because.SAID not in one.because
        if one.because and not over:
            kept.append(one)
    return kept


@dataclass(frozen=True, slots=True)
class Weighed:
    """What people say about a candidate: a key of `WEIGHED` for each aid or nothing, and a note."""

    harm: str = ""
    reach: str = ""
    crucial: str = ""
    effort: str = ""
    note: str = ""

    @property
    def base(self) -> str:
        """What a form was opened with: the keys as they are, since they are no secret, and the mark of the note."""
        return " ".join([*(getattr(self, aid) or "-" for aid in AIDS), mark(self.note) if self.note else "-"])

    @property
    def anything(self) -> bool:
        """Whether anything was said."""
        return any((*(getattr(self, aid) for aid in AIDS), self.note))


def check_weighed(said: Weighed) -> list[Refused]:
    """Return what is wrong with what was weighed."""
    broken = [
        Refused("aid-unknown", "Choose one of the answers.", aid)
        for aid in AIDS
        if getattr(said, aid) not in ("", *WEIGHED[aid])
    ]
    return broken + too_long({"note": said.note}, LINE_LONGEST)


def laid_together(stands: Weighed, typed: Mapping[str, str], base: str) -> tuple[Weighed, tuple[str, ...]]:
    """Return what to store of what was typed over what stands, and the fields that somebody else changed meanwhile.

    Each field is for itself: two people who weigh different things at once both get their way. `typed` holds what the
    form showed; `base` is the `Weighed.base` it was opened with.
    """
    were = dict(zip((*AIDS, "note"), base.split(" "), strict=False))
    now, conflicts = stands, []
    for name, value in typed.items():
        current = getattr(stands, name)
        was = were.get(name, "-")
        first, mine = _as_base(name, current), _as_base(name, value)
        if mine in (first, was):
            continue
        if first != was:
            conflicts.append(name)
        else:
            now = replace(now, **{name: value})
    return now, tuple(conflicts)


def _as_base(name: str, value: str) -> str:
    if not value:
        return "-"
    return mark(value) if name == "note" else value


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about a candidate: nothing yet, or a decision with its reason and when to look again."""

    decision: str = ""
    reason: str = ""
    again_on: dt.date | None = None

    @property
    def base(self) -> str:
        """The mark of it."""
        return mark_of((self.decision, self.reason, self.again_on))


def check_decided(said: Decided) -> list[Refused]:
    """Return what is wrong with leaving a candidate: parking and *nothing at present* have a reason."""
    broken = []
    if said.decision not in (Decision.PARKED, Decision.NOTHING):
        return [Refused("decision-unknown", "Choose from the list what you decide.", "decision")]
    if not clean(said.reason):
        sentence = (
            "Write why it is parked."
            if said.decision == Decision.PARKED
            else "Write why nothing is done about it at present."
        )
        broken.append(Refused("reason-missing", sentence, "reason"))
    return broken + too_long({"reason": said.reason}, LINE_LONGEST)


def check_own(
    words: str, source: str, number: str, numbers: Iterable[str], *, before: int = 0
) -> list[Refused]:
    """Return what is wrong with something added in own words; `before` is how many a unit has already."""
    broken = []
    if not clean(words):
        broken.append(Refused("own-empty", "Write in a sentence what was found.", "words"))
    broken += too_long({"words": words}, LINE_LONGEST)
    if source not in OWN_SOURCES:
        broken.append(Refused("source-unknown", "Choose where this comes from.", "source"))
    if number and number not in set(numbers):
        broken.append(Refused("indicator-unknown", "Choose the indicator from the list.", "number"))
    if before >= MOST_OWN:
        sentence = f"There are {MOST_OWN} of these already. Take some out first."
        broken.append(Refused("too-many-own", sentence, "words"))
    return broken


def own_mark(words: str, source: str, number: str) -> str:
    """Return the mark of something added in own words."""
    return mark_of((words, source, number))


def check_nothing(reason: str) -> list[Refused]:
    """Return what is wrong with the reason for doing nothing at present."""
    if not clean(reason):
        sentence = "Write why nothing is chosen at present: it is an answer that others will read."
        return [Refused("reason-missing", sentence, "reason")]
    return too_long({"reason": reason}, LINE_LONGEST)


def advice(open_priorities: int) -> bool:
    """Return whether there are more priorities than can be managed well: a gentle word, never a refusal."""
    return open_priorities > MANAGEABLE
