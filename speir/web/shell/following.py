"""The boxes of something that is to be followed: what, for whom, who sees to it, until when, how far, what came of it.

What follows from a closer look and what is tracked beside priorities ask the same, each in words of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speir.web.shell.fields import DayField, FromList, OneOf, box


def kind(words: Mapping[str, str]) -> forms.ChoiceField:
    """Return the choice of what it is."""
    return forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[(key, gettext_lazy(said)) for key, said in words.items()],
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose what it is from the list.")},
    )


def text(label: Any, hint: Any) -> forms.CharField:
    """Return the box for what it says."""
    return _lines(label, hint, 3)


def whom(hint: Any) -> forms.CharField:
    """Return the box for whom it is; the hint gives an example."""
    return forms.CharField(
        label=gettext_lazy("For whom? (optional)"), help_text=hint, required=False, widget=box()
    )


def person() -> forms.CharField:
    """Return the choice of who sees to it."""
    return forms.CharField(
        label=gettext_lazy("Who sees to it? (optional)"), required=False, max_length=16, widget=FromList
    )


def due() -> DayField:
    """Return the box for the day until which it is to be done."""
    return DayField(
        last=True,
        label=gettext_lazy("By when? (optional)"),
        help_text=gettext_lazy("For example: 30 June 2027."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )


def state(words: Mapping[str, str], initial: str) -> forms.ChoiceField:
    """Return the choice of how far it has come."""
    return forms.ChoiceField(
        label=gettext_lazy("How far has it come?"),
        choices=[(key, gettext_lazy(said.capitalize())) for key, said in words.items()],
        initial=initial,
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose how far it has come from the list.")},
    )


def outcome() -> forms.CharField:
    """Return the box for what came of it."""
    return _lines(
        gettext_lazy("What came of it? (optional)"),
        gettext_lazy("What was done and what it changed, or why it is not to be done."),
        2,
    )


def _lines(label: Any, hint: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows, "cols": None}),
    )
