"""The forms of what is tracked beside priorities, and of who took it up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.core.text import day
from speir.improvement.queries.tracked_form import Editing, Taking
from speir.improvement.rules.naming import FOLLOWING_WORDS, PROGRESSING_WORDS, Progressing
from speir.improvement.rules.tracked import Said, Taken
from speir.web.shell import following
from speir.web.shell.fields import AnyOf, DayField, FromList, box

TYPED, TAKEN = ("text", "reference", "whom", "outcome"), ("who", "what")
NAMES = ("kind", "text", "reference", "inspection", "whom", "person", "due", "state", "outcome", "of")


class TrackedForm(forms.Form):
    """What is tracked, where it stands, for whom, who sees to it, until when, how far it has come, what answers it."""

    tracked_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    follow = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    kind = following.kind(FOLLOWING_WORDS)
    reference = forms.CharField(
        label=gettext_lazy("Where does it stand?"),
        help_text=gettext_lazy(
            "Of a recommendation: the inspection or learning review and its number, such as “Joint inspection 2026, "
            "recommendation 2”. Only a reference: what it says is read where it was published."
        ),
        required=False,
        widget=box(),
    )
    inspection = forms.CharField(
        label=gettext_lazy("Which inspection that is recorded here? (optional)"),
        required=False,
        max_length=16,
        widget=FromList,
    )
    text = following.text(
        gettext_lazy("What is it about?"),
        gettext_lazy("In your own words, a sentence or two. Never copied, and no names of children."),
    )
    whom = following.whom(gettext_lazy("A group or a service, such as “new staff of all nurseries”."))
    person = following.person()
    due = following.due()
    state = following.state(PROGRESSING_WORDS, Progressing.OPEN.value)
    outcome = following.outcome()
    of = forms.CharField(
        label=gettext_lazy("Which indicator does it bear on? (optional)"),
        help_text=gettext_lazy("It then stands beside what is found and done about that indicator."),
        required=False,
        max_length=80,
        widget=FromList,
    )
    priorities = forms.MultipleChoiceField(
        label=gettext_lazy("Which priorities answer it? (optional)"), required=False, widget=AnyOf
    )

    def offer(self, shown: Editing) -> None:
        """List people, inspections and priorities; what cannot be chosen is left out."""
        self.fields["person"].widget.choices = [("", _("Nobody yet")), *shown.people]
        self.fields["inspection"].widget.choices = [("", _("None of those recorded")), *shown.inspections]
        self.fields["of"].widget.choices = [("", _("None in particular")), *shown.indicators]
        priorities: Any = self.fields["priorities"]
        priorities.choices = shown.priorities
        priorities.error_messages["invalid_choice"] = _("Choose priorities from the list.")
        if not shown.inspections:
            del self.fields["inspection"]
        if not shown.priorities:
            del self.fields["priorities"]

    def typed(self, stands: Said) -> Said:
        """Return what was typed; what the form does not ask stays as it stands."""
        data = self.cleaned_data
        return Said(
            **{name: data.get(name, getattr(stands, name)) for name in NAMES},
            priorities=tuple(data.get("priorities", stands.priorities)),
        )


class TakenForm(forms.Form):
    """Who took something up or was trained, on which day, and what came of it."""

    taken_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    unit = forms.CharField(
        label=gettext_lazy("Which service or team?"), required=False, max_length=16, widget=FromList
    )
    who = forms.CharField(
        label=gettext_lazy("Who, in words"),
        help_text=gettext_lazy("Where it is none of the list, or some of it: “twelve new health visitors”."),
        required=False,
        widget=box(),
    )
    on = DayField(
        last=True,
        label=gettext_lazy("When?"),
        help_text=gettext_lazy("For example: 3 March 2026."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )
    what = forms.CharField(
        label=gettext_lazy("What came of it? (optional)"),
        help_text=gettext_lazy("What was done, and what is different since."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )

    def offer(self, shown: Taking) -> None:
        """List the units that are near."""
        self.fields["unit"].widget.choices = [("", _("None of these")), *shown.units]

    def typed(self) -> Taken:
        """Return what was typed."""
        return Taken(**{name: self.cleaned_data[name] for name in ("unit", "who", "on", "what")})


def initial(said: Said) -> dict[str, Any]:
    """Return what a form of something tracked begins with."""
    return {name: getattr(said, name) for name in NAMES} | {
        "due": day(said.due) if said.due else "",
        "priorities": list(said.priorities),
    }


def stands(shown: Editing) -> list[tuple[str, str]]:
    """Return what stands now, as a form that is older shows it beside what was typed."""
    said, priorities = shown.said, dict(shown.priorities)
    return [
        (_("What is it?"), _(FOLLOWING_WORDS[said.kind])),
        (_("Where does it stand?"), said.reference),
        (_("Which inspection?"), dict(shown.inspections).get(said.inspection, "")),
        (_("What is it about?"), said.text),
        (_("For whom?"), said.whom),
        (_("Who sees to it?"), dict(shown.people).get(said.person, "")),
        (_("By when?"), day(said.due) if said.due else ""),
        (_("How far has it come?"), _(PROGRESSING_WORDS[said.state]).capitalize()),
        (_("What came of it?"), said.outcome),
        (_("Which indicator does it bear on?"), dict(shown.indicators).get(said.of, said.of)),
        (_("Which priorities answer it?"), "\n".join(priorities[one] for one in said.priorities)),
    ]


def taken_stands(shown: Taking) -> list[tuple[str, str]]:
    """Return what stands now of who took something up."""
    said = shown.said
    return [
        (_("Which service or team?"), dict(shown.units).get(said.unit, "")),
        (_("Who, in words"), said.who),
        (_("When?"), day(said.on) if said.on else ""),
        (_("What came of it?"), said.what),
    ]
