"""Finding out: the ways of a closer look, and the working page of one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Unfit
from speir.core.ids import new_id
from speir.core.text import day
from speir.evaluations.actions.looks import sittings as actions
from speir.evaluations.policy import FINISHED
from speir.evaluations.policy.looks import READ_ONLY
from speir.evaluations.queries.looks import finding as queries
from speir.evaluations.rules.looks.finding import ONE, TALKING
from speir.evaluations.rules.looks.naming import DOING_WORDS, HOW_WORDS, how_beside
from speir.mentions.rules import Waits
from speir.web.looks.sitting_form import TEXTS, SittingForm
from speir.web.looks.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.another import refused_or_another
from speir.web.shell.door import sent_to, signed_in


def words(way: queries.WayLine) -> dict[str, Any]:
    """Return what a template says of a way; `how_beside` is how one finds out where its own words do not say so."""
    beside = how_beside(way.how, way.text)
    return {
        "way": way,
        "how": _(HOW_WORDS[way.how]),
        "how_beside": _(beside) if beside else "",
        "one": _(ONE[way.how]),
        "state": _(DOING_WORDS[way.state]),
        "talking": way.how in TALKING,
    }


@require_safe
@signed_in
def ways(request: HttpRequest, actor: Actor, look_id: str) -> HttpResponse:
    """Show all ways of finding out, one's own first."""
    page = queries.ways(actor, look_id)
    groups = [
        (_("Yours to do"), page.mine),
        (_("By everybody else") if page.mine else _("All ways"), page.rest),
        (_("Taken out of the plan"), page.gone),
    ]
    context = {
        "look": page.look,
        "heading": page.look.heading,
        "tabs": tabs(look_id, "looks:ways"),
        "groups": [(says, [words(one) for one in of]) for says, of in groups if of],
    }
    return render(request, "looks/ways.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def way(request: HttpRequest, actor: Actor, look_id: str, way_id: str) -> HttpResponseBase:
    """Show a way with its sittings; begin another."""
    page = queries.way(actor, look_id, way_id)
    if request.method == "POST" and not page.look.may_note:
        raise NotAllowed(FINISHED if page.look.finished_on else READ_ONLY)
    posted = mentions.answered(request.POST)
    first = {"sitting_id": new_id(), "on": day(timezone.localdate())}
    form = SittingForm(posted or None, initial=first, how=page.way.how, groups=page.groups)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(
                look_id=look_id,
                way_id=way_id,
                about=form.about(),
                heard=form.cleaned_data.get("heard", []),
                sitting_id=form.cleaned_data["sitting_id"],
                keeping=mentions.keepings(posted, TEXTS),
                by=actor,
            )
            return redirect("looks:sitting", look_id, way_id, made.id)
        except Unfit as unfit:
            refused_or_another(form, unfit, "sitting_id")
        except Waits as waits:
            asked = mentions.ask_several(form, posted, TEXTS, waits)
    context = (
        {
            "look": page.look,
            "heading": page.look.heading,
            "page": page,
            "sittings": [one for one in page.sittings if not one.gone],
            "gone": [one for one in page.sittings if one.gone],
            "form": form,
        }
        | words(page.way)
        | asked
    )
    return render(request, "looks/way.html", context, status=422 if form.errors else 200)


@sent_to
@signed_in
def done(request: HttpRequest, actor: Actor, look_id: str, way_id: str) -> HttpResponseBase:
    """Say that a way is done, or that it goes on."""
    finished = request.POST.get("on") != "1"
    actions.say_done(look_id=look_id, way_id=way_id, done=finished, by=actor)
    messages.success(request, _("Done.") if finished else _("It goes on."))
    return redirect(
        "looks:ways" if finished else "looks:way", *([look_id] if finished else [look_id, way_id])
    )
