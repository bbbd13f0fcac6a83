"""All contributions of a joint broad view side by side: the levels as words, the widest differences first.

They are rendered once per process for the same organisations and judgements. Up to `ACROSS` organisations stand across
the page, as a grid; of more, each row says who gives which level, and the grid is the other way to look at it.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speir.access.actor import Actor
from speir.core.text import capital, number
from speir.evaluations.queries import matrix as queries
from speir.evaluations.queries.sides import Asking, Matrix
from speir.evaluations.rules.asking import PROGRESS_WORDS
from speir.web.joint import laid, sides
from speir.web.joint.laid import ACROSS, FEW
from speir.web.joint.tabs import tabs
from speir.web.shell.door import signed_in
from speir.web.shell.rendered import keep, known, made_once

GRID, LIST = "grid", "list"


@require_safe
@signed_in
def matrix(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show what every organisation judges of every indicator, what there is to talk about first."""
    asked = sides.asking(request.GET)
    shown = queries.matrix(actor, joint_id, asked)
    usual = GRID if len(shown.columns) <= ACROSS else LIST
    view = request.GET.get(sides.VIEW, "")
    view = view if view in (GRID, LIST) else usual
    key = ("joint", view, shown.made_of, get_language() or "")
    rows = made_once(key, lambda: laid.grid(shown) if view == GRID else laid.by_level(shown))
    context = {
        "heading": shown.heading,
        "tabs": tabs(joint_id, "joint:matrix"),
        "matrix": shown,
        "rows": rows,
        "heads": laid.heads(sides.names(shown.columns)) if view == GRID else "",
        "view": view,
        "size": "few" if len(shown.columns) <= FEW else "more" if len(shown.columns) <= ACROSS else "many",
        "by_number": asked.by_number,
        "narrow": _narrow(request, shown, asked),
        "narrowed": sides.narrowed(shown, asked),
        "came": _came(shown),
        "ways": _ways(request, view, asked.by_number),
        "everything": sides.address(request.GET, question="", locality="", kind=""),
        "absent": [(one, _(PROGRESS_WORDS[one.progress])) for one in (*shown.to_come, *shown.silent)],
        "declined": sides.names(shown.declined),
        # What is talked about first, whatever order the page is in.
        "talk": min(shown.rows, key=lambda one: one.spread.order, default=None) if shown.columns else None,
    }
    return render(request, "joint/matrix.html", context)


def _narrow(request: HttpRequest, shown: Matrix, asked: Asking) -> SafeString | str:
    """Return the form that narrows it down, as HTML; nothing where there is nothing to choose."""
    offered = sides.offered(shown)
    if not offered:
        return ""
    kept = tuple((name, request.GET[name]) for name in (sides.ORDER, sides.VIEW) if request.GET.get(name))
    key = ("joint narrow", offered, asked, kept, get_language() or "")
    if (made := known(key)) is not None:
        return made
    return keep(key, "joint/matrix_narrow.html", {"narrow": sides.narrowing(offered, asked), "kept": kept})


def _ways(request: HttpRequest, view: str, by_number: bool) -> list[tuple[str, str]]:
    """Return the other order and the other way to look at it: where each leads, and what it is called."""
    order = _("Widest differences first") if by_number else _("In order of number")
    look = _("Who says what") if view == GRID else _("Organisation by organisation")
    return [
        (sides.address(request.GET, order="" if by_number else sides.BY_NUMBER), order),
        (sides.address(request.GET, view=LIST if view == GRID else GRID), look),
    ]


def _came(shown: Matrix) -> str:
    """Return how many of those who take part have handed in, as a sentence."""
    # Those who have not answered count as they do in the list of who takes part, for whoever is told of them.
    came, all_ = len(shown.everybody), shown.agreed + len(shown.silent)
    if came == all_:
        return _("Everybody who takes part has handed in.") if came > 1 else ""
    words = {"came": capital(number(came)), "all": number(all_)}
    if came == 1:
        return _("One of %(all)s organisations has handed in.") % words
    return _("%(came)s of %(all)s organisations have handed in.") % words
