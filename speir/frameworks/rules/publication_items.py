"""What stands in one indicator's stretch of a copy: level headings, titles, and paragraphs with or without a bullet."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from re import findall, match, search

from speir.frameworks.rules.publication_headings import key
from speir.frameworks.rules.publication_lines import (
    Line,
    bullet,
    heading,
    is_certain_bullet,
    is_page_number,
    is_sentence_end,
)

GAP, PAGE = 1, 2  # what stands before a paragraph: an empty line, the end of a page
_SLACK = 4  # lines that were set in when they were wrapped are so much shorter
UNWRAPPED = 200  # nobody wraps lines as long as this: where such a line ends, its author ended it


@dataclass
class Heading:
    """'illustrations', 'very good' or 'weak'."""

    line: Line
    word: str
    gap: int


@dataclass
class Title:
    """A heading that is none of the indicator's own."""

    line: Line
    gap: int


@dataclass
class Paragraph:
    """A run of lines; `marked` when it opens with a bullet, `column` is where its words begin on the page."""

    marked: bool
    gap: int
    column: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, roughly joined, to look at its beginning and its end."""
        return " ".join(line.text for line in self.lines)


Item = Heading | Title | Paragraph


class Furniture:
    """Knows the lines that belong to the pages and not to the text."""

    def __init__(self, lines: Sequence[Line], first: int, last: int) -> None:
        self.everywhere = Counter(found for line in lines if (found := key(line.text)))
        within = lines[first:last]
        self.within = Counter(found for line in within if (found := key(line.text)))
        self.prose = f" {' '.join(key(line.text) for line in within if line.text)} "

    def has(self, index: int, lines: Sequence[Line], *, final: bool) -> bool:
        """Whether a line is page furniture: a page number, a stray mark, or a running head.

        A running head stands on several pages, at an edge of them, and never inside a sentence. Behind the final
        indicator it must also stand among the illustrations: there begins the next part, whose title may recur too.
        """
        line = lines[index]
        found = key(line.text)
        if is_page_number(line.text) or (line.hashed and len(findall(r"[^\W\d_]{2,}", line.text)) < 2):
            return True
        sign = bullet(line.text)[0]
        if sign and not match(r"\W*\d", sign):
            return False
        if not found[:1].isupper() or not search(r"[^\W\d_]{3}", found) or line.text.endswith("."):
            return False
        alone, edges = self.within[found], _edges(index, lines)
        if self.prose.count(f" {found} ") > alone or len(found.split()) > 25:
            return False
        if final:
            return alone >= 1 and edges > 0
        if alone >= 3 or (alone == 2 and edges > 0 and not sign):
            return True
        return self.everywhere[found] > 1 and edges == 2 and not sign and not _begins_sentence(index, lines)


def _edges(index: int, lines: Sequence[Line]) -> int:
    """On how many of its two sides a line touches an empty line or the end of a page."""
    above = index == 0 or lines[index].page or _is_void(lines[index - 1])
    below = index + 1 == len(lines) or lines[index + 1].page or _is_void(lines[index + 1])
    return above + below


def goes_on(text: str) -> bool:
    """Whether words go on with a sentence: they begin small and have no bullet."""
    return text[:1].islower() and not bullet(text)[0]


def _begins_sentence(index: int, lines: Sequence[Line]) -> bool:
    """Whether a line opens a sentence that the next words go on with, wherever they stand."""
    before = next((line for line in reversed(lines[:index]) if not _is_void(line)), None)
    after = next((line for line in lines[index + 1 :] if not _is_void(line)), None)
    opens = before is None or heading(before) is not None or is_sentence_end(before.text)
    return opens and after is not None and goes_on(after.text)


def _is_void(line: Line) -> bool:
    return not line.text or is_page_number(line.text)


def items(lines: Sequence[Line], furniture: Furniture, *, final: bool) -> list[Item]:
    """The items of an indicator's stretch of lines, page furniture left out."""
    return list(_Walk(lines, furniture, final).run())


