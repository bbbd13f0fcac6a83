"""Habits of size: a file that outgrows them is split by noun."""

from __future__ import annotations

import pytest

from tests.architecture.tree import files, room, shown

LIMITS = {".py": 500, ".html": 200, ".css": 300, ".js": 300}
ROOM_LIMIT = 300
CONFTEST_LIMIT = 150


def limit(name: str, ending: str, in_room: str) -> int:
    """How many lines a file may have."""
    if name == "conftest.py":
        return CONFTEST_LIMIT
    return ROOM_LIMIT if in_room and ending == ".py" else LIMITS[ending]


@pytest.mark.parametrize("ending", LIMITS)
def test_no_file_is_too_long(ending: str) -> None:
    too_long = [
        f"{shown(path)} has {lines} lines, {most} are the most"
        for path in files(ending)
        if (lines := len(path.read_text().splitlines())) > (most := limit(path.name, ending, room(path)))
    ]
    assert not too_long, "\n".join(too_long)
