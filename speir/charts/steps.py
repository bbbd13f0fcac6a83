"""What stood from when until when, drawn as steps along a line of days. Nothing lies between two steps.

The names stand on the left, one line each, the first at the bottom; each step is a level line from its day to the next.
What fell on other days is a mark with a letter below. Colours and strokes are the page's style sheet's: the picture
carries classes and no style of its own, so that it stands under a strict content security policy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

ROW, TOP, FOOT = 30, 14, 30
# Room for a letter of the names, as a share of the size of the type; a mark nearer to the next than this drops a line.
LETTER, NEAR = 0.56, 16


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` on it stood at the line `at`, counted from 0 at the bottom; None: it stood nowhere.

    `breaks`: nothing leads here from the step before. `key` names it for the style sheet.
    """

    day: dt.date
    at: int | None
    key: str = ""
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that fell on a day, known by a letter beside the picture."""

    day: dt.date
    letter: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A series: the names of the lines from the bottom, steps in the order of their days, marks, and the last day."""

    names: tuple[str, ...]
    steps: tuple[Step, ...]
    marks: tuple[Mark, ...]
    until: dt.date
    title: str


def svg(series: Steps, *, width: int = 720, type_size: int = 14) -> str:
    """Return the picture as SVG, `width` units broad; empty for a series without a step."""
    if not series.steps:
        return ""
    drawing = _Drawing(series, width, type_size)
    parts = "".join((*drawing.lines(), *drawing.days(), *drawing.marks(), *drawing.path(), *drawing.points()))
    size = f"0 0 {width} {drawing.height}"
    return (
        f'<svg class="steps" viewBox="{size}" role="img" aria-label={quoteattr(series.title)} '
        f'font-size="{type_size}">{parts}</svg>'
    )


class _Drawing:
    def __init__(self, series: Steps, width: int, type_size: int) -> None:
        self.series, self.width, self.size = series, width, type_size
        self.left = int(max(map(len, series.names), default=0) * type_size * LETTER) + 12
        self.bottom = TOP + ROW * len(series.names)
        self.height = self.bottom + FOOT + (2 * type_size if series.marks else 0)
        days = [*(step.day for step in series.steps), *(mark.day for mark in series.marks), series.until]
        self.first, self.last = min(days), max(days)

    def x(self, day: dt.date) -> float:
        """Where a day stands from the left; a series of one day stands at its beginning."""
        span = (self.last - self.first).days or 1
        share = (day - self.first).days / span
        return round(self.left + 10 + share * (self.width - self.left - 24), 1)

    def y(self, at: int) -> float:
        """Where a line stands from the top."""
        return self.bottom - ROW * at - ROW / 2

    def lines(self) -> Iterator[str]:
        """The names and a hairline for each."""
        for at, name in enumerate(self.series.names):
            y = self.y(at)
            yield f'<line class="steps__line" x1="{self.left}" x2="{self.width}" y1="{y}" y2="{y}"/>'
            yield (
                f'<text class="steps__name" x="{self.left - 8}" y="{y + self.size * 0.35:.1f}" '
                f'text-anchor="end">{escape(name)}</text>'
            )

    def days(self) -> Iterator[str]:
        """The first day, the last, and the beginning of each year between that has room."""
        y = self.height - 6
        taken: list[float] = []
        years = [dt.date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)]
        room = self.size * 3
        for day in years:
            x = self.x(day)
            if any(abs(x - other) < room for other in taken) or x > self.width - self.size * 1.2:
                continue
            taken.append(x)
            yield f'<line class="steps__year" x1="{x}" x2="{x}" y1="{TOP}" y2="{self.bottom}"/>'
            yield f'<text class="steps__day" x="{x}" y="{y}" text-anchor="middle">{day.year}</text>'
        if not taken:
            yield (f'<text class="steps__day" x="{self.left}" y="{y}">{self.first.year}</text>')

    def marks(self) -> Iterator[str]:
        """A broken line down from each mark to its letter; letters that would touch stand one lower."""
        before = -NEAR * 2.0
        low = False
        for mark in self.series.marks:
            x = self.x(mark.day)
            low = x - before < NEAR and not low
            before = x
            y = self.bottom + self.size + 2 + (self.size if low else 0)
            end = y - self.size + 1
            yield f'<line class="steps__mark" x1="{x}" x2="{x}" y1="{TOP}" y2="{end}"/>'
            yield (
                f'<text class="steps__letter" x="{x}" y="{y}" text-anchor="middle">{escape(mark.letter)}</text>'
            )

    def path(self) -> Iterator[str]:
        """Each step as a level line to the next one's day; upright only where the next goes on from it."""
        drawn: list[str] = []
        steps = self.series.steps
        for number, step in enumerate(steps):
            if step.at is None:
                continue
            after = steps[number + 1] if number + 1 < len(steps) else None
            start, end = self.x(step.day), self.x(after.day if after else self.last)
            drawn.append(f"M{start} {self.y(step.at)}H{end}")
            if after is not None and after.at is not None and not after.breaks:
                drawn.append(f"V{self.y(after.at)}")
        if drawn:
            yield f'<path class="steps__path" fill="none" d="{"".join(drawn)}"/>'

    def points(self) -> Iterator[str]:
        """A point where each step begins."""
        for step in self.series.steps:
            if step.at is not None:
                x, y = self.x(step.day), self.y(step.at)
                yield f'<circle class="steps__point c-{escape(step.key)}" cx="{x}" cy="{y}" r="5"/>'


def letters(count: int) -> Sequence[str]:
    """Return so many letters to know marks by: a to z, then aa, ab."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return [
        alphabet[n] if n < len(alphabet) else alphabet[n // len(alphabet) - 1] + alphabet[n % len(alphabet)]
        for n in range(count)
    ]
