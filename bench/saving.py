"""The indicator's form as a browser sends it: every field, and the mark of what stood there before."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass, field

MARKED = ("choice", "sure", "strengths", "improvements", "done")


def mark(value: str) -> str:
    """Return the mark of a value, as the product's forms carry it."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]


@dataclass
class Typing:
    """Somebody who goes on typing in one text; `form` is what the row holds."""

    form: dict[str, str]
    saves: int = 0
    first: str = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.form.get("strengths", "")

    def next(self) -> dict[str, str]:
        """Return the form of the next save, its text changed."""
        self.saves += 1
        return self.typed(f"{self.first} ({self.saves})")

    def typed(self, strengths: str) -> dict[str, str]:
        """Return the form of a save of this text, and take it that it is saved."""
        bases = {f"base_{name}": mark(self.form[name]) for name in MARKED}
        self.form = self.form | {"strengths": strengths}
        return self.form | bases


def read(page: str) -> dict[str, str]:
    """Return the form as an indicator's page shows it: values, and base_ marks with them."""
    form = {name: _attribute(page, f'name="{name}"', "value") for name in (f"base_{one}" for one in MARKED)}
    for name in ("strengths", "improvements"):
        found = re.search(rf'<textarea[^>]*\bname="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
        form[name] = html.unescape(found[1]) if found else ""
    for name in ("choice", "sure", "done"):
        tags = re.findall(rf'<input[^>]*\bname="{name}"[^>]*>', page)
        chosen = [_value(tag) for tag in tags if re.search(r"\schecked\b", tag)]
        form[name] = chosen[0] if chosen else ""
    form["csrfmiddlewaretoken"] = _attribute(page, 'name="csrfmiddlewaretoken"', "value")
    return form


def _attribute(page: str, having: str, name: str) -> str:
    tag = re.search(rf"<input[^>]*{having}[^>]*>", page)
    return _value(tag[0]) if tag else ""


def _value(tag: str) -> str:
    found = re.search(r'\bvalue="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""
