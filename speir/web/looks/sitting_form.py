"""The form of a sitting: when it was, what was read or seen, how many were there and from where, who was heard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from speir.evaluations.rules.looks.finding import NAMED, PEOPLE, About
from speir.web.shell.fields import AnyOf, DayField, box

TEXTS = ("services", "what")
NOTHING = About(None)


class SittingForm(forms.Form):
    """What is said of a sitting. Only its day has to be there."""

    sitting_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    on = DayField(
        label=_("When was it?"),
        help_text=_("For example: 3 March 2026"),
        max_length=100,
        widget=box(),
        error_messages={"required": _("Enter the day on which it was.")},
    )
    what = forms.CharField(required=False, widget=box())
    number_present = forms.IntegerField(
        label=_("How many were there?"),
        help_text=_("The number alone. Who they were is never written down."),
        required=False,
        widget=box(forms.TextInput, inputmode="numeric"),
        error_messages={"invalid": _("Enter a number, or leave it empty.")},
    )
    services = forms.CharField(
        label=_("From which services?"),
        help_text=_("For example: health visiting, education and social work"),
        required=False,
        widget=box(),
    )
    heard = forms.MultipleChoiceField(
        label=_("Who was heard?"),
        help_text=_("The groups that the board asks about."),
        required=False,
        widget=AnyOf,
    )

    def __init__(self, *args: Any, how: str, groups: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = list(groups)
        cast("forms.MultipleChoiceField", self.fields["heard"]).choices = named
        if how not in PEOPLE:
            del self.fields["number_present"]
            del self.fields["services"]
        if how not in PEOPLE or not named:
            del self.fields["heard"]
        if how in NAMED:
            self.fields["what"].label = _now(NAMED[how])
        else:
            del self.fields["what"]

    def about(self, stands: About = NOTHING) -> About:
        """Return what was typed, its shape alone checked; what this form does not ask about is as it `stands`."""
        typed = self.cleaned_data
        return About(
            typed["on"],
            typed.get("number_present", stands.number_present),
            typed.get("services", stands.services),
            typed.get("what", stands.what),
        )
