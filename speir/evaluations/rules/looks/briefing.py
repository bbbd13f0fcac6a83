"""What those who take part in a closer look are told: its purpose, what is kept confidential, what comes after.

Where nobody wrote words of their own, ours stand.
"""

from __future__ import annotations

from speir.core.text import clean

TEXTS = ("purpose", "confidentiality", "afterwards")
HEADINGS: dict[str, str] = {
    "purpose": "Why we are asking",
    "confidentiality": "What stays between us",
    "afterwards": "What happens with what is said",
}
OURS: dict[str, str] = {
    "purpose": (
        "We want to know how this works for children and families, from people who see it from different sides. "
        "We look at the work and not at how anybody performs. You decide whether you take part, and you can stop at "
        "any time."
    ),
    "confidentiality": (
        "We write down what was said and not who said it. Your name stands in no note and in nothing that we write "
        "afterwards.\n\n"
        "One thing we cannot keep to ourselves. If something makes us think that a child may be at risk now, we act on "
        "it straight away, and we tell you that we do."
    ),
    "afterwards": (
        "What you tell us is put beside what others told us, what we read and what we saw. From all of it we judge "
        "what is good for children here and what has to change. You hear from us what we found and what will be done "
        "about it."
    ),
}


def said(name: str, own: str) -> str:
    """Return what readers are told: somebody's own words, or ours."""
    return own or OURS[name]


def kept(name: str, typed: str) -> str:
    """Return what is kept of what was typed: nothing where it is what we would say ourselves."""
    text = clean(typed)
    return "" if text == OURS[name] else text
