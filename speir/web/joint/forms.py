"""Forms of a joint broad view: what is asked of whom, by when and in which words; and the lead's moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.evaluations.queries.joint_choices import Choices, Organisation
from speir.evaluations.rules.leading import LONGEST_WORDS
from speir.evaluations.rules.planning import LONGEST_INVITATION, Invited
from speir.frameworks.rules.structure import Indicator
from speir.organisations.rules.sectors import SECTORS
from speir.web.broad_views.forms import period, title
from speir.web.shell.fields import DayField, FromList, OneOf, box

ALL, FOCUS, TICKED = "all", "focus", "ticked"
NOBODY = gettext_lazy("Tick who is asked to take part.")


def due() -> DayField:
    """Return the field for the day by which contributions are asked for."""
    return DayField(
        last=True,
        label=gettext_lazy("Asked for by"),
        help_text=gettext_lazy("For example: 30 June 2027. Nobody is locked out after that day."),
        max_length=100,
        widget=box(),
        error_messages={"required": gettext_lazy("Enter the day by which you ask for contributions.")},
    )


def invitation() -> forms.CharField:
    """Return the box for the words of the invitation."""
    return forms.CharField(
        label=gettext_lazy("Words of the invitation"),
        help_text=gettext_lazy(
            "Whoever is invited reads them. What accepting means, and who will read what is handed in, stands "
            "below them by itself. No names of children."
        ),
        required=False,
        max_length=LONGEST_INVITATION,
        widget=forms.Textarea(attrs={"rows": 6, "cols": None}),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation on the form: whether it is ticked, and the fields of what is asked of it."""

    id: str
    name: str
    says: str
    ticked: bool
    answers: Any
    short: Any
    only: list[tuple[Indicator, bool]]
    less: bool
    errors: list[str]


