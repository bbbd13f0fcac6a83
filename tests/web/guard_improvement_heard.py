"""Who gets what at you said, we did: a part of `guard_improvement`. Everything is the team's."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
READERS, WRITERS = (302, 200, 200, 200, 404), (302, 403, 200, 200, 404)
SAVES, LEADS = (401, 403, 302, 302, 404), (401, 403, 403, 302, 404)
NOT_THERE = (302, 404, 404, 404, 404)
SAID = {"voice": "staff", "source": "Team talk", "heard": "You said it."}
CHANGED = SAID | {"base": "ANSWERING_MARK"}

HEARD: list[Row] = [
    ("improvement:heard", "get", READERS, {}, {}),
    ("improvement:heard", "get", NOT_THERE, {}, {"unit_id": "0" * 16}),
    ("improvement:heard_new", "get", WRITERS, {}, {}),
    ("improvement:heard_new", "post", SAVES, SAID, {}),
    ("improvement:heard_new", "post", (401, 403, 422, 422, 404), SAID | {"heard": ""}, {}),
    ("improvement:heard_new", "post", (401, 403, 422, 422, 404), SAID | {"items": "item:0"}, {}),
    ("improvement:heard_new", "post", (401, 403, 200, 200, 404), SAID | {"begin": "1"}, {}),
    ("improvement:heard_change", "get", WRITERS, {}, {}),
    ("improvement:heard_change", "get", NOT_THERE, {}, {"answering_id": "0" * 16}),
    ("improvement:heard_change", "post", SAVES, CHANGED, {}),
    ("improvement:heard_change", "post", (401, 403, 409, 409, 404), SAID | {"base": "older"}, {}),
    ("improvement:heard_one", "get", READERS, {}, {}),
    ("improvement:heard_one", "get", NOT_THERE, {}, {"answering_id": "0" * 16}),
    ("improvement:heard_remove", "post", SAVES, {}, {}),
    ("improvement:heard_remove", "post", SAVES, {"back": "1"}, {}),
    ("improvement:heard_remove", "post", (401, 404, 404, 404, 404), {}, {"answering_id": "0" * 16}),
    ("improvement:heard_ready", "post", LEADS, {"base": "ANSWERING_MARK"}, {}),
    ("improvement:heard_ready", "post", (401, 403, 403, 409, 404), {"base": "older"}, {}),
    ("improvement:heard_ready", "post", LEADS, {"back": "1"}, {}),
    ("improvement:heard_sheet", "get", READERS, {}, {}),
    ("improvement:heard_sheet", "get", NOT_THERE, {}, {"sheet": "nobody"}),
    ("improvement:heard_file", "get", READERS, {}, {"format": "docx"}),
    ("improvement:heard_file", "get", READERS, {}, {"format": "pdf"}),
    ("improvement:heard_file", "get", NOT_THERE, {}, {"format": "xlsx"}),
    ("improvement:heard_file", "get", NOT_THERE, {}, {"sheet": "nobody"}),
]
