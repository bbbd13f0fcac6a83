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
    ("closed", "priority"): "closed %(thing)s",
    ("moved", "priority"): "moved %(thing)s in its list",
    ("downloaded", "plan"): "downloaded a part of a plan: %(detail)s",
    ("added", "finding"): "added what a priority answers",
    ("changed", "finding"): "changed what a priority answers",
    ("took out", "finding"): "took out something that a priority answers",
    ("put back", "finding"): "put back something that a priority answers",
    ("kept a mention in", "finding"): "kept a mention in what a priority answers: %(detail)s",
    ("made", "plan"): "made a plan of their own",
    ("renamed", "plan"): "renamed a plan of their own",
    ("took out", "plan"): "took away a plan of their own",
    ("put back", "plan"): "put back a plan of their own",
    ("kept a mention in", "plan"): "kept a mention in a plan’s name: %(detail)s",
    ("added", "action"): "added an action",
    ("changed", "action"): "changed an action",
    ("agreed", "action"): "noted that an action was agreed",
    ("told of", "action"): "said how far an action has come",
    ("took out", "action"): "took out an action",
    ("put back", "action"): "put back an action",
    ("kept a mention in", "action"): "kept a mention in an action: %(detail)s",
}
KINDS: dict[str, tuple[str, str]] = {
    "priority": ("Priorities", "a priority"),
    "finding": ("What priorities answer", "what a priority answers"),
    "plan": ("Plans that priorities feed", "a plan"),
    "action": ("Actions", "an action"),
}
VERBS: dict[str, str] = {
    "proposed": "Proposed a priority",
    "agreed": "Noted what was agreed to be done",
    "added": "Added an action",
    "told of": "Said how far an action has come",
    "took out": "Took out a priority or an action",
    "put back": "Put back a priority or an action",
}
