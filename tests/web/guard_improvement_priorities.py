"""Who gets what of priorities, of closing them and of plans: a part of `guard_improvement`. All is the team's."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                 nobody reader evaluator lead stranger
READERS, NOT_THERE = (302, 200, 200, 200, 404), (302, 404, 404, 404, 404)
PLANS, LEADS = (302, 403, 200, 200, 404), (302, 403, 403, 200, 404)
SAVES, UNFIT = (401, 403, 302, 302, 404), (401, 403, 422, 422, 404)
STALE, NOTHING_SENT = (401, 403, 409, 409, 404), (401, 404, 404, 404, 404)
NOT_OF_IT, SHUT_NOW = (401, 403, 404, 404, 404), (302, 403, 409, 409, 404)
NO_SUCH = (302, 403, 404, 404, 404)
# Agreeing, closing and opening again are for whoever leads.
AGREES, LACKS = (401, 403, 403, 302, 404), (401, 403, 403, 422, 404)
NOWHERE = {"priority_id": "0" * 16}
OPEN, SHUT = {"priority_id": "proposed_id"}, {"priority_id": "closed_id"}
FOUND = {"where": "of:survey", "words": "At night nobody answers."}

PRIORITIES: list[Row] = [
    ("improvement:priorities", "get", READERS, {}, {}),
    ("improvement:priorities", "get", NOT_THERE, {}, {"unit_id": "0" * 16}),
    ("improvement:priority_new", "get", PLANS, {}, {}),
    ("improvement:priority_new", "post", SAVES, {"title": "Ring sooner"}, {}),
    ("improvement:priority_new", "post", UNFIT, {"title": ""}, {}),
    ("improvement:priority", "get", READERS, {}, {}),
    ("improvement:priority", "get", READERS, {}, SHUT),
    ("improvement:priority", "get", NOT_THERE, {}, NOWHERE),
    ("improvement:priority_change", "get", PLANS, {}, {}),
    ("improvement:priority_change", "get", SHUT_NOW, {}, SHUT),
    ("improvement:priority_change", "post", STALE, {"title": "Later", "base": "EMPTY"}, {}),
    ("improvement:priority_change", "post", UNFIT, {"title": "", "base": "PRIORITY_MARK"}, {}),
    ("improvement:priority_change", "post", NOTHING_SENT, {"title": "Later"}, NOWHERE),
    ("improvement:priority_agree", "get", LEADS, {}, OPEN),
    ("improvement:priority_agree", "post", AGREES, {}, OPEN),
    ("improvement:priority_agree", "post", AGREES, {}, {}),
    ("improvement:priority_agree", "post", NOTHING_SENT, {}, NOWHERE),
    ("improvement:priority_close", "get", LEADS, {}, {}),
    ("improvement:priority_close", "get", (302, 403, 403, 409, 404), {}, OPEN),
    ("improvement:priority_close", "post", AGREES, {"text": "The service has ended."}, {}),
    ("improvement:priority_close", "post", LACKS, {"text": ""}, {}),
    ("improvement:priority_close", "post", LACKS, {"judgement": "0" * 16}, {}),
    ("improvement:priority_close", "post", NOTHING_SENT, {"text": "Ended."}, NOWHERE),
    ("improvement:priority_reopen", "get", LEADS, {}, SHUT),
    ("improvement:priority_reopen", "post", AGREES, {"text": "It has begun again."}, SHUT),
    ("improvement:priority_reopen", "post", LACKS, {"text": ""}, SHUT),
    ("improvement:priority_reopen", "post", (401, 403, 403, 409, 404), {"text": "It is open."}, {}),
    ("improvement:priority_move", "post", SAVES, {"before": "PROPOSED"}, {}),
    ("improvement:priority_move", "post", NOT_OF_IT, {"after": "0" * 16}, {}),
    ("improvement:priority_out", "post", SAVES, {}, OPEN),
    ("improvement:priority_out", "post", SAVES, {"back": "1"}, OPEN),
    ("improvement:priority_out", "post", STALE, {}, {}),
    ("improvement:priority_before", "get", READERS, {}, {}),
    ("improvement:finding_new", "get", PLANS, {}, {}),
    ("improvement:finding_new", "post", SAVES, FOUND, {}),
    ("improvement:finding_new", "post", UNFIT, {"where": "", "words": ""}, {}),
    ("improvement:finding_new", "post", UNFIT, {"where": "item:" + "0" * 16, "words": "Seen."}, {}),
    ("improvement:finding", "get", PLANS, {}, {}),
    ("improvement:finding", "get", NO_SUCH, {}, {"finding_id": "0" * 16}),
    ("improvement:finding", "post", STALE, FOUND | {"base": "EMPTY"}, {}),
    ("improvement:finding_out", "post", SAVES, {}, {}),
    ("improvement:finding_out", "post", SAVES, {"back": "1"}, {}),
    ("improvement:finding_out", "post", NOT_OF_IT, {}, {"finding_id": "0" * 16}),
    ("improvement:plans", "get", READERS, {}, {}),
    ("improvement:plans", "post", SAVES, {"name": "Service plan"}, {}),
    ("improvement:plans", "post", UNFIT, {"name": ""}, {}),
    ("improvement:plan", "get", PLANS, {}, {}),
    ("improvement:plan", "get", NO_SUCH, {}, {"plan_id": "0" * 16}),
    ("improvement:plan", "post", SAVES, {"name": "Another plan"}, {}),
    ("improvement:plan_out", "post", SAVES, {}, {}),
    ("improvement:plan_out", "post", SAVES, {"back": "1"}, {}),
    ("improvement:part", "get", READERS, {}, {}),
    *(("improvement:part_file", "get", READERS, {}, {"format": kind}) for kind in ("docx", "xlsx")),
    ("improvement:part_file", "get", NOT_THERE, {}, {"format": "csv"}),
]
