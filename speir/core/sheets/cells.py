"""Where something stands in a sheet, and what is wrong there. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from speir.core.errors import Refused
from speir.core.text import one_line

NO_HEADINGS = (
    "The first row has to name the columns, as in the template. Take the template and copy your rows into it."
)


@dataclass(frozen=True, slots=True)
class Bad:
    """What is wrong in a row: its number, the cell (such as `E7`), a sentence, and the column's name."""

    row: int
    cell: str
    sentence: str
    column: str = ""


def bad_at(row: int, key: str, at: Mapping[str, int], sentence: str, names: Mapping[str, str]) -> Bad:
    """Return a mistake in a row's cell of a column; `at` is where each column stands, `names` what it is called."""
    return Bad(row, f"{letter(at.get(key, 0))}{row}", sentence, names[key])


def letter(place: int) -> str:
    """Return what a column is called in a sheet: A for the first, AA for the twenty-seventh."""
    above, here = divmod(place, 26)
    return (letter(above - 1) if above else "") + chr(ord("A") + here)


def columns(headings: Sequence[str], names: Mapping[str, str], needed: str) -> dict[str, int]:
    """Return where each column stands, by its key. Raises Refused where the first row names no columns.

    `names` is what each column is called; `needed` the one that has to be there.
    """
    known = {words.casefold(): key for key, words in names.items()}
    at: dict[str, int] = {}
    for place, heading in enumerate(headings):
        words = one_line(heading).casefold()
        if not words:
            continue
        if words not in known or known[words] in at:
            raise Refused("sheet-headings", NO_HEADINGS, "file")
        at[known[words]] = place
    if needed not in at:
        raise Refused("sheet-headings", NO_HEADINGS, "file")
    return at
