"""Who gets what at the addresses of actions: a part of `guard_improvement`. Everything is the team's."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                           nobody reader evaluator lead stranger
READERS, WRITERS = (302, 200, 200, 200, 404), (302, 403, 200, 200, 404)
SAVES, NOT_THERE = (401, 403, 302, 302, 404), (302, 404, 404, 404, 404)
UNFIT, STALE = (401, 403, 422, 422, 404), (401, 403, 409, 409, 404)
NONE = {"action_id": "0" * 16}
PROPOSED, DONE, PROVED = ({"action_id": f"{state}_action_id"} for state in ("proposed", "done", "proved"))
STEP = {"step": "action_step_id"}
SAID = {"title": "Ring the school", "target": "Every school is rung", "due": "1 March 2099"}

DOING: list[Row] = [
    ("improvement:action", "get", READERS, {}, {}),
    ("improvement:action", "get", NOT_THERE, {}, NONE),
    ("improvement:action_new", "get", WRITERS, {}, {}),
    ("improvement:action_new", "post", SAVES, SAID, {}),
    ("improvement:action_new", "post", UNFIT, {"title": ""}, {}),
    ("improvement:action_new", "post", UNFIT, SAID | {"due": "1 March 2020"}, {}),
    ("improvement:action_new", "post", SAVES, SAID | {"due": "1 March 2020", "past": "2020-03-01"}, {}),
    ("improvement:action_change", "get", WRITERS, {}, {}),
    ("improvement:action_change", "get", NOT_THERE, {}, NONE),
    ("improvement:action_change", "post", SAVES, SAID | {"base": "ACTION_MARK", "lead": "EVALUATOR"}, {}),
    ("improvement:action_change", "post", UNFIT, SAID | {"base": "ACTION_MARK", "target": ""}, {}),
    ("improvement:action_change", "post", STALE, SAID | {"base": "older"}, {}),
    ("improvement:action_earlier", "get", READERS, {}, {}),
    ("improvement:action_earlier", "get", NOT_THERE, {}, NONE),
    ("improvement:action_agree", "post", (401, 403, 403, 302, 404), {}, PROPOSED),
    ("improvement:action_remove", "post", SAVES, {}, PROPOSED),
    ("improvement:action_remove", "post", STALE, {}, {}),
    ("improvement:action_remove", "post", SAVES, {"back": "1"}, PROPOSED),
    ("improvement:action_order", "post", SAVES, {"up": "1"}, {}),
    ("improvement:action_order", "post", SAVES, {"down": "1"}, PROPOSED),
    ("improvement:action_tell", "post", SAVES, {"state": "stuck", "text": "No phones."}, {}),
    ("improvement:action_tell", "post", UNFIT, {"state": "stuck", "text": ""}, {}),
    ("improvement:action_tell", "post", UNFIT, {"state": "impact_shown"}, {}),
    ("improvement:action_tell", "post", STALE, {"state": "done", "base": "agreed", "text": "x"}, {}),
    ("improvement:action_take_back", "post", SAVES, {"told": "TOLD"}, {}),
    ("improvement:action_take_back", "post", STALE, {"told": "0" * 16}, {}),
    ("improvement:action_wait", "post", SAVES, {"other": "OTHER_ACTION"}, {}),
    ("improvement:action_wait", "post", UNFIT, {"other": "0" * 16}, {}),
    ("improvement:action_wait", "post", SAVES, {"no_more": "OTHER_ACTION"}, {}),
    ("improvement:action_step_new", "post", SAVES, {"step": "Write it down"}, {}),
    ("improvement:action_step_new", "post", UNFIT, {"step": ""}, {}),
    ("improvement:action_step", "get", WRITERS, {}, STEP),
    ("improvement:action_step", "get", (302, 403, 404, 404, 404), {}, {"step_id": "0" * 16}),
    ("improvement:action_step", "post", SAVES, {"text": "Write it", "base": "STEP_MARK"}, STEP),
    ("improvement:action_step", "post", STALE, {"text": "Write it", "base": "older"}, STEP),
    ("improvement:action_step_do", "post", SAVES, {"do": "done"}, STEP),
    ("improvement:action_step_do", "post", SAVES, {"do": "out"}, STEP),
    ("improvement:action_step_do", "post", (401, 404, 404, 404, 404), {"do": "away"}, STEP),
    ("improvement:action_proof", "get", WRITERS, {}, DONE),
    ("improvement:action_proof", "get", WRITERS, {}, {}),
    ("improvement:action_proof", "post", SAVES, {"item": "IMPACT"}, DONE),
    ("improvement:action_proof", "post", UNFIT, {"item": "EARLIER_IMPACT"}, DONE),
    ("improvement:action_proof", "post", UNFIT, {"item": "IMPACT"}, {}),
    ("improvement:action_proof_new", "get", WRITERS, {}, DONE),
    ("improvement:action_proof_new", "post", SAVES, {"shows": "They say so.", "when": "YESTERDAY"}, DONE),
    ("improvement:action_proof_new", "post", UNFIT, {"shows": "They say so.", "when": "2010"}, DONE),
    ("improvement:action_proof_back", "get", WRITERS, {}, PROVED),
    ("improvement:action_proof_back", "get", (302, 403, 404, 404, 404), {}, PROVED | {"proof_id": "0" * 16}),
    ("improvement:action_proof_back", "post", SAVES, {"text": "It was another school."}, PROVED),
    ("improvement:action_proof_back", "post", UNFIT, {"text": ""}, PROVED),
]
