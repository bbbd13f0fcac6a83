"""Forms of choosing priorities."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.improvement.rules.choosing import AID_WORDS, OWN_SOURCES
from speir.improvement.rules.naming import SOURCE_WORDS, WEIGHED, Decision
from speir.web.shell.fields import DayField, FromList, OneOf, box

NOT_SAID = gettext_lazy("Not said yet")
UNKNOWN = gettext_lazy("Choose one of the answers.")


def _aid(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy(AID_WORDS[name]),
        required=False,
        choices=[("", NOT_SAID), *((key, gettext_lazy(words)) for key, words in WEIGHED[name].items())],
        widget=OneOf,
        error_messages={"invalid_choice": UNKNOWN},
    )


def _again() -> DayField:
    return DayField(
        label=gettext_lazy("Look at it again on (optional)"),
        help_text=gettext_lazy("For example: 30 June 2027. From that day on it stands first again."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )


class WeighForm(forms.Form):
    """What a candidate is weighed by, in words. It is sent with `DecideForm`, which has a `base` of its own."""

    weighed = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    harm, reach, crucial, effort = (_aid(name) for name in WEIGHED)
    note = forms.CharField(
        label=gettext_lazy("What else was said (optional)"),
        help_text=gettext_lazy("What the committee should remember of its talk. No names of children."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )


class DecideForm(forms.Form):
    """What is decided about a candidate: it becomes a priority, or is left for a reason."""

    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    priority_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("What do we decide?"),
        choices=[
            (Decision.CHOSEN.value, gettext_lazy("Choose it: make it a priority")),
            (Decision.PARKED.value, gettext_lazy("Park it: not now, and here is why")),
            (Decision.NOTHING.value, gettext_lazy("Nothing at present, and here is why")),
        ],
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose what you decide.")},
    )
    title = forms.CharField(
        label=gettext_lazy("What is to become better, in a few words"),
        help_text=gettext_lazy("The priority’s title. You can change it on its own page."),
        required=False,
        widget=box(),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("A sentence that others will read. No names of children."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": None}),
    )
    again_on = _again()


class ElsewhereForm(forms.Form):
    """Something that was found, in own words, and where it comes from."""

    candidate_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("What was found?"),
        help_text=gettext_lazy(
            "For example: “In our survey, families say that nobody tells them what happens next.”"
            " No names of children."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Where does it come from?"),
        choices=[(one.value, gettext_lazy(SOURCE_WORDS[one])) for one in OWN_SOURCES],
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose where it comes from.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Which indicator is it about? (optional)"),
        help_text=gettext_lazy("It is then weighed together with all else that was found of it."),
        required=False,
        max_length=12,
        widget=FromList,
    )

    def offer(self, indicators: Iterable[tuple[str, str]]) -> None:
        """List the indicators."""
        self.fields["number"].widget.choices = [("", _("None of them")), *indicators]


class NothingForm(forms.Form):
    """Why nothing is done at present, and when it is looked at again."""

    base = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why is nothing chosen at present?"),
        help_text=gettext_lazy("It stands on the board as the answer. No names of children."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )
    again_on = _again()
