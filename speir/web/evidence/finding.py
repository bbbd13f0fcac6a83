"""The register: all the evidence that one may read, and finding something in it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.access.decide import reach
from speir.access.permissions import Permission
from speir.core.words import asked
from speir.evaluations.actions import readings
from speir.evaluations.queries.uncited import cited_among, uncited
from speir.evidence.queries import finding, searches
from speir.evidence.rules.finding import Wanted
from speir.frameworks.queries import all_current
from speir.web.evidence import found
from speir.web.evidence.finding_forms import LONGEST, FindForm
from speir.web.shell.door import signed_in

# So many filters are tried without, one at a time, when nothing is found.
TRIED = 6


@require_safe
@signed_in
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what was looked for, best first; without anything to look for, the newest."""
    given = given_of(request.GET)
    form = FindForm(actor, given) if given else None
    if form is not None and not form.is_valid():
        return render(request, "evidence/narrow.html", {"form": form}, status=422)
    wanted = form.wanted if form else Wanted()
    typing = bool(getattr(request, "htmx", False))
    if form and typing:
        wanted = _unfinished(wanted, given)
    at = request.GET.get("at", "")[:60]
    page = finding.find(
        actor,
        wanted,
        today=timezone.localdate(),
        uncited=partial(uncited, actor) if wanted.uncited else None,
        at=at,
        counting=form is not None,
    )
    items = [line.item for line in page.lines]
    readings.note_items(evidence=items, by=actor)
    cited = cited_among(actor, [item.id for item in items])
    frameworks = form.frameworks if form else all_current()
    in_force = _in_force(form, given) if form else []
    context = {
        "lines": found.lines(page.lines, cited, frameworks),
        "found": page,
        "many": page.count is not None and page.count > page.counted,
        "most": f"{page.counted:,}",
        "asked": given.urlencode(),
        "at": at,
        "words": given.get("words", ""),
        "longest": LONGEST,
        "writes": bool(reach(actor, Permission.WRITE_EVIDENCE)),
        "ranked": bool(wanted.words.every),
        "searches": searches.own(actor),
        "in_force": in_force,
        # The words stand in their box already.
        "shown_in_force": [line for line in in_force if line["name"] != "words"],
        "others": [(name, value) for name, values in given.lists() for value in values if name != "words"],
        "without": _found_without(actor, in_force) if not page.lines and not at else [],
    }
    return render(request, "evidence/found.html" if typing else "evidence/register.html", context)


@require_safe
@signed_in
def narrow(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for everything that narrows the register down."""
    form = FindForm(actor, given_of(request.GET) or None)
    return render(request, "evidence/narrow.html", {"form": form})


def given_of(posted: QueryDict) -> QueryDict:
    """Return what of an address asks for something: known names that are not empty."""
    given = QueryDict(mutable=True)
    for name in FindForm.base_fields:
        values = [value for value in posted.getlist(name) if value.strip()]
        if values:
            given.setlist(name, values)
    return given


def _unfinished(wanted: Wanted, given: QueryDict) -> Wanted:
    """While somebody types, the last word is the beginning of one."""
    return replace(wanted, words=asked(given.get("words", ""), typing=True))


def _in_force(form: FindForm, given: QueryDict) -> list[dict[str, Any]]:
    """Return what narrows the list down in words, each with the address without it."""
    lines = []
    for name, value, label, said in form.in_force():
        left = given.copy()
        left.setlist(name, [one for one in left.getlist(name) if one != value] if name == "stands" else [])
        if not left.getlist(name):
            left.pop(name, None)
        lines.append({"name": name, "label": label, "said": said, "without": left.urlencode(), "left": left})
    return lines


def _found_without(actor: Actor, in_force: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return which of them to take away so that something is found."""
    helps = []
    for line in in_force[:TRIED] if len(in_force) > 1 else ():
        form = FindForm(actor, line["left"])
        if form.is_valid():
            wanted = form.wanted
            condition = partial(uncited, actor) if wanted.uncited else None
            page = finding.find(
                actor, wanted, today=timezone.localdate(), uncited=condition, counting=False, most=1
            )
            helps += [line] if page.lines else []
    return helps
