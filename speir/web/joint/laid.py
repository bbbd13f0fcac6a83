"""Rows laid side by side as HTML: a cell for each organisation, or a line for each level that was given.

There are hundreds of cells and names on such a page, so they are filled into patterns of `joint/matrix_rows.html`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from speir.core.text import listed, number
from speir.evaluations.queries.sides import Cell, Matrix, Row, Said, Sides
from speir.evaluations.rules.judging import SURE_WORDS, Sure
from speir.frameworks.rules.structure import Indicator
from speir.web.shell.rendered import escaped, joined, pattern

# How many organisations stand across a page of usual width with their levels as words; and how many with room to spare.
ACROSS = 12
FEW = 5

# What stands in a cell without a level, and before the names of those who say so.
SAID_WORDS = {Said.NOT_EVALUATED: "not evaluated", Said.NONE: "none", Said.NOT_ASKED: "not asked"}
SAID_OF = {Said.NOT_EVALUATED: "Not evaluated", Said.NONE: "No level", Said.NOT_ASKED: "Not asked"}
# Where the columns are narrow, the longest word breaks as a person would break it.
SOFT = {"Unsatisfactory": "Unsatis\xadfactory"}
# Of those who give one level the surest come first, and among those who are as sure whoever knows it from more places.
DOUBTS = (Sure.SOME_DOUBT, Sure.NOT_YET_KNOWN)

# What sorts those who give one level, and in which words it qualifies that, as HTML.
Qualified = tuple[int, bool, SafeString]


class Parts:
    """The patterns that rows are filled into, in the language of now."""

    def __init__(self) -> None:
        """Render them."""
        both = (False, True)
        self.head = self._part("head", "name")
        self.level = lru_cache(maxsize=64)(self._part("level", "key", "name"))
        self.none = lru_cache(maxsize=16)(self._part("none", "name"))
        self.fact = self._part("fact", "fact")
        self.about = {one: self._part("about", "at", "number", "short", crucial=one) for one in both}
        self.cell = self._part("cell", "cell")
        self.named = self._part("named", "name", "cell")
        self.wide = {one: self._part("wide", "about", "cells", "says", first=one) for one in both}
        self.across = {one: self._part("across", "about", "says", "cells", first=one) for one in both}
        self.group = self._part("group", "names")
        self.qualified = self._part("qualified", "qualified", "names")
        self.line = self._part("line", "level", "count", "groups")
        self.lines = {
            one: self._part("lines", "many", "about", "says", "line", "others", first=one) for one in both
        }
        self.other = self._part("other", "line")

    @staticmethod
    def _part(name: str, *names: str, **fixed: object) -> Callable[..., SafeString]:
        return pattern(f"joint/matrix_rows.html#{name}", *names, **fixed)

    def heading(self, indicator: Indicator) -> SafeString:
        """Return the indicator that a row is about."""
        return self.about[indicator.crucial](indicator.number, indicator.number, indicator.short)


def heads(names: Sequence[str]) -> SafeString:
    """Return the names as heads of columns."""
    return joined(map(_parts(get_language()).head, names))


def grid(shown: Matrix) -> SafeString:
    """Return the rows with a cell for each organisation; where there are few or not many, with its name."""
    parts, names = _parts(get_language()), names_of(shown)
    few, many = len(names) <= FEW, len(names) > ACROSS
    kinds = {
        cell: _cell(parts, shown, cell, few) for cell in {cell for row in shown.rows for cell in row.cells}
    }
    if many:
        kinds = {cell: parts.cell(made) for cell, made in kinds.items()}
    rows = []
    for row in shown.rows:
        said = [kinds[cell] for cell in row.cells]
        cells = joined(said if many else map(parts.named, names, said))
        about, says = parts.heading(row.indicator), _(row.sentence)
        rows.append(
            parts.wide[row.first](about, cells, says) if few else parts.across[row.first](about, says, cells)
        )
    return joined(rows)


def by_level(shown: Matrix) -> SafeString:
    """Return the rows, each with a line for every level that was given: who gives it."""
    parts, names, rows = _parts(get_language()), names_of(shown), []
    for row in shown.rows if shown.columns else ():
        first, *others = lines(row, names)
        about, rest = parts.heading(row.indicator), joined(map(parts.other, others))
        rows.append(parts.lines[row.first](str(1 + len(others)), about, _(row.sentence), first, rest))
    return joined(rows)


def organisations(count: int) -> str:
    """Return how many organisations, in words."""
    return ngettext("%(n)s organisation", "%(n)s organisations", count) % {"n": number(count)}


def lines(
    row: Row, names: Sequence[SafeString], count: Callable[[int], str] = organisations
) -> list[SafeString]:
    """Return a line for each level that was given, from the highest, and one for those who give none and why.

    Who is sure comes first, then who is less so, by what qualifies their level. `names` are `names_of` the columns;
    `count` says how many they are.
    """
    language = get_language()
    parts = _parts(language)
    given: dict[str, dict[Qualified, list[str]]] = {}
    for name, cell in zip(names, row.cells, strict=True):
        given.setdefault(cell.level or cell.said, {}).setdefault(_qualified(cell, language), []).append(name)
    heads = [(group.level.key, parts.level(group.level.key, group.level.name)) for group in row.spread.groups]
    heads += [(said, parts.none(_(words))) for said, words in SAID_OF.items() if said in given]
    return [_line(parts, head, given[key], count, language) for key, head in heads]


@lru_cache(maxsize=8)
def _parts(_language: str | None) -> Parts:
    return Parts()


def facts(cell: Cell) -> list[str]:
    """Return what qualifies a level, in words: provisional, and how sure they are where that is in doubt."""
    sure = _(SURE_WORDS[cell.sure]).lower() if cell.sure in DOUBTS else ""
    return [word for word in (_("provisional") if cell.provisional else "", sure) if word]


def names_of(shown: Sides) -> list[SafeString]:
    """Return the names of the organisations as HTML, in their order."""
    return [escaped(column.name) for column in shown.columns]


def _cell(parts: Parts, shown: Matrix, cell: Cell, wide: bool) -> SafeString:
    level = shown.framework.level_by_key.get(cell.level)
    name = level.name if level else _(SAID_WORDS[cell.said])
    name = name if wide else SOFT.get(name, name)
    if level is None:
        return parts.none(name)
    return joined([parts.level(level.key, name), *map(parts.fact, facts(cell))])


@lru_cache(maxsize=256)
def _qualified(cell: Cell, _language: str | None) -> Qualified:
    """Return what sorts and what qualifies those who give one level; nothing of those who give none."""
    if not cell.level:
        return 0, False, escaped("")
    doubt = DOUBTS.index(Sure(cell.sure)) + 1 if cell.sure in DOUBTS else 0
    return doubt, cell.provisional, escaped(", ".join(facts(cell)))


def _line(
    parts: Parts,
    head: SafeString,
    given: dict[Qualified, list[str]],
    count: Callable[[int], str],
    language: str | None,
) -> SafeString:
    groups = []
    for key, names in sorted(given.items()):
        who = SafeString(listed(names))
        groups.append(parts.qualified(key[2], who) if key[2] else parts.group(who))
    return parts.line(head, _counted(count, sum(map(len, given.values())), language), joined(groups))


@lru_cache(maxsize=256)
def _counted(count: Callable[[int], str], many: int, _language: str | None) -> SafeString:
    return escaped(count(many))
