"""The robustness gauge as pages show it: words first, and beside them a small picture with a mark for each piece.

Each is rendered once per process for the same ground, like the other parts of the broad view's pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from speir.evaluations.queries.grounds import names_of
from speir.evaluations.rules import gauge
from speir.evaluations.rules.judging import Stance
from speir.evaluations.rules.seeking import Where, seek
from speir.evaluations.rules.standing import TELLS, Ground, Mark, Standing
from speir.frameworks.rules.structure import Framework, Indicator
from speir.web.shell.rendered import keep, known

Names = Mapping[str, str]
# In pixels: a mark and its place, and how many stand in a line before the next begins.
PLACE, LINE, IN_A_LINE = 14, 18, 10
DRAWN = 40
SHAPE_WORDS = {
    "counts": "confirms it",
    "open": "confirms nothing",
    "qualifies": "qualifies it",
    "contradicts": "contradicts it",
}
COUNTED_WORDS = {
    "open": "confirming nothing",
    "qualifies": "qualifying it",
    "contradicts": "contradicting it",
    "stale": "stale",
}


class Drawn(NamedTuple):
    """One mark of the picture, at its place."""

    shape: str
    stale: bool
    x: int
    y: int


def whole(standing: Standing, framework: Framework, own: Names, *, provisional: bool) -> SafeString:
    """Return what an indicator's judgement stands on as a whole, as HTML: words and picture.

    `own` are the names of an organisation's own kinds of source by their keys.
    """
    key = ("gauge", framework.id, standing, *own.items(), provisional, get_language())
    made = known(key)
    if made is None:
        context = _said(standing, names_of(framework, own)) | {"provisional": provisional}
        made = keep(key, "broad_views/gauge.html#ground", context)
    return made


def more(
    indicator: Indicator, ground: Ground, framework: Framework, own: Names, *, seeking: bool
) -> SafeString:
    """Return what each theme stands on and, where people still look, where to look next, as HTML."""
    key = ("gauge more", indicator.id, ground, *own.items(), seeking, get_language())
    made = known(key)
    if made is None:
        kinds = names_of(framework, own)
        short = {theme.path: theme.short for theme in indicator.themes}
        where = {theme.path: Where(theme.short, theme.sources) for theme in indicator.themes}
        context = {
            "line": gauge.themes(ground, short),
            "themes": [_said(standing, kinds) | {"title": short[path]} for path, standing in ground.themes],
            "loose": gauge.loose(ground) if len(ground.themes) > 1 else [],
            "seek": seek(ground, where, kinds) if seeking else [],
        }
        made = keep(key, "broad_views/gauge.html#more", context)
    return made


def picture(standing: Standing) -> list[dict[str, Any]]:
    """Return the picture's lines: for each thing that evidence tells, its words and a mark for each piece."""
    lines = []
    for tells in TELLS:
        marks = [mark for mark in standing.marks if mark.tells == tells]
        if tells or marks:
            drawn = _drawn_of(marks)
            lines.append(
                {
                    "words": _(gauge.TELLS_WORDS[tells]),
                    "count": _count(marks),
                    "marks": [_drawn(mark, n) for n, mark in enumerate(drawn)],
                    "more": len(marks) - len(drawn),
                    "width": PLACE * min(len(drawn), IN_A_LINE),
                    "height": LINE * (1 + (len(drawn) - 1) // IN_A_LINE),
                }
            )
    return lines


def legend(*standings: Standing) -> list[tuple[list[Drawn], str]]:
    """Return what the pictures' marks mean, each mark with its words; nothing where all of them confirm."""
    drawn = [_drawn(mark, 0) for standing in standings for mark in standing.marks]
    there = {one.shape for one in drawn}
    said = [([Drawn(shape, False, 0, 0)], _(words)) for shape, words in SHAPE_WORDS.items() if shape in there]
    if any(one.stale for one in drawn):
        said.append(([Drawn(drawn[0].shape, True, 0, 0)], _("stale")))
    return said if there - {"counts"} or len(said) > 1 else []


def _said(standing: Standing, kinds: Names) -> dict[str, Any]:
    return {
        "confirmed": _(gauge.confirmed(standing)),
        "names": [_(name) for name in gauge.kinds(standing, kinds)],
        "said": [_(said) for said in (gauge.tells(standing), gauge.heard(standing)) if said],
        "caveats": [_(said) for said in gauge.caveats(standing)],
        "pieces": standing.pieces,
        "picture": picture(standing),
        "legend": legend(standing),
    }


def _drawn_of(marks: list[Mark]) -> list[Mark]:
    """Return the marks that are drawn: all of them, or of very many those first that do more than confirm."""
    if len(marks) <= DRAWN:
        return marks
    rest = [mark for mark in marks if not mark.confirms or mark.stale][:DRAWN]
    return [mark for mark in marks if mark.confirms and not mark.stale][: DRAWN - len(rest)] + rest


def _count(marks: list[Mark]) -> str:
    """Return a line of the picture in words: "3 pieces, 1 contradicting it, 2 stale"."""
    if not marks:
        return _("none")
    drawn = [_drawn(mark, 0) for mark in marks]
    said = [ngettext("%(n)s piece", "%(n)s pieces", len(marks)) % {"n": len(marks)}]
    for shape, words in COUNTED_WORDS.items():
        if n := sum(one.stale if shape == "stale" else one.shape == shape for one in drawn):
            said.append(f"{n} {_(words)}")
    return ", ".join(said)


def _drawn(mark: Mark, place: int) -> Drawn:
    shape = {Stance.SUPPORTS.value: "counts" if mark.confirms else "open"}.get(mark.stance, mark.stance)
    return Drawn(shape, mark.stale, PLACE * (place % IN_A_LINE), LINE * (place // IN_A_LINE))
