"""What the templates of a reflection are given: its three fields with their marks, and what stands beside them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from speir.core.text import listed
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.queries.asides import Aside
from speir.evaluations.queries.reflections import Opened
from speir.evaluations.rules.reflecting import ASKED, TEXTS, is_empty
from speir.evaluations.rules.saving import mark
from speir.web.broad_views import parts
from speir.web.broad_views.show import beside, when
from speir.web.shell import mentions


def hints() -> dict[str, Any]:
    """Return what to write into each field."""
    return {
        "happens": _("One thing, as it really is. No names, and nothing that would give a child away."),
        "known": _("What you have seen, read or been told."),
        "doing": _("Small enough to do. It stands here when you take this theme again."),
    }


def page(
    opened: Opened, out: Outcome | None = None, posted: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what a reflection's page shows; after a save that did not go through, with everything that was typed."""
    asides: dict[str, list[Aside]] = defaultdict(list)
    for aside in opened.asides:
        asides[aside.field].append(aside)
    head = opened.heading
    return {
        "opened": opened,
        "heading": head,
        "fields": [_field(name, opened, asides[name], out, posted) for name in TEXTS],
        "illustrations": parts.illustrations(head.framework, head.indicator, head.theme),
        "asides": opened.asides if out is None else (),
        "earlier": [(ASKED[name], text, by, at) for name, text, by, at in opened.earlier],
        "together": listed([name for _id, name in head.writers]),
        "saved_at": when(opened.at),
        "saved_by": opened.by if head.writers or not head.mine else "",
        "empty": is_empty(opened.values),
        "problem": bool(out and out.stuck),
    }


def _field(
    name: str,
    opened: Opened,
    asides: list[Aside],
    out: Outcome | None,
    posted: Mapping[str, str] | None,
) -> dict[str, Any]:
    value, base = opened.values[name], mark(opened.values[name])
    shown: dict[str, Any] = {"name": name, "label": _(ASKED[name]), "hint": hints()[name], "said": value}
    shown["asides"] = asides if out is None else []
    if out is None:
        if held := opened.held.get(name):
            value = held.text
            shown["mentions"] = mentions.shown(name, held.text, held.mentions, held.aside)
    elif posted is not None and name in out.stuck:
        value = posted.get(name, "")
        base = mark(out.current[name]) if name in out.held else posted.get(f"base_{name}", "")
        shown |= beside(name, out, None)
    return shown | {"value": value, "base": base}


def saved(at: dt.datetime, typed: Iterable[str], out: Outcome, posted: Mapping[str, str]) -> dict[str, Any]:
    """Return what the answer to a save by script shows: the quiet line, fresh marks, what stands beside each field."""
    fields = []
    for name in typed:
        changed, held = name in out.conflicts or name in out.refused, out.held.get(name)
        fields.append(
            {
                "name": name,
                "base": "" if changed else mark(out.current[name]),
                "stuck": changed or name in out.behind,
                "behind": out.current[name] if name in out.behind else "",
                "beside": beside(name, out, None) if changed or held else None,
                "swap": (name in out.chosen or f"mend_{name}" in posted) and not changed,
                "value": held.text if held else out.current[name],
                "text": True,
            }
        )
    return {"fields": fields, "held": bool(out.held), "problem": bool(out.stuck), "saved_at": when(at)}
