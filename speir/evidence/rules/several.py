"""Several items in one box, as people write them in an e-mail: what each of them says. Pure.

An item is a paragraph: its first line is what it shows, the lines below are the account. A line such as `when: April
2026` says more of it. In a list each point is an item. A line of dashes divides items that have several paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from speir.core.pasted import marked, pasted
from speir.core.text import capital
from speir.evidence.rules.items import LONGEST, in_a_line

MOST = 30
# By what word people may begin a line that says more, and which field it is.
MARKS = {
    "when": "when",
    "date": "when",
    "period": "when",
    "kind": "kind",
    "kind of source": "kind",
    "from": "origin",
    "source": "origin",
    "origin": "origin",
    "where from": "origin",
    "where it came from": "origin",
    "theme": "themes",
    "themes": "themes",
    "indicator": "themes",
    "bears on": "themes",
    "strength": "themes",
    "strengths": "themes",
    "strength in": "themes",
    "weakness": "themes",
    "weaknesses": "themes",
    "weakness in": "themes",
    "both": "themes",
    "tells of": "speaks_of",
    "fact or opinion": "taken_as",
    "voice": "voices",
    "voices": "voices",
    "views of": "voices",
    "account": "account",
}
_BEARS = {
    "strength": "strength",
    "strengths": "strength",
    "strength in": "strength",
    "weakness": "weakness",
    "weaknesses": "weakness",
    "weakness in": "weakness",
    "both": "both",
}
_MARK = re.compile(
    rf"({'|'.join(sorted(map(re.escape, MARKS), key=len, reverse=True))})\s*[:=]\s*(.*)", re.IGNORECASE
)
_DASHES = re.compile(r"[-–—=_*]{3,}")
_LABEL = re.compile(r"(?:what it shows|shows|item \d{1,3})\s*[:.]\s*", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """One item as it was typed: every field a text that nobody has read yet. Themes are divided by semicolons."""

    shows: str = ""
    account: str = ""
    when: str = ""
    kind: str = ""
    origin: str = ""
    themes: str = ""
    speaks_of: str = ""
    taken_as: str = ""
    voices: str = ""
    rest: list[str] = field(default_factory=list, repr=False)

    def add(self, name: str, words: str) -> None:
        """Add what a line says of a field; said twice, both stay."""
        if name == "account":
            self.rest.append(words)
            return
        before = getattr(self, name)
        setattr(self, name, f"{before}; {words}" if before and words else before or words)


def found_in(text: str) -> list[Found]:
    """Return the items in a text, in their order. No word of it is left out."""
    made: list[Found] = []
    for block in _blocks(pasted(text).split("\n")):
        one = _item(block)
        # Marks in a paragraph of their own say more of the item before them.
        if not one.shows and made:
            _go_on(made[-1], one)
        else:
            made.append(one)
    return made


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    divided = any(_DASHES.fullmatch(line) for line in lines)
    block: list[str] = []
    for line in [*lines, "---" if divided else ""]:
        ends = _DASHES.fullmatch(line) if divided else not line
        if not ends:
            block.append(line)
            continue
        if any(block):
            points = [each for each in block if each]
            if not divided and len(points) > 1 and all(marked(each)[0] for each in points):
                yield from ([marked(each)[2]] for each in points)
            else:
                yield block
        block = []


def _item(block: list[str]) -> Found:
    one = Found()
    for line in block:
        kind, _number, words = marked(line)
        if mark := _MARK.fullmatch(words if kind else line):
            how = _BEARS.get(mark[1].casefold(), "")
            parts = (part.strip() for part in mark[2].split(";")) if how else (mark[2].strip(),)
            one.add(MARKS[mark[1].casefold()], "; ".join(f"{part} {how}".strip() for part in parts if part))
        elif not one.shows:
            one.shows = capital(_LABEL.sub("", words if kind else line, count=1).strip())
        else:
            one.rest.append(line)
    one.account = pasted("\n".join(one.rest))
    if len(one.shows) > LONGEST and not one.account:
        one.shows, one.account = in_a_line(one.shows, "")
    return one


def _go_on(before: Found, more: Found) -> None:
    for name in ("when", "kind", "origin", "themes", "speaks_of", "taken_as", "voices"):
        before.add(name, getattr(more, name))
    before.account = pasted(f"{before.account}\n\n{more.account}")


_WRITTEN = {
    "when": "when",
    "kind": "kind",
    "origin": "from",
    "themes": "theme",
    "speaks_of": "tells of",
    "taken_as": "fact or opinion",
    "voices": "voices",
}


def written(items: Iterable[Found]) -> str:
    """Return items as a text from which `found_in` finds them again, for somebody who goes on writing in the box."""
    blocks = []
    for one in items:
        marks = [f"{said}: {words}" for name, said in _WRITTEN.items() if (words := getattr(one, name))]
        blocks.append("\n".join(filter(None, [one.shows, one.account, *marks])))
    blocks = [block for block in blocks if block]
    divided = any("\n\n" in block or marked(block)[0] for block in blocks) or "" in blocks
    return ("\n\n---\n\n" if divided else "\n\n").join(blocks) + (
        "\n\n---" if divided and len(blocks) == 1 else ""
    )
