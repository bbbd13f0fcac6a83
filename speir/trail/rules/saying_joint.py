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
CLAUSES |= {
    ("invited to", "joint broad view"): "invited %(detail)s to %(thing)s",
    ("changed", "joint broad view"): "changed the title, the day or the words of %(thing)s",
    ("called off", "joint broad view"): "called %(thing)s off",
    ("took up again", "joint broad view"): "took up %(thing)s again, which had been called off",
    ("accepted what came from", "joint broad view"): "accepted what %(detail)s handed in to %(thing)s",
    (
        "returned with a question what came from",
        "joint broad view",
    ): "returned what %(detail)s handed in to %(thing)s with a question",
    ("gave more time to", "joint broad view"): "gave %(detail)s more time for %(thing)s",
    ("changed who answers for", "joint broad view"): "changed who answers for %(detail)s in %(thing)s",
    ("invited once more", "joint broad view"): "invited %(detail)s once more to %(thing)s",
    (
        "took back the invitation to",
        "joint broad view",
    ): "took back the invitation of %(detail)s to %(thing)s",
    ("kept a mention in", "joint broad view"): "kept a mention in %(thing)s: %(detail)s",
}
# Their detail is the name of an organisation.
WHOLE = frozenset(
    {
        "invited to",
        "accepted what came from",
        "returned with a question what came from",
        "gave more time to",
        "changed who answers for",
        "invited once more",
        "took back the invitation to",
    }
)
KINDS: dict[str, tuple[str, str]] = {"joint broad view": ("Joint broad views", "a joint broad view")}
VERBS: dict[str, str] = {
    "accepted the invitation of": "Accepted an invitation",
    "declined the invitation of": "Declined an invitation",
    "shared out": "Said who owns an indicator",
    "handed in to": "Handed in an edition",
}
