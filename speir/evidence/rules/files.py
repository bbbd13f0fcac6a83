"""Rules of the files beside an item."""

from __future__ import annotations

from enum import StrEnum

from speir.core.errors import Refused

MOST_AT_ONCE = 10
MOST_OF_ITEM = 50
NAME_LONGEST = 140


class State(StrEnum):
    """How a file stands: it waits for a scan, is kept, or is quarantined, which nobody can take."""

    WAITING = "waiting"
    KEPT = "kept"
    QUARANTINED = "quarantined"


class Why(StrEnum):
    """Why a file is quarantined."""

    FOUND = "found"
    NOT_SCANNED = "not-scanned"


class Stands(StrEnum):
    """How a file stands for whoever reads: its state, or that it was taken away or disposed of."""

    WAITING = "waiting"
    KEPT = "kept"
    FOUND = "found"
    NOT_SCANNED = "not-scanned"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


STANDS_WORDS: dict[str, str] = {
    Stands.WAITING: "Waits for the virus scanner; nobody can take it before.",
    Stands.KEPT: "",
    Stands.FOUND: "Quarantined: the virus scanner found something in it, so nobody can take it.",
    Stands.NOT_SCANNED: "Quarantined: the virus scanner could not look through it, so nobody can take it.",
    Stands.WITHDRAWN: "Taken away.",
    Stands.REMOVED: "Removed for good.",
}

# For whoever may do something about it.
TO_DO: dict[str, str] = {
    Stands.FOUND: "Take it away, and tell whoever gave it to you.",
    Stands.NOT_SCANNED: "Take it away and add it again.",
}

WITHDRAWN_ITEM = Refused(
    "file-of-withdrawn", "This piece of evidence was withdrawn. Bring it back first, then add files.", "file"
)
NONE = Refused("file-none", "Choose at least one file.", "file")
TOO_MANY = Refused(
    "file-too-many",
    f"A piece of evidence has at most {MOST_OF_ITEM} files. Write another piece for more.",
    "file",
)
TOO_MANY_AT_ONCE = Refused(
    "file-too-many-at-once",
    f"It was left out: {MOST_AT_ONCE} files at once are the most. Add it next.",
    "file",
)
THERE = Refused("file-there", "It is here already, under this or another name.", "file")
NO_ROOM = Refused(
    "file-no-room",
    "There is no room left for files on Speir’s disk, so nothing was kept. Tell whoever looks after your Speir.",
    "file",
)
NOT_STORED = Refused(
    "file-not-stored", "It could not be stored just now, and was not kept. Try again in a while.", "file"
)
TOO_LATE = Refused("file-too-late", "It took too long to store, and was not kept. Add it again.", "file")
EMPTIED = Refused(
    "file-emptied",
    "Words were removed from this piece of evidence meanwhile, and the file was not kept. Look at it first.",
    "file",
)
MISSING = Refused(
    "file-missing",
    "This file is not where it should be. Tell whoever looks after your Speir; the evidence is safe.",
)
NOT_TO_TAKE: dict[str, Refused] = {
    stands: Refused(f"file-{stands}", STANDS_WORDS[stands])
    for stands in Stands
    if stands not in (Stands.KEPT, Stands.REMOVED, Stands.WITHDRAWN)
}


def stands(state: str, why: str, *, withdrawn: bool, removed: bool) -> Stands:
    """Return how a file stands, the last word first: removed, taken away, quarantined and why, waiting, kept."""
    if removed:
        return Stands.REMOVED
    if withdrawn:
        return Stands.WITHDRAWN
    return Stands(why) if state == State.QUARANTINED else Stands(state)


def size_in_words(size: int) -> str:
    """Return a size in bytes as people say it: 640 KB, 1.2 MB."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024)):,} KB"
    return f"{size / (1 << 20):.1f} MB"
