"""Who gets what where a closer look is begun and planned: a part of `guard_look`."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
WRITERS, SAVES = (302, 403, 200, 200, 404), (401, 403, 302, 302, 404)
ASKED = {
    "unit": "TEAM",
    "framework": "hmie-2005",
    "reason": "own_wish",
    "about": "question",
    "about_words": "How do we share?",
    "period": "March 2026",
    "themes": "hmie-2005/3.2/joint-understanding",
}
AT = {"number": "3.2", "key": "joint-understanding", "column": "question"}
LINE = {"column": "question"}
MADE = {"question": "hmie-2005/3.2/joint-understanding/very_good/0"}

PLANNING: list[Row] = [
    ("looks:new", "get", (302, 403, 200, 200, 200), {}, {}),
    # What somebody else's team is asked about is not theirs: they choose again.
    ("looks:new", "post", (401, 403, 302, 302, 422), ASKED, {}),
    ("looks:describe", "get", WRITERS, {}, {}),
    # Nothing was typed: the form stands as it was.
    ("looks:describe", "post", (401, 403, 200, 200, 404), {}, {}),
    ("looks:describe_aside", "post", (401, 302, 302, 302, 404), {}, {}),
    ("looks:themes", "get", WRITERS, {}, {}),
    ("looks:themes", "post", SAVES, {"themes": ASKED["themes"]}, {}),
    ("looks:themes", "post", (401, 403, 422, 422, 404), {"themes": "none"}, {}),
    ("looks:discard", "get", WRITERS, {}, {}),
    ("looks:discard", "post", SAVES, {}, {}),
    ("looks:line_new", "get", WRITERS, {}, AT),
    ("looks:line_new", "post", SAVES, {"text": "Who is told?"}, AT),
    ("looks:line_new", "post", (401, 403, 422, 422, 404), {"text": " "}, AT),
    ("looks:line_new", "get", (302, 403, 404, 404, 404), {}, AT | {"key": "nothing"}),
    ("looks:line_new", "get", (302, 403, 404, 404, 404), {}, AT | {"number": "1.1"}),
    ("looks:line_new", "get", (302, 403, 404, 404, 404), {}, AT | {"column": "nothing"}),
    ("looks:line_from", "post", SAVES, MADE, AT),
    ("looks:line_from", "post", (401, 403, 400, 400, 404), {"question": "nonsense"}, AT),
    ("looks:line", "get", WRITERS, {}, LINE),
    ("looks:line", "get", (302, 404, 404, 404, 404), {}, LINE | {"line_id": "0" * 16}),
    ("looks:line", "get", (302, 404, 404, 404, 404), {}, {"column": "way"}),
    ("looks:line", "post", (401, 403, 409, 409, 404), {"text": "Who is told?", "base": "older"}, LINE),
    *(("looks:line_act", "post", SAVES, {}, LINE | {"act": act}) for act in ("up", "down", "out", "back")),
    ("looks:line_act", "post", (401, 404, 404, 404, 404), {}, LINE | {"act": "away"}),
]
