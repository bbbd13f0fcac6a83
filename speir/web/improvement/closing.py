"""Closing a priority: by a new judgement with the earlier one beside it, or with the reason why there is none."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import Refused, Unfit
from speir.core.ids import is_id
from speir.improvement.actions import closing as actions
from speir.improvement.queries import closing as queries
from speir.improvement.queries.boards import is_near
from speir.mentions.rules import Waits
from speir.web.evidence import picking
from speir.web.evidence.finding_forms import LONGEST
from speir.web.improvement.doing import REASON
from speir.web.improvement.priority import stood
from speir.web.improvement.tabs import head
from speir.web.shell import mentions
from speir.web.shell.door import signed_in
from speir.web.shell.fields import add_refused


class ClosePriorityForm(forms.Form):
    """The judgement that shows what became of it, and words: the reason where there is none."""

    judgement = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy(
            "What became of it; without a new judgement: why it closes without. No names of children."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def close(request: HttpRequest, actor: Actor, priority_id: str) -> HttpResponseBase:
    """Show what a priority can be closed with, and close it."""
    posted = mentions.answered(request.POST)
    form = ClosePriorityForm(posted or None)
    asked: dict[str, Any] = {}
    anew = False
    looks = picking.read(posted)
    if request.method == "POST" and not looks.only and form.is_valid():
        try:
            judgement = form.cleaned_data["judgement"]
            actions.close(
                priority_id=priority_id,
                judgement_id=judgement,
                reason=form.cleaned_data["text"],
                seen=posted.get(f"seen_{judgement}", "")[:64],
                keeping=mentions.keeping(posted, "text"),
                by=actor,
            )
            messages.success(request, _("Closed."))
            return redirect("improvement:priority", priority_id)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Waits as waits:
            asked = mentions.ask(form, waits)
        except Refused as refused:
            if refused.code != actions.JUDGED_ANEW_CODE:
                raise
            add_refused(form, [refused])
            anew = True
    if looks.only:
        form = ClosePriorityForm(initial={"text": posted.get("text", "")})
    chosen = posted.get("judgement", "")[:16]
    words = looks.sought.words
    shown = queries.closing(actor, priority_id, words, chosen if is_id(chosen) else "")
    readable = {one.view or one.look for fit in shown.fits for one in (fit.both.now, fit.both.before) if one}
    fits = [
        {
            "id": fit.judgement,
            "mark": fit.mark,
            "now": stood(fit.both.now, frozenset(readable)),
            "before": stood(fit.both.before, frozenset(readable)) if fit.both.before else None,
        }
        for fit in shown.fits
    ]
    context = {
        "closing": shown,
        **head(
            shown.unit_id,
            shown.unit,
            demonstration=shown.demonstration,
            belongs=is_near(actor, shown.unit_id),
        ),
        "fits": fits,
        "closer_look": f"{reverse('looks:new')}?{urlencode(_look_at(shown))}",
        "form": form,
        "pick": {
            "words": words,
            "longest": LONGEST,
            "unasked": looks.unasked,
            "searched": bool(words.strip()),
            "more": _("There are others: find them by other words.") if shown.more else "",
        },
        "may_find": shown.more or bool(words.strip()),
        "mentions": asked,
        "chosen": chosen,
        "none_chosen": "judgement" in posted and not chosen,
    }
    status = 409 if anew else 422 if form.errors else 200
    return render(request, "improvement/priority_close.html", context, status=status)


def _look_at(shown: queries.Closing) -> dict[str, str]:
    """Return what a closer look begins with that judges again what a priority answers."""
    asked = {
        "unit": shown.unit_id,
        "framework": shown.framework,
        "indicator": next(iter(shown.numbers), ""),
        "reason": REASON,
        "question": _("What became of “%(title)s”?") % {"title": shown.title},
    }
    return {name: text for name, text in asked.items() if text}
