"""Changing a joint broad view that has begun, calling it off, and taking that back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.core.text import day
from speir.evaluations.actions import joint_changes as actions
from speir.evaluations.actions.joint_changes import CHANGED
from speir.evaluations.policy.joints import CALLED_OFF, LEADS
from speir.evaluations.queries import joints
from speir.evaluations.queries.joints import JointHeading
from speir.mentions.rules import Waits
from speir.web.joint.forms import JointForm
from speir.web.joint.tabs import tabs
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import add_refused

TEXTS = ("title", "invitation")


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponseBase:
    """Change title, day and words. Sent again after a conflict, it is over what the page has shown."""
    heading = _led(actor, joint_id)
    if heading.ended:
        raise Refused("joint-ended", CALLED_OFF)
    first = {"title": heading.title, "due": day(heading.due), "invitation": heading.invitation}
    posted = mentions.answered(request.POST)
    form = JointForm(posted or None, initial=first)
    context: dict[str, Any] = {"mentions": {}}
    now = joints.marks(heading)
    bases = {name: posted.get(f"base_{name}", "")[:64] for name in now} if posted else now
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                joint_id=joint_id,
                base=bases,
                keeping=mentions.keepings(posted, TEXTS),
                by=actor,
                **form.cleaned_data,
            )
            messages.success(request, _("Saved."))
            return redirect("joint:overview", joint_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
            # What stands there now was shown beside these: sent again, they are over it.
            bases |= {one.field: now[one.field] for one in unfit.broken if one.code == CHANGED}
        except Refused as refused:
            add_refused(form, [refused])
        except Waits as waits:
            context = mentions.ask_several(form, posted, TEXTS, waits)
    context |= {"form": form, "heading": heading, "bases": bases, "tabs": tabs(joint_id, "")}
    return render(request, "joint/change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def call_off(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponseBase:
    """Ask whether to call it off, and do so. It can be taken back."""
    heading = _led(actor, joint_id)
    if request.method == "POST":
        actions.call_off(joint_id=joint_id, by=actor)
        messages.success(request, _("Called off. What was written and handed in stays."))
        return redirect("joint:overview", joint_id)
    if heading.ended:
        return redirect("joint:overview", joint_id)
    return render(request, "joint/call_off.html", {"heading": heading, "tabs": tabs(joint_id, "")})


@sent_to
@signed_in
def take_up(request: HttpRequest, actor: Actor, joint_id: str) -> HttpResponseBase:
    """Take back that it was called off."""
    actions.take_up(joint_id=joint_id, by=actor)
    messages.success(request, _("It goes on as it stood."))
    return redirect("joint:overview", joint_id)


def _led(actor: Actor, joint_id: str) -> JointHeading:
    heading = joints.opened(actor, joint_id).heading
    if not heading.leads:
        raise NotAllowed(LEADS)
    return heading
