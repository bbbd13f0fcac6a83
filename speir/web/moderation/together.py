"""What was and is judged together of a broad view, and beginning it. The same for a team's and for a joint one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.ids import new_id
from speir.core.text import capital
from speir.evaluations.actions.moderation import sitting as actions
from speir.evaluations.policy.moderation import LEADS
from speir.evaluations.queries import joints
from speir.evaluations.queries.moderation.agreements import Agreed
from speir.evaluations.queries.moderation.choices import Choosable, choosable
from speir.evaluations.queries.moderation.sittings import Together
from speir.evaluations.queries.moderation.sittings import together as read
from speir.web.joint.tabs import tabs
from speir.web.moderation.forms import TogetherForm
from speir.web.moderation.show import say
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused

# A closer look at so few indicators is judged together as a whole.
FEW = 3


@require_safe
@signed_in
def together(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Show what was judged together of a broad view, and the way to begin."""
    found = read(actor, evaluation_id)
    if found.joint_id:
        return redirect("moderation:joint", found.joint_id)
    return render(request, "moderation/together.html", _shown(found))


@require_safe
@signed_in
def of_joint(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponse:
    """Show the same of a joint broad view, among its pages."""
    heading = joints.opened(actor, joint_id).heading
    context = _shown(read(actor, heading.evaluation_id)) | {"heading": heading}
    context["tabs"] = tabs(joint_id, "moderation:joint")
    return render(request, "joint/moderation.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def begin(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Choose indicators and how people come together; begin."""
    found = read(actor, evaluation_id)
    if not found.leads:
        raise NotAllowed(LEADS)
    offered = choosable(found)
    given = request.GET.getlist("indicator")[:40]
    if not given and found.heading.look and len(offered) <= FEW:
        given = [one.indicator.number for one in offered]
    first = {"moderation_id": new_id(), "how": "meeting", "indicators": given}
    choices = [(one.indicator.number, _says(one)) for one in offered]
    form = TogetherForm(request.POST if request.method == "POST" else None, choices=choices, initial=first)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            begun = actions.begin(
                evaluation_id=evaluation_id,
                indicators=[n for n, _said in choices if n in typed["indicators"]],
                until=typed["until"] if typed["how"] == "post" else None,
                moderation_id=typed["moderation_id"],
                by=actor,
            )
            return redirect("moderation:ask" if begun.until else "moderation:lead", begun.id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as refused:
            add_refused(form, [refused])
    context = {"heading": found.heading, "found": found, "form": form}
    return render(request, "moderation/begin.html", context, status=422 if form.errors else 200)


def _shown(found: Together) -> dict[str, Any]:
    return {
        "heading": found.heading,
        "frame_of": "looks/base.html" if found.heading.look else "broad_views/base.html",
        "found": found,
        "going_on": [line for line in found.lines if not line.ended],
        "over": [line for line in found.lines if line.ended],
        "agreed": [(indicator, one, _range(one)) for indicator, one in found.agreed],
    }


def _range(one: Agreed) -> str:
    """Return what people judged alone, as in "Two say good, one says weak"."""
    return capital(", ".join(say(count, level) for level, count in one.views))


def _says(one: Choosable) -> str:
    said = f"{one.indicator.number} {one.indicator.title}"
    if one.gap is None:
        return said
    gap = {"low": one.gap[0].name.lower(), "high": one.gap[1].name.lower()}
    return f"{said} ({_('from %(high)s to %(low)s') % gap})"
