"""What is strong and what is weak in a theme, which saves itself; and one's own texts that were set aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speir.access.actor import Actor
from speir.evaluations.actions import readings, set_aside
from speir.evaluations.actions.looks.theme_findings import TEXTS, write
from speir.evaluations.queries.looks import judging as queries
from speir.web.broad_views import show
from speir.web.broad_views.forms import field
from speir.web.looks.judging import page_of_indicator
from speir.web.looks.questions import saved
from speir.web.shell import errors, mentions
from speir.web.shell.door import sent_to, signed_in


@sent_to
@signed_in
def theme(request: HttpRequest, actor: Actor, look_id: str, number: str, theme: str) -> HttpResponseBase:
    """Save what was typed of a theme."""
    page, chosen = queries.require_theme(actor, look_id, number, theme)
    posted = mentions.answered(request.POST)
    typed = {name: field(posted, name) for name in TEXTS if name in posted}
    if not typed:
        return errors.bad_request(request)
    row, out = write(look_id=look_id, theme=chosen.path, typed=typed, by=actor)
    if out.stuck:  # the answer shows what stands there, and a form can be sent for that alone
        readings.note(heading=page.heading, by=actor)
    if getattr(request, "htmx", False):
        latest = max((at for name in TEXTS if (at := getattr(row, f"{name}_at"))), default=None)
        context = saved(out, posted, TEXTS, show.when(latest), suffix=f"_{theme}")
        return render(request, "looks/look_saved.html", context)
    if out.stuck:
        status = 409 if out.conflicts else 422
        return page_of_indicator(
            request, actor, look_id, number, of_themes={chosen.path: (out, posted)}, status=status
        )
    if request.POST.get("go") == "beacon":
        return HttpResponse(status=204)
    messages.success(request, _("Saved."))
    return redirect("looks:indicator", look_id, number)


@sent_to
@signed_in
def discard(request: HttpRequest, actor: Actor, look_id: str, aside: str) -> HttpResponseBase:
    """Throw away a text of one's own that was set aside, or take it up into its field after all."""
    if "take" in request.POST:
        set_aside.take_up(evaluation_id=look_id, aside=aside, by=actor)
        messages.success(request, _("Added to the end of the field."))
    else:
        set_aside.discard(evaluation_id=look_id, aside=aside, by=actor)
        messages.success(request, _("Discarded."))
    number, question = request.POST.get("number", "")[:8], request.POST.get("question", "")[:16]
    if question and "/" not in question:
        return redirect("looks:answer", look_id, question)
    if number and "/" not in number:
        return redirect("looks:indicator", look_id, number)
    return redirect("looks:judging", look_id)
