"""Measures pages of the national world beside the same pages in a world of one partnership, by turns.

    python -m bench.national_pages --one URL --many URL [--rounds 12] [--keep]

The two databases are made by `bench.national`, which takes a quarter of an hour for the larger one; they are kept as
they are. With --keep the figures go into `bench/national_figures.json` and into the national part of
docs/performance.md, which `bin/bench --write` writes again from there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import national_table, table
from bench.browser import Browser
from bench.servers import COLD, ROOT, Server, environment

BATCH = 6


class Place:
    """One world with its server, and whoever sits in front of it."""

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir()
        env = environment(folder, url)
        words = [sys.executable, "-m", "bench.national_there"]
        done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"There is no national world at {url}:\n{done.stderr}")
        self.told: dict[str, Any] = json.loads(done.stdout)
        self.server = Server(COLD, env, folder / "speir.log")
        self.browsers = {
            who: Browser(self.server.port, cookies["speir"]) for who, cookies in self.told["people"].items()
        }

    def batch(self, page: str) -> tuple[float, float]:
        """Open a page some times; return the median of the times, and the CPU of one."""
        who, path = self.told["pages"][page]
        seconds, before = [], self.server.cpu()
        for _ in range(BATCH):
            began = time.perf_counter()
            answer = self.browsers[who].get(path)
            seconds.append(time.perf_counter() - began)
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
        return statistics.median(seconds), (self.server.cpu() - before) / BATCH


def main(words: list[str]) -> int:
    """Start both, measure by turns, print, keep; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", required=True, help="the database with one partnership")
    parser.add_argument("--many", required=True, help="the database with thirty-two")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args(words)
    database = "postgresql" if options.many.startswith("postgres") else "sqlite"
    places: list[Place] = []
    with tempfile.TemporaryDirectory(prefix="speir-bench-") as made:
        try:
            for name, url in (("one", options.one), ("many", options.many)):
                places.append(Place(Path(made) / name, url))
            pages = {page: _measure(page, places, options.rounds) for page in places[0].told["pages"]}
        finally:
            for place in places:
                place.server.stop()
    today = dt.datetime.now().astimezone().date()
    result = {
        "on": f"{today.day} {today:%B %Y}",
        "machine": table.machine(),
        "worlds": [{key: place.told[key] for key in ("partnerships", "judgements")} for place in places],
        "pages": pages,
    }
    print(f"\n{table.NAMES[database]}\n")
    print(table.plain(national_table.HEAD, list(national_table.rows(result))))
    if options.keep:
        national_table.keep(database, result)
        page = ROOT / "docs" / "performance.md"
        page.write_text(table.with_national(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if national_table.over({database: result}) else 0


def _measure(page: str, places: list[Place], rounds: int) -> dict[str, Any]:
    """Each world first by turns, round after round, so that a busy minute meets both."""
    for place in places:
        place.batch(page)
    seen: list[list[tuple[float, float]]] = [[], []]
    for at in range(rounds):
        for world in (0, 1) if at % 2 else (1, 0):
            seen[world].append(places[world].batch(page))
    times = [many[0] / one[0] for one, many in zip(*seen, strict=True)]
    print(f"  {page}: {statistics.median(times):.2f} x", file=sys.stderr, flush=True)
    return {
        "one": statistics.median(time for time, _cpu in seen[0]),
        "many": statistics.median(time for time, _cpu in seen[1]),
        "times": statistics.median(times),
        "cpu_times": statistics.median(cpu for _time, cpu in seen[1])
        / statistics.median(cpu for _time, cpu in seen[0]),
        "queries": [place.told["queries"][page] for place in places],
        "scans": places[1].told["scans"].get(page, []),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
