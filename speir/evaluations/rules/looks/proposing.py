"""What Speir proposes while a closer look is planned: a question, a title, and lines made of illustrations.

Each proposal is a beginning that people reword. An illustration is turned into a question by putting words before it
and changing nothing in it, so that nobody has to wonder what a machine made of its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from speir.core.text import headline, one_line
from speir.evaluations.rules.looks.naming import How

TITLE_LONGEST = 90
# The parts of an illustration's key: `<theme>/<how it is>/<place>`.
LEVELS = ("very_good", "weak", "official_very_good", "official_weak")
WEAK = ("weak", "official_weak")
SOURCE = "source"

ASKED = "To what extent is it true here that {said}?"
ASKED_OF_SEVERAL = "To what extent is this true here? {said}"
WATCHED = "Watch for this: {said}"
ABOUT = "Where are we with {what}, and what difference does it make for children?"

# How one finds out, by the kinds of source of the framework.
HOW_OF_KIND: Mapping[str, How] = {
    "case_files": How.FILES,
    "staff_interviews": How.INTERVIEW,
    "family_interviews": How.INTERVIEW,
    "manager_interviews": How.INTERVIEW,
    "staff_focus_groups": How.FOCUS_GROUP,
    "children_focus_groups": How.FOCUS_GROUP,
    "parent_focus_groups": How.FOCUS_GROUP,
    "observation": How.OBSERVATION,
    "minutes": How.MINUTES,
    "documents": How.DOCUMENT,
    "previous_reports": How.DOCUMENT,
    "advocates": How.INTERVIEW,
    "management_information": How.STATISTICS,
    "area_profile": How.STATISTICS,
    "other_inspections": How.INSPECTIONS,
    "surveys": How.SURVEY,
}
# What a sentence begins with that is no part of the name which follows.
_NEVER_NAMES = frozenset(
    (
        *("a", "an", "the", "all", "any", "both", "each", "every", "few", "for", "if", "in", "many", "most"),
        *("no", "on", "one", "other", "our", "some", "their", "these", "this", "when", "where"),
    )
)
# Words that name one way of finding out.
_NAMED: tuple[tuple[How, re.Pattern[str]], ...] = tuple(
    (how, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for how, words in (
        (How.FOCUS_GROUP, r"focus groups?"),
        (How.INTERVIEW, r"interview(?:s|ing)?|^ask(?:ing)?|^(?:talk|speak)(?:ing)? (?:to|with)"),
        (How.FILES, r"files|case notes"),
        (How.MINUTES, r"^minutes|the minutes|minutes of"),
        (How.SURVEY, r"surveys?|questionnaires?"),
        (How.INSPECTIONS, r"inspections?|inspectors?"),
        (How.OBSERVATION, r"observ(?:e|ing|ations?)|sit(?:ting)? in on|watch(?:ing)?"),
        (How.STATISTICS, r"statistics|figures"),
        (How.DOCUMENT, r"polic(?:y|ies)|procedures?|guidance|protocols?|documents?"),
    )
)
_SENTENCES = re.compile(r"[.!?][”’\"']?\s+[A-Z“‘\"']")


def as_question(illustration: str) -> str:
    """Return an illustration as a question: what it says, with words before it that ask whether it is so here."""
    said = one_line(illustration)
    if _SENTENCES.search(said) or said.endswith("?"):
        return ASKED_OF_SEVERAL.format(said=said)
    return ASKED.format(said=_within(said).rstrip(" .;,:"))


def as_feature(illustration: str, *, weak: bool) -> str:
    """Return an illustration as what to look for; of a weak one it is said that one watches for it."""
    said = one_line(illustration)
    return WATCHED.format(said=_within(said)) if weak else said


def question_about(short: str) -> str:
    """Return a question about an indicator, by its short name."""
    return ABOUT.format(what=_within(short))


def title_of(question: str, about: str = "") -> str:
    """Return a title for a closer look, from what it asks; of a question too long for one, what it is `about`."""
    said = headline(one_line(question), TITLE_LONGEST)
    return (about if about and said.endswith("…") else said).rstrip("?")


def how_of(way: str) -> How:
    """Return how one finds out, from the words of a way; OTHER unless they name one way and no second.

    People see it below the line and can change it. A guess would be worse than none: the kind of source of what is
    found follows from it.
    """
    named = [how for how, words in _NAMED if words.search(way)]
    if len(named) > 1 and How.DOCUMENT in named:
        named.remove(How.DOCUMENT)  # what is read beside an interview, say
    return named[0] if len(named) == 1 else How.OTHER


def illustration_key(theme: str, level: str, at: int) -> str:
    """Return the key by which a line remembers which illustration it was made from."""
    return f"{theme}/{level}/{at}"


def source_key(theme: str, kind: str) -> str:
    """Return the key by which a way remembers that it was suggested, for a theme and a kind of source."""
    return f"{theme}/{SOURCE}/{kind}"


def parted(key: str) -> tuple[str, str, str]:
    """Return the theme, the level and the place or kind that a key names; the theme is empty where it names none."""
    theme, _slash, last = key.rpartition("/")
    theme, _slash, level = theme.rpartition("/")
    return theme, level, last


def _within(text: str) -> str:
    """Return a sentence as it stands after other words: small at its beginning, unless it begins with a name."""
    first, _space, rest = text.partition(" ")
    letters = "".join(letter for letter in first if letter.isalpha())
    abbreviated = len(letters) > 1 and not letters[1:].islower()
    named = rest[:1].isupper() and rest[1:2].islower() and first.casefold() not in _NEVER_NAMES
    return text if abbreviated or named or first == "I" else text[:1].lower() + text[1:]
