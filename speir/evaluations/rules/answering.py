"""What is answered in words in every broad view, beside the questions of its framework."""

from __future__ import annotations

# Where the answer stands, as a key question is known by its number and the overarching one by nothing.
CAPACITY = "capacity"
CAPACITY_TITLE = "Capacity for improvement"
CAPACITY_QUESTION = "How able are we to improve?"
CAPACITY_HINT = (
    "What makes you confident, or not, that you can put right what you found: people, leadership, how you learn. "
    "In words; it may be left empty."
)
