"""The form of something planned: what, when, and who is asked for what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.core.text import capital, day
from speir.evaluations.queries.programme import Askable
from speir.evaluations.rules.programme import ASKED_LONGEST, KINDS, TITLE_LONGEST, WORDS_LONGEST, Plan
from speir.web.shell.fields import DayField, FromList, box


class PlannedForm(forms.Form):
    """Something planned; `revision` is the one that the form was opened with, `meant` that its days may be over."""

    planned_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
    meant = forms.BooleanField(required=False, label=gettext_lazy("Yes, this day is meant"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What is planned"),
        widget=FromList,
        error_messages={
            "required": gettext_lazy("Choose what is planned."),
            "invalid_choice": gettext_lazy("Choose what is planned from the list."),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("What it is called"),
        help_text=gettext_lazy("For example: Reading of case files, spring"),
        required=False,
        max_length=TITLE_LONGEST,
        widget=box(),
    )
    starts = DayField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("For example: 3 March 2027, or May 2027"),
        required=False,
        max_length=100,
        widget=box(),
    )
    ends = DayField(
        last=True,
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("The day by which it is done. It may be the first day."),
        required=False,
        max_length=100,
        widget=box(),
    )
    words = forms.CharField(
        label=gettext_lazy("What it is about (optional)"),
        required=False,
        max_length=WORDS_LONGEST,
        widget=box(forms.Textarea, rows="3"),
    )

    def __init__(self, *args: Any, askable: Sequence[Askable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.askable = askable
        self.fields["kind"].choices = [(kind, capital(_(one))) for kind, (one, _several) in KINDS.items()]  # type: ignore[attr-defined]
        for one in askable:
            self.fields[f"ask_{one.id}"] = forms.BooleanField(label=one.name, required=False)
            self.fields[f"for_{one.id}"] = forms.CharField(
                label=_("%(name)s is asked for") % {"name": one.name},
                required=False,
                max_length=ASKED_LONGEST,
                widget=box(),
            )

    @property
    def texts(self) -> list[str]:
        """The names of the boxes that are asked about what they mention."""
        return ["title", "words", *(f"for_{one.id}" for one in self.askable)]

    def rows(self, mentions: dict[str, Any]) -> list[dict[str, Any]]:
        """Return who can be asked, each with its two boxes and what was found in the second."""
        return [
            {
                "ask": self[f"ask_{one.id}"],
                "words": self[f"for_{one.id}"],
                "mentions": mentions.get(f"for_{one.id}"),
            }
            for one in self.askable
        ]

    def as_plan(self) -> Plan:
        """Return what was typed; whoever has words for what is asked is asked. Only of a form that was found valid."""
        typed = self.cleaned_data
        asked = {
            one.id: typed[f"for_{one.id}"]
            for one in self.askable
            if typed[f"ask_{one.id}"] or typed[f"for_{one.id}"]
        }
        return Plan(typed["kind"], typed["title"], typed["starts"], typed["ends"], typed["words"], asked)


def initial(plan: Plan, revision: int) -> dict[str, Any]:
    """Return what the form of something planned opens with."""
    first: dict[str, Any] = {
        "kind": plan.kind,
        "title": plan.title,
        "words": plan.words,
        "revision": revision,
    }
    first |= {"starts": day(plan.starts) if plan.starts else "", "ends": day(plan.ends) if plan.ends else ""}
    for unit, words in (plan.asked or {}).items():
        first |= {f"ask_{unit}": True, f"for_{unit}": words}
    return first
