"""What words in a cell or after a mark mean for an item: its kind, its period, its themes, its voices. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from speir.core.errors import Refused
from speir.core.text import clean, listed, one_line
from speir.core.when import read_period
from speir.evidence.rules.items import Bears, SpeaksOf, Triage, Voice
from speir.evidence.rules.links import Link
from speir.frameworks.rules.structure import Framework
from speir.sharing.rules import TakenAs

_SPEAKS_OF = {
    "what happens": SpeaksOf.HAPPENS,
    "happens": SpeaksOf.HAPPENS,
    "impact": SpeaksOf.IMPACT,
    "what is intended": SpeaksOf.INTENDED,
    "intended": SpeaksOf.INTENDED,
}
_TAKEN_AS = {"fact": TakenAs.FACT, "opinion": TakenAs.OPINION}
_TRIAGE = {
    "no significant concern": Triage.NONE,
    "none": Triage.NONE,
    "uncertain": Triage.UNCERTAIN,
    "concern": Triage.CONCERN,
}
_VOICES = {
    "children": Voice.CHILDREN,
    "young people": Voice.CHILDREN,
    "families": Voice.FAMILIES,
    "parents": Voice.FAMILIES,
    "carers": Voice.FAMILIES,
    "staff": Voice.STAFF,
    "the public": Voice.PUBLIC,
    "public": Voice.PUBLIC,
}
_BEARS = {
    "strength and weakness": Bears.BOTH,
    "strength": Bears.STRENGTH,
    "weakness": Bears.WEAKNESS,
    "both": Bears.BOTH,
}
_NUMBERS = re.compile(r"\d\.\d(?:\s*(?:,|and|&|\s)\s*\d\.\d)*")
_NUMBERED = re.compile(r"(\d\.\d)[\s:–-]+(\S.*)")
_APART = re.compile(r"\s*(?:;|\n)\s*")
_AND = re.compile(r"\s*(?:[;,\n]|\band\b|&)\s*")

# How many kinds a sentence names before it points to the template.
FEW = 4


class Unknown(Exception):
    """Words that mean nothing here, with the sentence that says what would."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Names:
    """What kinds of source and themes are called: by their words in small letters, keys and stable keys."""

    kinds: Mapping[str, str]
    kind_names: tuple[str, ...]
    themes: Mapping[str, tuple[str, ...]]


def names_in(framework: Framework, own_kinds: Iterable[tuple[str, str]] = ()) -> Names:
    """Return the names in a framework; `own_kinds` are (key, name) of an organisation's own.

    An indicator's number, or its title, stands for each of its themes.
    """
    kinds = [(kind.key, kind.name) for kind in framework.source_kinds] + list(own_kinds)
    themes: dict[str, tuple[str, ...]] = {}
    for indicator in framework.indicators:
        paths = tuple(theme.path for theme in indicator.themes)
        for words in (indicator.number, indicator.title, indicator.short):
            themes.setdefault(_folded(words), paths)
    titled: dict[str, str] = {}  # empty where several themes are called so
    for indicator in framework.indicators:
        for theme in indicator.themes:
            for words in {_folded(theme.title), _folded(theme.short)}:
                before = titled.setdefault(words, theme.path)
                titled[words] = theme.path if before == theme.path else ""
                themes[f"{indicator.number} {words}"] = (theme.path,)
    themes |= {words: (path,) if path else () for words, path in titled.items()}
    return Names(
        {_folded(name): key for key, name in kinds} | {key: key for key, _name in kinds},
        tuple(name for _key, name in kinds),
        themes,
    )


def kind(words: str, names: Names) -> str:
    """Return the key of a kind of source. Raises Unknown."""
    key = names.kinds.get(_folded(words))
    if key is None:
        near = [name for name in names.kind_names if set(_folded(words).split()) & set(_folded(name).split())]
        few = (near or list(names.kind_names))[:FEW]
        raise Unknown(f"There is no such kind of source. Use one from the list, such as {listed(few)}.")
    return key


