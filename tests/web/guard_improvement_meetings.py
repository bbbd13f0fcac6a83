"""Who gets what at meetings, at what changed and at the agenda: a part of `guard_improvement`."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                                  nobody reader evaluator lead stranger
READERS, PLANNERS = (302, 200, 200, 200, 404), (302, 403, 200, 200, 404)
SAVES, WRONG = (401, 403, 302, 302, 404), (401, 403, 422, 422, 404)
NOT_THERE, NOBODYS = (302, 404, 404, 404, 404), {"meeting_id": "0" * 16}
SAID = {"name": "Committee", "on": "3 March 2026"}

MEETINGS: list[Row] = [
    ("improvement:changed", "get", READERS, {}, {}),
    ("improvement:meetings", "get", READERS, {}, {}),
    ("improvement:meeting_new", "get", PLANNERS, {}, {}),
    ("improvement:meeting_new", "post", SAVES, SAID, {}),
    ("improvement:meeting_new", "post", WRONG, SAID | {"on": "soon"}, {}),
    ("improvement:meeting", "get", READERS, {}, {}),
    ("improvement:meeting", "get", NOT_THERE, {}, NOBODYS),
    ("improvement:meeting_change", "get", PLANNERS, {}, {}),
    ("improvement:meeting_change", "get", (302, 403, 404, 404, 404), {}, NOBODYS),
    ("improvement:meeting_change", "post", SAVES, SAID | {"base": "MEETING_MARK"}, {}),
    ("improvement:meeting_change", "post", (401, 403, 409, 409, 404), SAID | {"base": "older"}, {}),
    ("improvement:meeting_remove", "post", SAVES, {}, {}),
    ("improvement:meeting_remove", "post", SAVES, {"back": "1"}, {}),
    ("improvement:meeting_remove", "post", (401, 403, 404, 404, 404), {}, NOBODYS),
    ("improvement:meeting_mode", "get", READERS, {}, {}),
    ("improvement:meeting_mode", "get", NOT_THERE, {}, NOBODYS),
    # One action, which the evaluator leads.
    (
        "improvement:meeting_mode",
        "post",
        (401, 403, 302, 302, 404),
        {"state": "stuck", "text": "Unpaid."},
        {},
    ),
    ("improvement:meeting_mode", "post", (401, 403, 422, 422, 404), {"state": "stuck", "text": ""}, {}),
    ("improvement:meeting_mode", "post", (401, 403, 409, 409, 404), {"state": "done", "base": "agreed"}, {}),
    ("improvement:agenda", "get", READERS, {}, {}),
    ("improvement:agenda", "get", NOT_THERE, {}, NOBODYS),
    *(("improvement:agenda_file", "get", READERS, {}, {"format": kind}) for kind in ("docx", "pdf")),
    ("improvement:agenda_file", "get", NOT_THERE, {}, {"format": "xlsx"}),
]
