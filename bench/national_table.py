"""Figures of the national world: kept in a file of their own, and laid out for docs/performance.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("national_figures.json")
MOST_QUERIES, MOST_TIMES = 12, 1.3
HEAD = ("page", "", "ms of one", "ms of many", "many ÷ one", "CPU ÷", "queries", "target", "")  # fmt: skip
LEGEND = """\
One partnership's pages beside the same pages in a world of thirty-two: twelve organisations in each, 18 indicators,
twelve years, each judgement with evidence and each broad view sealed. Loading it takes long, so it is measured by
itself (`bench/national_pages.py`) and the figures are kept in `bench/national_figures.json`. Nothing that a page keeps
from one request to the next is kept here: everything is read from the database. **many ÷ one** is the median of the
turns' ratios of the times; **reads whole** names a table of a thousand rows and more that a query reads from end to
end."""


def kept() -> dict[str, dict[str, Any]]:
    """The figures that were kept, by database."""
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def keep(database: str, result: dict[str, Any]) -> None:
    """Keep one database's figures beside the other's."""
    figures = kept() | {database: result}
    KEPT.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def rows(result: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of one database."""
    for page, seen in result["pages"].items():
        one, many = seen["queries"]
        count = str(one) if one == many else f"{one}, {many}"
        reached = (
            max(one, many) <= MOST_QUERIES
            and one == many
            and seen["times"] <= MOST_TIMES
            and not seen["scans"]
        )
        yield (
            page,
            f"reads whole: {', '.join(seen['scans'])}" if seen["scans"] else "",
            f"{seen['one'] * 1000:.1f}",
            f"{seen['many'] * 1000:.1f}",
            f"{seen['times']:.2f}",
            f"{seen['cpu_times']:.2f}",
            count,
            f"{MOST_QUERIES} queries, {MOST_TIMES} x",
            "ok" if reached else "OVER",
        )


def over(figures: dict[str, dict[str, Any]]) -> list[str]:
    """What is over its target, as lines."""
    return [
        f"{database} national {row[0]}"
        for database, result in figures.items()
        for row in rows(result)
        if row[-1] == "OVER"
    ]
