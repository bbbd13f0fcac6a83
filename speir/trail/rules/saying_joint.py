"""How entries about joint broad views are said: a part of `saying`."""

from __future__ import annotations

CLAUSES: dict[tuple[str, str], str] = {
    ("began", "joint broad view"): "began the joint broad view %(thing)s",
    ("accepted the invitation of", "joint broad view"): "accepted the invitation to %(thing)s",
    ("declined the invitation of", "joint broad view"): "declined the invitation to %(thing)s",
    ("chose indicators in", "joint broad view"): "chose what their organisation answers in %(thing)s",
    ("shared out", "broad view"): "said who owns which indicator of %(thing)s (%(detail)s)",
    ("began to answer", "joint broad view"): "began what their organisation contributes to %(thing)s",
    ("handed in to", "joint broad view"): "handed in an edition to %(thing)s",
}
KINDS: dict[str, tuple[str, str]] = {"joint broad view": ("Joint broad views", "a joint broad view")}
VERBS: dict[str, str] = {
    "accepted the invitation of": "Accepted an invitation",
    "declined the invitation of": "Declined an invitation",
    "shared out": "Said who owns an indicator",
    "handed in to": "Handed in an edition",
}
