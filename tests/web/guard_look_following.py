"""Who gets what at what follows from a closer look, at finishing it, and at who reads it: a part of `guard_look`."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
READERS, WRITERS = (302, 200, 200, 200, 404), (302, 403, 200, 200, 404)
SAVES, NOT_THERE = (401, 403, 302, 302, 404), (302, 404, 404, 404, 404)
LEADS, NOT_LED = (401, 403, 403, 302, 404), (302, 403, 403, 200, 404)
SAID = {"kind": "training", "text": "A course", "state": "open"}
LOOK, FINISHED = {"of": "look"}, {"look_id": "finished_id"}
OFFERED = {"number": "3.2"}

FOLLOWING: list[Row] = [
    ("looks:follow_new", "get", WRITERS, {}, {}),
    ("looks:follow_new", "get", (302, 403, 302, 302, 404), {}, FINISHED),
    ("looks:follow_new", "post", SAVES, SAID, {}),
    ("looks:follow_new", "post", (401, 403, 422, 422, 404), SAID | {"text": ""}, {}),
    ("looks:follow_change", "get", WRITERS, {}, {}),
    ("looks:follow_change", "get", (302, 403, 404, 404, 404), {}, {"follow_id": "0" * 16}),
    ("looks:follow_change", "post", SAVES, SAID | {"base": "FOLLOW"}, {}),
    ("looks:follow_change", "post", (401, 403, 409, 409, 404), SAID | {"base": "older"}, {}),
    ("looks:follow_remove", "post", SAVES, {}, {}),
    ("looks:follow_remove", "post", SAVES, {"back": "1"}, {}),
    ("looks:follow_remove", "post", (401, 403, 404, 404, 404), {}, {"follow_id": "0" * 16}),
    ("looks:finish", "get", NOT_LED, {}, {}),
    ("looks:finish", "get", NOT_LED, {}, FINISHED),
    ("looks:finish", "post", LEADS, {}, {}),
    ("looks:reopen", "get", (302, 403, 403, 302, 404), {}, {}),
    ("looks:reopen", "get", NOT_LED, {}, FINISHED),
    ("looks:reopen", "post", LEADS, {"text": "A group wants to be heard."}, FINISHED),
    ("looks:reopen", "post", (401, 403, 403, 422, 404), {"text": ""}, FINISHED),
    ("looks:offer", "post", (401, 404, 404, 404, 404), {}, FINISHED),
    ("looks:offer", "post", SAVES, {"view": "VIEW", "numbers": "3.2"}, FINISHED),
    ("looks:sharing", "get", READERS, {}, LOOK),
    ("looks:sharing", "post", LEADS, {"audience": "READER", "why": "They asked."}, LOOK),
    ("looks:sharing_end", "post", LEADS, {}, LOOK | {"act": "look_act"}),
    ("looks:remove", "get", NOT_LED, {}, LOOK),
    ("looks:remove", "post", (401, 403, 403, 200, 404), {"words": "Torquil"}, LOOK),
    ("looks:hold", "get", NOT_LED, {}, LOOK),
    ("looks:hold", "post", LEADS, {"why": "An inquiry."}, LOOK),
    ("broad_views:offer", "get", WRITERS, {}, OFFERED),
    ("broad_views:offer", "get", NOT_THERE, {}, {"number": "3.2", "offer_id": "0" * 16}),
    ("broad_views:offer", "post", SAVES, {"do": "words"}, OFFERED),
    ("broad_views:offer", "post", SAVES, {"do": "evidence"}, OFFERED),
    ("broad_views:offer", "post", SAVES, {"do": "aside"}, OFFERED),
    ("broad_views:offer", "post", SAVES, {"do": "back"}, OFFERED),
    ("broad_views:offer", "post", SAVES, {"choice": "good", "base": "EMPTY"}, OFFERED),
    ("broad_views:offer", "post", (401, 403, 422, 422, 404), {"choice": "best"}, OFFERED),
]
