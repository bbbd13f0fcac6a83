"""Sheets that are looked at and then brought in whole: the form that takes one, how its rows travel in between."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from speir.core.sheets import Rows, Size, rows_in
from speir.core.text import listed

LASTS = 24 * 60 * 60
# Of worksheets that are left so many are named, in so many letters: Excel takes no longer name.
MOST, LONGEST = 5, 31
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


def table_of(form: SheetForm, request: HttpRequest) -> list[list[str]]:
    """Return the rows of the form's file, and say on the page which worksheets were left. Raises Refused."""
    rows = rows_in(form.cleaned_data["file"].file, Size())
    try:
        return list(rows)
    finally:
        say_what_was_left(request, rows)


def say_what_was_left(request: HttpRequest, rows: Rows) -> None:
    """Say which worksheet of a workbook was read where others hold something too, and which those are."""
    if not rows.left:
        return
    words = [_named(name, hidden=hidden) for name, hidden in rows.left]
    if (more := len(words) - MOST) > 0:
        words[MOST:] = [ngettext("%(n)s more", "%(n)s more", more) % {"n": more}]
    said = ngettext(
        "Only the worksheet %(read)s was read. %(left)s was not: to bring it in too, save it as a file of its own.",
        "Only the worksheet %(read)s was read. %(left)s were not: to bring one in too, save it as a file of its own.",
        len(rows.left),
    )
    messages.warning(request, said % {"read": _named(rows.worksheet), "left": listed(words)})


def _named(name: str, *, hidden: bool = False) -> str:
    words = _("“%(name)s” (hidden)") if hidden else _("“%(name)s”")
    return words % {"name": name if len(name) <= LONGEST else name[:LONGEST] + "…"}


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
