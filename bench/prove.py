"""`bin/prove`: proves what is too long for the suite, one proof after the other.

    bin/prove                                  all of them, about three quarters of an hour
    bin/prove --only addresses,tabs            these
    bin/prove --only kills --times 5           what stands behind goes to the one proof: --help tells what it takes

kills       cuts Speir off with signal 9 while people save, fifty times on each database: no acknowledged save is lost
addresses   sends every row of the guard tables, for every role, over HTTP as Speir is served: each answer is what the
            table says, it shows nothing to others, and what is refused leaves every table as it was
wapiti      lets a scanner loose on Speir as it is served, signed out and as a lead officer: nothing is found, and
            nothing fails (needs a network once, to install the scanner)
moderation  sixty people judge within ten seconds, on each database: every view is kept, none is seen early
races       goes through what several people may do at the same instant, ten times, on each database
letters     sends a thousand reminders while their worker is killed forty times: none is lost, and one that comes twice
            is the same
migrations  stops a database after each step of the migrations' old path, on each database: it comes to the same end
tabs        two hostile tabs, and one whose session was ended, with all that a victim's pages hold: nothing comes of it
"""

from __future__ import annotations

import subprocess
import sys
import time

from bench.servers import ROOT

PROOFS = {
    "kills": [sys.executable, "-m", "bench.proofs.kills"],
    "addresses": [sys.executable, "-m", "bench.proofs.addresses"],
    "wapiti": [sys.executable, "-m", "bench.proofs.wapiti"],
    "moderation": [sys.executable, "-m", "bench.proofs.moderation"],
    "races": [sys.executable, "-m", "bench.proofs.races"],
    "letters": [sys.executable, "-m", "bench.proofs.letters"],
    "migrations": [sys.executable, "-m", "bench.proofs.migrations"],
    "tabs": [sys.executable, "-m", "pytest", "-q", "tests/browser/test_hostile_tabs.py"],
}


def main(words: list[str]) -> int:
    """Run each proof in a process of its own, whatever became of the others; 1 when one failed, 2 for wrong words."""
    chosen = list(PROOFS)
    if words[:1] == ["--only"]:
        chosen = words[1].split(",") if words[1:] else [""]
        words = words[2:]
    if words in (["--help"], ["-h"]) and len(chosen) == len(PROOFS):
        print(__doc__)
        return 0
    if unknown := set(chosen) - set(PROOFS):
        print(f"There is no proof called {', '.join(sorted(unknown))}. Choose from {', '.join(PROOFS)}.")
        return 2
    if words and len(chosen) > 1:
        print(f"Say which proof {' '.join(words)} is for: bin/prove --only NAME {' '.join(words)}")
        return 2
    outcomes = []
    for name in chosen:
        print(f"== {name}", flush=True)
        began = time.monotonic()
        failed = subprocess.run([*PROOFS[name], *words], cwd=ROOT, check=False).returncode
        outcomes.append(f"{name}: {'FAILED' if failed else 'passed'}, {time.monotonic() - began:.0f} s")
        print()
    print("\n".join(outcomes))
    return 1 if any("FAILED" in outcome for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
