"""Figures as a table that a person reads: on a terminal, and in docs/performance.md."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import national_table
from bench.finding import KINDS as FINDING
from bench.measure import KINDS, Kind
from bench.servers import WORKERS

MOST_GROWTH = 1.2
HEAD = (
    "page", "world", "median ms", "p95 ms", "CPU ms", "floor ms", "floor CPU", "CPU ÷ floor", "queries",
    "÷ 1x", "target", "",
)  # fmt: skip
LEGEND = """\
- **page**: see `bench/measure.py`. *save* is the script's save, each with another text; *save and page* is the plain
  form and the page that follows; *list of all* is the list of somebody who sees every broad view there is.
- **world**: 1x is 20 broad views, fully filled: 18 indicators with texts, levels and five citations each.
- **median, p95**: time as a client on the same machine sees it, over one connection that stays open.
- **CPU**: user and system time of gunicorn's workers for one request, read from the processes' own CPU clocks
  (`clock_getcpuclockid`) before and after each batch, with that of the processes they started (Typst); the median of
  the batches.
- **floor**: a signed-in Django view with `startproject`'s middleware on the same database that returns as many bytes,
  under the same gunicorn; for *save and page* both answers. Floor and page are measured in small batches by turns, and
  **CPU ÷ floor** is the median of each turn's ratio.
- **nothing kept**: the same page from workers that forget before each request what pages keep of rows that never
  change, their HTML and what it was laid out from.
- **searches**: pages of the register as they come back, opened again and again. On PostgreSQL their CPU counts the
  database's own processes too; on SQLite they are the same. *elsewhere* is somebody who may read 100 of all pieces.
- **queries**: statements sent to the database, BEGIN and COMMIT among them.
- **÷ 1x**: the lower quartile of the times as a ratio to the smallest world's; the worlds are measured by turns."""


