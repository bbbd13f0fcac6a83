"""An invented publication in the form of the real one, for installations that have no copy of it at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from speir.frameworks.rules.structure import Framework

AT_HAND = Path(__file__).resolve().parents[2].parent / "shared" / "publication" / "hmie-2005.txt"


def real_text() -> str:
    """The publication itself; skips the test where nobody has put a copy at hand."""
    path = Path(os.environ.get("SPEIR_PUBLICATION") or AT_HAND)
    if not path.exists():
        pytest.skip(
            "needs a copy of the publication as text, which is not ours to ship: name it in SPEIR_PUBLICATION"
        )
    return path.read_text(encoding="utf-8")


def invented(framework: Framework, *, said: str = "Invented", without: str = "") -> str:
    """A text with every indicator's heading, themes and illustrations; `without` leaves one theme's weak one out."""
    lines = []
    for indicator in framework.indicators:
        lines += [f"#### {indicator.number} {indicator.title}", "", "Themes", ""]
        lines += [f"- {theme.title}" for theme in indicator.themes]
        lines += ["", "#### Illustrations", "", "#### Very good", ""]
        lines += [f"- {illustration(said, 'very good', theme.path)}" for theme in indicator.themes]
        lines += ["", "#### Weak", ""]
        lines += [
            f"- {illustration(said, 'weak', theme.path)}"
            for theme in indicator.themes
            if theme.path != without
        ]
        lines += ["", ""]
    return "\n".join(lines)


def illustration(said: str, level: str, path: str) -> str:
    """A text that stands nowhere else, without figures (those would look like footnotes)."""
    words = path.replace("hmie-2005/", "").replace("-", " ").replace("/", " ").replace(".", " ")
    for figure, name in zip("12345", ("one", "two", "three", "four", "five"), strict=True):
        words = words.replace(figure, name)
    return (
        f"{said} children and families can see what {level} looks like here, and they tell us so when they are "
        f"asked about {words} in their own words. Professionals act on what they hear."
    )
