"""Rules for what a closer look is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields

from speir.core.errors import Refused
from speir.core.text import clean
from speir.evaluations.rules import beginning
from speir.evaluations.rules.looks.naming import MANAGEABLE, OWN_REASON, About, Area
from speir.frameworks.rules.structure import Framework

LONGEST = 4000
MOST_LINES = 200
LINE_LONGEST = 1000
UNKNOWN_THEME = "Choose themes from this framework."
NEEDS_THEMES = "Choose at least one theme to look at."


@dataclass(frozen=True, slots=True)
class Description:
    """Why a closer look is taken and what it is about, as typed; texts that no choice asks for may be empty."""

    reason: str = ""
    reason_words: str = ""
    about: str = ""
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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a closer look comes from: the id of the judgement that led to it, the plan it starts from; or neither."""

    prompted: str = ""
    starting: str = ""


# What people type, in the order in which it is asked for.
TEXTS = (
    "reason_words",
    "about_words",
    "area_words",
    "takes_part",
    "left_out",
    "how_long",
    "cost",
    "purpose",
    "confidentiality",
    "afterwards",
)


def description_of(values: Mapping[str, str]) -> Description:
    """Return the description that these values hold, by the names of its fields; others are left out."""
    return Description(**{one.name: values[one.name] for one in fields(Description) if one.name in values})


def check(said: Description, *, reasons: Collection[str], key_questions: Collection[str]) -> list[Refused]:
    """Return every rule that a description breaks, each with its field. `reasons` are keys of the framework's."""
    broken = []
    if said.reason not in {*reasons, OWN_REASON}:
        broken.append(Refused("look-needs-reason", "Choose why you take a closer look.", "reason"))
    elif said.reason == OWN_REASON and not clean(said.reason_words):
        broken.append(Refused("look-needs-own-reason", "Write your reason in a sentence.", "reason_words"))
    if said.about not in set(About):
        broken.append(Refused("look-needs-about", "Choose what the closer look is about.", "about"))
    elif said.about == About.KEY_QUESTION:
        if said.key_question not in key_questions:
            broken.append(Refused("look-needs-key-question", "Choose a key question.", "key_question"))
    elif not clean(said.about_words):
        sentence = (
            "Write the strategic aim."
            if said.about == About.AIM
            else "Write your question in your own words."
        )
        broken.append(Refused("look-needs-question", sentence, "about_words"))
    if said.area and said.area not in set(Area):
        broken.append(Refused("look-area-unknown", "Choose the area of activity from the list.", "area"))
    for name in TEXTS:
        if len(clean(getattr(said, name))) > LONGEST:
            count = len(clean(getattr(said, name)))
            sentence = f"This is {count:,} characters long. Keep it to {LONGEST:,}; nothing is cut off."
            broken.append(Refused("look-text-too-long", sentence, name))
    return broken


def check_beginning(
    said: Description,
    title: str,
    days: tuple[dt.date | None, dt.date | None],
    themes: Collection[str],
    *,
    framework: Framework,
    today: dt.date,
) -> list[Refused]:
    """Return every rule that a closer look which is to begin breaks, each with its field."""
    reasons = {one.key for one in framework.reasons}
    broken = beginning.check(title, *days, today)
    broken += check(said, reasons=reasons, key_questions=framework.question_by_number.keys())
    return broken + check_themes(framework, themes)


def check_themes(framework: Framework, themes: Collection[str]) -> list[Refused]:
    """Return what is wrong with the themes that are chosen to be looked at."""
    if not themes:
        return [Refused("look-needs-themes", NEEDS_THEMES, "themes")]
    if not set(themes) <= framework.theme_by_path.keys():
        return [Refused("look-theme-unknown", UNKNOWN_THEME, "themes")]
    return []


def manageable(numbers: Iterable[str]) -> str:
    """Return a word of advice where there are more indicators than are easily looked at closely, else nothing."""
    count = len(set(numbers))
    if count <= MANAGEABLE:
        return ""
    return f"You have chosen {count} indicators. Would fewer serve you better? A closer look is for a few of them."


def check_line(text: str, *, before: int = 0) -> list[Refused]:
    """Return what is wrong with a line of the plan; `before` is how many its column has already."""
    said = clean(text)
    if not said:
        return [Refused("line-says-nothing", "Write something here, or take the line out.", "text")]
    if len(said) > LINE_LONGEST:
        sentence = (
            f"This is {len(said):,} characters long. Keep a line to {LINE_LONGEST:,}; nothing is cut off."
        )
        return [Refused("line-too-long", sentence, "text")]
    if before >= MOST_LINES:
        sentence = f"There are {MOST_LINES} lines here already. Take some out first: a plan is for a few."
        return [Refused("too-many-lines", sentence, "text")]
    return []
