"""Who gets what where one finds out: a part of `guard_look`."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
READERS, WRITERS = (302, 200, 200, 200, 404), (302, 403, 200, 200, 404)
SAVES, NOT_THERE = (401, 403, 302, 302, 404), (302, 404, 404, 404, 404)
WRONG, LOST = (401, 403, 422, 422, 404), (401, 403, 404, 404, 404)
NOTE = {
    "note_id": "FOUND",
    "text": "They ring each other first, and write it down.",
    "base_text": "FOUND_MARK",
}
# Without script, the form of a whole page.
NEW = "0" * 16
ALL_NOTES = {"each": NEW, f"text.{NEW}": "They ring.", f"base_text.{NEW}": "EMPTY"}

FINDING: list[Row] = [
    ("looks:way", "get", READERS, {}, {}),
    ("looks:way", "get", NOT_THERE, {}, {"way_id": "0" * 16}),
    ("looks:way", "post", SAVES, {"on": "10 March 2026"}, {}),
    ("looks:way", "post", WRONG, {"on": "some day"}, {}),
    ("looks:way_done", "post", SAVES, {}, {}),
    ("looks:way_done", "post", LOST, {}, {"way_id": "0" * 16}),
    ("looks:sitting", "get", READERS, {}, {}),
    ("looks:sitting", "get", NOT_THERE, {}, {"sitting_id": "0" * 16}),
    ("looks:sitting_about", "get", WRITERS, {}, {}),
    ("looks:sitting_about", "post", WRONG, {"on": "some day"}, {}),
    ("looks:sitting_out", "post", SAVES, {}, {}),
    ("looks:note", "post", SAVES, NOTE, {}),
    ("looks:note", "post", SAVES, ALL_NOTES, {}),
    ("looks:note", "post", SAVES, {"each": "0" * 16}, {}),
    ("looks:note", "post", (401, 400, 400, 400, 400), {"note_id": "FOUND"}, {}),
    ("looks:note", "post", (401, 409, 409, 409, 409), NOTE | {"writer": "another"}, {}),
    ("looks:note_out", "post", SAVES, {}, {}),
    ("looks:note_out", "post", (401, 403, 404, 404, 404), {}, {"noted_id": "0" * 16}),
    ("looks:note_evidence", "get", WRITERS, {}, {}),
    ("looks:note_evidence", "post", SAVES, {"bears": "strength"}, {}),
    ("looks:note_evidence", "get", NOT_THERE, {}, {"noted_id": "0" * 16}),
    # what was set aside is its writer's alone
    ("looks:note_aside", "post", (401, 403, 404, 404, 404), {"take": "1"}, {"aside": "0" * 16}),
    ("looks:note_aside", "post", (401, 302, 302, 302, 404), {}, {"aside": "0" * 16}),
]
