"""Keeps in requirements/<name>.txt only what its .in file names: the list is installed with --no-deps."""

import re
import sys
from pathlib import Path

from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"

name = sys.argv[1]
asked = (REQUIREMENTS / f"{name}.in").read_text().splitlines()
named = {
    canonicalize_name(found[0])
    for line in asked
    if (found := re.match(r"[A-Za-z0-9][\w.-]*", line)) is not None
}
locked = REQUIREMENTS / f"{name}.txt"
blocks = re.split(r"^(?=[A-Za-z0-9])", locked.read_text(), flags=re.MULTILINE)
kept = [block for block in blocks if canonicalize_name(block.partition("==")[0].strip()) in named]
locked.write_text("".join(kept))
