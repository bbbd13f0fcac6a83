"""How entries about judging together are said: a part of `saying`. None of them tells of what anybody judged."""

from __future__ import annotations

CLAUSES: dict[tuple[str, str], str] = {
    ("began", "moderation"): "began to have people judge together",
    ("ended", "moderation"): "ended judging together",
    ("joined", "moderation"): "joined people who judge together",
    ("put on the list of", "moderation"): "put somebody on the list of those who judge together",
    ("took off the list of", "moderation"): "took somebody off the list of those who judge together",
    ("asked people into", "moderation"): "asked people to judge together by post (people: %(detail)s)",
    ("opened", "moderation"): "opened indicator %(detail)s for judging together",
    ("judged in", "moderation"): "judged an indicator alone and hidden",
    ("revealed", "moderation"): "revealed what people judged of indicator %(detail)s",
    ("agreed in", "moderation"): "wrote down what people agreed of indicator %(detail)s",
    ("did not agree in", "moderation"): "wrote down that people do not agree on indicator %(detail)s",
    ("kept a mention in", "moderation"): "kept a mention in what they judged together: %(detail)s",
}
KINDS: dict[str, tuple[str, str]] = {"moderation": ("Judging together", "people judging together")}
VERBS: dict[str, str] = {
    "judged in": "Judged alone and hidden",
    "revealed": "Revealed what people judged",
    "agreed in": "Wrote down an agreement",
    "did not agree in": "Wrote down that people do not agree",
}
