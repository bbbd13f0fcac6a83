"""Where to look next for one judgement: its gaps, each with a kind of source that could fill it.

A suggestion is never a barrier: nothing asks for it to be followed. The kinds are those of the publication's list; a
framework that does not have one of them passes it over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from speir.evaluations.rules.standing import Ground, Standing
from speir.evidence.rules.items import SpeaksOf, Voice
from speir.frameworks.rules.structure import in_turn

MOST = 3

_SEE, _ELSEWHERE = "To see what happens", "To know it from elsewhere too"
# Where each can be found, the likeliest first, after what a framework says of the theme.
_PRACTICE = ("case_files", "observation", "staff_interviews", "minutes")
_IMPACT = ("family_interviews", "case_files", "children_focus_groups", "parent_focus_groups")
_CHILDREN = ("children_focus_groups", "family_interviews")
_FAMILIES = ("family_interviews", "parent_focus_groups")
_BOTH = ("family_interviews", "children_focus_groups")
_STAFF = ("staff_focus_groups", "staff_interviews")
_INTENDS = "documents"
# Sorts of source: another one of the same sort confirms less than one that looks from elsewhere.
_SORTS = (
    ("case_files", "minutes", "documents", "area_profile", "other_inspections"),
    ("family_interviews", "children_focus_groups", "parent_focus_groups"),
    ("staff_focus_groups", "staff_interviews", "manager_interviews"),
    ("observation",),
)
_ANOTHER = (
    "family_interviews",
    "case_files",
    "staff_focus_groups",
    "observation",
    "children_focus_groups",
    "staff_interviews",
    "parent_focus_groups",
    "minutes",
    "manager_interviews",
    "other_inspections",
    "area_profile",
)


class Where(NamedTuple):
    """A theme's short name, and the keys of the kinds of source that tell most of it, best first."""

    name: str
    sources: tuple[str, ...] = ()


def seek(ground: Ground, themes: Mapping[str, Where], names: Mapping[str, str]) -> list[str]:
    """Return at most three sentences on where to look next for a judgement, the widest gap first.

    `themes` are the indicator's by their keys, `names` those of the framework's kinds of source, in its order.
    """
    return list(dict.fromkeys(_gaps(ground, themes, names)))[:MOST]


def another(standing: Standing, names: Mapping[str, str], best: Sequence[str] = ()) -> str:
    """Return the name of a kind of source that would confirm from elsewhere, empty where the framework has none.

    `best` are those that tell most of what it is about.
    """
    best = _happening(best)
    if standing.only_intended:
        return _try((*best, *_PRACTICE), (), names, most=1)
    there = {sort for sort in _SORTS if not set(sort).isdisjoint(standing.confirming)}
    left = [key for key in (*best, *_ANOTHER) if key not in standing.confirming]
    from_elsewhere = [key for key in left if not any(key in sort for sort in there)]
    return _try((*from_elsewhere, *left), (), names, most=1)


def _happening(keys: Iterable[str]) -> list[str]:
    """Return the kinds of source without those that tell what is intended rather than what happens."""
    return [key for key in keys if key != _INTENDS]


def _gaps(ground: Ground, themes: Mapping[str, Where], names: Mapping[str, str]) -> Iterator[str]:
    whole = ground.whole
    have = whole.confirming
    best = _happening(in_turn(theme.sources for theme in themes.values()))
    practice = (*best, *_PRACTICE)
    if not whole.pieces:
        if where := _try(practice, have, names):
            yield f"To begin, try {where}."
        return
    if whole.only_intended:
        yield _to("Only what is intended so far", _try(practice, have, names), _SEE)
    elif not whole.kinds:
        yield _to("No source confirms it yet", _try((*best, *_ANOTHER), have, names))
    elif whole.kinds == 1:
        only = _lower(names.get(whole.confirming[0], "one kind of source"))
        yield _to(f"Only {only} so far", another(whole, names, best), _ELSEWHERE)
    yield from _theme_gaps(ground, themes, names)
    yield from _unheard(whole, names)
    if whole.contradicted:
        both = "Its evidence does not agree: talk about it"
        yield _to(both, _try(practice, have, names, most=1), "To look once more")
    if whole.stale and whole.stale == whole.pieces:
        yield _to("All of it is stale", _try((*have, *practice), (), names), "To see how it is now")
    if whole.kindless:
        yield "Say where each piece comes from: it may confirm more than is shown."


def _theme_gaps(ground: Ground, themes: Mapping[str, Where], names: Mapping[str, str]) -> Iterator[str]:
    """Yield what is missing in single themes, where evidence is tied to themes at all."""
    if len(ground.themes) < 2:
        return
    if not any(standing.pieces for _key, standing in ground.themes):
        if ground.untied:
            yield "Say which theme each piece bears on, to see where nothing is known yet."
        return
    for key, standing in ground.themes:
        if not standing.pieces and not ground.hidden:
            where = _try((*_happening(themes[key].sources), *_PRACTICE), (), names)
            yield _to(f"Nothing yet on “{themes[key].name}”", where)
    for key, standing in ground.themes:
        theme = themes[key]
        if standing.only_intended and not ground.whole.only_intended:
            where = _try((*_happening(theme.sources), *_PRACTICE), (), names)
            yield _to(f"Only what is intended on “{theme.name}”", where, _SEE)
        elif (
            standing.stale and standing.stale == standing.pieces and ground.whole.stale != ground.whole.pieces
        ):
            yield f"All that is known on “{theme.name}” is stale. Look once more."
    for key, standing in ground.themes:
        if standing.kinds == 1 and ground.whole.kinds > 1:
            where = another(standing, names, themes[key].sources)
            yield _to(f"One kind of source on “{themes[key].name}”", where, _ELSEWHERE)


def _unheard(whole: Standing, names: Mapping[str, str]) -> Iterator[str]:
    impact = whole.telling(SpeaksOf.IMPACT)
    have = whole.confirming
    if not whole.voice:
        rest = "" if impact else ", and nothing tells of impact"
        yield _to(f"No child or family is heard yet{rest}", _try(_BOTH, (), names))
    elif Voice.CHILDREN not in whole.voices:
        yield _to("Families are heard, children are not yet", _try(_CHILDREN, have, names))
    elif not impact:
        yield _to("Nothing tells of impact on children and families yet", _try(_IMPACT, have, names))
    if whole.voice and Voice.FAMILIES not in whole.voices:
        yield _to("Children are heard, their families are not yet", _try(_FAMILIES, have, names))
    if Voice.STAFF not in whole.voices and not set(_STAFF) & set(have):
        yield _to("No staff are heard yet", _try(_STAFF, have, names))


def _try(keys: Sequence[str], have: Iterable[str], names: Mapping[str, str], most: int = 2) -> str:
    """Return up to two kinds of source by name that are not there yet, as they stand in a sentence."""
    there = set(have)
    found = [_lower(names[key]) for key in keys if key in names and key not in there]
    return " or ".join(list(dict.fromkeys(found))[:most])


def _to(said: str, where: str, aim: str = "") -> str:
    """Return a gap, and where it could be filled: "Nothing yet. To see what happens, try reviews of case files."."""
    if not where:
        return f"{said}."
    return f"{said}. {aim}, try {where}." if aim else f"{said}. Try {where}."


def _lower(name: str) -> str:
    """Return a name as it stands in a sentence; what begins with capitals is an abbreviation and stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
