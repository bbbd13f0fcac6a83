"""Whether the database file that Speir began with still lies where it was.

A process that has a file open goes on writing after somebody deleted or replaced it: everybody would read "Saved", and
all of it would be gone at the next start.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.db import OperationalError, connection


def require() -> None:
    """Raise OperationalError when the file is another than at the first call; with a server there is no file."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        first = _first(name)
        if first and _which(name) != first:
            raise OperationalError(
                f"{name} is not the file that Speir began with. Put that one back, or stop Speir and start it again."
            )


@lru_cache(maxsize=4)
def _first(name: str) -> tuple[int, int] | None:
    return _which(name)


def _which(name: str) -> tuple[int, int] | None:
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
