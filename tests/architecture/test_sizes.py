"""Habits of size: a file that outgrows them is split by noun."""

from __future__ import annotations

import pytest

from tests.architecture.tree import files, shown

LIMITS = {".py": 300, ".html": 200, ".css": 300, ".js": 300}
TEST_LIMIT = 500
CONFTEST_LIMIT = 150


def limit(path: str) -> int:
    """How many lines a file may have; what tests list and try may be longer than what people read to change it."""
    if path.endswith("/conftest.py"):
        return CONFTEST_LIMIT
    if path.startswith("tests/"):
        return TEST_LIMIT
    return LIMITS[path[path.rindex(".") :]]


@pytest.mark.parametrize("ending", LIMITS)
def test_no_file_is_too_long(ending: str) -> None:
    too_long = [
        f"{shown(path)} has {lines} lines, {most} are the most"
        for path in files(ending)
        if (lines := len(path.read_text().splitlines())) > (most := limit(shown(path)))
    ]
    assert not too_long, "\n".join(too_long)
