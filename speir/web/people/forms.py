"""Bringing a colleague in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from speir.web.shell.fields import OneOf, box


class ColleagueForm(forms.Form):
    """A colleague's name, e-mail address if there is one, and what they may do."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=box(autocomplete="off"),
        error_messages={"required": _("Enter your colleague's name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address (optional)"),
        help_text=_("With it they can choose a password of their own."),
        required=False,
        max_length=254,
        widget=box(forms.EmailInput, autocomplete="off"),
        error_messages={
            "invalid": _("Enter an e-mail address such as name@example.scot, or leave this empty.")
        },
    )
    sent = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("What they do here"),
        widget=OneOf,
        choices=[
            ("evaluator", _("Takes part: writes judgements and evidence")),
            ("lead_officer", _("Leads: also seals editions and brings colleagues in")),
            ("reader", _("Reads")),
        ],
        error_messages={"required": _("Choose what your colleague does here.")},
    )
