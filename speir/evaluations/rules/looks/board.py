"""What a closer look knows by now, as a group looks at it together: answered, seen, contradicted, not heard. Pure.

Sources are named and counted; nothing is added up into a score or a share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from speir.core.text import capital, listed, number
from speir.evaluations.rules.looks.naming import SEEN_WORDS, Answered, Doing, How, Seen

# What stands for a piece of evidence where a way of finding out has its own word.
PIECE = "evidence"
# A source as it is named in a sentence: one of a kind, and several.
NAMED: dict[str, tuple[str, str]] = {
    How.INTERVIEW.value: ("an interview", "%s interviews"),
    How.FOCUS_GROUP.value: ("a focus group", "%s focus groups"),
    How.FILES.value: ("the files", "%s reviews of files"),
    How.DOCUMENT.value: ("a document", "%s documents"),
    How.OBSERVATION.value: ("an observation", "%s observations"),
    How.MINUTES.value: ("minutes", "%s sets of minutes"),
    How.STATISTICS.value: ("published figures", "%s sets of published figures"),
    How.INSPECTIONS.value: ("another inspection", "%s other inspections"),
    How.SURVEY.value: ("a survey", "%s surveys"),
    How.OTHER.value: ("another way", "%s other ways"),
    PIECE: ("a piece of evidence", "%s pieces of evidence"),
}
_KINDS = tuple(NAMED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the plan with how far it is answered: in which words, by whom and on which day."""

    id: str
    number: str
    text: str
    state: str
    answer: str = ""
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A source in which a feature was looked for: of which kind (a way's, or PIECE), what it is called, what was seen.

    `kind_words` name the kind of source of a piece of evidence.
    """

    source: str
    kind: str
    name: str
    seen: str
    text: str = ""
    kind_words: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """A feature of the plan: what to look for, in which theme of which indicator, and where it was looked for."""

    id: str
    number: str
    theme: str
    text: str
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouped:
    """People who should be heard, and at how many sittings they were."""

    id: str
    by_what: str
    text: str
    heard: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A way of finding out: how far it has come, who does it, until when, and at how many times it was gone."""

    id: str
    text: str
    how: str
    state: str
    person: str = ""
    due: str = ""
    times: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """How many pieces of evidence support the judgement of an indicator, and the words of those that contradict it."""

    number: str
    supports: int
    contradicting: tuple[str, ...] = ()


class Found(StrEnum):
    """What a feature comes to over all the sources in which it was looked for."""

    DIFFERS = "differs"
    SEEN = "seen"
    PARTLY = "partly"
    NOT_SEEN = "not_seen"
    NOT_LOOKED = "not_looked"


FOUND_WORDS: dict[str, str] = {
    Found.DIFFERS.value: "seen here and not there",
    Found.SEEN.value: SEEN_WORDS[Seen.SEEN],
    Found.PARTLY.value: SEEN_WORDS[Seen.PARTLY],
    Found.NOT_SEEN.value: SEEN_WORDS[Seen.NOT_SEEN],
    Found.NOT_LOOKED.value: "not looked for yet",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A feature with what it comes to, and that as a sentence which names the sources."""

    feature: Sought
    found: Found
    said: str


@dataclass(frozen=True, slots=True)
class ThemeBoard:
    """A theme (its stable key; empty for what belongs to an indicator as a whole) with its features."""

    number: str
    theme: str
    features: tuple[Looked, ...]

    @property
    def said(self) -> str:
        """How many features came to what, in words; nothing where there are none."""
        return tally(one.found for one in self.features)


@dataclass(frozen=True, slots=True)
class Board:
    """All that the board shows. Each question is in one of three groups, each feature in one theme.

    `differing` and `opposed` are contradictions; `missing` are voices that no evidence carries.
    """

    answered: tuple[Asked, ...]
    partly: tuple[Asked, ...]
    not_yet: tuple[Asked, ...]
    themes: tuple[ThemeBoard, ...]
    differing: tuple[Looked, ...]
    opposed: tuple[Weighed, ...]
    unheard: tuple[Grouped, ...]
    heard: tuple[Grouped, ...]
    missing: tuple[str, ...]
    undone: tuple[Planned, ...]
    done: tuple[Planned, ...]

    @property
    def contradicted(self) -> bool:
        """Whether anything contradicts."""
        return bool(self.differing or self.opposed)

    @property
    def empty(self) -> bool:
        """Whether there is nothing in the plan to know anything of."""
        return not (self.answered or self.partly or self.not_yet or self.undone or self.done) and not any(
            one.features for one in self.themes
        )


def found_of(traces: Iterable[Trace]) -> Found:
    """Return what the sources in which a feature was looked for come to together."""
    said = {trace.seen for trace in traces}
    if {Seen.SEEN, Seen.NOT_SEEN} <= said:
        return Found.DIFFERS
    for seen in (Seen.SEEN, Seen.PARTLY, Seen.NOT_SEEN):
        if seen in said:
            return Found(seen.value)
    return Found.NOT_LOOKED


def sources(traces: Sequence[Trace]) -> str:
    """Return sources as they are named in a sentence: `two focus groups and a piece of evidence (survey)`."""
    named = []
    for kind in _KINDS:
        those = [trace for trace in traces if trace.kind == kind]
        if not those:
            continue
        one, several = NAMED[kind]
        words = one if len(those) == 1 else several % number(len(those))
        kinds = sorted({trace.kind_words for trace in those if trace.kind_words})
        named.append(f"{words} ({', '.join(kinds)})" if kinds else words)
    return listed(named)


def said_of(traces: Sequence[Trace]) -> str:
    """Return in a sentence in how many sources a feature was seen, and in which; then where not."""
    parts = []
    for seen in (Seen.SEEN, Seen.PARTLY, Seen.NOT_SEEN):
        those = [trace for trace in traces if trace.seen == seen]
        if those:
            count = "1 source" if len(those) == 1 else f"{len(those)} sources"
            parts.append(f"{SEEN_WORDS[seen]} in {count}: {sources(those)}")
    return capital("; ".join(parts) or FOUND_WORDS[Found.NOT_LOOKED]) + "."


def tally(found: Iterable[Found]) -> str:
    """Return how many features came to what, as `two seen, one not looked for yet`."""
    all_of_them = list(found)
    parts = [
        f"{number(all_of_them.count(kind))} {FOUND_WORDS[kind]}" for kind in Found if kind in all_of_them
    ]
    return capital(", ".join(parts)) + "." if parts else ""


def in_short(made: Board) -> list[str]:
    """Return in a few sentences how far a group has come: its questions, what it looked for, whom it heard."""
    said = []
    kinds = (
        ("answered", made.answered),
        ("answered in part", made.partly),
        ("not answered yet", made.not_yet),
    )
    if any(those for _words, those in kinds):
        parts = [f"{number(len(those))} {words}" for words, those in kinds if those]
        said.append(f"Questions: {', '.join(parts)}.")
    if sought := tally(one.found for each in made.themes for one in each.features):
        said.append(f"What to look for: {sought[:1].lower()}{sought[1:]}")
    if made.unheard:
        several = "group was" if len(made.unheard) == 1 else "groups were"
        said.append(f"{capital(number(len(made.unheard)))} {several} not heard.")
    return said


@lru_cache(maxsize=2048)
def looked(feature: Sought) -> Looked:
    """Return a feature with what it comes to."""
    return Looked(feature, found_of(feature.traces), said_of(feature.traces))


def board(
    *,
    questions: Iterable[Asked],
    features: Iterable[Sought],
    places: Sequence[tuple[str, str]],
    weighed: Iterable[Weighed],
    groups: Iterable[Grouped],
    ways: Iterable[Planned],
    heard_voices: Collection[str],
    voices: Sequence[str],
) -> Board:
    """Return what is known, grouped as the board shows it.

    `places` are the chosen (number, theme) in their order; what belongs to no theme comes at its indicator's end.
    `voices` should be heard; `heard_voices` are those that some evidence carries.
    """
    asked = list(questions)
    by_place: dict[tuple[str, str], list[Looked]] = {}
    for indicator, theme in places:
        by_place[indicator, theme] = []
    for feature in features:
        by_place.setdefault((feature.number, feature.theme), []).append(looked(feature))
    order = list(dict.fromkeys(indicator for indicator, _theme in by_place))
    themes = [
        ThemeBoard(indicator, theme, tuple(those))
        for wanted in order
        for (indicator, theme), those in by_place.items()
        if indicator == wanted and (those or theme)
    ]
    planned, people = list(ways), list(groups)
    return Board(
        answered=tuple(one for one in asked if one.state == Answered.ANSWERED),
        partly=tuple(one for one in asked if one.state == Answered.PARTLY),
        not_yet=tuple(one for one in asked if one.state == Answered.NOT_YET),
        themes=tuple(themes),
        differing=tuple(one for each in themes for one in each.features if one.found is Found.DIFFERS),
        opposed=tuple(one for one in weighed if one.supports and one.contradicting),
        unheard=tuple(one for one in people if not one.heard),
        heard=tuple(one for one in people if one.heard),
        missing=tuple(voice for voice in voices if voice not in heard_voices),
        undone=tuple(one for one in planned if one.state != Doing.DONE),
        done=tuple(one for one in planned if one.state == Doing.DONE),
    )
