"""Sheets that are looked at and then brought in whole: the form that takes one, how its rows travel in between."""

from __future__ import annotations

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

LASTS = 24 * 60 * 60
TOO_LONG_AGO = gettext_lazy("It is too long since you looked at this. Choose the file once more.")


class SheetForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label=gettext_lazy("The sheet"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) or CSV UTF-8, at most 1 MB and 2,000 rows."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file that you filled in.")},
    )

    @classmethod
    def too_long_ago(cls) -> SheetForm:
        """Return the form, saying that its sheet was looked at too long ago."""
        form = cls()
        form.cleaned_data = {}
        form.add_error(None, TOO_LONG_AGO)
        return form


def signed(about: str, table: list[list[str]], *, salt: str) -> str:
    """Return the rows that were looked at, signed, for the form that brings them in; `about` is what they are for."""
    return signing.dumps([about, table], salt=salt, compress=True)


def looked_at(request: HttpRequest, about: str, *, salt: str) -> list[list[str]] | None:
    """Return the rows that `signed` gave for the same thing within a day; None for what is older or was altered."""
    try:
        was_about, table = signing.loads(request.POST["looked_at"], salt=salt, max_age=LASTS)
    except signing.BadSignature:
        return None
    return table if was_about == about else None
