"""How much the guard finds and how often it is wrong: `python -m bench.guarding`, with --show for the misses.

It reads the statements of `bench/guard/` (README there). Rules and lists are tuned on the first hundred lines of each
file; the second hundred measures them, and its misses are never shown. Nothing is tuned on `fresh.txt` at all.
"""

from __future__ import annotations

import re
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from speir.guard.detectors import find, forget
from speir.guard.finding import Kind

FOLDER = Path(__file__).with_name("guard")
TUNED_ON = 100
FRESH = "fresh"  # names once more: written after the rules, to be met by them for the first time
_MARK = re.compile(r"\[\[([a-z]+):(.+?)\]\]")
KINDS = {
    "chi": (Kind.CHI,),
    "nhs": (Kind.NHS,),
    "nino": (Kind.NATIONAL_INSURANCE,),
    "birth": (Kind.BIRTH,),
    "postcode": (Kind.POSTCODE,),
    "telephone": (Kind.TELEPHONE,),
    "email": (Kind.EMAIL,),
    "name": (Kind.NAME,),
}
# What must be found at least, as a share of what was planted; and in how many statements one false alarm is allowed.
TARGETS = {"chi": 0.99, "nhs": 0.99, "name": 0.90} | dict.fromkeys(
    ("nino", "birth", "postcode", "telephone", "email"), 0.95
)
ONE_FALSE_IN = 50


@dataclass(frozen=True, slots=True)
class Planted:
    """A place that identifies somebody, as the writer of a statement marked it."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement without its marks, and what was planted in it."""

    text: str
    planted: tuple[Planted, ...]


def read(line: str) -> Statement:
    """Return a line of a file as a statement."""
    text, planted, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        planted.append(Planted(len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        at = mark.end()
    return Statement(text + line[at:], tuple(planted))


def statements(name: str, *, held_back: bool) -> list[Statement]:
    """Return the half of a file that rules are tuned on, or the half that is held back."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [read(line) for line in (lines[TUNED_ON:] if held_back else lines[:TUNED_ON])]


def missed(statement: Statement) -> Iterator[Planted]:
    """Yield what was planted and not found: a number in full and as what it is, a name by one of its words at least."""
    found = find(statement.text)
    for planted in statement.planted:
        whole = planted.mark != "name"
        for one in found:
            covers = one.start <= planted.start and planted.end <= one.end
            touches = one.start < planted.end and planted.start < one.end
            if one.kind in KINDS[planted.mark] and (covers or (touches and not whole)):
                break
        else:
            yield planted


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of what was planted were found, or how many of so many ordinary statements gave a false alarm."""

    what: str
    hits: int
    of: int
    reached: bool


def counted(given: Iterable[Statement], *, show: bool = False) -> list[Figure]:
    """Return a figure for every kind of thing planted in these statements."""
    planted: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for statement in given:
        planted.update(one.mark for one in statement.planted)
        for one in missed(statement):
            lost[one.mark] += 1
            if show:
                print(f"missed {one.mark}: {statement.text[one.start : one.end]!r} in {statement.text}")
    return [
        Figure(mark, of - lost[mark], of, of - lost[mark] >= TARGETS[mark] * of)
        for mark, of in planted.items()
    ]


def fresh() -> Figure:
    """Return the figure of the names that nothing was tuned on."""
    (figure,) = counted(read(line) for line in (FOLDER / f"{FRESH}.txt").read_text("utf-8").splitlines())
    return figure


def figures(*, held_back: bool, show: bool = False) -> list[Figure]:
    """Return a figure for every kind of thing planted, and the last for false alarms."""
    names = [path.stem for path in sorted(FOLDER.glob("*.txt")) if path.stem not in ("ordinary", FRESH)]
    result = counted(chain.from_iterable(statements(name, held_back=held_back) for name in names), show=show)
    ordinary = statements("ordinary", held_back=held_back)
    alarms = 0
    for statement in ordinary:
        if found := find(statement.text):
            alarms += 1
            if show:
                words = [statement.text[one.start : one.end] for one in found]
                print(f"false {words} in {statement.text}")
    result.append(Figure("false alarms", alarms, len(ordinary), alarms * ONE_FALSE_IN <= len(ordinary)))
    return result


def cost() -> float:
    """Return what a thousand characters of ordinary statements cost to read, in milliseconds of processor time."""
    text = " ".join(
        each.text for held_back in (False, True) for each in statements("ordinary", held_back=held_back)
    )
    find(text)
    forget()
    began = time.process_time()
    for start in range(0, len(text), 1000):
        find(text[start : start + 1000])
    return (time.process_time() - began) * 1_000_000 / len(text)


def main(words: list[str]) -> int:
    """Print both halves; 1 where the half that is held back misses a target."""
    parser = ArgumentParser(prog="python -m bench.guarding", description=__doc__)
    parser.add_argument(
        "--show", action="store_true", help="print what is missed in the half that rules are tuned on"
    )
    options = parser.parse_args(words)
    tuned, held = figures(held_back=False, show=options.show), figures(held_back=True)
    print(f"{'':14}{'tuned on':>12}{'held back':>12}")
    for left, right in zip(tuned, held, strict=True):
        shown = [f"{figure.hits} of {figure.of}" for figure in (left, right)]
        print(f"{left.what:14}{shown[0]:>12}{shown[1]:>12}  {'ok' if right.reached else 'MISSED'}")
    new = fresh()
    print(f"{'fresh names':14}{'':12}{f'{new.hits} of {new.of}':>12}  {'ok' if new.reached else 'MISSED'}")
    print(f"{cost():.1f} ms for a thousand characters")
    return 0 if new.reached and all(figure.reached for figure in held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