class InviteForm(forms.Form):
    """Who is invited, who answers for each, and what each is asked."""

    whom = forms.ChoiceField(
        label=gettext_lazy("Who is asked"),
        required=False,
        initial=TICKED,
        widget=OneOf,
        choices=[
            (TICKED, gettext_lazy("Those that are ticked here")),
            (ALL, gettext_lazy("All of them, ticked or not")),
        ],
        error_messages={"invalid_choice": gettext_lazy("Choose who is asked.")},
    )
    invited = forms.MultipleChoiceField(
        label=gettext_lazy("Who is asked"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Choose organisations that sit in the partnership, or units of its own."
            ),
        },
    )

    def __init__(self, *args: Any, choices: Choices, indicators: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.asked = choices, indicators
        invited: Any = self.fields["invited"]
        invited.choices = [(one.id, one.name) for one in choices.organisations]
        for one in choices.organisations:
            if one.people is not None:
                self.fields[f"answers_{one.id}"] = forms.ChoiceField(
                    label=_("Who answers for it"),
                    required=False,
                    widget=FromList,
                    choices=[("", _("Whoever seals there")), *one.people],
                    error_messages={"invalid_choice": _("Choose who answers from the list.")},
                )
            self.fields[f"short_{one.id}"] = forms.BooleanField(
                label=_("In the short form: two boxes for each indicator"), required=False
            )
            self.fields[f"only_{one.id}"] = forms.MultipleChoiceField(
                label=_("Only about these"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(each.number, each.number) for each in indicators],
                error_messages={"invalid_choice": _("Choose indicators of this framework.")},
            )

    def clean(self) -> dict[str, Any]:
        """Return what was typed, with whom it is for: all of them, or who is ticked. Nobody is no answer."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("whom") == ALL and self.choices.organisations:
            self.errors.pop("invited", None)
            typed["invited"] = [one.id for one in self.choices.organisations]
        elif "invited" in typed and not typed["invited"]:
            self.add_error("invited", NOBODY)
        return typed

    @property
    def rows(self) -> list[Row]:
        """The organisations as they are drawn."""
        ticked = set(self["invited"].value() or ())
        return [self._row(one, one.id in ticked) for one in self.choices.organisations]

    def _row(self, one: Organisation, ticked: bool) -> Row:
        answers, short, only = (f"{name}_{one.id}" for name in ("answers", "short", "only"))
        numbers = set(self[only].value() or ())
        sector = _(SECTORS[one.sector]) if one.sector in SECTORS else ""
        return Row(
            id=one.id,
            name=one.name,
            says=" · ".join(part for part in (sector, one.locality) if part),
            ticked=ticked,
            answers=self[answers] if answers in self.fields else None,
            short=self[short],
            only=[(each, each.number in numbers) for each in self.asked],
            less=bool(numbers or self[short].value()),
            errors=[str(error) for name in (answers, only) for error in self.errors.get(name, ())],
        )

    def chosen(self) -> tuple[Invited, ...]:
        """Return who is invited, and to what."""
        typed = self.cleaned_data
        return tuple(
            Invited(
                one,
                typed.get(f"answers_{one}", ""),
                bool(typed.get(f"short_{one}")),
                tuple(typed.get(f"only_{one}", ())),
            )
            for one in typed["invited"]
        )


def first_of(invited: Iterable[Invited]) -> dict[str, Any]:
    """Return what an `InviteForm` begins with, to ask these once more."""
    first: dict[str, Any] = {"invited": []}
    for one in invited:
        first["invited"].append(one.organisation)
        first |= {
            f"answers_{one.organisation}": one.answers,
            f"short_{one.organisation}": one.short,
            f"only_{one.organisation}": list(one.indicators),
        }
    return first


class PlanForm(InviteForm):
    """A joint broad view to begin. Its id comes with the form, so that it begins once."""

    joint_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    unit = forms.CharField(max_length=16, widget=forms.HiddenInput)
    framework = forms.CharField(max_length=40, widget=forms.HiddenInput)
    follows = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    title = title()
    period = period()
    scope = forms.ChoiceField(
        label=gettext_lazy("What it asks about"),
        widget=OneOf,
        choices=[(ALL, gettext_lazy("All indicators")), (FOCUS, gettext_lazy("A focus set, ticked here"))],
        error_messages={"required": gettext_lazy("Choose what it asks about.")},
    )
    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators of the focus set"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose indicators of this framework.")},
    )
    due = due()
    invitation = invitation()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticked: Any = self.fields["indicators"]
        ticked.choices = [(each.number, each.number) for each in self.asked]

    @property
    def ticked(self) -> frozenset[str]:
        """The numbers of the focus set, as they are ticked."""
        return frozenset(self["indicators"].value() or ())

    def numbers(self) -> tuple[str, ...]:
        """Return the numbers that are asked about."""
        if self.cleaned_data["scope"] == ALL:
            return tuple(each.number for each in self.asked)
        return tuple(self.cleaned_data["indicators"])


class JointForm(forms.Form):
    """Title, day and words of a joint broad view that has begun."""

    title = title()
    due = due()
    invitation = invitation()


def words(label: Any, help_text: Any, empty: Any) -> forms.CharField:
    """Return the box of a move that says why."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
        error_messages={"required": empty},
    )


class QuestionForm(forms.Form):
    """A question about what was handed in."""

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    text = words(
        gettext_lazy("Your question"),
        gettext_lazy(
            "Whoever belongs to the organisation reads it, and whoever leads here. No names of children."
        ),
        gettext_lazy("Write the question that is to be answered."),
    )


class ExtendForm(forms.Form):
    """A later day for one organisation, and why."""

    until = DayField(
        last=True,
        label=gettext_lazy("The later day"),
        help_text=gettext_lazy("For example: 15 July 2027"),
        max_length=100,
        widget=box(),
        error_messages={"required": gettext_lazy("Enter the later day.")},
    )
    text = words(
        gettext_lazy("Why"),
        gettext_lazy(
            "It stands beside the later day. Whoever belongs to the organisation reads it. No names of children."
        ),
        gettext_lazy("Write why: it stands beside the later day."),
    )


class AnswersForm(forms.Form):
    """Who answers for an organisation."""

    person = forms.CharField(
        label=gettext_lazy("Who answers for it"), required=False, max_length=16, widget=FromList
    )
