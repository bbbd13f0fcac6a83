"""Who gets what where a unit's improvement is shared, held and removed from: a part of `guard_improvement`."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#          nobody reader evaluator lead stranger
READERS = (302, 200, 200, 200, 404)
LEADS = (401, 403, 403, 302, 404)
LEADS_SEE = (302, 403, 403, 200, 404)
WITH_READER = {"audience": "READER", "why": "They asked."}
NEVER = {"act_id": "0" * 16}

KEEPING: list[Row] = [
    ("improvement:sharing", "get", READERS, {}, {}),
    ("improvement:sharing", "post", LEADS, WITH_READER, {}),
    ("improvement:sharing", "post", (401, 422, 422, 422, 404), {"audience": "READER"}, {}),
    ("improvement:sharing_end", "post", LEADS, {}, {"act": "priority_act"}),
    ("improvement:sharing_end", "post", (401, 404, 404, 404, 404), {}, NEVER),
    ("improvement:tracked_sharing", "get", READERS, {}, {}),
    ("improvement:tracked_sharing", "post", LEADS, WITH_READER, {}),
    ("improvement:tracked_sharing_end", "post", LEADS, {}, {"act": "tracked_act"}),
    ("improvement:heard_sharing", "get", READERS, {}, {}),
    ("improvement:heard_sharing", "post", LEADS, WITH_READER, {}),
    ("improvement:heard_sharing_end", "post", LEADS, {}, {"act": "answering_act"}),
    ("improvement:hold", "get", LEADS_SEE, {}, {}),
    ("improvement:hold", "post", LEADS, {"why": "An inquiry."}, {}),
    ("improvement:hold", "post", (401, 403, 403, 422, 404), {"why": ""}, {}),
    ("improvement:remove", "get", LEADS_SEE, {}, {}),
    ("improvement:remove", "post", (401, 403, 403, 200, 404), {"words": "Torquil"}, {}),
    ("improvement:remove_words", "get", LEADS_SEE, {}, {}),
    ("improvement:remove_words", "post", (401, 403, 403, 200, 404), {"words": "Torquil"}, {}),
    ("improvement:remove_words", "post", (401, 403, 403, 422, 404), {"words": "x"}, {}),
]
