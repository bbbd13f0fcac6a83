"""Measures the register and its searches on one database, in a world of 100,000 pieces and a million links.

SQLite's file is kept in `var/bench` for the next run; it is made anew when what makes it has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bench import databases
from bench.measure import Kind, Pair, Stand
from bench.servers import FLOOR, ROOT, SPEIR, Server, children, cpu_of, environment

ITEMS = 100_000
MADE_BY = ("bench/register.py", "bench/bulk.py", "bench/texts.py", "speir/core/words.py")
KEPT = ROOT / "var" / "bench"
PAGES = ("register", "register elsewhere", "item")
SEARCHES = (
    *("common word", "seldom word", "rare word", "two words", "phrase", "without", "nothing"),
    *("theme", "unit", "all filters", "uncited", "uncited word", "stale", "stale word", "words elsewhere"),
)
KINDS = (
    *(Kind(name, most_times=4, most_queries=10) for name in PAGES),
    *(Kind(name, batch=4, most_cpu=0.15, with_database=True) for name in SEARCHES),
)


def measure(database: str, folder: Path, rounds: int, only: str) -> dict[str, Any]:
    """Return the figures of each kind, with what the world holds."""
    kinds = [kind for kind in KINDS if not only or kind.name in only.split(",")]
    if not kinds:
        return {}
    stand = _stand(folder, database)
    try:
        figures = {}
        for kind in kinds:
            pair = Pair(stand, kind)
            for _ in range(max(3, rounds // 2)):
                pair.round()
            figures[kind.name] = pair.figures.summary()
            print(f"  {kind.name}: {figures[kind.name]['cpu'] * 1000:.1f} ms", file=sys.stderr, flush=True)
        told = stand.told
        return {"figures": figures} | {name: told[name] for name in ("items", "links", "queries", "seconds")}
    finally:
        stand.speir.stop()
        stand.floor.stop()


def _stand(folder: Path, database: str) -> Stand:
    folder.mkdir()
    url = databases.make("speir_register") if database == "postgresql" else ""
    env = environment(folder, url)
    words = [sys.executable, "-m", "bench.prepare_register", "--items", str(ITEMS)]
    kept = None if url else _kept(folder)
    if kept:
        words += ["--kept", str(folder / "world.json")]
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The register's world could not be made:\n{done.stderr}")
    if kept and not kept.exists():
        _keep(folder, kept)
    told: dict[str, Any] = json.loads(done.stdout)
    said = f"{told['items']:,} pieces of evidence, {told['links']:,} links, ready in {told['seconds']} s"
    print(f"{database}: {said}", file=sys.stderr, flush=True)
    speir = Server(SPEIR, env, folder / "speir.log")
    try:
        return Stand(told, speir, Server(FLOOR, env, folder / "floor.log"), backends if url else None)
    except BaseException:
        speir.stop()
        raise


def _kept(folder: Path) -> Path:
    """Return where this world is kept, having put it into the folder where it is there already."""
    made_by = hashlib.sha256(b"".join((ROOT / path).read_bytes() for path in MADE_BY)).hexdigest()
    kept = KEPT / f"register-{made_by[:16]}"
    if kept.exists():
        for path in kept.iterdir():
            shutil.copyfile(path, folder / path.name)
    return kept


def _keep(folder: Path, kept: Path) -> None:
    """Keep the world for the next run, and none that is older."""
    shutil.rmtree(KEPT, ignore_errors=True)
    part = kept.with_suffix(".part")
    part.mkdir(parents=True)
    for name in ("speir.sqlite3", "world.json"):
        shutil.copyfile(folder / name, part / name)
    part.rename(kept)


def backends() -> float:
    """Return the CPU seconds of the processes of the PostgreSQL that DATABASE_URL names."""
    host = parse_qs(urlsplit(os.environ["DATABASE_URL"]).query)["host"][0]
    main = int((Path(host) / "data" / "postmaster.pid").read_text().split()[0])
    spent = 0.0
    for process in children(main):
        try:
            spent += cpu_of(process)
        except OSError:  # it ended meanwhile
            continue
    return spent
