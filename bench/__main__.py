"""`bin/bench`: how fast Speir is, beside a bare Django view that returns as many bytes."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import table
from bench.servers import ROOT

DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """Measure, print, write where that is asked for; 1 when a target is missed and --strict is given."""
    options = _options()
    if not Path("/proc/self/smaps_rollup").exists():
        print("bin/bench reads CPU and memory as Linux tells them, and runs there only.", file=sys.stderr)
        return 2
    began = time.monotonic()
    results = [_measure(database, options) for database in options.database]
    for result in results:
        print(f"\n{table.NAMES[result['database']]}\n")
        print(table.plain(table.HEAD, list(table.rows(result))))
        if result["finding"]:
            print(f"\nThe register and its searches, among {table.world_of(result)}\n")
            print(table.plain(table.HEAD, list(table.found_rows(result))))
        print()
        print(table.plain(table.MEMORY_HEAD, list(table.memory(result))))
    print(f"\n{table.LEGEND}")
    missed = table.over(results)
    print("\n" + ("Over target: " + "; ".join(missed) if missed else "Every target is reached."))
    print(f"{table.machine()}; {time.monotonic() - began:.0f} s")
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text(
            table.page(results, " ".join(["bin/bench", *sys.argv[1:]])), encoding="utf-8"
        )
        print(f"Written to {options.write}")
    return 1 if missed and options.strict else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--worlds", type=_worlds, default="1,10,100", help="default: 1,10,100")
    parser.add_argument("--database", type=_databases, default=DATABASES, help="default: sqlite,postgresql")
    parser.add_argument("--only", default="", metavar="PAGES", help="some pages only, such as grid,save")
    parser.add_argument("--rounds", type=int, default=14, help="turns for each page (default: 14)")
    parser.add_argument("--quick", action="store_true", help="1x on SQLite, few turns: half a minute")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables there as Markdown")
    parser.add_argument("--strict", action="store_true", help="exit code 1 when a target is missed")
    options = parser.parse_args()
    if options.quick:
        options.worlds, options.database, options.rounds = "1", ("sqlite",), 6
    return options


def _worlds(word: str) -> str:
    sizes = word.split(",")
    if not all(size.isdecimal() and 0 < int(size) <= 1000 for size in sizes):
        raise argparse.ArgumentTypeError("write how many times, such as 1,10,100")
    return ",".join(sizes)


def _databases(word: str) -> tuple[str, ...]:
    chosen = tuple(word.split(","))
    if not set(chosen) <= set(DATABASES):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(DATABASES)}")
    return chosen


def _measure(database: str, options: argparse.Namespace) -> dict[str, Any]:
    """Measure on one database, in processes of its own: PostgreSQL lasts as long as they do."""
    with tempfile.TemporaryDirectory(prefix="speir-bench-") as made:
        out = Path(made) / "figures.json"
        words = [sys.executable, "-m", "bench.one", "--database", database, "--worlds", options.worlds]
        words += ["--rounds", str(options.rounds), "--only", options.only, "--out", str(out)]
        if database == "postgresql":
            words = [sys.executable, str(ROOT / "bin" / "with_postgres.py"), *words]
        subprocess.run(words, cwd=ROOT, check=True)
        measured: dict[str, Any] = json.loads(out.read_text())
    return measured


if __name__ == "__main__":
    sys.exit(main())
