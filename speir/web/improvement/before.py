"""We have said this before: the panel beside a form for something new, and the page that stands by itself.

Whoever shows a form puts `panel(...)`, or `asks(...)` where that would cost too many queries, into its context as
`before` and includes `improvement/before.html`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

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


def asks(
    unit_id: str, framework_key: str = DEFAULT, *, number: str = "", besides: str = "", of: str = ""
) -> dict[str, Any]:
    """Return the same for a page that is sent before anything is looked up: the panel comes after it. No query.

    `of` is the priority for which an action is written: it tells the indicator. Without script a link leads there.
    """
    at = reverse("improvement:before", args=[unit_id])
    asked = {"framework": framework_key, "number": number, "besides": besides, "of": of}
    more = urlencode({name: value for name, value in asked.items() if value})
    return {"at": at, "to": f"{at}?{more}", "theme": "", "soon": True, **asked}


@require_http_methods(["GET", "POST"])
@signed_in
def before(request: HttpRequest, actor: Actor, unit_id: str) -> HttpResponse:
    """Show what was said before of an indicator or a theme, or in the same words.

    What somebody is typing comes by POST, so that it stands in no address and in no log.
    """
    unit = boards.unit_of(actor, unit_id)
    part = bool(getattr(request, "htmx", False))
    number, text = _asked(request, "number", 12), request.POST.get("title", "")[:4000].replace("\x00", "")
    key, of = _asked(request, "framework", 40), _asked(request, "of", 16)
    if of:
        its_key, its_number, title = queries.answered_by(actor, of)
        key, number, text = key or its_key, number or its_number, f"{text} {title}" if its_key else text
    shown = panel(
        actor,
        unit_id,
        key or DEFAULT,
        number=number,
        theme=_asked(request, "theme", 120),
        text=text,
        besides=_asked(request, "besides", 16) or of,
        most=MOST if part else ON_PAGE,
    ) | {"of": of}
    context = {"unit": unit, "before": shown, "tabs": tabs(unit_id, "improvement:choosing")}
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
