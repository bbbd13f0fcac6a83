"""Who gets what at the addresses of letters: a part of `guard_improvement`. A secret address is for whoever has it."""

from __future__ import annotations

from typing import Any

Row = tuple[str, str, tuple[int, ...], dict[str, str], dict[str, Any]]
#                          nobody reader evaluator lead stranger
SIGNED_IN, EVERYBODY = (302, 200, 200, 200, 200), (200,) * 5
SECRET = {"secret": "progress_secret"}
SAID = {"state": "under_way", "text": "Begun.", "base": "under_way"}

LETTERS: list[Row] = [
    ("improvement:letters", "get", SIGNED_IN, {}, {}),
    ("improvement:letters", "post", (401, 302, 302, 302, 302), {"every": "day", "reminders": "no"}, {}),
    ("improvement:letters", "post", (401, 422, 422, 422, 422), {"every": "hour", "reminders": "no"}, {}),
    ("progress", "get", EVERYBODY, {}, SECRET),
    ("progress", "post", EVERYBODY, SAID, SECRET),
    ("progress", "post", (422,) * 5, SAID | {"state": "stopped"}, SECRET),
    ("progress", "post", (409,) * 5, SAID | {"base": "agreed"}, SECRET),
    ("progress", "get", (410,) * 5, {}, {"secret": "wrong"}),
    ("progress", "post", (410,) * 5, SAID, {"secret": "wrong"}),
    ("letters_off", "get", EVERYBODY, {}, {"token": "stopping_token"}),
    ("letters_off", "post", EVERYBODY, {"List-Unsubscribe": "One-Click"}, {"token": "stopping_token"}),
    ("letters_off", "post", EVERYBODY, {"on": "yes"}, {"token": "stopping_token"}),
    ("letters_off", "post", (422,) * 5, {"on": "hourly"}, {"token": "stopping_token"}),
    ("letters_off", "get", (410,) * 5, {}, {"token": "wrong"}),
    ("letters_off", "post", (410,) * 5, {}, {"token": "wrong"}),
]
