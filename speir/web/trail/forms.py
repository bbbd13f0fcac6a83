"""What to look for in the trail."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from speir.trail.rules.saying import KINDS, VERBS
from speir.web.shell.fields import FromList, PeriodField, box

Choices = Iterable[tuple[str, str | Promise]]


class SearchForm(forms.Form):
    """Where, who, what, about what, and when. What cannot be read is said beside its field and left out."""

    unit = forms.ChoiceField(label=_("Unit"), required=False, widget=FromList)
    person = forms.ChoiceField(label=_("Person"), required=False, widget=FromList)
    verb = forms.ChoiceField(label=_("What was done"), required=False, widget=FromList)
    about = forms.ChoiceField(label=_("About"), required=False, widget=FromList)
    since = PeriodField(label=_("From"), required=False, max_length=60, widget=box(autocomplete="off"))
    until = PeriodField(label=_("Until"), required=False, max_length=60, widget=box(autocomplete="off"))

    def __init__(self, *, units: Choices, people: Choices, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        offered: dict[str, Choices] = {
            "unit": units,
            "person": [("", _("Anybody")), *people],
            "verb": [("", _("Anything")), *((verb, _(words)) for verb, words in VERBS.items())],
            "about": [("", _("Anything")), *((about, _(words)) for about, (words, _one) in KINDS.items())],
        }
        for name, choices in offered.items():
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
