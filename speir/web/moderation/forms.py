"""Forms of judging together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.evaluations.queries.moderation.people import Askable
from speir.evaluations.rules.judging import NOT_EVALUATED, SURE_WORDS
from speir.evaluations.rules.moderating import LONGEST_NAME
from speir.frameworks.rules.structure import Framework
from speir.web.shell.fields import AnyOf, DayField, OneOf, box

NO_NAMES = gettext_lazy("What you saw, not who said it. No names of children.")


class TogetherForm(forms.Form):
    """Which indicators, and whether people meet or judge by post until a day."""

    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Which indicators"),
        help_text=gettext_lazy("One at a time, in this order. Two or three are plenty for an hour."),
        widget=AnyOf,
        required=False,
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How do you come together?"),
        choices=[
            ("meeting", gettext_lazy("In a meeting: one indicator at a time, on phones or on one screen")),
            ("post", gettext_lazy("By post: each judges when they have time, until a day")),
        ],
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose how you come together.")},
    )
    until = DayField(
        label=gettext_lazy("By post: the last day"),
        help_text=gettext_lazy("For example 3 March 2027. Leave it empty for a meeting."),
        widget=box(),
        required=False,
        last=True,
        max_length=60,
    )
    moderation_id = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["indicators"].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a day where it goes by post."""
        typed = super().clean() or {}
        if typed.get("how") == "post" and not typed.get("until") and "until" not in self.errors:
            self.add_error("until", _("Write the last day on which people can judge."))
        return typed


class JudgeForm(forms.Form):
    """What one person judges alone."""

    choice = forms.CharField(
        label=gettext_lazy("Your judgement"), required=False, max_length=60, widget=OneOf
    )
    sure = forms.CharField(
        label=gettext_lazy("How sure are you?"),
        required=False,
        max_length=60,
        widget=OneOf(attrs={"class": "options--inline"}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why, in a sentence or two (optional)"),
        help_text=NO_NAMES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )

    def __init__(self, *args: Any, framework: Framework, **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, framework)


class AgreeForm(forms.Form):
    """What people agreed, or that they do not."""

    agreed = forms.ChoiceField(
        label=gettext_lazy("What did you come to?"),
        choices=[
            ("yes", gettext_lazy("We agree on this")),
            ("no", gettext_lazy("We do not agree, and say why")),
        ],
        widget=OneOf,
        error_messages={"required": gettext_lazy("Say whether you agree.")},
    )
    choice = forms.CharField(
        label=gettext_lazy("The level that you agree on"), required=False, max_length=60, widget=OneOf
    )
    sure = forms.CharField(
        label=gettext_lazy("How sure are you together?"),
        required=False,
        max_length=60,
        widget=OneOf(attrs={"class": "options--inline"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy(
            "It stands beside the level. What you saw, not who said it. No names of children."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
    )
    base = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)
    base_sure = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, framework: Framework, **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, framework)


def _choices(form: forms.Form, framework: Framework) -> None:
    """Give the boxes their answers. They take any text: a level outside the scale is refused by name, by the rule."""
    levels = [(level.key, level.name) for level in framework.levels]
    sures = [(key, _(words)) for key, words in SURE_WORDS.items()]
    form.fields["choice"].widget.choices = [*levels, (NOT_EVALUATED, _("Not evaluated"))]
    form.fields["sure"].widget.choices = sures


class JoinForm(forms.Form):
    """For whom somebody speaks."""

    unit = forms.CharField(
        label=gettext_lazy("For whom do you speak?"), required=False, max_length=16, widget=OneOf
    )
    standpoint = forms.CharField(
        label=gettext_lazy("Or say it in your own words (optional)"),
        help_text=gettext_lazy("For example: the night shift. It stands beside what you judged."),
        required=False,
        max_length=LONGEST_NAME,
        widget=box(),
    )

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].widget.choices = list(units)


class PersonForm(forms.Form):
    """Somebody who has no device of their own here."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        widget=box(autocomplete="off"),
        error_messages={"required": gettext_lazy("Write a name.")},
    )
    standpoint = forms.CharField(
        label=gettext_lazy("For whom they speak (optional)"),
        help_text=gettext_lazy("For example: health visitors."),
        required=False,
        max_length=LONGEST_NAME,
        widget=box(autocomplete="off"),
    )
    evaluator_id = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)


class PeopleForm(forms.Form):
    """Who is asked to judge by post."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Whom do you ask?"),
        widget=AnyOf,
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[Askable], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (one.id, f"{one.name}, {one.unit}") for one in people
        ]
