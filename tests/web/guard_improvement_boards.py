"""Who gets what at the addresses of boards and of the timeline: a part of `guard_improvement`."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#          nobody reader evaluator lead stranger
READERS = (302, 200, 200, 200, 404)

BOARDS: list[Row] = [
    ("improvement:timeline", "get", READERS, {}, {}),
]
