"""What people wrote within what judgements said when a priority was closed: found there, and changed there. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

STOOD = "stood/"
_SIDES = ("now", "before")
_TEXTS = {
    "reason": "Why the level, when a priority was closed",
    "strengths": "What was done well, when a priority was closed",
    "improvements": "What needed to improve, when a priority was closed",
    "of": "What it was judged in, when a priority was closed",
}


def texts(stood: str) -> Iterator[tuple[str, str, str]]:
    """Yield each text as (its place, what it is called, the text); none where the whole was removed before."""
    if not stood.startswith("{"):
        return
    data = json.loads(stood)
    for side in _SIDES:
        for name, said in _TEXTS.items():
            if text := (data[side] or {}).get(name, ""):
                yield f"{STOOD}{side}/{name}", said, text


def changed(stood: str, new: Mapping[str, str]) -> str:
    """Return what was kept with the texts at these places in place of what stood there."""
    data = json.loads(stood)
    for place, text in new.items():
        side, name = place.removeprefix(STOOD).split("/")
        data[side][name] = text
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