def when(words: str) -> tuple[dt.date, dt.date | None]:
    """Return the first and last day that words name, the last one None for a single day. Raises Unknown."""
    try:
        first, last = read_period(words)
    except Refused as refused:
        raise Unknown(refused.sentence) from None
    return first, None if last == first else last


def last_day(words: str) -> dt.date:
    """Return the last day of what words name. Raises Unknown."""
    first, last = when(words)
    return last or first


def themes(words: str, names: Names) -> tuple[str, ...]:
    """Return the stable keys of the themes that words name, such as `3.2; Trust`. Raises Unknown."""
    found: dict[str, None] = {}
    for part in filter(None, _APART.split(clean(words).strip("; "))):
        for one in re.findall(r"\d\.\d", part) if _NUMBERS.fullmatch(part) else [part]:
            found |= dict.fromkeys(_themes(one, names))
    return tuple(found)


def bearing(words: str, names: Names) -> dict[str, str]:
    """Return how an item bears on themes, by stable key: `3.2 strength; Trust: weakness`. Raises Unknown.

    It is empty, a key from no list, for a theme of which nobody has said how.
    """
    found: dict[str, str] = {}
    for part in filter(None, _APART.split(clean(words).strip("; "))):
        bare, how = _bears(part)
        found |= dict.fromkeys(themes(bare, names), how)
    return found


def _bears(part: str) -> tuple[str, str]:
    folded = one_line(part).casefold()
    for said, how in _BEARS.items():
        if folded.endswith((f" {said}", f"({said})")):
            return one_line(part)[: -len(said) - 1].rstrip(" :,–-("), how.value
        if folded.startswith((f"{said}: ", f"{said} in ")):
            return one_line(part)[len(said) :].removeprefix(":").strip().removeprefix(
                "in "
            ).strip(), how.value
    return part, ""


def _themes(words: str, names: Names) -> tuple[str, ...]:
    folded = _folded(words)
    if numbered := _NUMBERED.fullmatch(folded):
        # Some theme of that title may stand under another number: what was written must be one thing.
        folded = f"{numbered[1]} {numbered[2]}"
        if names.themes.get(numbered[2]) == names.themes.get(numbered[1]):
            folded = numbered[1]
    said = one_line(words)[:60]
    if names.themes.get(folded) == ():
        raise Unknown(
            f"Several themes are called “{said}”. Write the indicator’s number before it: 3.2 {said}."
        )
    if folded not in names.themes:
        raise Unknown(f"“{said}” is no theme. Write an indicator’s number such as 3.2, or a theme’s title.")
    return names.themes[folded]


def speaks_of(words: str) -> str:
    """Return what an item tells of. Raises Unknown."""
    return _one(words, _SPEAKS_OF, "Write what happens, impact or what is intended.")


def taken_as(words: str) -> str:
    """Return whether it is fact or opinion. Raises Unknown."""
    return _one(words, _TAKEN_AS, "Write fact or opinion.")


def triage(words: str) -> str:
    """Return what a first look says. Raises Unknown."""
    return _one(words, _TRIAGE, "Write no significant concern, uncertain or concern.")


def voices(words: str) -> tuple[str, ...]:
    """Return whose views are carried, such as `children and families`. Raises Unknown."""
    parts = [part for part in _AND.split(clean(words)) if part]
    sentence = "Write whose views it carries: children, families, staff or the public."
    found = {_one(part, _VOICES, sentence) for part in parts}
    return tuple(voice.value for voice in Voice if voice.value in found)


def links(words: str) -> tuple[Link, ...]:
    """Return the addresses in a text, each as a link without words. Whether they are fit is a rule of items."""
    return tuple(Link(url) for url in words.split())


def _one(words: str, known: Mapping[str, str], sentence: str) -> str:
    found = known.get(_folded(words))
    if found is None:
        raise Unknown(sentence)
    return str(found)


def _folded(words: str) -> str:
    return one_line(words).casefold().replace("'", "’").rstrip(".")
