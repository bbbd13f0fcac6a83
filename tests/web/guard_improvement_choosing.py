"""Who gets what where priorities are chosen: a part of `guard_improvement`. Everything is the team's."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                           nobody reader evaluator lead stranger
READERS = (302, 200, 200, 200, 404)

CHOOSING: list[Row] = [
    ("improvement:before", "get", READERS, {}, {}),
    ("improvement:before", "post", (401, 200, 200, 200, 404), {"title": "Ring sooner"}, {}),
]
