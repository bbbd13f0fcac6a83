"""Measures all worlds on one database; writes figures as JSON.

python -m bench.one --database sqlite --worlds 1,10,100 --rounds 12 --out FILE
python bin/with_postgres.py python -m bench.one --database postgresql ...
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import databases, finding
from bench.measure import KINDS, Kind, Pair, Stand
from bench.servers import COLD, FLOOR, ROOT, SPEIR, Server, environment


def main(words: list[str]) -> None:
    """Make the worlds, start their servers, measure, stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--worlds", required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(words)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="speir-bench-") as made:
        stands: list[Stand] = []
        try:
            for word in options.worlds.split(","):
                stand = _stand(Path(made) / word, options.database, int(word))
                stands.append(stand)
            figures: dict[str, list[dict[str, float]]] = {}
            memory: dict[str, list[dict[str, float]]] = {}
            for exports in (False, True):
                for kind in KINDS:
                    if kind.export is exports and (not options.only or kind.name in _chosen(options.only)):
                        figures[kind.name] = _measure(kind, stands, options.rounds)
                memory["exports" if exports else "pages"] = [_memory(stand.speir) for stand in stands]
            result = {
                "database": options.database,
                "worlds": [
                    {
                        "times": stand.told["times"],
                        "views": stand.told["views"],
                        "rows": stand.told["rows"],
                        "queries": stand.told["queries"],
                        "memory": {after: seen[at] for after, seen in memory.items()},
                        "floor_memory": _memory(stand.floor),
                    }
                    for at, stand in enumerate(stands)
                ],
                "figures": figures,
                "finding": finding.measure(
                    options.database, Path(made) / "register", options.rounds, options.only
                ),
                "seconds": time.monotonic() - began,
            }
            options.out.write_text(json.dumps(result))
        finally:
            for stand in stands:
                for server in (stand.speir, stand.floor, stand.cold):
                    if server:
                        server.stop()


def _stand(folder: Path, database: str, times: int) -> Stand:
    folder.mkdir()
    url = databases.make(f"speir_{times}") if database == "postgresql" else ""
    env = environment(folder, url)
    words = [sys.executable, "-m", "bench.prepare", "--times", str(times)]
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The world of {times} times could not be made:\n{done.stderr}")
    told: dict[str, Any] = json.loads(done.stdout)
    _say(f"{database}: {told['views']} broad views, {told['rows']:,} rows, loaded in {told['seconds']} s")
    started: list[Server] = []
    try:
        for application in (SPEIR, FLOOR, COLD):
            started.append(Server(application, env, folder / f"{len(started)}.log"))
    except BaseException:
        for server in started:
            server.stop()
        raise
    speir, floor, cold = started
    return Stand(told, speir, floor, cold=cold)


def _measure(kind: Kind, stands: list[Stand], rounds: int) -> list[dict[str, float]]:
    """Every world by turns, round after round, so that a busy minute meets them all."""
    pairs = [Pair(stand, kind) for stand in stands]
    for _ in range(max(3, rounds // 2 if kind.export else rounds)):
        for pair in pairs:
            pair.round()
    summaries = [pair.figures.summary() for pair in pairs]
    for pair, summary in zip(pairs, summaries, strict=True):
        summary["growth"] = pair.figures.usual() / pairs[0].figures.usual()
    _say(f"  {kind.name}: {summaries[0]['cpu_times']:.1f} x the floor")
    return summaries


def _memory(server: Server) -> dict[str, float]:
    memory = server.memory()
    return {"rss": memory.rss, "pss": memory.pss}


def _chosen(words: str) -> list[str]:
    """Return the names of kinds that were asked for: a comma in a name has a space after it."""
    return re.split(r",(?! )", words)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
