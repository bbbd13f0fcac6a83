"""What changed in a unit's priorities since a meeting, or since a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import day
from speir.improvement.queries.changed import ChangedPage, Changes, changed_page
from speir.improvement.rules.boards import numbered
from speir.improvement.rules.changing import net
from speir.reports.builders.improvement import changed as says
from speir.web.improvement.tabs import tabs
from speir.web.shell import rendered
from speir.web.shell.door import signed_in
from speir.web.shell.fields import DayField, box
from speir.web.shell.rendered import blank, escaped, part


class ChangedSinceForm(forms.Form):
    """Since which day."""

    since = DayField(
        label=gettext_lazy("Since another day"),
        help_text=gettext_lazy("For example: 3 March 2026."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )


@require_safe
@signed_in
def changed(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what changed since the last meeting, or since the day that was chosen."""
    form = ChangedSinceForm(request.GET if "since" in request.GET else None)
    since = form.cleaned_data["since"] if form.is_bound and form.is_valid() else None
    shown = changed_page(actor, unit_id, since, numbered(request.GET.get("page", "")))
    changes = shown.changes
    context: dict[str, Any] = {
        "unit": shown.unit,
        "tabs": tabs(unit_id, "improvement:changed", belongs=shown.unit.belongs),
        "form": form,
        "since": day(shown.since) if shown.since else "",
        "meeting": shown.meeting,
        "meetings": _meetings(request, shown) if shown.choices else "",
        "since_form": "" if form.errors else _since(request.GET.get("since", "")),
        "lines": part(request, changes, "improvement/changed_lines.html", lambda: _lines(changes)),
        "anything": changes.anything,
        "cut": changes.cut,
        "page": shown.page,
        "newer": _address(since, shown.page - 1) if shown.page > 1 else "",
        "older": _address(since, shown.page + 1) if changes.more else "",
    }
    return render(request, "improvement/changed.html", context, status=422 if form.errors else 200)


def _meetings(request: HttpRequest, shown: ChangedPage) -> SafeString:
    """Return the meetings since each of which one can ask, as HTML."""

    def context() -> dict[str, Any]:
        choices = [
            {"at": on.isoformat(), "day": day(on), "name": name, "here": on == shown.since}
            for on, name in shown.choices
        ]
        return {"choices": choices}

    return part(request, (shown.choices, shown.since), "improvement/changed_choices.html", context)


def _since(typed: str) -> SafeString:
    """Return the form for another day, with what was typed in it, as HTML."""
    return _form(get_language())({"since": escaped(typed)})


@lru_cache(maxsize=8)
def _form(_language: str | None) -> Callable[[dict[str, str]], SafeString]:
    """Return the form for another day, in the language of now."""
    empty = ChangedSinceForm(initial={"since": blank("since")})
    return rendered.form("improvement/changed_since.html", {"form": empty})


def _lines(changes: Changes) -> dict[str, Any]:
    """Return what the lines of a page say, by priorities and by days."""
    return {
        "groups": [
            {
                "id": of.id,
                "title": of.title,
                "unit": of.unit,
                "lines": _dated(
                    dict(zip(("says", "text"), says.parts(one), strict=True))
                    | {"on": says.on(one), "urgent": says.urgent(one)}
                    for one in net(group.lines, apart=says.on)
                ),
            }
            for of, group in changes.groups
        ],
        "decided": _dated({"on": day(one.on), "says": says.decided(one)} for one in changes.decided),
        "finished": _dated({"on": day(one.on), "says": says.finished(one)} for one in changes.finished),
    }


def _address(since: dt.date | None, page: int) -> str:
    words = {"since": since.isoformat()} if since else {}
    return f"?{urlencode(words | {'page': str(page)})}"


def _dated(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return lines by their day, in their order: the day is said once."""
    return [{"on": on, "lines": list(each)} for on, each in groupby(lines, key=lambda one: one["on"])]
