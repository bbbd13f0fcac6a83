"""Who gets what at the addresses of joint broad views and of the programme: a part of `guard_table`."""

from __future__ import annotations

from typing import Any

PLAN = {
    "unit": "COMMITTEE",
    "framework": "hmie-2005",
    "title": "Joint",
    "period": "2026",
    "scope": "all",
    "due": "DUE",
    "invited": "TEAM",
}
PLANNED = {"kind": "survey", "title": "Survey", "starts": "1 March 2027", "ends": "May 2027"}
#                                            nobody reader evaluator lead stranger
EVERYBODY, SIGNED_IN, READERS = (200,) * 5, (302, 200, 200, 200, 200), (302, 200, 200, 200, 404)
WRITERS = (302, 403, 200, 200, 404)
SAVES, SAVES_ALL = (401, 403, 302, 302, 404), (401, 302, 302, 302, 302)
LEADS = (401, 403, 403, 302, 404)
NOT_LED = (302, 403, 403, 200, 404)

JOINT: list[tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]] = [
    ("joint:overview", "get", (302, 200, 200, 200, 404), {}, {}),
    ("joint:list", "get", SIGNED_IN, {}, {}),
    # the lead officer leads a partnership once there is one
    ("joint:new", "get", (302, 403, 403, 403, 403), {}, {}),
    ("joint:new", "post", (401, 403, 403, 302, 403), PLAN, {}),
    ("joint:new", "post", (401, 403, 403, 422, 403), PLAN | {"due": "1900"}, {}),
    ("joint:invite", "get", NOT_LED, {}, {}),
    ("joint:invite", "post", (401, 403, 403, 302, 404), {"invited": "TEAM"}, {}),
    ("joint:invite", "post", (401, 403, 403, 422, 404), {"invited": "ELSEWHERE"}, {}),
    ("joint:change", "get", NOT_LED, {}, {}),
    ("joint:change", "post", LEADS, {"title": "Joint", "due": "DUE", "invitation": "Please look."}, {}),
    ("joint:change", "post", (401, 403, 403, 422, 404), {"title": "", "due": "DUE"}, {}),
    ("joint:call_off", "get", NOT_LED, {}, {}),
    ("joint:call_off", "post", LEADS, {}, {}),
    ("joint:take_up", "post", LEADS, {}, {}),
    ("joint:party", "get", NOT_LED, {}, {}),
    ("joint:party", "get", (302, 404, 404, 404, 404), {}, {"contribution_id": "0" * 16}),
    ("joint:question", "get", NOT_LED, {}, {}),
    ("joint:question", "post", (401, 403, 403, 422, 404), {"text": "Why?", "seen": "0"}, {}),
    ("joint:extend", "get", NOT_LED, {}, {}),
    ("joint:extend", "post", LEADS, {"until": "June 2027", "text": "Their system came late."}, {}),
    ("joint:extend", "post", (401, 403, 403, 422, 404), {"until": "1900", "text": "x"}, {}),
    ("joint:accept", "post", (401, 403, 403, 409, 404), {"seen": "0"}, {}),
    ("joint:accept", "post", (401, 404, 404, 404, 404), {}, {"contribution_id": "0" * 16}),
    ("joint:answers", "post", LEADS, {"person": "EVALUATOR"}, {}),
    ("joint:answers", "post", (401, 403, 403, 409, 404), {"person": "0"}, {}),
    ("joint:again", "post", (401, 403, 403, 409, 404), {}, {}),
    ("joint:take_back", "post", (401, 403, 403, 409, 404), {}, {}),
    ("joint:invitation", "get", READERS, {}, {}),
    ("joint:agree", "post", LEADS, {}, {}),
    ("joint:decline", "get", (302, 403, 403, 200, 404), {}, {}),
    ("joint:decline", "post", LEADS, {"text": "Not this year."}, {}),
    ("joint:decline", "post", (401, 403, 403, 422, 404), {"text": ""}, {}),
    ("joint:own", "get", (302, 403, 403, 200, 404), {}, {}),
    ("joint:own", "post", LEADS, {}, {}),
    ("joint:own", "post", (401, 403, 403, 404, 404), {"evaluation": "0" * 16}, {}),
    # Nothing has begun that could be handed in: it leads to where something is.
    ("joint:hand_in", "get", (302, 403, 403, 302, 404), {}, {}),
    ("joint:hand_in", "post", (401, 403, 403, 404, 404), {"of": "0" * 16, "number": "1"}, {}),
    # So with what stands behind it.
    ("joint:evidence", "get", (302, 403, 403, 302, 404), {}, {}),
    ("joint:evidence", "post", (401, 403, 403, 302, 404), {"items": "0" * 16}, {}),
    # The team is asked in full, not in the short form.
    ("joint:short", "get", (302, 404, 404, 404, 404), {}, {}),
    ("joint:short", "post", (401, 404, 404, 404, 404), {"0-strengths": "Seen."}, {}),
    ("joint:short_choose", "post", (401, 404, 404, 404, 404), {"number": "1.1"}, {}),
    ("joint:short_choose", "get", (302, 404, 404, 404, 404), {}, {}),
    ("joint:agreed", "get", (302, 200, 200, 200, 404), {}, {}),
    ("joint:matrix", "get", (302, 200, 200, 200, 404), {}, {}),
    ("joint:patterns", "get", (302, 200, 200, 200, 404), {}, {}),
    ("joint:row", "get", (302, 200, 200, 200, 404), {}, {}),
    ("joint:from", "get", (302, 200, 200, 200, 404), {}, {"joint_id": "handed"}),
    ("joint:from", "get", (302, 404, 404, 404, 404), {}, {"organisation_id": "0000000000000000"}),
    # The team handed in no words of 1.1, and nothing at all where nobody has.
    ("joint:take_over", "post", (401, 403, 403, 409, 404), {}, {"joint_id": "handed", "number": "1.1"}),
    ("joint:take_over", "post", (401, 404, 404, 404, 404), {}, {"number": "1.1"}),
    ("calendar:agenda", "get", SIGNED_IN, {}, {}),
    ("calendar:new", "get", (302, 403, 200, 200, 200), {}, {}),
    ("calendar:new", "post", (401, 403, 302, 302, 302), PLANNED, {}),
    ("calendar:new", "post", (401, 403, 422, 422, 422), PLANNED | {"kind": "party"}, {}),
    ("calendar:new", "post", (401, 403, 422, 422, 422), PLANNED | {"ends": "1 March 2026", "starts": ""}, {}),
    ("calendar:change", "get", WRITERS, {}, {}),
    ("calendar:change", "get", (302, 404, 404, 404, 404), {}, {"planned_id": "0" * 16}),
    ("calendar:change", "post", (401, 403, 302, 302, 404), PLANNED | {"revision": "1"}, {}),
    ("calendar:change", "post", (401, 403, 409, 409, 404), PLANNED | {"revision": "9"}, {}),
    ("calendar:remove", "get", WRITERS, {}, {}),
    ("calendar:remove", "post", (401, 403, 302, 302, 404), {}, {}),
    ("calendar:feed", "get", SIGNED_IN, {}, {}),
    ("calendar:feed", "post", (401, 200, 200, 200, 200), {}, {}),
    ("calendar:feed_end", "post", SAVES_ALL, {}, {}),
    ("calendar:feed_file", "get", EVERYBODY, {}, {"secret": "feed"}),
    ("calendar:feed_file", "get", (404,) * 5, {}, {"secret": "wrong"}),
]
