"""Reading a file of statements, one a line."""

from __future__ import annotations

import sys
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from speir.cli.copy_of_publication import STANDARD_INPUT, named, printable
from speir.core.errors import Refused
from speir.frameworks.rules.suggesting.words import MOST_LETTERS

MOST_BYTES = 10 * 1024 * 1024


def read(path: Path) -> list[str]:
    """Return the statements; blank lines are passed over.

    Raises Refused, with what to do, for a file that cannot be read, is not UTF-8, holds none or one that is too long.
    """
    name = named(path)
    try:
        body = _bytes(path)
    except IsADirectoryError:
        raise _refused(f"{name} is a folder. Name a file with one statement a line.") from None
    except FileNotFoundError:
        raise _refused(f"There is no file {printable(str(path))}.") from None
    except (OSError, ValueError) as error:
        raise _refused(
            f"{printable(str(path))} cannot be read ({getattr(error, 'strerror', error)})."
        ) from None
    if len(body) > MOST_BYTES:
        raise _refused(f"{name} is larger than {MOST_BYTES // 1024**2} MB. Take it in parts.")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = body.count(b"\n", 0, error.start) + 1
        raise _refused(f"{name} is not UTF-8 text (line {place}). Save it as UTF-8 and try again.") from None
    lines = [" ".join(line.split()) for line in text.split("\n")]
    for at, line in enumerate(lines, 1):
        if len(line) > MOST_LETTERS:
            raise _refused(
                f"{name}: line {at} has {len(line):,} characters. A statement has at most {MOST_LETTERS:,}. "
                "Shorten it, or put each statement on a line of its own."
            )
    if not any(lines):
        raise _refused(f"{name} holds no statement. Write one a line.")
    return [line for line in lines if line]


def _bytes(path: Path) -> bytes:
    # One byte more than is allowed shows that there is too much, also where a size is not known beforehand.
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    kind = path.stat().st_mode
    if not S_ISREG(kind) and not S_ISDIR(kind):  # opening a pipe would wait until somebody writes into it
        raise _refused(
            f"{named(path)} is not a file with text in it. Send the statements with - as standard input."
        )
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _refused(sentence: str) -> Refused:
    return Refused("statements-unreadable", sentence, "file")
