"""Runs the journeys in a browser, and asks at most two that failed once more, by themselves (ADR 63).

    .venv/bin/python bin/journeys.py FOLDER [OPTION OF PYTEST ...]

What failed at first is printed whole, and named again at the end: it is a fault to look for, whether the second asking
passes or not.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

MOST = 2
TESTS_FAILED = 1


def main(arguments: list[str]) -> int:
    """Return pytest's own exit code: of the only run, or of the second one where there was one."""
    with tempfile.TemporaryDirectory() as kept:
        pytest = [sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={kept}"]
        first = subprocess.run([*pytest, *arguments], check=False).returncode
        known = Path(kept) / "v" / "cache" / "lastfailed"
        failed = sorted(json.loads(known.read_text(encoding="utf-8"))) if known.exists() else []
        if first != TESTS_FAILED or not 0 < len(failed) <= MOST:
            return first
        second = subprocess.run([*pytest, "-n", "0", *failed], check=False).returncode
        print(f"ASKED TWICE, {'failed again' if second else 'passed alone'}: {', '.join(failed)}", flush=True)
        return second


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
