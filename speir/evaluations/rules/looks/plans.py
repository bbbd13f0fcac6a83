"""A plan to start a closer look from: its themes with lines for the three columns, and what else may be filled in.

Read from a file that ships with Speir, or from the text in which an organisation keeps one of its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from speir.core.errors import Refused
from speir.core.text import clean, one_line
from speir.evaluations.rules.looks.describing import LINE_LONGEST, LONGEST, Description
from speir.evaluations.rules.looks.naming import OWN_REASON, About, Area, GroupBy, How

LONGEST_NAME = 200
# What a plan says of a closer look besides its lines, as `describing.Description` names it.
DESCRIBED = (
    *("reason", "reason_words", "about", "about_words", "key_question", "area", "area_words"),
    *("takes_part", "left_out", "how_long", "cost", "purpose", "confidentiality", "afterwards"),
)
# Which of a plan's own texts are people's words.
OWN = (
    *(
        "name",
        "covers",
        "reason_words",
        "about_words",
        "area_words",
        "takes_part",
        "left_out",
        "how_long",
        "cost",
    ),
    *("purpose", "confidentiality", "afterwards"),
)


@dataclass(frozen=True, slots=True)
class PlanWay:
    """A way of finding out, and of how many, where that is said."""

    how: str
    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """People who should be heard, by age, area, need or language."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a theme, by its key within its framework (`3.2/joint-understanding`), or of an indicator (`3.2`)."""

    theme: str
    questions: tuple[str, ...] = ()
    ways: tuple[PlanWay, ...] = ()
    features: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The number of its indicator."""
        return self.theme.partition("/")[0]

    @property
    def whole(self) -> bool:
        """Whether its lines are of the indicator as a whole."""
        return "/" not in self.theme


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; `key` is what an address says of it, `covers` what somebody who chooses reads."""

    key: str
    name: str
    framework: str
    parts: tuple[Part, ...]
    groups: tuple[PlanGroup, ...] = ()
    covers: str = ""
    reason: str = ""
    reason_words: str = ""
    about: str = About.QUESTION.value
    about_words: str = ""
    key_question: str = ""
    area: str = ""
    area_words: str = ""
    takes_part: str = ""
    left_out: str = ""
    how_long: str = ""
    cost: str = ""
    purpose: str = ""
    confidentiality: str = ""
    afterwards: str = ""

    @property
    def themes(self) -> tuple[str, ...]:
        """The stable keys of its themes, in its order."""
        return tuple(f"{self.framework}/{part.theme}" for part in self.parts if not part.whole)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of its indicators, in its order."""
        return tuple(dict.fromkeys(part.number for part in self.parts))

    @property
    def said(self) -> Description:
        """What it fills in of a closer look that starts from it."""
        return Description(**{name: getattr(self, name) for name in DESCRIBED})


def read(told: Mapping[str, Any], *, framework: str, key: str = "") -> Plan:
    """Return a plan from what a file or a kept text says. Raises ValueError with what is wrong in it."""
    known = {one.name for one in fields(Plan)} - {"parts"} | {"themes"}
    if strange := set(told) - known:
        raise ValueError(f"A plan knows no {', '.join(sorted(strange))}.")
    plain = {name: value for name, value in told.items() if name not in ("themes", "groups")}
    plain |= {"framework": told.get("framework", framework), "key": key or told.get("key", "")}
    for name, value in plain.items():
        if not isinstance(value, str):
            raise ValueError(f"{name} of a plan is a text.")
    groups = tuple(PlanGroup(**_known(one, "by", "text")) for one in told.get("groups", ()))
    parts = tuple(_part(theme, lines) for theme, lines in told["themes"].items())
    plan = Plan(**plain, parts=parts, groups=groups)
    _check(plan)
    return plan


def to_text(plan: Plan) -> str:
    """Return a plan as the text in which it is kept."""
    told = asdict(plan)
    parts = told.pop("parts")
    told["themes"] = {part.pop("theme"): part for part in parts}
    return json.dumps(told, ensure_ascii=False)


def from_text(text: str, *, key: str) -> Plan:
    """Return a plan from the text in which it is kept, to be known by this key. Raises ValueError."""
    told = json.loads(text)
    if not isinstance(told, dict):
        raise ValueError("A plan is kept as an object.")
    return read(told, framework="", key=key)


def texts(text: str) -> list[tuple[str, str]]:
    """Return what people wrote in a kept plan, each with its place; nothing of one that was taken away."""
    return [(place, holder[name]) for place, holder, name in _walk(json.loads(text))] if text else []


def changed(text: str, changes: Mapping[str, Callable[[str], str]], instead: str) -> str:
    """Return a kept plan with the texts at these places changed; it can be read as before.

    `instead` stands where the change leaves nothing, or more than fits.
    """
    told = json.loads(text)
    for place, holder, name in list(_walk(told)):
        if place in changes:
            left, most = changes[place](holder[name]), LONGEST if place in OWN else LINE_LONGEST
            holder[name] = left if clean(left) and len(left) <= most else instead
    return json.dumps(told, ensure_ascii=False)


def _walk(told: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield every text of people's own in a plan: its place, what holds it, and its name there."""
    for name in OWN:
        if told.get(name):
            yield name, told, name
    for at, group in enumerate(told.get("groups", ())):
        yield f"groups/{at}", group, "text"
    for theme, part in told["themes"].items():
        for column in ("questions", "features"):
            for at, _line in enumerate(part.get(column, ())):
                yield f"{theme}/{column}/{at}", part[column], at
        for at, way in enumerate(part.get("ways", ())):
            yield f"{theme}/ways/{at}", way, "text"


