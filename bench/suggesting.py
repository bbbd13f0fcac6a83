"""How often the suggested themes are the right ones: `python -m bench.suggesting`.

It reads `bench/suggest/statements.txt` (README there). Rankers are tuned on the training half; the test half measures,
and its misses are never shown (--show prints the training half's). Needs the local model (bin/setup --suggest) for
half of its table.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speir.frameworks.rules.structure import Framework
    from speir.frameworks.rules.suggesting.ranking import Ranker, Suggestion

FOLDER = Path(__file__).parent / "suggest"
STATEMENTS = (FOLDER / "statements.txt", FOLDER / "fresh.txt")
ELSEWHERE = FOLDER / "elsewhere.txt"
HALVES = ("train", "test")
# Written after all was settled; README there says what counts of them.
FRESH = "fresh"
AMONG = 3
# An everyday sentence this near to a statement or nearer is left out where it is met as a stranger's.
LIKE = 0.5
# What the local model is to reach on the test half: the right indicator, and one that could be argued, among three.
TARGETS = (1 / 2, 2 / 3)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with the number of the indicator that is right, and of others that could be argued."""

    half: str
    right: str
    arguable: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A statement and what was suggested for it."""

    statement: Statement
    found: Suggestion

    @property
    def first(self) -> bool:
        """Whether the right indicator stands first."""
        return self.found.indicators[0] == self.statement.right

    @property
    def right(self) -> bool:
        """Whether it is among the first three."""
        return self.statement.right in self.found.indicators[:AMONG]

    @property
    def arguable(self) -> bool:
        """Whether it, or one that could be argued, is among the first three."""
        could = self.statement.arguable | {self.statement.right}
        return bool(could & set(self.found.indicators[:AMONG]))


def statements() -> list[Statement]:
    """Return all labelled statements in their files' order."""
    found = []
    for line in chain.from_iterable(file.read_text(encoding="utf-8").splitlines() for file in STATEMENTS):
        if line and not line.startswith("#"):
            half, right, arguable, text = (part.strip() for part in line.split("|", 3))
            found.append(Statement(half, right, frozenset(arguable.split()), text))
    return found


def elsewhere(half: str) -> list[str]:
    """Return what has nothing to do with any theme, such as a recipe: a ranker should be unsure of it."""
    lines = ELSEWHERE.read_text(encoding="utf-8").splitlines()
    parts = [line.split("|", 1) for line in lines if line and not line.startswith("#")]
    return [text.strip() for its, text in parts if its.strip() == half]


