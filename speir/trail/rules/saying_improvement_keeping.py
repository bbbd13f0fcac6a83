"""How sharing, holding, reviewing and removing of what is to be done are said: a part of `saying`."""

from __future__ import annotations

_TRACKED, _ANSWER = "something tracked", "an answer to what was heard"
CLAUSES: dict[tuple[str, str], str] = {
    ("removed words from", "priority"): "removed words from %(thing)s for good: %(detail)s",
    ("removed words from", "tracked"): f"removed words from {_TRACKED} for good: %(detail)s",
    ("removed words from", "answering"): f"removed words from {_ANSWER} for good: %(detail)s",
    ("removed words from", "choosing"): "removed words from what was weighed for good: %(detail)s",
    ("kept longer", "priority"): "reviewed %(thing)s and kept it longer",
    ("kept longer", "tracked"): f"reviewed {_TRACKED} and kept it longer",
    ("kept longer", "answering"): f"reviewed {_ANSWER} and kept it longer",
    ("held", "priority"): "set a legal hold on %(thing)s",
    ("ended the hold on", "priority"): "ended a legal hold on %(thing)s",
    ("shared", "priority"): "shared %(thing)s with %(detail)s",
    ("shared", "tracked"): f"shared {_TRACKED} with %(detail)s",
    ("shared", "answering"): f"shared {_ANSWER} with %(detail)s",
    ("ended sharing of", "priority"): "ended the sharing of %(thing)s",
    ("ended sharing of", "tracked"): f"ended the sharing of {_TRACKED}",
    ("ended sharing of", "answering"): f"ended the sharing of {_ANSWER}",
}
# What they are about beside what has its own name.
KINDS: dict[str, tuple[str, str]] = {"choosing": ("What was weighed and planned", "what was weighed")}
