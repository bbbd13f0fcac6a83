"""Lines of a plan: added, made from illustrations, reworded and assigned.

Each works as a plain form that leads back to its line. Where script asks, the answer is the part that changes.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotYours, Refused, Unfit
from speir.core.ids import new_id
from speir.evaluations.actions.looks import changing, lines
from speir.evaluations.policy import FINISHED_CODE
from speir.evaluations.queries.looks import lines as one_line
from speir.evaluations.queries.looks import overview
from speir.evaluations.queries.looks.headings import LookPage, require_planning
from speir.evaluations.queries.looks.lines import Opened
from speir.evaluations.queries.looks.plan_lines import COLUMNS
from speir.evaluations.rules.looks import proposing
from speir.evaluations.rules.looks.naming import How
from speir.evaluations.rules.saving import mark
from speir.frameworks.rules.structure import Theme
from speir.mentions.rules import Waits
from speir.web.evidence import picking
from speir.web.looks import plan_laid
from speir.web.looks.forms import LineForm, NewLineForm
from speir.web.looks.lines_shown import li, shown_line, to_plan
from speir.web.looks.show import ADD_WORDS, COLUMN_WORDS
from speir.web.shell import errors, mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

TEXTS = ("text", "cites")
CHANGED_CODE = lines.CHANGED_CODE


@require_http_methods(["GET", "POST"])
@signed_in
def new(
    request: HttpRequest, actor: Actor, look_id: str, column: str, number: str, key: str
) -> HttpResponseBase:
    """Add a line in people's own words to a column of a theme."""
    page = overview.page(actor, look_id)
    require_planning(page)
    theme = _theme(page, number, key)
    if column not in COLUMN_WORDS:
        raise NotYours
    posted = mentions.answered(request.POST)
    form = NewLineForm(posted or None, initial={"line_id": new_id()})
    htmx = bool(getattr(request, "htmx", False))
    context: dict[str, Any] = {"mentions": {}, "carried": []}
    if request.method == "POST" and form.is_valid():
        line_id = form.cleaned_data["line_id"]
        try:
            again = htmx and one_line.stands(look_id, column, line_id)
            line = lines.add(
                look_id=look_id,
                column=column,
                number=number,
                text=form.cleaned_data["text"],
                theme=theme.path if theme else "",
                how=proposing.how_of(form.cleaned_data["text"]),
                line_id=line_id,
                keeping=mentions.keeping(posted, "text"),
                by=actor,
            )
            if not htmx:
                return to_plan(look_id, f"add-{plan_laid.place_of(number, key)}-{column}")
            return _added(request, actor, look_id, (number, key), (column, "" if again else line.id))
        except Unfit as unfit:
            refused_or_another(form, unfit, "line_id")
        except Waits as waits:
            context = mentions.ask_several(form, posted, TEXTS, waits)
    context |= {
        "form": form,
        "look": page,
        "heading": page.heading,
        "column": plan_laid.column_of(column, number, key),
        "says": _(ADD_WORDS[column]),
        "theme": theme,
        "indicator": page.framework.by_number[number],
        "may": True,
    }
    if htmx:
        context["column"] |= {"new_id": form.data.get("line_id", "")}
        return render(request, "looks/line_refused.html", context)
    return render(request, "looks/line_new.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def made(request: HttpRequest, actor: Actor, look_id: str, number: str, key: str) -> HttpResponseBase:
    """Make a line from an illustration or a suggested kind of source: the pressed button says which, and for what."""
    page = overview.page(actor, look_id)
    require_planning(page)
    theme = _theme(page, number, key)
    column = next((name for name in COLUMNS if name in request.POST), "")
    text, how = _made_from(page, theme, column, request.POST.get(column, "")) if theme else ("", "")
    if not text or theme is None:
        return errors.bad_request(request)
    made_of = request.POST[column]
    htmx = bool(getattr(request, "htmx", False))
    again = htmx and one_line.stands(look_id, column, "", made_of)
    line = lines.add(
        look_id=look_id,
        column=column,
        number=number,
        text=text,
        theme=theme.path,
        how=how,
        illustration=made_of,
        by=actor,
    )
    if not htmx and column == "way":
        return to_plan(look_id, f"line-{line.id}")
    if not htmx:  # back to where the next illustration is pressed
        return to_plan(
            look_id, plan_laid.made_at(number, key, column, made_of), plan_laid.place_of(number, key)
        )
    return _added(request, actor, look_id, (number, key), (column, "" if again else line.id), made_of)


def _made_from(page: LookPage, theme: Theme, column: str, made_of: str) -> tuple[str, str]:
    """Return what a line says that is made from an illustration or a kind of source; nothing where there is none."""
    path, level, which = proposing.parted(made_of)
    if path != theme.path:
        return "", ""
    if column == "way":
        kind = page.framework.kind_by_key.get(which) if level == proposing.SOURCE else None
        how = proposing.HOW_OF_KIND.get(which, How.OTHER)
        return (kind.name, how.value) if kind and which in theme.sources else ("", "")
    texts: tuple[str, ...] = getattr(theme, level) if level in proposing.LEVELS else ()
    if not which.isdecimal() or len(which) > 3 or int(which) >= len(texts):
        return "", ""
    said = texts[int(which)]
    if column == "question":
        return proposing.as_question(said), How.OTHER.value
    return proposing.as_feature(said, weak=level in proposing.WEAK), How.OTHER.value


def _added(
    request: HttpRequest,
    actor: Actor,
    look_id: str,
    at: tuple[str, str],
    what: tuple[str, str],
    made_of: str = "",
) -> HttpResponse:
    """Answer script with the line that is new (none where it stood there already), and a fresh box to go on in."""
    number, key = at
    column, line_id = what
    found = shown_line(actor, look_id, line_id)
    context = {
        "look": {"id": look_id},
        "one": found,
        "column": plan_laid.column_of(column, number, key),
        "may": True,
        "made_of": made_of,
    }
    return render(request, "looks/line_added.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def line(request: HttpRequest, actor: Actor, look_id: str, column: str, line_id: str) -> HttpResponseBase:
    """Reword a line, say who finds out by when, or which policy asks for it."""
    looks = picking.read(request.POST)
    place: dict[str, Any] = {"sought": looks.sought, "chosen": request.POST.get("item", "")[:16]}
    opened = one_line.opened(actor, look_id, column, line_id, **place)
    require_planning(opened.page)
    if opened.removed:
        raise Refused("line-taken-out", str(_("This line was taken out of the plan. Put it back first.")))
    htmx = bool(getattr(request, "htmx", False))
    if htmx and "as" in request.GET:  # leave the form as it was
        return li(request, actor, look_id, line_id)
    posted = mentions.answered(request.POST)
    first = {name: posted.get(name, "") for name in _initial(opened)} if looks.only else _initial(opened)
    form = LineForm(None if looks.only else posted or None, line=opened, initial=first)
    context: dict[str, Any] = {"mentions": {}, "carried": []}
    status, renewed = 200, ""
    if request.method == "POST" and not looks.only and form.is_valid():
        try:
            _save(form, opened, posted, actor)
            return li(request, actor, look_id, line_id) if htmx else to_plan(look_id, f"line-{line_id}")
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            context = mentions.ask_several(form, posted, TEXTS, waits)
        except Refused as refused:
            if refused.code == FINISHED_CODE:
                raise
            opened, status = one_line.opened(actor, look_id, column, line_id, **place), 409
            add_refused(form, [refused])
            renewed = refused.code
    changed = status == 409
    context |= {
        "form": form,
        "look": opened.page,
        "heading": opened.page.heading,
        "opened": opened,
        "title": _(COLUMN_WORDS[column]),
        # Once the other text was shown, the form goes on from it; what was not shown is asked about next.
        "base": posted.get("base", mark(opened.text)) if renewed != CHANGED_CODE else mark(opened.text),
        "marked": posted.get("marked", opened.marked) if renewed in ("", CHANGED_CODE) else opened.marked,
        "row": {
            name: {"field": form[name], "mentions": context["mentions"].get(name)} for name in form.fields
        },
        "at": f"/{line_id}",
    }
    if column == "feature":
        others = picking.others(opened.more, many=opened.many, cut=opened.cut)
        context["pick"] = picking.box(looks, more=others)
    if htmx:
        return render(request, "looks/line_form.html", context)
    return render(
        request, "looks/line_page.html", context, status=status if changed else 422 if form.errors else 200
    )


def _initial(opened: Opened) -> dict[str, str]:
    return {
        "text": opened.text,
        "how": opened.how,
        "person": opened.person,
        "due": opened.due,
        "number": opened.count,
        "cites": opened.cites,
        "item": opened.item,
    }


def _save(form: LineForm, opened: Opened, posted: QueryDict, actor: Actor) -> None:
    typed = form.cleaned_data
    place: dict[str, Any] = {"look_id": opened.page.id, "line_id": opened.id, "by": actor}
    changing.change(
        column=opened.column,
        text=typed["text"],
        base=posted.get("base", "")[:64],
        assigned=None
        if opened.column != "way"
        else {
            "how": typed["how"],
            "person_id": typed["person"],
            "due": typed["due"],
            "number": typed["number"],
            "base": posted.get("marked", "")[:64],
        },
        cited=None
        if opened.column != "feature"
        else {
            "cites": typed["cites"],
            "item_id": typed["item"],
            "base": posted.get("marked", "")[:64],
            "keeping": mentions.keeping(posted, "cites"),
        },
        keeping=mentions.keeping(posted, "text"),
        **place,
    )


def _theme(page: LookPage, number: str, key: str) -> Theme | None:
    """Return the theme that an address names, None for an indicator as a whole. Raises NotYours."""
    chosen = next((one for one in page.chosen if one.indicator.number == number), None)
    if chosen is None:
        raise NotYours
    if key == plan_laid.WHOLE:
        return None
    theme = next((one for one in chosen.themes if one.key == key), None)
    if theme is None:
        raise NotYours
    return theme
