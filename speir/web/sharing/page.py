"""Who can read a thing: the form that shares it wider, and its page, for broad views, evidence and reflections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.core.text import capital, day
from speir.evaluations.actions import readings
from speir.evaluations.queries import reflections
from speir.evaluations.queries.audiences import Audience
from speir.mentions.rules import Waits
from speir.sharing.rules import LONGEST_WHY, NOT_SAID, TAKEN_AS_WORDS, Scope
from speir.web.sharing import kinds
from speir.web.shell import mentions
from speir.web.shell.fields import AnyOf, DayField, FromList, OneOf, add_refused, box, by_place

NAMED = Scope.NAMED.value
TAKEN_AS = [
    ("fact", gettext_lazy("As fact")),
    ("opinion", gettext_lazy("As opinion")),
    (NOT_SAID, gettext_lazy("Not said")),
]
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
    taken_as = forms.CharField(
        label=gettext_lazy("As fact, or as opinion?"),
        help_text=gettext_lazy("What they may take it for. It stands in the sharing record."),
        max_length=8,
        widget=OneOf(attrs={"class": "options--inline"}, choices=TAKEN_AS),
        error_messages={"required": gettext_lazy("Choose whether you share it as fact or as opinion.")},
    )
    along = forms.MultipleChoiceField(
        label=gettext_lazy("What goes with it?"),
        required=False,
        choices=[("evidence", gettext_lazy("The evidence in it, as far as it is yours to share"))],
        initial=["evidence"],
        widget=AnyOf,
    )

    def __init__(self, *args: Any, asks: str = "", **kwargs: Any) -> None:
        """`asks` is which of `along` and `taken_as` is asked, where one is."""
        super().__init__(*args, **kwargs)
        for name in {"along", "taken_as"} - {asks}:
            del self.fields[name]

    def typed(self) -> dict[str, Any]:
        """Return what was typed, as actions take it."""
        typed = dict(self.cleaned_data)
        if typed.get("taken_as") == NOT_SAID:
            typed["taken_as"] = ""
        return typed

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


def page(
    request: HttpRequest,
    actor: Actor,
    read: Callable[[], Audience],
    share: Callable[[dict[str, Any]], str],
    *,
    asks: str = "",
    number: str = "",
    source: tuple[str, str] | None = None,
    rooms: Callable[[], list[tuple[str, str]]] = list,
    template: str = "broad_views/sharing.html",
    beside: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:
    """Show who can read a thing, and share it wider when asked to; `asks` as `SharingForm` takes it.

    `number` is of the indicator that it is beside, `source` the reflection (id, day) that its reader gave it from;
    `rooms` gives the inspectors' rooms (name, last day) where it is read, `beside` what the template needs besides.
    """
    posted = mentions.answered(request.POST)
    # A page that offers to share with somebody in particular says with whom; nothing is shared by opening this one.
    form = SharingForm(posted or None, asks=asks, initial={"audience": request.GET.get("audience", "")[:40]})
    asked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, share(form.typed() | {"keeping": mentions.keeping(posted, "why")}))
            return redirect(request.path)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
    audience = read()
    if audience.item:
        form.initial["taken_as"] = audience.item.taken_as
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
    context |= kinds.here(audience.heading) | beside()
    return render(request, template, context, status=422 if form.errors else 200)


def _note(audience: Audience, actor: Actor) -> None:
    heading = audience.heading
    if heading is None:
        readings.note_items(evidence=[audience.item] if audience.item else [], by=actor)
    elif isinstance(heading, reflections.Heading):
        readings.note_reflection(heading=heading, by=actor)
    else:
        readings.note(heading=heading, evidence=[audience.item] if audience.item else [], by=actor)


def _line(audience: Audience, line: Any) -> dict[str, Any]:
    return {
        "id": line.id,
        "who": f"{SCOPES[line.scope]} {line.name}",
        "why": line.why,
        "taken_as": capital(_(TAKEN_AS_WORDS[line.taken_as])) if audience.item else "",
        "by": line.by,
        "on": day(timezone.localdate(line.at)),
        "until": day(line.ends) if line.ends else "",
        "ended": day(timezone.localdate(line.ended_at)) if line.ended_at else "",
        "ended_by": line.ended_by,
        "may_end": line.id in audience.mine,
    }
