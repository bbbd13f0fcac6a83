"""Removing one file beside evidence for good."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from speir.access.actor import Actor
from speir.core.errors import NotAllowed, Refused, Unfit
from speir.evaluations.actions import readings
from speir.evaluations.actions.removing_files import remove_file
from speir.evaluations.queries.removable import NOT_TO_REMOVE
from speir.evidence.queries import files as queries
from speir.retention.rules.removing import REASONS
from speir.web.evidence.files import line
from speir.web.shell.door import signed_in
from speir.web.shell.fields import OneOf, add_refused


class RemoveFileForm(forms.Form):
    """Why."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it removed?"),
        help_text=gettext_lazy("This stays in its place, with the date."),
        choices=[(key, gettext_lazy(said)) for key, (said, _note) in REASONS.items()],
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose why the file is removed: it stays in its place.")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, actor: Actor, item_id: str, file_id: str) -> HttpResponseBase:
    """Ask why, and remove the file."""
    page, file = queries.page(actor, item_id), queries.one(actor, item_id, file_id)
    if not page.may_remove:
        raise NotAllowed(NOT_TO_REMOVE)
    readings.note_evidence(ids=[page.item_id], by=actor)
    form = RemoveFileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            remove_file(item_id=item_id, file_id=file_id, reason=form.cleaned_data["reason"], by=actor)
        except Unfit as unfit:
            add_refused(form, unfit.broken)
        except Refused as held:
            form.add_error(None, _(held.sentence))
        else:
            messages.success(request, _("Removed for good. The log of what was removed says when and why."))
            return redirect("evidence:files", item_id)
    context = {"page": page, "file": line(file), "form": form}
    return render(request, "evidence/file_remove.html", context, status=422 if form.errors else 200)
