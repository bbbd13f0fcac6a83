"""Who gets what at what is tracked beside priorities: a part of `guard_improvement`. Everything is the team's."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
READERS, WRITERS = (302, 200, 200, 200, 404), (302, 403, 200, 200, 404)
SAVES, NOT_THERE = (401, 403, 302, 302, 404), (302, 404, 404, 404, 404)
SAID = {"kind": "training", "text": "A course", "state": "open"}
TAKEN = {"who": "Two nurseries", "on": "3 February 2026"}
GONE = {"taken_id": "0" * 16}

TRACKED: list[Row] = [
    ("improvement:tracked", "get", READERS, {}, {}),
    ("improvement:tracked", "get", NOT_THERE, {}, {"unit_id": "0" * 16}),
    ("improvement:tracked_new", "get", WRITERS, {}, {}),
    ("improvement:tracked_new", "post", SAVES, SAID, {}),
    ("improvement:tracked_new", "post", (401, 403, 422, 422, 404), SAID | {"text": ""}, {}),
    ("improvement:tracked_new", "post", (401, 403, 422, 422, 404), SAID | {"state": "dropped"}, {}),
    ("improvement:tracked_change", "get", WRITERS, {}, {}),
    ("improvement:tracked_change", "get", NOT_THERE, {}, {"tracked_id": "0" * 16}),
    ("improvement:tracked_change", "post", SAVES, SAID | {"base": "TRACKED_MARK"}, {}),
    ("improvement:tracked_change", "post", (401, 403, 409, 409, 404), SAID | {"base": "older"}, {}),
    ("improvement:tracked_one", "get", READERS, {}, {}),
    ("improvement:tracked_one", "get", NOT_THERE, {}, {"tracked_id": "0" * 16}),
    ("improvement:tracked_remove", "post", SAVES, {}, {}),
    ("improvement:tracked_remove", "post", SAVES, {"back": "1"}, {}),
    ("improvement:taken_new", "get", WRITERS, {}, {}),
    ("improvement:taken_new", "post", SAVES, TAKEN, {}),
    ("improvement:taken_new", "post", (401, 403, 422, 422, 404), TAKEN | {"on": ""}, {}),
    ("improvement:taken_change", "get", WRITERS, {}, {}),
    ("improvement:taken_change", "get", (302, 403, 404, 404, 404), {}, GONE),
    ("improvement:taken_change", "post", SAVES, TAKEN | {"base": "TAKEN_MARK"}, {}),
    ("improvement:taken_change", "post", (401, 403, 409, 409, 404), TAKEN | {"base": "older"}, {}),
    ("improvement:taken_remove", "post", SAVES, {}, {}),
    ("improvement:taken_remove", "post", SAVES, {"back": "1"}, {}),
    ("improvement:taken_remove", "post", (401, 403, 404, 404, 404), {}, GONE),
]
