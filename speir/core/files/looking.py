"""Has files looked through by a process of its own (`apart`), and holds their names to what they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from speir.core.errors import Refused
from speir.core.files.kinds import KINDS, PICTURES, ending_of, safe_name
from speir.core.files.refusals import BUSY, HEAVY, LIES, SENTENCES

ROOT = Path(__file__).resolve().parents[3]
# Of one file; `apart` itself lets go of one sooner.
LONGEST = 40
# Each may take a gigabyte for a moment: so many at once in one process, and the others wait.
AT_ONCE, PATIENCE = 2, 60
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that may be kept: its kind, its safe name, where its bytes lie; `anew` where a picture was drawn again."""

    kind: str
    name: str
    path: Path
    anew: bool


def look(given: Sequence[tuple[Path, str]], room: Path) -> list[Looked | Refused]:
    """Look through files, each a path and the name that it came with; pictures are drawn anew in the folder `room`.

    One answer for each, in their order: what may be kept, or why it is not, as the field `file`.
    """
    if not given:
        return []
    asked = [(str(path), ending_of(name), str(room / f"{at}.anew")) for at, (path, name) in enumerate(given)]
    said = []
    if _turns.acquire(timeout=PATIENCE):
        try:
            said = _said(asked)
        finally:
            _turns.release()
    answers: list[Looked | Refused] = []
    for at, (path, name) in enumerate(given):
        answer = said[at] if at < len(said) else None
        if answer is None:
            answers.append(Refused("file-not-looked-at", BUSY, "file"))
        elif "kind" in answer:
            anew = answer["kind"] in PICTURES
            answers.append(_named(answer["kind"], name, Path(asked[at][2]) if anew else path, anew=anew))
        else:
            key = answer.get("refused", HEAVY)
            answers.append(Refused(f"file-{key}", SENTENCES[key], "file"))
    return answers


def _named(kind: str, name: str, path: Path, *, anew: bool) -> Looked | Refused:
    ending, right = ending_of(name), KINDS[kind].endings
    if ending and ending not in right:
        sentence = LIES % {"ending": ending, "kind": KINDS[kind].words, "right": right[0]}
        return Refused("file-lies", sentence, "file")
    return Looked(kind, safe_name(name, kind), path, anew)


def _said(asked: list[tuple[str, str, str]]) -> list[dict[str, str]]:
    """Return what `apart` says of each, as far as it came. Keys of Speir are not in its environment."""
    command = [sys.executable, "-P", "-m", "speir.core.files.apart"]
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "HOME", "TMPDIR"}}
    kept |= {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    try:
        done = subprocess.run(
            command,
            input=json.dumps(asked).encode(),
            env=kept | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            timeout=LONGEST * len(asked),
        )
        out = done.stdout
    except subprocess.TimeoutExpired as late:
        out = late.stdout or b""
    except OSError:
        return []
    return [json.loads(line) for line in out.splitlines() if line.endswith(b"}")]
