"""What the templates of the broad view are given: words for keys, fields with their marks, conflicts beside them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.core.text import clean, day, listed
from speir.evaluations.actions import judgements
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.queries import asides as set_aside
from speir.evaluations.queries import panels
from speir.evaluations.rules.judging import (
    FIELDS,
    NOT_EVALUATED,
    STATE_WORDS,
    SURE_WORDS,
    TEXTS,
)
from speir.evaluations.rules.saving import mark
from speir.evaluations.rules.standing import Standing
from speir.frameworks.rules.structure import Framework
from speir.web.broad_views import back, closer, gauges, parts
from speir.web.shell import mentions


def when(at: dt.datetime | None) -> str:
    """Return a moment as people say it: the time today, the day before that."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return local.strftime("%H:%M") if local.date() == timezone.localdate() else day(local.date())


def panel(
    panel: panels.Panel,
    out: Outcome | None = None,
    posted: Mapping[str, str] | None = None,
    start: str = "",
) -> dict[str, Any]:
    """Return what the indicator's page shows; after a save with conflicts, with everything that was typed.

    `start` names a text that begins with what came back of it, where it is empty; it is not saved before somebody does.
    """
    framework = panel.framework
    asides: dict[str, list[set_aside.Aside]] = defaultdict(list)
    for aside in panel.asides:
        asides[aside.field].append(aside)
    fields = {name: _field(name, panel, out, posted, asides) for name in FIELDS}
    if start in TEXTS and out is None and not fields[start]["value"]:
        fields[start]["value"] = back.started_with(panel, start)
    chosen: str = fields["choice"]["value"]
    provisional = panel.values["choice"] in framework.level_by_key and panel.standing.provisional
    seeking = not panel.heading.sealed
    more = gauges.more(panel.indicator, panel.ground, framework, panel.own_kinds, seeking=seeking)
    return {
        "panel": panel,
        "heading": panel.heading,
        "indicator": panel.indicator,
        "framework": framework,
        "question": framework.question_by_number[panel.indicator.key_question],
        "field": fields,
        "levels": framework.levels,
        "illustrations": parts.illustrations(framework, panel.indicator),
        "choices": parts.choices(framework, chosen),
        "not_evaluated_key": NOT_EVALUATED,
        "sures": [(key, _(words)) for key, words in SURE_WORDS.items()],
        "evidence": [parts.evidence(panel, each, change=panel.heading.may_write) for each in panel.evidence],
        "gauge": gauges.whole(panel.standing, framework, panel.own_kinds, provisional=provisional),
        "gauge_more": more,
        "state": _(STATE_WORDS[panel.state]),
        "reason": panel.reason,
        "back": back.back(panel),
        "closer": [closer.shown(one, may_write=panel.heading.may_write) for one in panel.offers],
        "provisional": provisional,
        "saved_by": panel.by,
        "saved_at": when(panel.at),
        "problem": bool(out and out.stuck),
        "through": listed(panel.through.numbers) if panel.through else "",
    } | _why(panel, out, posted)


def _field(
    name: str,
    panel: panels.Panel,
    out: Outcome | None,
    posted: Mapping[str, str] | None,
    asides: Mapping[str, list[set_aside.Aside]],
) -> dict[str, Any]:
    value, base = panel.values[name], mark(panel.values[name])
    shown: dict[str, Any] = {"name": name, "asides": asides.get(name, []) if out is None else []}
    if out is None:
        if held := panel.held.get(name):
            value = held.text
            shown["mentions"] = mentions.shown(name, held.text, held.mentions, held.aside)
    elif posted is not None and name in out.stuck:
        value = posted.get(name, "")
        base = mark(out.current[name]) if name in out.held else posted.get(f"base_{name}", "")
        shown |= beside(name, out, panel.framework)
    return shown | {"value": value, "base": base, "text": name in TEXTS}


def _why(panel: panels.Panel, out: Outcome | None, posted: Mapping[str, str] | None) -> dict[str, Any]:
    """Return the box for the reason: as it was sent, or the draft of it that waits."""
    held = panel.held.get("why") if out is None else out.held.get("why")
    return {
        "why": held.text if held else posted.get("why", "") if posted and out and not out.why_done else "",
        "why_refused": out.refused.get("why") if out else None,
        "why_mentions": mentions.shown("why", held.text, held.mentions, held.aside) if held else None,
        "why_asides": [aside for aside in panel.asides if aside.field == "why"] if out is None else [],
    }


def beside(name: str, out: Outcome, framework: Framework | None) -> dict[str, Any]:
    """Return what stands beside a field after a save: a conflict with the other text, a refusal, what it mentions."""
    conflict, held = out.conflicts.get(name), out.held.get(name)
    shown: dict[str, Any] = {"name": name, "refused": out.refused.get(name), "conflict": conflict}
    if held is not None:
        shown["mentions"] = mentions.shown(name, held.text, held.mentions, held.aside)
    if conflict is not None:
        shown |= {
            "theirs": conflict.theirs,
            "mine": conflict.mine,
            "seen": mark(conflict.theirs),
            "text": True,
        }
        if framework is not None and name not in TEXTS:
            words = {"theirs": _words(conflict.theirs, framework), "mine": _words(conflict.mine, framework)}
            shown |= words | {"text": False}
    return shown


def _words(value: str, framework: Framework) -> str:
    if value in framework.level_by_key:
        return framework.level_by_key[value].name
    names: dict[str, str] = {NOT_EVALUATED: _("Not evaluated"), "": _("nothing chosen"), "1": _("Done")}
    names |= {key: _(words) for key, words in SURE_WORDS.items()}
    return names.get(value, value)


def saved(
    row: Any,
    out: Outcome,
    framework: Framework,
    stands: tuple[Standing, Mapping[str, str]],
    posted: Mapping[str, str],
) -> dict[str, Any]:
    """Return what the answer to a save by script shows: the quiet line, fresh marks, conflicts beside their fields.

    `stands` is what the judgement stands on, with the names of own kinds of source. `posted` is the form once what its
    pressed button replaces is replaced; the box of a reason that is answered for is emptied.
    """
    provisional = out.current["choice"] in framework.level_by_key and stands[0].provisional
    why, given_up = posted.get("why", ""), out.refused.get("why")
    fields = []
    for name in FIELDS:
        changed, held = name in out.conflicts or name in out.refused, out.held.get(name)
        fields.append(
            {
                "name": name,
                "base": "" if changed else mark(out.current[name]),
                "stuck": changed or name in out.behind,
                "behind": _words(out.current[name], framework) if name in out.behind else "",
                "beside": beside(name, out, framework) if changed or held else None,
                "swap": (name in out.chosen or f"mend_{name}" in posted) and not changed,
                "value": held.text if held else out.current[name],
                "text": name in TEXTS,
            }
        )
    return {
        "fields": fields,
        "gauge": gauges.whole(stands[0], framework, stands[1], provisional=provisional),
        "reason": row.reason,
        "why_kept": why if out.why_done else "",
        "why_told": mark(clean(why)) if given_up and given_up.code == judgements.GIVEN_UP_CODE else "",
        "problem": bool(out.stuck),
        "held": bool(out.held),
        "saved_by": row.written_by_name,
        "saved_at": when(row.written_at),
        "why_refused": out.refused.get("why"),
        "why_beside": beside("why", out, None),
        "why_swap": "mend_why" in posted,
        "why": "" if out.why_done else why,
    }
