"""How often Speir writes to somebody about what they have to do."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Unfit
from speir.core.text import day
from speir.improvement.actions import letters as actions
from speir.improvement.policy.letters import REMINDERS
from speir.improvement.queries import letters as queries
from speir.improvement.rules.naming import EVERY_WORDS
from speir.notices.actions import configured
from speir.web.shell.door import signed_in
from speir.web.shell.fields import OneOf, add_refused


class LettersForm(forms.Form):
    """How often one gets a digest, and whether reminders."""

    every = forms.ChoiceField(
        label=gettext_lazy("A letter with all that you lead and help with"),
        help_text=gettext_lazy(
            "It comes in the morning, the weekly one on Monday, and not at all when there is nothing to say."
        ),
        choices=[(key, gettext_lazy(words)) for key, words in EVERY_WORDS.items()],
        widget=OneOf,
        error_messages={
            "required": gettext_lazy("Choose how often Speir writes to you."),
            "invalid_choice": gettext_lazy("Choose from the list how often Speir writes to you."),
        },
    )
    reminders = forms.ChoiceField(
        label=gettext_lazy("Reminders of each action that you lead"),
        help_text=gettext_lazy(
            "Two weeks and three days before its day, and a few times after it while it is not done. In each you can "
            "say how far it has come without signing in."
        ),
        choices=[("yes", gettext_lazy("Yes, remind me")), ("no", gettext_lazy("No"))],
        widget=OneOf,
        error_messages={
            "required": gettext_lazy("Choose whether Speir reminds you."),
            "invalid_choice": gettext_lazy("Choose from the list whether Speir reminds you."),
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def letters(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Show and change how often Speir writes to the actor."""
    now = queries.chosen(actor)
    first = {"every": now.every, "reminders": "yes" if now.reminders else "no"}
    form = LettersForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.choose(every=typed["every"], reminders=typed["reminders"] == "yes", by=actor)
            messages.success(request, _("Saved."))
            return redirect("improvement:letters")
        except Unfit as unfit:
            add_refused(form, unfit.broken)
    context = {"form": form, "chosen": now, "leaves": configured(), "stopped": _stopped(now)}
    return render(request, "improvement/letters.html", context, status=422 if form.errors else 200)


def _stopped(now: queries.Chosen) -> str:
    """Return what somebody turned off by a letter, and when: they, or whoever reads their letters."""
    if not now.stopped or now.stopped_on is None:
        return ""
    if now.stopped == REMINDERS:
        words = _("Reminders were turned off on %(on)s, by the address in a letter. Turn them on again here.")
    else:
        words = _("The regular letter was turned off on %(on)s, by the address in one. Choose again here.")
    return words % {"on": day(now.stopped_on)}
