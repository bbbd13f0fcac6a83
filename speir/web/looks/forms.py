"""Forms of planning a closer look: what it is about, its themes, and a line of its plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.evaluations.queries.looks.lines import Opened
from speir.evaluations.rules.looks.describing import TEXTS, Description
from speir.evaluations.rules.looks.naming import ABOUT_WORDS, AREA_WORDS, HOW_WORDS, OWN_REASON
from speir.frameworks.rules.structure import Framework
from speir.web.broad_views.forms import period
from speir.web.evidence.fields import only_me
from speir.web.shell.fields import DayField, FromList, OneOf, box


def _text(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """Return a box for some sentences; how long they may be is the rule's to say."""
    widget = forms.Textarea(attrs={"rows": rows, "cols": None})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=widget)


class AboutForm(forms.Form):
    """Why a closer look is taken, what it is about and with whom; its id comes along, so that it begins once."""

    look_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    judgement = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    starting = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    unit = forms.CharField(
        label=gettext_lazy("Who it is about"),
        max_length=16,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose who it is about.")},
    )
    framework = forms.CharField(max_length=40, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why take a closer look?"), required=False, max_length=40, widget=OneOf
    )
    reason_words = _text(
        gettext_lazy("What happened, or what was noticed"),
        gettext_lazy("In a sentence or two. No names, and nothing that would give a child away."),
        rows=2,
    )
    about = forms.CharField(
        label=gettext_lazy("What is it about?"), required=False, max_length=16, widget=OneOf
    )
    about_words = _text(
        gettext_lazy("What do you want to know?"),
        gettext_lazy("The question, or the aim, in your own words. One is enough."),
        rows=2,
    )
    key_question = forms.CharField(
        label=gettext_lazy("Which key question?"), required=False, max_length=12, widget=FromList
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes to look at"),
        help_text=gettext_lazy("A closer look is for a few. You can change them until something is written."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose themes from this framework.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Left empty, it is made from what you want to know."),
        required=False,
        widget=box(),
    )
    period = period()
    area = forms.CharField(
        label=gettext_lazy("Area of activity"), required=False, max_length=16, widget=FromList
    )
    area_words = _text(gettext_lazy("Which services, team or place"), rows=2)
    takes_part = _text(gettext_lazy("Who takes part"), rows=2)
    left_out = _text(
        gettext_lazy("What is left out on purpose"),
        gettext_lazy("So that nobody wonders later whether it was forgotten."),
        rows=2,
    )
    how_long = _text(gettext_lazy("How long it may take"), rows=2)
    cost = _text(
        gettext_lazy("What it may cost people"),
        gettext_lazy("Time away from other work, travel, and what it asks of children and families."),
        rows=2,
    )
    purpose = _text(gettext_lazy("What it is for, as told to those who take part"), rows=2)
    confidentiality = _text(gettext_lazy("What is kept confidential, and what cannot be"), rows=2)
    afterwards = _text(gettext_lazy("What happens with what they say"), rows=2)
    only_me = only_me(
        gettext_lazy(
            "Colleagues in the partnership, agency, service or team it is about, until somebody shares it wider."
        )
    )

    def __init__(
        self, *args: Any, framework: Framework, units: Sequence[Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        reasons = [(one.key, one.about or one.text) for one in framework.reasons]
        questions = [(one.number, f"{one.number}. {one.title}") for one in framework.key_questions]
        fields["reason"].widget.choices = [*reasons, (OWN_REASON, _("Another reason of our own"))]
        fields["about"].widget.choices = [(key, _(words)) for key, words in ABOUT_WORDS.items()]
        fields["key_question"].widget.choices = [("", _("None")), *questions]
        fields["area"].widget.choices = [
            ("", _("Not said yet")),
            *((key, _(words)) for key, words in AREA_WORDS.items()),
        ]
        if (
            units is None
        ):  # it has begun: what it is of does not change, and its themes have a form of their own
            for name in ("look_id", "judgement", "starting", "unit", "framework", "themes", "only_me"):
                del fields[name]
            return
        fields["unit"].widget.choices = [
            (one.id, f"{one.name} ({_('demonstration')})" if one.demonstration else one.name) for one in units
        ]
        fields["themes"].choices = [(path, theme.title) for path, theme in framework.theme_by_path.items()]

    def said(self) -> Description:
        """Return what was typed, as a description; what has no shape is left empty."""
        typed = self.cleaned_data
        names = Description.__dataclass_fields__
        return Description(**{name: typed.get(name, "") for name in names})

    @property
    def more(self) -> bool:
        """Whether something under the fold is filled in or to be mended, so that it stands open."""
        folded = (*TEXTS[2:], "title", "area", "period")
        typed = any(self[name].value() for name in (*TEXTS[2:], "area")) if self.is_bound else False
        return typed or any(name in self.errors for name in folded)


class ThemesForm(forms.Form):
    """Which themes a closer look looks at; `before` are those that the form showed as chosen."""

    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes to look at"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose themes from this framework.")},
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes: Any = self.fields["themes"]
        themes.choices = [(path, theme.title) for path, theme in framework.theme_by_path.items()]


class LineForm(forms.Form):
    """A line of the plan: what it says; of a way also how, who, when and of how many; of a feature what asks for it."""

    text = forms.CharField(
        label=gettext_lazy("What it says"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": None}),
    )
    how = forms.CharField(
        label=gettext_lazy("How we find out"), required=False, max_length=16, widget=FromList
    )
    person = forms.CharField(
        label=gettext_lazy("Who does it"), required=False, max_length=16, widget=FromList
    )
    due = DayField(
        last=True,
        label=gettext_lazy("By when"),
        help_text=gettext_lazy("For example: 30 June 2027"),
        required=False,
        widget=box(autocomplete="off"),
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many"),
        help_text=gettext_lazy("Files, focus groups, interviews. Leave it empty where it does not fit."),
        required=False,
        widget=box(inputmode="numeric", autocomplete="off"),
        error_messages={"invalid": gettext_lazy("Enter a number in figures, such as 5.")},
    )
    cites = forms.CharField(
        label=gettext_lazy("Which policy or vision statement asks for it"),
        help_text=gettext_lazy("National, local or your own: its name, and the place in it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": None}),
    )
    item = forms.CharField(
        label=gettext_lazy("A document in the register"), required=False, max_length=16, widget=FromList
    )

    def __init__(self, *args: Any, line: Opened, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if line.column == "way":
            fields["how"].widget.choices = [(key, _(words)) for key, words in HOW_WORDS.items()]
            fields["person"].widget.choices = [("", _("Nobody yet")), *line.people]
        else:
            for name in ("how", "person", "due", "number"):
                del fields[name]
        if line.column == "feature":
            fields["item"].widget.choices = [
                ("", _("None")),
                *((key, f"{shows[:77]}…" if len(shows) > 78 else shows) for key, shows in line.documents),
            ]
        else:
            for name in ("cites", "item"):
                del fields[name]


class NewLineForm(forms.Form):
    """A line to add to a column of the plan. Its id comes with the form, so that it is added once."""

    line_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("What it says"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": None}),
    )


def themes_shown(framework: Framework, ticked: Iterable[str]) -> list[dict[str, Any]]:
    """Return the key questions with their indicators and themes, each theme with its place and whether it is ticked."""
    chosen = set(ticked)
    at = {path: place for place, path in enumerate(framework.theme_by_path)}
    shown = []
    for question in framework.key_questions:
        indicators = [
            (each, [(theme, at[theme.path], theme.path in chosen) for theme in each.themes])
            for each in question.indicators
        ]
        count = sum(ticked for _each, themes in indicators for _theme, _at, ticked in themes)
        shown.append({"question": question, "indicators": indicators, "ticked": count})
    return shown
