"""How entries about closer looks are said: a part of `saying`."""

from __future__ import annotations

CLAUSES: dict[tuple[str, str], str] = {
    ("began", "closer look"): "began %(thing)s",
    ("discarded", "closer look"): "discarded an empty closer look",
    ("described", "closer look"): "changed what %(thing)s is about",
    ("chose themes of", "closer look"): "chose the themes of %(thing)s",
    ("worked on the plan of", "closer look"): "worked on the plan of %(thing)s",
    ("kept the plan of", "closer look"): "kept the plan of %(thing)s to start others from",
    (
        "started the plan of",
        "closer look",
    ): "started the plan of %(thing)s from one that was there (%(detail)s)",
    ("took away", "plan to start from"): "took away a plan that was kept to start closer looks from",
    ("noted in", "closer look"): "wrote down what was found out in %(thing)s",
    ("looked for in", "closer look"): "said what was seen in %(thing)s",
    ("answered a question of", "closer look"): "answered a question of %(thing)s",
    ("judged a theme of", "closer look"): "wrote what is strong or weak in %(thing)s (%(detail)s)",
    ("followed up", "closer look"): "changed what follows from %(thing)s",
    ("finished", "closer look"): "finished %(thing)s",
    ("reopened", "closer look"): "opened %(thing)s again",
    ("downloaded", "closer look"): "downloaded %(thing)s (%(detail)s)",
    ("offered", "closer look"): "offered what %(thing)s found to a broad view (%(detail)s)",
    ("took over from", "closer look"): "took over what %(thing)s found into a broad view (%(detail)s)",
    ("left aside from", "closer look"): "left aside what %(thing)s had found (%(detail)s)",
    ("kept a mention in", "closer look"): "kept a mention in %(thing)s: %(detail)s",
}
KINDS: dict[str, tuple[str, str]] = {
    "closer look": ("Closer looks", "a closer look"),
    "plan to start from": ("Plans to start closer looks from", "a plan to start from"),
}
VERBS: dict[str, str] = {
    "chose themes of": "Chose themes of a closer look",
    "worked on the plan of": "Worked on the plan of a closer look",
    "kept the plan of": "Kept a plan to start others from",
    "started the plan of": "Started a plan from one that was there",
    "took away": "Took away a kept plan",
    "noted in": "Wrote notes in a closer look",
    "looked for in": "Said what was seen in a closer look",
    "answered a question of": "Answered a question of a closer look",
    "judged a theme of": "Wrote what is strong or weak in a closer look",
    "followed up": "Changed what follows from a closer look",
    "finished": "Finished a closer look",
    "offered": "Offered what a closer look found",
    "took over from": "Took over what a closer look found",
    "left aside from": "Left aside what a closer look found",
}
