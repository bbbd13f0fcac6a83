"""One row of the matrix opened: every organisation's account of one indicator, and how each knows, theme by theme."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import day, listed, number
from speir.evaluations.actions import readings, taking_over
from speir.evaluations.queries import handed_in as queries
from speir.evaluations.queries import joints
from speir.evaluations.queries.handed_in import Account, Across
from speir.evaluations.rules.record import RecordEvidence
from speir.evidence.rules.items import BEARS_WORDS
from speir.web.broad_views.findings import found_context
from speir.web.evidence.show import SIGN
from speir.web.joint import sides
from speir.web.joint.laid import facts, lines, names_of
from speir.web.joint.tabs import tabs
from speir.web.shell.door import sent_to, signed_in


@require_safe
@signed_in
def row(request: HttpRequest, actor: Actor, joint_id: str, number: str) -> HttpResponse:
    """Show every organisation's account of one indicator."""
    across = queries.across(actor, joint_id, number, sides.asking(request.GET))
    readings.note_handed_in(read=[account.read for account in across.accounts], by=actor)
    asked = sides.address(request.GET)
    context = {
        "heading": across.matrix.heading,
        "tabs": tabs(joint_id, "joint:matrix"),
        "across": across,
        "indicator": across.row.indicator,
        "says": _(across.row.sentence),
        # Where the sentence says the range alone, who says what comes after it.
        "counts": _(across.row.spread.counts) if len(across.row.spread.groups) > 2 else "",
        "lines": lines(across.row, names_of(across.matrix)),
        "accounts": [_account(account, actor) for account in across.accounts],
        "starts": across.starts,
        "themes": themes(across),
        "withheld": _withheld(across),
        "to_come": listed(sides.names(across.matrix.to_come)),
        "asked": "" if asked == "?" else asked,
    }
    return render(request, "joint/row.html", context)


@require_safe
@signed_in
def edition(request: HttpRequest, actor: Actor, joint_id: str, organisation_id: str) -> HttpResponse:
    """Show the edition that an organisation handed in whole, as it is open to the reader."""
    shown = queries.handed_in(actor, joint_id, organisation_id)
    readings.note_handed_in(read=[shown.read], by=actor)
    context = found_context(shown.record) | {
        "heading": shown.heading,
        "tabs": tabs(joint_id, ""),
        "sealed": shown,
        "sealed_on": day(timezone.localdate(shown.sealed_at)),
        "came_on": day(shown.came_on) if shown.came_on else "",
    }
    return render(request, "joint/handed_in.html", context)


@sent_to
@signed_in
def take_over(
    request: HttpRequest, actor: Actor, joint_id: str, organisation_id: str, number: str
) -> HttpResponseBase:
    """Take an organisation's words over as a start, and lead to where they are gone on with."""
    out = taking_over.take_over(joint_id=joint_id, organisation_id=organisation_id, number=number, by=actor)
    if not out.stuck:
        messages.success(request, _("Taken over as a start: make it your own words."))
    return redirect("broad_views:indicator", joints.opened(actor, joint_id).heading.evaluation_id, number)


def _account(account: Account, actor: Actor) -> dict[str, Any]:
    judgement = account.judgement
    outside = queries.from_outside(actor, [account.read])
    return {
        "organisation": account.column,
        "facts": facts(account.cell),
        "judgement": judgement,
        "ground": _(judgement.confirmed) if judgement.evidence else "",
        "edition": account.edition,
        # Whoever belongs to it is shown where their evidence is opened to the others.
        "share": "" if outside else account.read.evaluation_id,
        "came": day(account.column.dates.came) if account.column.dates.came else "",
        "late": account.column.dates.came is not None
        and account.column.dates.late(account.column.dates.came),
    }


def themes(across: Across) -> list[dict[str, Any]]:
    """Return the indicator's themes, each with what organisations know of it; then what speaks of none in particular.

    A piece that bears on two themes stands with both. Those of which no word is open are left to `_withheld`.
    """
    named = {theme.short: theme.title for theme in across.row.indicator.themes}
    # An edition keeps the theme's name as it was; one that is called otherwise today comes after those of today.
    found = dict.fromkeys(
        name for account in across.accounts for one in account.judgement.evidence for name, _how in one.themes
    )
    made = [_theme(across, name, named.get(name, name)) for name in dict.fromkeys([*named, *found])]
    rest = _theme(across, "", _("Of no theme in particular"))
    return [*made, rest] if rest["rows"] else made


def _theme(across: Across, name: str, title: str) -> dict[str, Any]:
    rows, none = [], []
    for account in across.accounts:
        pieces = [
            _piece(one, name)
            for one in account.judgement.evidence
            if not one.withheld and (name in dict(one.themes) if name else not one.themes)
        ]
        if pieces:
            rows.append((account, pieces))
        else:
            none.append(account.column.name)
    return {"title": title, "rows": rows, "none": listed(none) if rows else ""}


def _piece(one: RecordEvidence, theme: str) -> dict[str, str]:
    bears = dict(one.themes).get(theme, "")
    return {
        "shows": one.said,
        "line": " · ".join(one.line),
        "sign": SIGN.get(bears, "·"),
        "sign_key": bears,
        "sign_words": _(BEARS_WORDS[bears]) if bears else "",
    }


def _withheld(across: Across) -> str:
    """Return in a sentence whose evidence is not open to the reader, and how many pieces; empty where all of it is."""
    said = [
        ngettext("%(n)s piece from %(who)s", "%(n)s pieces from %(who)s", account.withheld)
        % {"n": number(account.withheld), "who": account.column.name}
        for account in across.accounts
        if account.withheld
    ]
    return listed(said)
