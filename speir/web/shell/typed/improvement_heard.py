"""Boxes of you said, we did: a part of `typed`."""

from __future__ import annotations

_ID = "an id or a mark; any other word is refused or means nothing"
ASKED = {
    f"HeardForm.{box}": "improvement.actions.heard.add, change"
    for box in ("source", "heard", "decided", "happened")
}
EXEMPT = {
    "HeardForm.answering_id": _ID,
    "HeardForm.base": _ID,
    "HeardForm.on": "read as a day or a period; the words are not kept",
}
COLUMNS = {
    f"improvement.Answering.{name}": f"HeardForm.{name}"
    for name in ("source", "heard", "decided", "happened")
}
