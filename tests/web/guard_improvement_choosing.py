"""Who gets what where priorities are chosen: a part of `guard_improvement`. Everything is the team's."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                           nobody reader evaluator lead stranger
READERS = (302, 200, 200, 200, 404)
WRITERS, SAVES = (302, 403, 200, 200, 404), (401, 403, 302, 302, 404)
LEADS, LED = (401, 403, 403, 302, 404), (302, 403, 403, 200, 404)
NOBODYS = (302, 404, 404, 404, 404)
OF, THERE_IS_NOT = {"candidate_key": "3.2"}, {"candidate_key": "9.9"}
PARKS = {"decision": "parked", "reason": "The new system first.", "base": "UNDECIDED"}
CHOOSES = {"decision": "chosen", "title": "Sooner", "priority_id": "0" * 16, "base": "UNDECIDED"}
FOUND = {"words": "Few are asked.", "source": "survey", "base": "OWN_MARK"}

CHOOSING: list[Row] = [
    ("improvement:before", "get", READERS, {}, {}),
    ("improvement:before", "post", (401, 200, 200, 200, 404), {"title": "Ring sooner"}, {}),
    ("improvement:choosing", "get", READERS, {}, {}),
    ("improvement:candidate", "get", READERS, {}, OF),
    ("improvement:candidate", "get", READERS, {}, {}),
    ("improvement:candidate", "get", NOBODYS, {}, THERE_IS_NOT),
    ("improvement:candidate", "post", SAVES, {"harm": "soon", "base": "UNWEIGHED"}, OF),
    ("improvement:candidate", "post", (401, 403, 422, 422, 404), {"harm": "x", "base": ""}, OF),
    ("improvement:decide", "post", LEADS, PARKS, OF),
    ("improvement:decide", "post", LEADS, CHOOSES, OF),
    ("improvement:decide", "post", (401, 403, 403, 409, 404), PARKS | {"base": "older"}, OF),
    ("improvement:decide", "post", (401, 403, 403, 422, 404), PARKS | {"reason": ""}, OF),
    ("improvement:take_back", "post", LEADS, {}, OF),
    ("improvement:candidate_new", "get", WRITERS, {}, {}),
    ("improvement:candidate_new", "post", SAVES, FOUND, {}),
    ("improvement:candidate_words", "get", WRITERS, {}, {}),
    ("improvement:candidate_words", "get", NOBODYS, {}, OF),
    ("improvement:candidate_words", "post", SAVES, FOUND, {}),
    ("improvement:candidate_words", "post", (401, 403, 409, 409, 404), FOUND | {"base": "older"}, {}),
    ("improvement:candidate_out", "post", SAVES, {}, {}),
    ("improvement:candidate_out", "post", (401, 403, 404, 404, 404), {}, OF),
    ("improvement:nothing", "get", LED, {}, {}),
    ("improvement:nothing", "post", LEADS, {"reason": "We finish what we began."}, {}),
    ("improvement:nothing_end", "post", LEADS, {}, {}),
]
