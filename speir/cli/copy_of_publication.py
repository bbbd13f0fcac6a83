"""Reading the file that an organisation has its copy of a publication in, whatever programme saved it."""

from __future__ import annotations

import codecs
import os
import sys
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from speir.core.errors import Refused

MOST_BYTES = 1024 * 1024  # the publication has an eighth of it
STANDARD_INPUT = Path("-")
STARTS_OF_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def named(path: Path) -> str:
    """Return the file's name as it can be shown and stored."""
    return "standard input" if path == STANDARD_INPUT else printable(_decoded(path.name))


def printable(text: str) -> str:
    """Return a text without anything that a terminal would obey and not show."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _decoded(path: Path | str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def read(path: Path) -> str:
    """Return the file's text. Raises Refused, with what to do, for a file that cannot be read as text."""
    name = named(path)
    try:
        body = _bytes(path)
    except IsADirectoryError:
        raise _refused(f"{name} is a folder. Name the file with the text of the publication.") from None
    except FileNotFoundError:
        raise _refused(f"There is no file {printable(_decoded(path))}.") from None
    except OSError as error:
        raise _refused(f"{name} cannot be read ({error.strerror}).") from None
    if len(body) > MOST_BYTES:
        raise _refused(
            f"{name} is larger than {MOST_BYTES // 1024**2} MB. The text of the publication is far smaller: "
            "is this the right file?"
        )
    return _text(body, name)


def _bytes(path: Path) -> bytes:
    # One byte more than is allowed shows that there is too much, also where a size is not known beforehand.
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    kind = path.stat().st_mode
    if not S_ISREG(kind) and not S_ISDIR(kind):  # opening a pipe would wait until somebody writes into it
        raise _refused(
            f"{named(path)} is not a file with a text in it. Save the publication as a file, or send it with - "
            "as standard input."
        )
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _text(body: bytes, name: str) -> str:
    try:
        if body.startswith(STARTS_OF_UTF16):
            return body.decode("utf-16")
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        # Windows-1252 has a character for nearly every byte, so only what has no zero bytes may pass for it.
        if b"\0" not in body:
            return body.decode("cp1252")
    except UnicodeDecodeError:
        pass
    raise _refused(f"{name} is not a text file. Save or convert the publication as plain text (UTF-8) first.")


def _refused(sentence: str) -> Refused:
    return Refused("file-unreadable", sentence, "file")
