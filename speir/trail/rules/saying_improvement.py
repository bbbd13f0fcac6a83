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
    ("showed the impact of", "action"): "showed the impact of an action",
    ("took back proof of", "action"): "took back what shows the impact of an action",
    ("took out", "action"): "took out an action",
    ("put back", "action"): "put back an action",
    ("kept a mention in", "action"): "kept a mention in an action: %(detail)s",
    ("added", "meeting"): "added a meeting",
    ("changed", "meeting"): "changed a meeting",
    ("took out", "meeting"): "took a meeting away",
    ("put back", "meeting"): "put a meeting back",
    ("downloaded", "meeting"): "took away a meeting’s papers: %(detail)s",
    ("kept a mention in", "meeting"): "kept a mention in a meeting: %(detail)s",
    ("chose letters of", "person"): "chose how often Speir writes to them",
}
KINDS: dict[str, tuple[str, str]] = {
    "priority": ("Priorities", "a priority"),
    "action": ("Actions", "an action"),
    "meeting": ("Meetings", "a meeting"),
}
VERBS: dict[str, str] = {
    "proposed": "Proposed a priority",
    "agreed": "Noted what was agreed to be done",
    "added": "Added an action",
    "told of": "Said how far an action has come",
    "showed the impact of": "Showed the impact of an action",
    "took back proof of": "Took back what shows the impact of an action",
    "took out": "Took out a priority or an action",
    "put back": "Put back a priority or an action",
}
