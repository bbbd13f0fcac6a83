"""`bin/prove --only letters`: kills the worker while it sends reminders, and shows that none is lost."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.cli.surviving import AFTER, BEFORE, GREETING, SENDER, survive

STEPS = (GREETING, SENDER, BEFORE, AFTER)


def main(given: list[str]) -> int:
    """Prove it; 1 when a letter was lost, or one came twice that was not on its way when the worker was killed."""
    parser = argparse.ArgumentParser(prog="bin/prove --only letters", description=__doc__)
    parser.add_argument("--letters", type=int, default=1000, help="default: 1000")
    parser.add_argument("--times", type=int, default=40, help="kills (default: 40)")
    parser.add_argument("--seed", type=int, default=None, help="of the moments; printed, to repeat a run")
    options = parser.parse_args(given)
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    chance = random.Random(seed)
    counts = sorted(chance.randrange(options.letters - 2 * options.times) for _ in range(options.times))
    moments = [(count, chance.choice(STEPS)) for count in counts]
    with tempfile.TemporaryDirectory(prefix="speir-prove-") as folder:
        found = survive(Path(folder), options.letters, moments, within=600)
    taken = found.killed.count(AFTER)
    print(
        f"{found.due} letters, {len(found.killed)} kills (--seed {seed}), {found.lost} lost, {found.unsent} unsent, "
        f"{found.doubled} twice of {taken} taken in when the worker was killed, {found.strange} unlike themselves, "
        f"{found.given_up} jobs given up, {found.seconds:.0f} s"
    )
    return 1 if found.lost or found.unsent or found.strange or found.doubled > taken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
