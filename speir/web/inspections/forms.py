"""The form of an inspection: the day, what it is called, where it stands, and a level or none for each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.core.text import day
from speir.evaluations.rules.inspecting import LINK_LONGEST, TITLE_LONGEST, Draft, no_level
from speir.frameworks.rules.structure import Framework, Indicator, KeyQuestion
from speir.web.shell.fields import DayField, FromList, box


class InspectionForm(forms.Form):
    """One external inspection, by one framework version; `revision` is the one that the form was opened with."""

    inspection_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
    unit = forms.CharField(
        label=gettext_lazy("Area or organisation that was inspected"),
        max_length=16,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose which area or organisation was inspected.")},
    )
    day = DayField(
        label=gettext_lazy("Day on which it was published"),
        help_text=gettext_lazy("For example: 3 March 2026"),
        required=False,
        max_length=100,
        widget=box(),
    )
    title = forms.CharField(
        label=gettext_lazy("What it is called (optional)"),
        help_text=gettext_lazy("For example: Joint inspection of services for children"),
        required=False,
        max_length=TITLE_LONGEST,
        widget=box(),
    )
    link = forms.CharField(
        label=gettext_lazy("Where it is published (optional)"),
        help_text=gettext_lazy("The address of the page, beginning with https://"),
        required=False,
        max_length=LINK_LONGEST,
        widget=box(forms.TextInput, inputmode="url", autocapitalize="off", spellcheck="false"),
    )

    def __init__(self, *args: Any, shown: Framework, units: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        if units:
            self.fields["unit"].widget.choices = [
                (unit.id, f"{unit.name} ({_('demonstration')})" if unit.demonstration else unit.name)
                for unit in units
            ]
        else:
            del self.fields["unit"]
        levels = [(level.key, level.name) for level in sorted(shown.levels, reverse=True)]
        for one in shown.indicators:
            self.fields[f"level_{one.number}"] = forms.ChoiceField(
                label=f"{one.number} {one.title}",
                choices=[("", _("Not given")), *levels],
                required=False,
                widget=FromList,
                error_messages={"invalid_choice": no_level("%(value)s", shown)},
            )

    @property
    def questions(self) -> list[tuple[KeyQuestion, list[tuple[Indicator, forms.BoundField]]]]:
        """The key questions with the boxes of their indicators."""
        return [
            (question, [(one, self[f"level_{one.number}"]) for one in question.indicators])
            for question in self.shown.key_questions
        ]

    def as_draft(self) -> Draft:
        """Return what was typed. Only of a form that was found valid."""
        typed = self.cleaned_data
        levels = {one.number: typed[f"level_{one.number}"] for one in self.shown.indicators}
        return Draft(typed["day"], levels, typed["title"], typed["link"])


def initial(draft: Draft, revision: int) -> dict[str, Any]:
    """Return what the form of a recorded inspection opens with."""
    first: dict[str, Any] = {"title": draft.title, "link": draft.link, "revision": revision}
    first["day"] = day(draft.day) if draft.day else ""
    return first | {f"level_{number}": key for number, key in draft.levels.items()}
