"""What the templates of planning a closer look are given: words for keys, and what stands beside each box."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from speir.core.text import period
from speir.evaluations.actions.beside import Outcome
from speir.evaluations.queries.asides import Aside
from speir.evaluations.rules.looks.naming import ABOUT_WORDS, AREA_WORDS, OWN_REASON
from speir.evaluations.rules.saving import mark
from speir.frameworks.rules.structure import Framework
from speir.web.broad_views.show import beside

COLUMN_WORDS: dict[str, str] = {
    "question": "What do we want to know?",
    "way": "How do we find out?",
    "feature": "What to look for",
}
ADD_WORDS: dict[str, str] = {
    "question": "Add a question",
    "way": "Add a way of finding out",
    "feature": "Add something to look for",
}


def rows(
    form: forms.Form,
    asked: Mapping[str, Any],
    *,
    base: Mapping[str, str] | None = None,
    out: Outcome | None = None,
    asides: Iterable[Aside] = (),
    words: Mapping[str, Any] | None = None,
) -> dict[str, dict[str, Any]]:
    """Return each field of a form by its name, with the mark that it was opened with and what stands beside it.

    `words` say the values of a choice that two people changed.
    """
    kept = list(asides)
    shown = {}
    for name in form.fields:
        row: dict[str, Any] = {"field": form[name], "base": base[name] if base else ""}
        row["asides"] = [aside for aside in kept if aside.field == name]
        said: dict[str, Any] = {"mentions": asked.get(name)}
        if out is not None and name in (*out.conflicts, *out.held):
            said = beside(name, out, None)
            if words and name in words and name in out.conflicts:
                conflict = out.conflicts[name]
                say = words[name]
                said |= {"theirs": say(conflict.theirs), "mine": say(conflict.mine), "text": False}
        row["beside"] = said
        shown[name] = row
    return shown


def say(framework: Framework) -> dict[str, Any]:
    """Return how the values of each choice of a description are said in words."""
    reasons = {one.key: one.about or one.text for one in framework.reasons}
    reasons[OWN_REASON] = _("Another reason of our own")
    questions = {one.number: one.title for one in framework.key_questions}
    return {
        "reason": lambda key: reasons.get(key, key),
        "about": lambda key: _(ABOUT_WORDS[key]) if key in ABOUT_WORDS else "",
        "area": lambda key: _(AREA_WORDS[key]) if key in AREA_WORDS else "",
        "key_question": lambda key: questions.get(key, ""),
        "period": days,
    }


def days(iso: str) -> str:
    """Return a period that is kept as two ISO days and a slash as people say it."""
    try:
        first, last = (dt.date.fromisoformat(part) for part in iso.split("/"))
    except ValueError:
        return iso
    return period(first, last)


def marks(
    said: Mapping[str, str], posted: QueryDict | None = None, stuck: Iterable[str] = ()
) -> dict[str, str]:
    """Return the mark for each field: of what stands, or of what the form was opened with where it is not settled."""
    kept = set(stuck)
    return {
        name: posted.get(f"base_{name}", "")[:64] if posted is not None and name in kept else mark(value)
        for name, value in said.items()
    }
