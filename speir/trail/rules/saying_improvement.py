"""How entries about priorities and actions are said: a part of `saying`."""

from __future__ import annotations

CLAUSES: dict[tuple[str, str], str] = {
    ("proposed", "priority"): "proposed %(thing)s",
    ("changed", "priority"): "changed %(thing)s",
    ("agreed", "priority"): "noted that %(thing)s was agreed",
    ("reopened", "priority"): "opened %(thing)s again",
    ("took out", "priority"): "took out %(thing)s",
    ("put back", "priority"): "put back %(thing)s",
    ("kept a mention in", "priority"): "kept a mention in %(thing)s: %(detail)s",
    ("added", "action"): "added an action",
    ("changed", "action"): "changed an action",
    ("agreed", "action"): "noted that an action was agreed",
    ("told of", "action"): "said how far an action has come",
    ("took out", "action"): "took out an action",
    ("put back", "action"): "put back an action",
    ("kept a mention in", "action"): "kept a mention in an action: %(detail)s",
    ("added", "answering"): "wrote an answer to what was heard",
    ("changed", "answering"): "changed an answer to what was heard",
    ("gave out", "answering"): "said that an answer to what was heard may be given out",
    ("held back", "answering"): "said that an answer to what was heard is not to be given out",
    ("took out", "answering"): "took out an answer to what was heard",
    ("put back", "answering"): "put back an answer to what was heard",
    ("kept a mention in", "answering"): "kept a mention in an answer to what was heard: %(detail)s",
    ("added", "tracked"): "began to track %(thing)s",
    ("changed", "tracked"): "changed %(thing)s, or said how far it has come",
    ("told who took up", "tracked"): "said who took up %(thing)s",
    ("took out", "tracked"): "took out %(thing)s",
    ("put back", "tracked"): "put back %(thing)s",
    ("kept a mention in", "tracked"): "kept a mention in %(thing)s: %(detail)s",
    ("downloaded", "sheet of answers"): "took away a sheet of answers to what was heard (%(detail)s)",
}
KINDS: dict[str, tuple[str, str]] = {
    "priority": ("Priorities", "a priority"),
    "action": ("Actions", "an action"),
    "answering": ("You said, we did", "an answer to what was heard"),
    "tracked": ("What is also tracked", "a recommendation, good practice or a training need"),
    "sheet of answers": ("Sheets of you said, we did", "a sheet of answers"),
}
VERBS: dict[str, str] = {
    "proposed": "Proposed a priority",
    "agreed": "Noted what was agreed to be done",
    "added": "Added an action or an answer",
    "told of": "Said how far an action has come",
    "took out": "Took out a priority, an action or an answer",
    "put back": "Put back a priority, an action or an answer",
    "told who took up": "Said who took something up",
    "gave out": "Said that an answer may be given out",
    "held back": "Said that an answer is not to be given out",
}