def rows(result: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of one database."""
    for kind in (one for one in KINDS if one.name in result["figures"]):
        for world, seen in zip(result["worlds"], result["figures"][kind.name], strict=True):
            queries = world["queries"].get(kind.name.partition(" by ")[0])
            wanted, reached = _targets(kind, seen, queries, first=world is result["worlds"][0])
            yield (
                kind.name,
                f"{world['times']}x",
                _ms(seen["median"]),
                _ms(seen["p95"]),
                _ms(seen["cpu"]),
                _ms(seen["floor_median"]),
                _ms(seen["floor_cpu"]),
                f"{seen['cpu_times']:.1f}",
                str(queries),
                f"{seen['growth']:.2f}",
                ", ".join(wanted),
                ("ok" if reached else "OVER") if wanted else "",
            )


def found_rows(result: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of the register and its searches on one database."""
    found = result["finding"]
    for kind in (one for one in FINDING if one.name in found.get("figures", ())):
        seen, queries = found["figures"][kind.name], found["queries"][kind.name]
        wanted, reached = _targets(kind, seen, queries, first=True)
        beside = f"{seen['cpu_times']:.1f}" if kind.most_times else ""
        said = (kind.name, "", _ms(seen["median"]), _ms(seen["p95"]), _ms(seen["cpu"]))
        floor = (_ms(seen["floor_median"]), _ms(seen["floor_cpu"])) if kind.most_times else ("", "")
        yield (*said, *floor, beside, str(queries), "", ", ".join(wanted), "ok" if reached else "OVER")


def world_of(result: dict[str, Any]) -> str:
    """What the register's world holds, in words."""
    return f"{result['finding']['items']:,} pieces of evidence and {result['finding']['links']:,} links."


def over(results: list[dict[str, Any]]) -> list[str]:
    """What is over its target, as lines."""
    return [
        f"{result['database']} {row[1]} {row[0]}"
        for result in results
        for row in (*rows(result), *found_rows(result))
        if row[-1] == "OVER"
    ]


def memory(result: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """What a worker keeps in memory, for each world."""
    for world in result["worlds"]:
        shown = (world["memory"]["pages"], world["memory"]["exports"], world["floor_memory"])
        yield (f"{world['times']}x", *(f"{m['rss']:.0f} / {m['pss']:.0f}" for m in shown))


MEMORY_HEAD = ("world", "after pages RSS / PSS MB", "after exports RSS / PSS MB", "floor RSS / PSS MB")


def plain(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    """A table for a terminal."""
    widths = [max(len(row[at]) for row in (head, *lines)) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < 2 or at > 9 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, *lines)
    )


def marked(head: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    rule = tuple("---" if at < 2 or at > 9 else "---:" for at in range(len(head)))
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *lines))


def page(results: list[dict[str, Any]], command: str) -> str:
    """The whole of docs/performance.md."""
    parts = [
        "# Performance",
        f"Written by `{command}` on {_today()}, on {machine()}; gunicorn with {WORKERS} workers. Do not edit.",
        LEGEND,
    ]
    national = national_table.kept()
    missed = [*over(results), *national_table.over(national)]
    parts.append("Every target is reached." if not missed else "Over target: " + "; ".join(missed) + ".")
    for result in results:
        sizes = ", ".join(
            f"{w['times']}x {w['views']:,} broad views ({w['rows']:,} rows)" for w in result["worlds"]
        )
        parts += [
            f"## {NAMES[result['database']]}",
            f"Worlds: {sizes}.",
            marked(HEAD, list(rows(result))),
            *(_found_parts(result) if result["finding"] else ()),
            "Memory of the larger worker:",
            marked(MEMORY_HEAD, list(memory(result))),
        ]
    return "\n\n".join(parts + national_parts(national)) + "\n"


def national_parts(figures: dict[str, dict[str, Any]]) -> list[str]:
    """The national world's part of docs/performance.md: what was kept when it was measured last."""
    parts = [NATIONAL, national_table.LEGEND] if figures else []
    for database, result in sorted(figures.items(), reverse=True):
        one, many = (
            f"{world['partnerships']} with {world['judgements']:,} judgements" for world in result["worlds"]
        )
        parts += [
            f"{NAMES[database]}, measured on {result['on']}, on {result['machine']}. Partnerships: {one}; {many}.",
            marked(national_table.HEAD, list(national_table.rows(result))),
        ]
    return parts


def with_national(text: str) -> str:
    """Return docs/performance.md with its national part as the figures are kept now; the rest as it stands."""
    before = text.partition(f"\n{NATIONAL}\n")[0].rstrip("\n")
    return "\n\n".join([before, *national_parts(national_table.kept())]) + "\n"


NATIONAL = "## A national world"


def _found_parts(result: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"The register and its searches, among {world_of(result)}",
        marked(HEAD, list(found_rows(result))),
    )


NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def machine() -> str:
    """The kind of machine, not which one it is."""
    cores = len(os.sched_getaffinity(0))
    model = ""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = " ".join(line.partition(":")[2].split())
            break
    python = f"{platform.python_implementation()} {sys.version.split()[0]}"
    return f"{cores} cores ({model or platform.machine()}), {platform.system()}, {python}"


def _today() -> str:
    today = dt.datetime.now().astimezone().date()
    return f"{today.day} {today:%B %Y}"


def _targets(
    kind: Kind, seen: dict[str, float], queries: int | None, *, first: bool
) -> tuple[list[str], bool]:
    wanted, reached = [], True
    if kind.most_times:
        wanted.append(f"{kind.most_times:.0f} x CPU")
        reached &= seen["cpu_times"] <= kind.most_times
    if kind.most_queries:
        wanted.append(f"{kind.most_queries} queries")
        reached &= queries is not None and queries <= kind.most_queries
    if kind.most_cpu:
        wanted.append(f"{kind.most_cpu} s CPU")
        reached &= seen["cpu"] <= kind.most_cpu
    if not first:
        wanted.append(f"{MOST_GROWTH} x 1x")
        reached &= seen["growth"] <= MOST_GROWTH
    return wanted, reached


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"
