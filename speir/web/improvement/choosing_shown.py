"""Candidates as templates show them: words and addresses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from speir.core.text import capital, day
from speir.improvement.queries.candidate_lines import Line
from speir.improvement.queries.nothing import Nothing, Open
from speir.improvement.rules.choosing import AID_WORDS, AIDS, Found
from speir.improvement.rules.naming import DECISION_WORDS, SOURCE_WORDS, STANDING_WORDS, WEIGHED, Source
from speir.web.improvement.where import address

SHOWN = 3


def shown(line: Line, unit_id: str, framework: str = "") -> dict[str, Any]:
    """Return a candidate as a template shows it; `framework` is its key where a unit could choose another."""
    more = f"?{urlencode({'framework': framework})}" if framework else ""
    to = reverse("improvement:candidate", args=[unit_id, line.key]) + more
    return {
        "key": line.key,
        "at": line.key.replace(".", "-"),
        "number": line.number if line.indicator else "",
        "title": line.title,
        "own": line.words if not line.indicator else "",
        "crucial": bool(line.indicator and line.indicator.crucial),
        "to": to,
        "more": more,
        "found": [
            found(one, unit_id, more) | ({"text": ""} if one.text == line.title else {})
            for one in line.found[:SHOWN]
        ],
        "further": max(0, len(line.found) - SHOWN),
        "aids": [aid(line, name) for name in AIDS],
        "note": line.weighed.note,
        "base": line.weighed.base,
        "decision": line.decided.decision,
        "decided": capital(_(DECISION_WORDS[line.decided.decision])) if line.decided.decision else "",
        "reason": line.decided.reason,
        "again_on": day(line.decided.again_on) if line.decided.again_on else "",
        "again": line.again,
        "by": line.decided_by,
        "on": line.decided_on,
        "decided_base": line.decided.base,
        "priority": _priority(line),
    }


def answered_shown(those: Iterable[Open], number: str) -> list[dict[str, str]]:
    """Return the priorities that answer something of an indicator already, as links with how they stand."""
    return open_shown(one for one in those if number and number in one.numbers)


def open_shown(those: Iterable[Open]) -> list[dict[str, str]]:
    """Return priorities as links with how they stand."""
    return [
        {
            "to": address("improvement:priority", one.id),
            "title": one.title,
            "state": _(STANDING_WORDS[one.state]),
        }
        for one in those
    ]


def aid(line: Line, name: str) -> dict[str, Any]:
    """Return one of the aids of a candidate: what it is called, and what was said."""
    value = getattr(line.weighed, name)
    words = WEIGHED[name].get(value, "")
    return {"name": name, "label": _(AID_WORDS[name]), "value": value, "words": _(words) if words else ""}


def found(one: Found, unit_id: str, more: str = "") -> dict[str, Any]:
    """Return a line that a candidate rests on, with the address where it stands."""
    own = one.source not in (Source.JUDGEMENT, Source.LOOK, Source.INSPECTION)
    what = _("Agreed broad view") if one.agreed else _(SOURCE_WORDS[one.source])
    if one.source == Source.JUDGEMENT:
        to = address("broad_views:indicator", one.id, one.number)
    elif one.source == Source.LOOK:
        to = address("looks:indicator", one.id, one.number)
    elif one.source == Source.INSPECTION:
        to = address("inspections:one", one.id)
    else:
        to = reverse("improvement:candidate_words", args=[unit_id, one.id]) + more
    return {
        "what": what,
        "title": "" if own else one.title,
        "by": one.title if own else "",
        "on": one.day,
        "to": to,
        "level": one.level,
        "doubts": capital(", ".join(_(doubt) for doubt in one.doubts)),
        "text": one.text,
        "differs": _(one.differs) if one.differs else "",
    }


def nothing_shown(nothing: Nothing | None) -> dict[str, Any] | None:
    """Return a unit's answer that nothing is done at present, as `improvement/nothing.html` shows it."""
    if nothing is None:
        return None
    return {
        "reason": nothing.reason,
        "by": nothing.by,
        "on": nothing.on,
        "again_on": nothing.again_on,
        "due": nothing.due,
    }


def _priority(line: Line) -> dict[str, Any] | None:
    if line.priority is None:
        return None
    return {
        "title": line.priority.title,
        "state": _(STANDING_WORDS[line.priority.state]),
        "open": line.priority.open,
        "to": address("improvement:priority", line.priority.id) if line.priority.title else "",
    }
