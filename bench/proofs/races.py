"""`bin/prove --only races`: what is done several times at the same instant is done once, time after time."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.servers import ROOT, environment
from tests import made

DATABASES = ("sqlite", "postgresql")


def main(given: list[str]) -> int:
    """Prove it on each database; 1 when something was done twice, broke, or was left to nobody."""
    parser = argparse.ArgumentParser(prog="bin/prove --only races", description=__doc__)
    parser.add_argument("--times", type=int, default=10, help="on each database (default: 10)")
    parser.add_argument("--database", default="sqlite,postgresql", help="default: sqlite,postgresql")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(given)
    if options.here:
        return _prove(options.database, options.times)
    code = 0
    for database in options.database.split(","):
        if database not in DATABASES:
            parser.error(f"choose from {', '.join(DATABASES)}")
        words = [sys.executable, "-m", "bench.proofs.races", "--here", "--database", database]
        words += ["--times", str(options.times)]
        if database == "postgresql":
            words = [sys.executable, str(ROOT / "bin" / "with_postgres.py"), *words]
        code |= subprocess.run(words, cwd=ROOT, check=False).returncode
    return code


def _prove(database: str, times: int) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="speir-prove-") as folder, made.of_its_own(Path(folder)) as url:
        done = subprocess.run(
            [sys.executable, "-m", "tests.load.races", str(times)],
            cwd=ROOT,
            env=environment(Path(folder), url) | {"DJANGO_SETTINGS_MODULE": "speir.config.settings"},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    held = done.stdout == "through\n"
    print(
        f"{database}: {times} times, {'all holds' if held else done.stdout}, {time.monotonic() - began:.0f} s"
    )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
