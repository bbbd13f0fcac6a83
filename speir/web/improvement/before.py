"""We have said this before: the panel beside a form for something new, and the page that stands by itself.

Whoever shows a form puts `panel(...)` into its context as `before` and includes `improvement/before.html`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.improvement.queries import before as queries
from speir.improvement.queries import boards
from speir.improvement.rules.before import MOST, Did, Earlier
from speir.web.improvement.tabs import tabs
from speir.web.improvement.where import address
from speir.web.shell.door import signed_in

DEFAULT = "hmie-2005"
ON_PAGE = 40
TO = {"view": "broad_views:indicator", "look": "looks:overview", "priority": "improvement:priority"}


def panel(
    actor: Actor,
    unit_id: str,
    framework_key: str = DEFAULT,
    *,
    number: str = "",
    theme: str = "",
    text: str = "",
    besides: str = "",
    most: int = MOST,
) -> dict[str, Any]:
    """Return what `improvement/before.html` shows as `before`. Seven queries at most."""
    asked = {"number": number, "theme": theme, "text": text, "besides": besides}
    found = queries.said_before(actor, unit_id, framework_key, most=most, **asked)
    return {
        "lines": [_line(line) for line in found.lines],
        "more": found.more,
        "asked": bool(number or theme or text),
        "at": reverse("improvement:before", args=[unit_id]),
        "number": number,
        "theme": theme,
        "framework": framework_key,
        "besides": besides,
    }


def asking(unit_id: str, framework_key: str, *, number: str = "", besides: str = "") -> dict[str, Any]:
    """Return the same before anything is asked: the page asks once something is typed. No query."""
    return {
        "lines": [],
        "at": reverse("improvement:before", args=[unit_id]),
        "number": number,
        "framework": framework_key,
        "besides": besides,
    }


@require_http_methods(["GET", "POST"])
@signed_in
def before(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what was said before of an indicator or a theme, or in the same words.

    What somebody is typing comes by POST, so that it stands in no address and in no log.
    """
    unit = boards.unit_of(actor, unit_id)
    part = bool(getattr(request, "htmx", False))
    shown = panel(
        actor,
        unit_id,
        _asked(request, "framework", 40) or DEFAULT,
        number=_asked(request, "number", 12),
        theme=_asked(request, "theme", 120),
        text=request.POST.get("title", "")[:4000].replace("\x00", ""),
        besides=_asked(request, "besides", 16),
        most=MOST if part else ON_PAGE,
    )
    context = {"unit": unit, "before": shown, "tabs": tabs(unit_id, "improvement:board")}
    return render(request, "improvement/before.html" if part else "improvement/before_page.html", context)


def _asked(request: HttpRequest, name: str, longest: int) -> str:
    """Return what is asked about, from the address, from a field of the form, or from the panel beside it."""
    found = request.GET.get(name, "") or request.POST.get(name, "") or request.POST.get(f"before_{name}", "")
    return found[:longest].replace("\x00", "")


def _line(line: Earlier) -> dict[str, Any]:
    to = ""
    if line.of == "view":
        to = address(TO["view"], line.id, line.number)
    elif line.of in TO:
        to = address(TO[line.of], line.id)
    return {
        "what": _(line.what),
        "title": line.title,
        "on": line.day,
        "text": line.text,
        "became": _(line.became) if line.became else "",
        "to": to,
        "did": [_did(one) for one in line.did[:4]],
    }


def _did(one: Did) -> dict[str, str]:
    return {
        "title": one.title,
        "state": _(one.state),
        "said": one.said,
        "to": address("improvement:action", one.id),
    }
