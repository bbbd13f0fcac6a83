"""What the templates of the short form are given: fields with their marks, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from speir.core.ids import new_id
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.queries.grounds import CitedEvidence
from speir.evaluations.queries.short_form import Box, ShortForm
from speir.evaluations.rules.judging import TEXTS
from speir.evaluations.rules.saving import mark
from speir.evidence.rules.items import NOT_OPEN
from speir.frameworks.rules.structure import Framework
from speir.web.broad_views.show import beside, when
from speir.web.joint.short_saving import FIELDS, Line, Saved
from speir.web.shell import mentions


def boxes(form: ShortForm, saved: Saved | None, posted: Mapping[str, str] | None) -> list[dict[str, Any]]:
    """Return the form's indicators; after a save that something stopped, with everything that was typed."""
    return [_box(form, box, saved, posted) for box in form.boxes]


def _box(form: ShortForm, box: Box, saved: Saved | None, posted: Mapping[str, str] | None) -> dict[str, Any]:
    out = saved.outcomes.get(box.at) if saved else None
    line = saved.lines.get(box.at) if saved else None
    fields = {name: _field(name, box, out, posted, form.framework) for name in FIELDS}
    level = form.framework.level_by_key.get(box.values["choice"])
    return {
        "at": box.at,
        "indicator": box.indicator,
        "field": fields,
        "level": level,
        "not_evaluated": box.values["choice"] == "not_evaluated",
        "evidence": [words(one) for one in box.evidence],
        "shows": _shows(box.at, line, posted),
    }


def _field(
    name: str, box: Box, out: Outcome | None, posted: Mapping[str, str] | None, framework: Framework
) -> dict[str, Any]:
    value, full = box.values[name], f"{box.at}-{name}"
    shown: dict[str, Any] = {
        "id": f"{name}_{box.at}",
        "name": full,
        "base": mark(value),
        "asides": [one for one in box.asides if one.field == name] if out is None else [],
    }
    if posted is not None and out is not None and name in out.stuck:
        shown |= {"value": posted.get(full, ""), "base": posted.get(f"base_{full}", "")[:64]}
        shown["beside"] = _beside(box.at, name, out, framework)
    elif held := box.held.get(name):
        shown |= {"value": held.text}
        shown["beside"] = {"mentions": mentions.shown(full, held.text, held.mentions, held.aside)}
    else:
        shown["value"] = value
    return shown


def _shows(at: int, line: Line | None, posted: Mapping[str, str] | None) -> dict[str, Any]:
    """Return the box for a line of evidence, empty with a fresh id unless what was typed is not written down yet."""
    shown: dict[str, Any] = {"at": at, "value": "", "item": new_id()}
    if line is not None and not line.written and posted is not None:
        shown |= {"value": posted.get(f"{at}-shows", ""), "item": posted.get(f"{at}-item", "")[:16]}
        shown["refused"] = _(line.refused) if line.refused else ""
        if line.waits:
            shown["mentions"] = mentions.shown(f"{at}-shows", *line.waits)
    return shown


def _beside(at: int, name: str, out: Outcome, framework: Framework) -> dict[str, Any]:
    """Return what stands beside a field, under the name that it has in this form."""
    shown = beside(name, out, framework) | {"name": f"{at}-{name}"}
    if "mentions" in shown:
        shown["mentions"]["field"] = f"{at}-{name}"
    return shown


def words(one: CitedEvidence) -> str:
    """Return what a piece of evidence says in the form's list."""
    return _(NOT_OPEN) if one.item.hidden else one.item.shows


def answer(saved: Saved, posted: Mapping[str, str]) -> dict[str, Any]:
    """Return what the answer to a save by script shows: the quiet line, fresh marks, what stands beside the fields."""
    framework, fields = saved.form.framework, []
    for at, out in saved.outcomes.items():
        for name in FIELDS:
            if name not in saved.typed[at]:
                continue  # its form still shows what it was opened with, and so keeps its old mark
            stuck, held = name in out.conflicts or name in out.refused, out.held.get(name)
            pressed = name in out.chosen or f"mend_{at}-{name}" in posted
            fields.append(
                {
                    "id": f"{name}_{at}",
                    "name": f"{at}-{name}",
                    "base": mark(out.current[name]),
                    "stuck": stuck or name in out.behind,
                    "beside": _beside(at, name, out, framework) if stuck or held else None,
                    "swap": pressed and not stuck,
                    "value": held.text if held else out.current[name],
                    "text": name in TEXTS,
                }
            )
    lines = []
    for at, line in saved.lines.items():
        typed = posted.get(f"{at}-shows", "")
        lines.append(
            {
                "at": at,
                "written": line.written,
                "words": typed if line.written else "",
                "swap": f"mend_{at}-shows" in posted and not line.written,
                "shows": _shows(at, line, posted),
            }
        )
    return {
        "fields": fields,
        "lines": lines,
        "levels": framework.levels,
        "problem": saved.stuck,
        "held": saved.held,
        "saved_at": when(timezone.now()),
    }