def main() -> int:
    """Print the table; 1 when a target is missed."""
    parser = ArgumentParser(prog="python -m bench.suggesting", description=__doc__)
    parser.add_argument("--show", action="store_true", help="the training half's misses, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"SPEIR_VAR": var, "DJANGO_SETTINGS_MODULE": "speir.config.settings"}
        framework = _framework()
        from speir.frameworks.queries import ranker_here
        from speir.frameworks.rules.suggesting.ranking import Ranker

        rankers = [Ranker.LEXICAL] + ([Ranker.LOCAL] if ranker_here() is Ranker.LOCAL else [])
        reached = [_measure(framework, ranker, show=options.show) for ranker in rankers]
        for ranker in rankers:
            print(f"\n{ranker}: a process that has ranked once takes {_memory(ranker, var)} MB.")
    if Ranker.LOCAL not in rankers:
        print("\nThe local model is not installed (bin/setup --suggest): it was not measured.")
    return 0 if reached[-1] else 1


def _framework() -> Framework:
    import django

    django.setup()
    from speir.cli import ready
    from speir.frameworks.queries import current

    ready.published()
    return current("hmie-2005")


def _measure(framework: Framework, ranker: Ranker, *, show: bool) -> bool:
    from speir.frameworks.queries import suggest
    from speir.meaning import model

    suggest(framework, "", ranker)
    began = time.perf_counter()
    measured = [Measured(each, suggest(framework, each.text, ranker)) for each in statements()]
    each = (time.perf_counter() - began) / len(measured) * 1000
    print(f"\n{ranker}: {each:.1f} ms a statement\n")
    print("| half | statements | first | among three | arguable among three |")
    print("| --- | --- | --- | --- | --- |")
    for half in (*HALVES, FRESH):
        print(_row(half, [m for m in measured if m.statement.half == half]))
    if model.installed():
        strangers = _strangers(framework, ranker)
        for half in (*HALVES, FRESH):
            print(_row(f"{half}, as a stranger's", [m for m in strangers if m.statement.half == half]))
    for half in HALVES:
        of_half = [m for m in measured if m.statement.half == half]
        for unsure in (False, True):
            print(
                _row(
                    f"{half}, {'unsure' if unsure else 'sure'}",
                    [m for m in of_half if m.found.unsure is unsure],
                )
            )
        off = [suggest(framework, text, ranker).unsure for text in elsewhere(half)]
        print(f"| {half}, of something else | {len(off)} | unsure: {sum(off)} | | |")
    print("\nAmong three, by indicator (training half, test half):")
    for number in sorted({m.statement.right for m in measured}):
        halves = [
            [m for m in measured if (m.statement.right, m.statement.half) == (number, h)] for h in HALVES
        ]
        print(f"  {number}  " + "  ".join(f"{sum(m.right for m in half)} of {len(half)}" for half in halves))
    if show:
        for m in measured:
            if m.statement.half == "train" and not m.right:
                print(f"  {m.statement.right}  {' '.join(m.found.indicators[:AMONG])}  {m.statement.text}")
    test = [m for m in measured if m.statement.half == "test"]
    return _share(m.right for m in test) >= TARGETS[0] and _share(m.arguable for m in test) >= TARGETS[1]


def _strangers(framework: Framework, ranker: Ranker) -> list[Measured]:
    """The same without every everyday sentence that is much like the statement.

    Statements and everyday sentences are by one person. What this finds is nearer to what a stranger will find. How
    much alike they are, the local model says.
    """
    from dataclasses import replace

    from speir.frameworks.queries import suggesting
    from speir.frameworks.rules.suggesting import lexical as by_words
    from speir.frameworks.rules.suggesting import ranking, words

    # The same sentences are read again for each statement: their stems are kept for this once.
    by_words.stems = lru_cache(maxsize=None)(words.stems)
    ready = suggesting._ready(framework)
    found = []
    for statement in statements():
        near = ready.near(
            [words.in_full(piece, ready.corpus.words) for piece in words.pieces(statement.text)]
        )
        kept = [
            (said, its)
            for said, its in zip(ready.corpus.said, near, strict=True)
            if not said.everyday or its < LIKE
        ]
        corpus = replace(ready.corpus, said=tuple(said for said, _its in kept))
        lexical = by_words.Lexical(corpus)
        if ranker == "lexical":
            found.append(Measured(statement, ranking.by_words(lexical, corpus, statement.text)))
        else:
            nearness = [its for _said, its in kept]
            found.append(Measured(statement, ranking.by_meaning(lexical, corpus, statement.text, nearness)))
    return found


def _row(name: str, measured: Sequence[Measured]) -> str:
    parts = [f"{sum(m.first for m in measured)}", f"{sum(m.right for m in measured)}"]
    return f"| {name} | {len(measured)} | {' | '.join(parts)} | {sum(m.arguable for m in measured)} |"


def _share(them: Iterable[bool]) -> float:
    found = list(them)
    return sum(found) / len(found)


def _memory(ranker: Ranker, var: str) -> int:
    """The peak of a process that ranks one statement, in MB, with Django and all."""
    # As Linux tells it: what getrusage says of a child includes the parent that it was forked from.
    code = (
        "import re, sys; from pathlib import Path; from speir.cli.__main__ import main; "
        f"main(['suggest', '-', '--ranker', '{ranker}']); "
        "print(re.search('VmHWM:.*?([0-9]+)', Path('/proc/self/status').read_text())[1], file=sys.stderr)"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(
        words,
        input="A statement.\n",
        env=os.environ | {"SPEIR_VAR": var},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stderr.split()[-1]) // 1024


if __name__ == "__main__":
    sys.exit(main())
