"""Who can read a broad view or a piece of evidence in it: seeing that, sharing it wider, and ending that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.core.text import day
from speir.evaluations.actions import readings
from speir.evaluations.actions import sharing as view_sharing
from speir.evaluations.queries import audiences, reflections, rooms
from speir.evaluations.queries.audiences import Audience
from speir.mentions.rules import Waits
from speir.sharing.rules import LONGEST_WHY, Scope
from speir.web.shell import mentions
from speir.web.shell.door import sent_to, signed_in
from speir.web.shell.fields import AnyOf, DayField, FromList, add_refused, box, by_place

NAMED = Scope.NAMED.value
SCOPES: dict[str, Any] = {
    "team": gettext_lazy("Everybody who belongs to"),
    "agency": gettext_lazy("Everybody in"),
    "partnership": gettext_lazy("Every organisation that sits in"),
    "named": gettext_lazy("One person:"),
}


class SharingForm(forms.Form):
    """With whom, why, and until when; for a broad view also whether its evidence goes along."""

    audience = forms.CharField(
        label=gettext_lazy("With whom?"),
        max_length=40,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose with whom you share it.")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why do you share it?"),
        help_text=gettext_lazy(
            "One sentence. They will read it, and so will whoever asks later. No names of children."
        ),
        max_length=LONGEST_WHY,
        widget=box(),
        error_messages={"required": gettext_lazy("Write why you share it: they will read this.")},
    )
    ends = DayField(
        last=True,
        label=gettext_lazy("Last day (optional)"),
        help_text=gettext_lazy("For example: 31 March 2027. Leave it empty to share until somebody ends it."),
        required=False,
        max_length=100,
        widget=box(),
    )
    along = forms.MultipleChoiceField(
        label=gettext_lazy("What goes with it?"),
        required=False,
        choices=[("evidence", gettext_lazy("The evidence in it, as far as it is yours to share"))],
        initial=["evidence"],
        widget=AnyOf,
    )

    def offer(self, audience: Audience) -> None:
        """List with whom this can be shared, for a form that is shown."""
        if audience.closed:
            self.fields["along"].help_text = ngettext(
                "%(n)d piece of evidence in it is open to fewer people than the broad view itself.",
                "%(n)d pieces of evidence in it are open to fewer people than the broad view itself.",
                audience.closed,
            ) % {"n": audience.closed}
        places = [(c.key, f"{SCOPES[c.scope]} {c.name}") for c in audience.choices if c.scope != NAMED]
        people = by_place((c.key, c.name, c.where) for c in audience.choices if c.scope == NAMED)
        one = [(_("One person: %(where)s") % {"where": where}, names) for where, names in people]
        groups = [(_("Everybody at a place"), places)] if places else []
        self.fields["audience"].widget.choices = [("", _("Choose with whom")), *groups, *one]


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, evaluation_id: str) -> HttpResponseBase:
    """Show who can read a broad view; share it wider."""

    def share(typed: dict[str, Any]) -> str:
        with_evidence = bool(typed.pop("along"))
        along = view_sharing.share(
            evaluation_id=evaluation_id, with_evidence=with_evidence, by=actor, **typed
        )
        if not along:
            return _("Shared.")
        return ngettext(
            "Shared, with %(n)d piece of evidence.", "Shared, with %(n)d pieces of evidence.", along
        ) % {"n": along}

    read = partial(audiences.of_view, actor, evaluation_id)
    return page(request, actor, read, share, rooms=partial(rooms.with_view, evaluation_id))


@require_http_methods(["GET", "POST"])
@signed_in
def item(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, item_id: str
) -> HttpResponseBase:
    """Show who can read a piece of evidence; share it wider."""

    def share(typed: dict[str, Any]) -> str:
        typed.pop("along")
        view_sharing.share_item(
            evaluation_id=evaluation_id, number=number, item_id=item_id, by=actor, **typed
        )
        return _("Shared.")

    read = partial(audiences.of_item, actor, evaluation_id, number, item_id)
    source = reflections.given_from(actor, item_id)
    return page(request, actor, read, share, number=number, source=source)


@sent_to
@signed_in
def end_view(request: HttpRequest, actor: Actor, evaluation_id: str, act_id: str) -> HttpResponseBase:
    """End an act of sharing of a broad view."""
    view_sharing.end(evaluation_id=evaluation_id, act_id=act_id, by=actor)
    messages.success(
        request, _("Ended. What an edition holds that was sealed meanwhile stays in that edition.")
    )
    return redirect("broad_views:sharing", evaluation_id)


@sent_to
@signed_in
def end_item(
    request: HttpRequest, actor: Actor, evaluation_id: str, number: str, item_id: str, act_id: str
) -> HttpResponseBase:
    """End an act of sharing of a piece of evidence."""
    view_sharing.end_item(
        evaluation_id=evaluation_id, number=number, item_id=item_id, act_id=act_id, by=actor
    )
    messages.success(
        request, _("Ended. What an edition holds that was sealed meanwhile stays in that edition.")
    )
    return redirect("broad_views:evidence_sharing", evaluation_id, number, item_id)


def page(
    request: HttpRequest,
    actor: Actor,
    read: Callable[[], Audience],
    share: Callable[[dict[str, Any]], str],
    *,
    number: str = "",
    source: tuple[str, str] | None = None,
    rooms: Callable[[], list[tuple[str, str]]] = list,
    template: str = "broad_views/sharing.html",
) -> HttpResponse:
    """Show who can read a thing, and share it wider when asked to.

    `number` is of the indicator that it is beside, `source` the reflection (id, day) that its reader gave it from;
    `rooms` gives the inspectors' rooms (name, last day) where it is read.
    """
    posted = mentions.answered(request.POST)
    form = SharingForm(posted or None)
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data | {"keeping": mentions.keeping(posted, "why")}
            messages.success(request, share(typed))
            return redirect(request.path)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    audience = read()
    _note(audience, actor)
    form.offer(audience)
    context = {
        "audience": audience,
        "number": number,
        "source": source,
        "rooms": rooms(),
        "heading": audience.heading,
        "form": form,
        "mentions": asked,
        "now": [_line(audience, line) for line in audience.lines if line.holds],
        "before": [_line(audience, line) for line in audience.lines if not line.holds],
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _note(audience: Audience, actor: Actor) -> None:
    heading = audience.heading
    if isinstance(heading, reflections.Heading):
        readings.note_reflection(heading=heading, by=actor)
    else:
        readings.note(heading=heading, evidence=[audience.item] if audience.item else [], by=actor)


def _line(audience: Audience, line: Any) -> dict[str, Any]:
    return {
        "id": line.id,
        "who": f"{SCOPES[line.scope]} {line.name}",
        "why": line.why,
        "by": line.by,
        "on": day(line.at.date()),
        "until": day(line.ends) if line.ends else "",
        "ended": day(line.ended_at.date()) if line.ended_at else "",
        "ended_by": line.ended_by,
        "may_end": line.id in audience.mine,
    }