class _Walk:
    def __init__(self, lines: Sequence[Line], furniture: Furniture, final: bool) -> None:
        self.lines = [(line, furniture.has(index, lines, final=final)) for index, line in enumerate(lines)]
        self.gap = self.blanks = 0
        self.open: Paragraph | None = None

    def run(self) -> Iterator[Item]:
        for index, (line, furniture) in enumerate(self.lines):
            self._look_at_gap(line, furniture and not heading(line))
            found = heading(line)
            if found:
                yield from self._close()
                yield Heading(line, found[0], self.gap)
                self.gap = self.blanks = 0
                if not found[1]:
                    continue
                line = replace(line, text=found[1], hashed=False)
                inner = heading(line)
                if inner and not inner[1]:
                    yield Heading(line, inner[0], self.gap)
                    continue
            elif not line.text or furniture:
                continue
            if self._is_title(line, index):
                yield from self._close()
                yield Title(line, self.gap)
            else:
                yield from self._take(line)
            self.gap = self.blanks = 0
        yield from self._close()

    def _look_at_gap(self, line: Line, furniture: bool) -> None:
        if not line.text:
            self.blanks += 1
            self.gap = max(self.gap, PAGE if self.blanks > 1 else GAP)
        if line.page or furniture:
            self.gap = PAGE

    def _close(self) -> Iterator[Item]:
        if self.open:
            yield self.open
        self.open = None

    def _take(self, line: Line) -> Iterator[Item]:
        sign, rest = bullet(line.text)
        before = self.open.lines[-1].text if self.open and self.open.lines else ""
        inside = before and not is_sentence_end(before) and not self.gap and not rest[:1].isupper()
        if sign and not (inside and not is_certain_bullet(sign)):
            yield from self._close()
            self.open = Paragraph(True, self.gap, line.indent + len(sign))
            line = replace(line, text=rest)
        elif self.open is None or (self.gap and (self.open.lines or self.gap == PAGE)) or line.doubtful:
            yield from self._close()
            self.open = Paragraph(False, self.gap, line.indent)
        if line.text:
            self.open.lines.append(line)

    def _is_title(self, line: Line, index: int) -> bool:
        """A title is a marked heading, or a short line between two ends that is not a sentence."""
        if line.hashed:
            return True
        before = "" if self.open is None else self.open.lines[-1].text if self.open.lines else "."
        if bullet(line.text)[0] or is_sentence_end(line.text) or not line.text[:1].isupper():
            return False
        if not is_sentence_end(before) or len(line.text.split()) > 12 or search(r"[.!?] |[,;:-]$", line.text):
            return False
        after = [found for found, furniture in self.lines[index + 1 :] if found.text and not furniture]
        if after and goes_on(after[0].text):
            return False
        if not after or (self.gap and (index + 1 == len(self.lines) or _is_void(self.lines[index + 1][0]))):
            return True
        return bullet(after[0].text)[1][:1].isupper() and is_hard_end(
            line, after[0], width_of([line, *after])
        )


def is_hard_end(line: Line, following: Line, width: int) -> bool:
    """Whether a line ends where its author ended it, and not where the width of the page did."""
    if line.width >= UNWRAPPED:
        return True
    return bool(width) and _with_next(line, following) <= width - _SLACK


def is_full(line: Line, following: Line, width: int) -> bool:
    """Whether a line ends where the width of the page ended it."""
    return bool(width) and line.width <= width + _SLACK and width < _with_next(line, following)


def width_of(lines: Sequence[Line]) -> int:
    """The width of the page, 0 when it cannot be told.

    It is what at least three of the lines nearly reach; one line alone may have been joined from two.
    """
    widths = sorted((line.width for line in lines if line.width < UNWRAPPED), reverse=True)
    return next((third for one, third in zip(widths, widths[2:], strict=False) if third > one - 6), 0)


def _with_next(line: Line, following: Line) -> int:
    return line.width + 1 + len(following.text.split()[0])
