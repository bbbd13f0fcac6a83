"""The page behind an address in a reminder: somebody says how far an action has come, without signing in.

Opening it changes nothing, since mail scanners open links. It shows none of the action's words: whoever has the address
is not asked who they are.
"""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from speir.core import database_file
from speir.core.errors import Refused, Unfit
from speir.core.text import capital, day
from speir.improvement.actions import doing, links
from speir.improvement.queries.links import Opened, opened
from speir.improvement.rules.doing import BY_LINK
from speir.improvement.rules.naming import STATE_WORDS
from speir.mentions.rules import Waits
from speir.web.shell import errors, mentions
from speir.web.shell.fields import OneOf, add_refused

# A secret has 43 characters; nothing longer is looked for.
LONGEST = 60
NEWER = gettext_lazy(
    "Somebody said something newer meanwhile. How far it has come now stands above; send yours again."
)


class ProgressForm(forms.Form):
    """How far an action has come, in a sentence; `base` is how far it had come when the form was opened."""

    base = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("How far has it come?"),
        choices=[(one.value, gettext_lazy(capital(STATE_WORDS[one]))) for one in BY_LINK],
        widget=OneOf,
        error_messages={
            "required": gettext_lazy("Choose how far it has come."),
            "invalid_choice": gettext_lazy("Choose from the list how far it has come."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("In a sentence"),
        help_text=gettext_lazy("What has been done, or what it is stuck on. No names of children."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show the form and take what it sends, once. An address that is no good says so, whatever it is no good for."""
    try:
        if request.method != "POST":
            return _shown(request, opened(secret[:LONGEST]))
        database_file.require()
        # As with one-time sign-in addresses, only what would change something is counted.
        if not ratelimit.consume(request, action="progress", key=secret[:LONGEST]):
            return errors.too_many(request)
        return _told(request, secret[:LONGEST], opened(secret[:LONGEST]))
    except (OperationalError, InterfaceError):
        return errors.unavailable(request)


def _shown(request: HttpRequest, found: Opened | None) -> HttpResponse:
    if found is None:
        return render(request, "improvement/progress_over.html", status=410)
    return _form(request, found, ProgressForm(initial={"base": found.state}))


def _told(request: HttpRequest, secret: str, found: Opened | None) -> HttpResponse:
    posted = mentions.answered(request.POST)
    form = ProgressForm(posted)
    asked: dict[str, Any] = {}
    newer = False
    if form.is_valid():
        try:
            typed = form.cleaned_data
            row = links.use(secret=secret, keeping=mentions.keeping(posted, "text"), **typed)
            said = capital(_(STATE_WORDS[row.state]))
            return render(
                request, "improvement/progress_done.html", {"said": said, "text": row.said, "id": row.id}
            )
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            newer = refused.code == doing.STATE_CHANGED_CODE
            if not newer:
                found = None
    if found is None:
        typed_text = posted.get("text", "")
        return render(request, "improvement/progress_over.html", {"text": typed_text}, status=410)
    if newer:
        form.add_error(None, NEWER)
    return _form(request, found, form, asked, status=409 if newer else 422, base=found.state if newer else "")


def _form(
    request: HttpRequest,
    found: Opened,
    form: ProgressForm,
    asked: dict[str, Any] | None = None,
    *,
    status: int = 200,
    base: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "mentions": asked or {},
        "base": base or form["base"].value(),
        "on": day(found.due) if found.due else "",
        "of": found.unit,
        "id": found.id,
        "stands": _(STATE_WORDS[found.state]),
    }
    return render(request, "improvement/progress.html", context, status=status)