def check_name(name: str, *, taken: bool) -> list[Refused]:
    """Return what is wrong with the name of a plan that is to be kept; `taken`: there is one of that name."""
    said = one_line(name)
    if not said:
        return [Refused("plan-needs-name", "Give the plan a name by which others find it.", "name")]
    if len(said) > LONGEST_NAME:
        long = f"This is {len(said):,} characters long. Keep a name to {LONGEST_NAME}; nothing is cut off."
        return [Refused("plan-name-too-long", long, "name")]
    if taken:
        return [Refused("plan-name-taken", "There is a plan of that name already. Choose another.", "name")]
    return []


def _part(theme: str, lines: Mapping[str, Sequence[Any]]) -> Part:
    _known(lines, "questions", "ways", "features")
    ways = tuple(PlanWay(**_known(way, "how", "text", "number")) for way in lines.get("ways", ()))
    return Part(
        theme=theme,
        questions=tuple(map(_text, lines.get("questions", ()))),
        ways=ways,
        features=tuple(map(_text, lines.get("features", ()))),
    )


def _known(told: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """Return what a file says of a line with its text made clean, and refuse what it says besides."""
    if strange := set(told) - set(names):
        raise ValueError(f"A plan knows no {', '.join(sorted(map(str, strange)))} there.")
    return {**told, "text": _text(told.get("text"))} if "text" in names else told


def _text(line: object) -> str:
    if not isinstance(line, str) or not clean(line):
        raise ValueError(f"A line of a plan is a text: {line!r}")
    return clean(line)


def _check(plan: Plan) -> None:
    if not (plan.name and plan.framework and plan.parts):
        raise ValueError("A plan has a name, a framework and themes.")
    for part in plan.parts:
        for way in part.ways:
            if way.how not in set(How) or not (way.number is None or isinstance(way.number, int)):
                raise ValueError(f"No way of finding out: {way}")
        for text in (*part.questions, *part.features, *(way.text for way in part.ways)):
            if len(text) > LINE_LONGEST:
                raise ValueError(f"A line is over {LINE_LONGEST} characters: {text[:60]}")
    if not all(one.by in set(GroupBy) for one in plan.groups):
        raise ValueError("Groups are told apart by age, area, need or language.")
    if plan.about not in set(About) or plan.area not in {"", *Area}:
        raise ValueError("What it is about, or its area, is not known.")
    if plan.reason == OWN_REASON and not plan.reason_words:
        raise ValueError("A reason of one's own is said in words.")
