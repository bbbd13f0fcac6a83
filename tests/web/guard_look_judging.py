"""Who gets what at the addresses of the board and of judging in a closer look: a part of `guard_look`."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                nobody reader evaluator lead stranger
READERS, WRITERS = (302, 200, 200, 200, 404), (302, 403, 200, 200, 404)
SENT, UNFIT = (401, 403, 302, 302, 404), (401, 403, 422, 422, 404)
NO_THING, NOTHING_SENT = (401, 403, 404, 404, 404), (401, 404, 404, 404, 404)
NUMBER = {"number": "3.2"}
ITEM = NUMBER | {"item_id": "look_item"}
NOWHERE = "0" * 16

LOOK_JUDGING: list[Row] = [
    ("looks:answer", "get", READERS, {}, {}),
    ("looks:answer", "get", (302, 404, 404, 404, 404), {}, {"question_id": NOWHERE}),
    ("looks:answer", "post", SENT, {"answer": "We do.", "base_answer": "EMPTY"}, {}),
    ("looks:answer", "post", UNFIT, {"state": "perhaps", "base_state": "EMPTY"}, {}),
    ("looks:answer", "post", NO_THING, {"answer": "We do."}, {"question_id": NOWHERE}),
    ("looks:sightings", "get", READERS, {}, {}),
    ("looks:sightings", "get", (302, 404, 404, 404, 404), {}, {"feature_id": NOWHERE}),
    ("looks:sightings", "post", SENT, {"source": "LOOK_WAY", "seen": "partly", "base": "LOOK_SEEN"}, {}),
    ("looks:sightings", "post", UNFIT, {"source": "", "seen": ""}, {}),
    ("looks:sightings", "post", (401, 403, 409, 409, 404), {"source": "LOOK_WAY", "seen": "not_seen"}, {}),
    ("looks:sighting_undo", "post", SENT, {"source": "LOOK_WAY", "base": "LOOK_SEEN"}, {}),
    ("looks:sighting_undo", "post", (401, 403, 409, 409, 404), {"source": "LOOK_WAY", "base": ""}, {}),
    ("looks:groups", "get", READERS, {}, {}),
    ("looks:groups", "post", SENT, {"text": "Families on the islands", "by_what": "area"}, {}),
    ("looks:groups", "post", UNFIT, {"text": "", "by_what": "area"}, {}),
    ("looks:group", "get", WRITERS, {}, {}),
    ("looks:group", "get", (302, 403, 404, 404, 404), {}, {"group_id": NOWHERE}),
    ("looks:group", "post", (401, 403, 409, 409, 404), {"text": "Others", "by_what": "age"}, {}),
    ("looks:group_out", "post", SENT, {}, {}),
    ("looks:group_out", "post", NO_THING, {}, {"group_id": NOWHERE}),
    ("looks:group_back", "post", SENT, {}, {}),
    ("looks:aside", "post", (401, 302, 302, 302, 404), {}, {"aside": "look_aside"}),
    ("looks:aside", "post", (401, 403, 302, 404, 404), {"take": "1"}, {"aside": "look_aside"}),
    ("looks:indicator", "get", READERS, {}, NUMBER),
    ("looks:indicator", "get", (302, 404, 404, 404, 404), {}, {"number": "1.1"}),
    ("looks:indicator", "post", SENT, {"choice": "good", "base_choice": "EMPTY"}, NUMBER),
    ("looks:indicator", "post", UNFIT, {"choice": "brilliant", "base_choice": "EMPTY"}, NUMBER),
    (
        "looks:indicator",
        "post",
        NOTHING_SENT,
        {"each": "no-such-theme", "strengths.no-such-theme": "Strong."},
        NUMBER,
    ),
    ("looks:indicator", "post", NOTHING_SENT, {"choice": "good", "base_choice": "EMPTY"}, {"number": "1.1"}),
    ("looks:history", "get", READERS, {}, NUMBER),
    ("looks:theme", "post", SENT, {"strengths": "Strong.", "base_strengths": "EMPTY"}, NUMBER),
    ("looks:theme", "post", NOTHING_SENT, {"strengths": "Strong."}, NUMBER | {"theme": "no-such-theme"}),
    ("looks:evidence_new", "get", WRITERS, {}, NUMBER),
    ("looks:evidence_new", "post", SENT, {"shows": "Reports came in time.", "stance": "supports"}, NUMBER),
    ("looks:evidence_new", "post", UNFIT, {"shows": ""}, NUMBER),
    ("looks:evidence_cite", "get", WRITERS, {}, NUMBER),
    ("looks:evidence_cite", "post", SENT, {"item_id": "LOOK_ITEM", "stance": "qualifies"}, NUMBER),
    ("looks:evidence_cite", "post", (401, 403, 404, 404, 404), {"item_id": NOWHERE}, NUMBER),
    ("looks:evidence", "get", WRITERS, {}, ITEM),
    ("looks:evidence", "post", (401, 403, 422, 422, 404), {"shows": ""}, ITEM),
    ("looks:uncite", "post", SENT, {}, ITEM),
]
