"""Themes that a piece of evidence most likely bears on, offered while it is written. Whoever writes chooses.

Nothing of the text is kept, and none of it stands in an address, where a log would have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from speir.access.actor import Actor
from speir.evidence.rules.items import Bears
from speir.frameworks.queries import all_current, suggest_soon
from speir.frameworks.rules.structure import Framework, Indicator, Theme
from speir.frameworks.rules.suggesting.ranking import Ranker
from speir.frameworks.rules.suggesting.words import MOST_LETTERS
from speir.web.shell.door import sent_to, signed_in

MOST = 4
LEAST_LETTERS = 12
TEXTS = ("shows", "account")
# The button that asks without script, `go`; and the hidden field that names each theme in the block, to keep it there.
GO, SHOWN = "suggest", "suggested"


@dataclass(frozen=True, slots=True)
class Line:
    """A theme of the block, with the name of its field and what is chosen there."""

    theme: Theme
    indicator: Indicator
    chosen: str = ""

    @property
    def field(self) -> str:
        """The name that its radio buttons share with the same theme elsewhere on the form."""
        return f"theme_{self.theme.path}"


@sent_to
@signed_in
def suggest(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Answer a form that is being written with the block of themes that its text most likely bears on."""
    frameworks = _frameworks(request.GET.get("framework", ""))
    context = suggested(request.POST, frameworks, here=request.GET.get("here", ""))
    return render(request, "evidence/suggested.html", {"suggested": context, "answer": True})


def asked_for(posted: QueryDict) -> bool:
    """Return whether a form was sent for suggestions: it comes back as it was typed, and nothing is saved."""
    return posted.get("go") == GO


def suggested(posted: QueryDict, frameworks: Sequence[Framework], *, here: str = "") -> dict[str, Any]:
    """Return what `suggested.html` shows for a form as typed: at most four themes of each framework.

    `here`: the indicator whose themes the form lists anyway; of these the block only says which are likely.
    """
    text = "\n".join(posted.get(name, "") for name in TEXTS).strip()
    kept = {path: posted.get(f"theme_{path}", "") for path in posted.getlist(SHOWN)[:200]}
    found: dict[str, Any] = {"lines": chosen(frameworks, {path: how for path, how in kept.items() if how})}
    if len(text) < LEAST_LETTERS:
        return found | {
            "why_none": _("Write a sentence first. Themes are suggested from it.") if posted else ""
        }
    for framework in frameworks:
        said = suggest_soon(framework, text)
        likely = [(framework.theme_by_path[path], _indicator(framework, path)) for path in said.themes[:MOST]]
        there = {line.theme.path for line in found["lines"]}
        found["lines"] += [
            Line(theme, indicator, posted.get(f"theme_{theme.path}", ""))
            for theme, indicator in likely
            if indicator.number != here and theme.path not in there
        ]
        found |= {
            "here": [theme.title for theme, indicator in likely if indicator.number == here],
            "unsure": said.unsure,
            "local": said.ranker is Ranker.LOCAL,
            "cut": len(text) > MOST_LETTERS,
        }
    return found


def chosen(frameworks: Iterable[Framework], themes: Mapping[str, str]) -> list[Line]:
    """Return lines for themes that are chosen already, by stable key; those that no framework here has are left out."""
    return [
        Line(framework.theme_by_path[path], _indicator(framework, path), how)
        for framework in frameworks
        for path, how in themes.items()
        if path in framework.theme_by_path and how in set(Bears)
    ]


def _indicator(framework: Framework, path: str) -> Indicator:
    return framework.by_number[path.split("/")[1]]


def _frameworks(key: str) -> list[Framework]:
    known = all_current()
    return [framework for framework in known if framework.key == key] or known
