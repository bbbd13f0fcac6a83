"""The form that founds one's own unit."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from speir.web.shell.fields import OneOf, box


class OwnForm(forms.Form):
    """What it is called, what it is, and who is asking."""

    unit_name = forms.CharField(
        label=_("Name of your partnership, agency, service or team"),
        help_text=_("For example: Health visitors, Riverside practice"),
        max_length=200,
        widget=box(autocomplete="organization"),
        error_messages={"required": _("Enter the name of your partnership, agency, service or team.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=OneOf,
        choices=[
            ("partnership", _("A partnership or committee")),
            ("agency", _("An agency or organisation")),
            ("service", _("A service")),
            ("team", _("A team")),
        ],
        error_messages={
            "required": _("Choose whether it is a partnership, an agency, a service or a team."),
            "invalid_choice": _("Choose whether it is a partnership, an agency, a service or a team."),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("It stands beside what you write, for your colleagues."),
        max_length=200,
        widget=box(autocomplete="name"),
        error_messages={"required": _("Enter your name, so that colleagues know who wrote what.")},
    )
