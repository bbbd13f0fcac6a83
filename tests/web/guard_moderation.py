"""Who gets what at each address of judging together. A part of `guard_table`.

The lead officer leads and the evaluator has joined; 1.1 is still hidden unless `meeting` says otherwise.
"""

from __future__ import annotations

from typing import Any

#                 nobody reader evaluator lead stranger
READERS, LED = (302, 200, 200, 200, 404), (302, 403, 403, 200, 404)
LEADS, NOT_NOW = (401, 403, 403, 302, 404), (401, 403, 403, 409, 404)
UNFIT = (401, 403, 403, 422, 404)
SHOWN = {"meeting": "shown"}
AGREED = {"agreed": "yes", "choice": "good", "reason": "We heard it twice.", "base": "EMPTY"}

MODERATION: list[tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]] = [
    ("short", "get", (302, 302, 302, 302, 404), {}, {}),
    ("short", "get", (302, 404, 404, 404, 404), {}, {"code": "zzzzz"}),
    ("moderation:joint", "get", READERS, {}, {}),
    ("moderation:of", "get", READERS, {}, {}),
    ("moderation:of", "get", (302, 404, 404, 404, 404), {}, {"evaluation_id": "0" * 16}),
    ("moderation:of", "get", READERS, {}, {"of": "lent"}),
    ("moderation:of", "get", (302, 404, 404, 200, 404), {}, {"of": "alone"}),
    ("moderation:begin", "get", LED, {}, {}),
    ("moderation:begin", "post", LEADS, {"how": "meeting", "indicators": "1.1"}, {}),
    ("moderation:begin", "post", UNFIT, {"how": "meeting", "indicators": "9.9"}, {}),
    ("moderation:begin", "post", (*NOT_NOW[:3], 422, 404), {"how": "post", "indicators": "1.1"}, {}),
    ("moderation:room", "get", READERS, {}, {}),
    ("moderation:room", "get", READERS, {}, SHOWN),
    ("moderation:join", "get", (302, 403, 200, 200, 404), {}, {}),
    ("moderation:join", "post", (401, 403, 302, 302, 404), {"unit": "TEAM"}, {}),
    ("moderation:join", "post", (401, 403, 422, 422, 404), {"unit": "ELSEWHERE"}, {}),
    ("moderation:lead", "get", LED, {}, {}),
    ("moderation:lead", "get", LED, {}, SHOWN),
    ("moderation:end", "post", NOT_NOW, {}, {}),
    ("moderation:end", "post", LEADS, {}, SHOWN),
    ("moderation:people", "get", LED, {}, {}),
    ("moderation:people", "post", LEADS, {"name": "Ailsa"}, {}),
    ("moderation:people", "post", UNFIT, {"name": ""}, {}),
    ("moderation:off", "post", LEADS, {}, {}),
    ("moderation:off", "post", (401, 403, 403, 404, 404), {}, {"evaluator_id": "0" * 16}),
    ("moderation:ask", "get", LED, {}, {}),
    ("moderation:ask", "post", UNFIT, {}, {}),
    ("moderation:round", "get", READERS, {}, {}),
    ("moderation:round", "get", (302, 404, 404, 404, 404), {}, {"round_id": "0" * 16}),
    ("moderation:round", "get", READERS, {}, SHOWN),
    ("moderation:round", "post", (401, 403, 302, 403, 404), {"choice": "good"}, {}),
    ("moderation:round", "post", (401, 403, 422, 403, 404), {"choice": "brilliant"}, {}),
    ("moderation:hand", "get", (302, 404, 404, 200, 404), {}, {}),
    ("moderation:hand", "get", (302, 404, 404, 404, 404), {}, {"evaluator_id": "0" * 16}),
    ("moderation:hand", "post", (401, 404, 404, 302, 404), {"choice": "good"}, {}),
    ("moderation:open", "post", LEADS, {}, {}),
    ("moderation:reveal", "post", NOT_NOW, {}, {}),
    ("moderation:reveal", "post", LEADS, {"anyway": "1"}, {}),
    ("moderation:again", "post", NOT_NOW, {}, {}),
    ("moderation:again", "post", LEADS, {}, SHOWN),
    ("moderation:agree", "get", (302, 403, 403, 409, 404), {}, {}),
    ("moderation:agree", "get", LED, {}, SHOWN),
    ("moderation:agree", "post", NOT_NOW, AGREED, {}),
    ("moderation:agree", "post", LEADS, AGREED | {"agreed": "no"}, SHOWN),
    ("moderation:agree", "post", UNFIT, AGREED | {"reason": ""}, SHOWN),
    ("moderation:agree", "post", NOT_NOW, AGREED, SHOWN),
]
