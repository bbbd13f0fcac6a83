"""`bin/prove --only kills`: kills Speir while people save, and shows that no acknowledged save is lost."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import databases
from bench.killing import WAYS, Proof
from bench.servers import ROOT, environment

DATABASES = ("sqlite", "postgresql")


def main(given: list[str]) -> int:
    """Prove it on each database; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="bin/prove --only kills", description=__doc__)
    parser.add_argument("--times", type=int, default=50, help="kills on each database (default: 50)")
    parser.add_argument("--database", default="sqlite,postgresql", help="default: sqlite,postgresql")
    parser.add_argument("--seed", type=int, default=None, help="of the moments; printed, to repeat a run")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(given)
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    if options.here:
        return _prove(options.database, options.times, seed)
    code = 0
    for database in options.database.split(","):
        if database not in DATABASES:
            parser.error(f"choose from {', '.join(DATABASES)}")
        words = [sys.executable, "-m", "bench.proofs.kills", "--here", "--database", database]
        words += ["--times", str(options.times), "--seed", str(seed)]
        if database == "postgresql":
            words = [sys.executable, str(ROOT / "bin" / "with_postgres.py"), *words]
        code |= subprocess.run(words, cwd=ROOT, check=False).returncode
    return code


def _prove(database: str, times: int, seed: int) -> int:
    print(f"{database}: {times} kills with signal 9 (--seed {seed})", flush=True)
    began, chance, saves, lost = time.monotonic(), random.Random(seed), 0, 0
    with tempfile.TemporaryDirectory(prefix="speir-prove-") as made, databases.of_its_own() as url:
        folder = Path(made)
        proof = Proof(folder, environment(folder, url))
        try:
            for number in range(1, times + 1):
                turn = proof.turn(number, WAYS[number % len(WAYS)], chance)
                saves, lost = saves + turn.saves, lost + len(turn.lost)
                said = "; ".join(turn.lost) or "all there"
                print(f"  {number:3}  {turn.way:15} {turn.saves:5} saves acknowledged, {said}", flush=True)
        finally:
            proof.stop()
    print(
        f"{database}: {times} kills, {saves} acknowledged saves, {lost} lost, {time.monotonic() - began:.0f} s"
    )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
