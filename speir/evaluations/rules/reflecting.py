"""Own reflection: its three texts, how many may write it together, and how long a discarded one can be brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from speir.core.errors import Refused

TEXTS = ("happens", "known", "doing")
ASKED: dict[str, str] = {
    "happens": "What happens?",
    "known": "How do we know?",
    "doing": "What one thing will we do?",
}
# A group of a few: besides its owner so many may write in it.
FEW = 7
KEPT_FOR = dt.timedelta(days=30)


def is_empty(values: Mapping[str, str]) -> bool:
    """Return whether nothing is written in a reflection with these texts."""
    return not any(values[name] for name in TEXTS)


def may_join(person_id: str, near: Collection[str], writers: Collection[str]) -> None:
    """Whoever writes too is somebody near who may reflect, and they are a few. Raises Refused."""
    if person_id not in near:
        raise Refused("reflection-writer-unknown", "Choose who writes it with you.", "person")
    if person_id not in writers and len(writers) >= FEW:
        raise Refused(
            "reflection-too-many",
            f"A reflection is for a few: besides you at most {FEW} people write it. Take somebody out first.",
            "person",
        )


def as_evidence(values: Mapping[str, str]) -> str:
    """Return what a piece of evidence says at first that is made of a reflection; its writer words it then."""
    return "\n\n".join(text for name in ("happens", "known") if (text := values[name]))
