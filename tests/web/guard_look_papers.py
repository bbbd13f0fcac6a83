"""Who gets what of plans to start from and of a closer look's papers: a part of `guard_look`."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
SIGNED_IN, READERS = (302, 200, 200, 200, 200), (302, 200, 200, 200, 404)
PLANNERS, SAVES = (302, 403, 200, 200, 404), (401, 403, 302, 302, 404)
WRONG, NOT_THERE = (401, 403, 422, 422, 404), (302, 404, 404, 404, 404)
# A plan that is kept is found by whoever begins closer looks there.
KEPT, TAKES_AWAY = (302, 404, 200, 200, 404), (401, 404, 302, 302, 404)

PAPERS: list[Row] = [
    ("looks:starting", "get", SIGNED_IN, {}, {}),
    ("looks:starting_remove", "get", KEPT, {}, {}),
    ("looks:starting_remove", "get", NOT_THERE, {}, {"template_id": "0" * 16}),
    ("looks:starting_remove", "post", TAKES_AWAY, {}, {}),
    ("looks:keep", "get", PLANNERS, {}, {}),
    ("looks:keep", "post", SAVES, {"name": "How we listen", "unit": "TEAM"}, {}),
    ("looks:keep", "post", WRONG, {"name": "", "unit": "TEAM"}, {}),
    ("looks:keep", "get", NOT_THERE, {}, {"look_id": "0" * 16}),
    ("looks:briefing", "get", READERS, {}, {}),
    ("looks:briefing", "post", SAVES, {"afterwards": "We write to you.", "base_afterwards": "EMPTY"}, {}),
    ("looks:briefing", "post", (401, 400, 400, 400, 404), {"purpose": "To learn."}, {}),
    ("looks:briefing", "get", NOT_THERE, {}, {"look_id": "0" * 16}),
    *(
        (f"looks:{name}", "get", READERS, {}, {"format": kind})
        for name in ("briefing_file", "findings_file")
        for kind in ("docx", "pdf")
    ),
    *(
        (f"looks:{name}", "get", NOT_THERE, {}, {"format": "xlsx"})
        for name in ("briefing_file", "findings_file")
    ),
]
