"""What came back of an indicator from an earlier edition, in words, for its page and its history."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from speir.evaluations.queries.carrying import Back, CheckedLine
from speir.evaluations.queries.panels import Panel
from speir.evaluations.rules.carrying import CHECKED_WORDS, WHAT_WORDS, What
from speir.evaluations.rules.judging import NOT_EVALUATED
from speir.frameworks.rules.structure import Framework


def back(panel: Panel) -> dict[str, Any] | None:
    """Return what came back of an indicator, in words: what is still to check, and what was checked."""
    if panel.back is None:
        return None
    levels = _levels(panel.framework)
    return {
        "source": panel.back.source,
        "to_check": [_thing(one, levels) for one in panel.back.to_check],
        "checked": [_thing(one, levels) for one in panel.back.checked],
    }


def started_with(panel: Panel, name: str) -> str:
    """Return what an empty text begins with that is to be written anew: what came back of it and has changed."""
    checked = panel.back.checked if panel.back else ()
    return next((one.text for one in checked if one.what == name), "")


def lines(carried: tuple[CheckedLine, ...]) -> list[tuple[str, str, CheckedLine]]:
    """Return what was checked, for the history: what it is, how it stands, and the line."""
    return [(_(WHAT_WORDS[one.what]), _(CHECKED_WORDS[one.state]), one) for one in carried]


def _levels(framework: Framework) -> dict[str, str]:
    return {level.key: level.name for level in framework.levels} | {NOT_EVALUATED: _("Not evaluated")}


def _thing(one: Back, levels: dict[str, str]) -> dict[str, Any]:
    return {
        "one": one,
        "said": _(WHAT_WORDS[one.what]),
        "state": _(CHECKED_WORDS[one.state]),
        "level": levels.get(one.choice, ""),
        "evidence": one.what == What.EVIDENCE,
        "text": one.what in (What.STRENGTHS, What.IMPROVEMENTS),
    }
