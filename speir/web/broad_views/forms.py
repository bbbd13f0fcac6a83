"""Forms of the broad view. The panel's save is read by hand: it runs with every pause in somebody's typing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from speir.evaluations.actions.beside import Field
from speir.evaluations.queries.carrying import Source
from speir.evaluations.rules.judging import FIELDS, STANCE_WORDS, TEXTS
from speir.evidence.queries.kinds import Kind
from speir.evidence.rules.items import Draft
from speir.frameworks.rules.structure import Framework, Indicator
from speir.web.evidence.fields import BEARS, ItemFields, only_me
from speir.web.shell.fields import FromList, OneOf, PeriodField, box
from speir.web.shell.mentions import keeping


def title() -> forms.CharField:
    """Return the field for a broad view's title."""
    return forms.CharField(
        label=_("Title"), max_length=200, widget=box(), error_messages={"required": _("Enter a title.")}
    )


def period() -> PeriodField:
    """Return the field for the period that a broad view looks at."""
    return PeriodField(
        label=_("Period it looks at"),
        help_text=_("For example: 2026, 2025/26, or January to June 2026"),
        max_length=100,
        widget=box(),
        error_messages={"required": _("Enter the period that it looks at.")},
    )


def source_choices(sources: Sequence[Source], *, units: bool = False) -> list[tuple[str, str]]:
    """Return sealed editions to start from as choices; `units`: with the name of whom each is about."""
    said = _("“%(title)s”, edition %(number)s, sealed on %(on)s")
    return [
        (
            one.edition_id,
            said % {"title": one.title, "number": one.number, "on": one.sealed_on}
            + (f" ({one.unit})" if units else "")
            + (f" · {_('handed in last time')}" if one.handed_in else ""),
        )
        for one in sources
    ]


class BeginForm(forms.Form):
    """Who it is about, its title and its period."""

    evaluation_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    unit = forms.CharField(
        label=_("Who it is about"),
        max_length=16,
        widget=FromList,
        error_messages={"required": _("Choose who it is about.")},
    )
    framework = forms.CharField(
        label=_("Framework"),
        max_length=40,
        widget=FromList,
        error_messages={"required": _("Choose a framework.")},
    )
    title = title()
    period = period()
    start = forms.CharField(
        label=_("Start from"),
        help_text=_(
            "What an earlier edition says comes back beside each indicator, not yet checked. "
            "Nothing of it counts until somebody confirms it."
        ),
        required=False,
        max_length=16,
        widget=OneOf,
    )
    only_me = only_me(
        _(
            "Colleagues in the partnership, agency, service or team it is about, until somebody shares it wider."
        )
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[Any],
        frameworks: Sequence[Framework],
        sources: Sequence[Source] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].widget.choices = [
            (unit.id, f"{unit.name} ({_('demonstration')})" if unit.demonstration else unit.name)
            for unit in units
        ]
        self.fields["framework"].widget.choices = [(each.key, each.title) for each in frameworks]
        named = source_choices(sources, units=len(units) > 1)
        self.fields["start"].widget.choices = [("", _("Nothing: begin empty")), *named]


class StartForm(forms.Form):
    """Which sealed edition a broad view is started from."""

    start = forms.CharField(
        label=_("Which edition?"),
        max_length=16,
        widget=OneOf,
        error_messages={"required": _("Choose the edition that you want to start from.")},
    )

    def __init__(self, *args: Any, sources: Sequence[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].widget.choices = source_choices(sources)


class DescribeForm(forms.Form):
    """A broad view's title and period, and the mark of those that the form was opened with."""

    base = forms.CharField(max_length=64)
    title = title()
    period = period()


class EvidenceForm(ItemFields):
    """One item of evidence and what it does to the judgement it is cited beside."""

    only_me = only_me(
        _("Colleagues in the partnership, agency, service or team it is for, until somebody shares it wider.")
    )
    stance = forms.CharField(
        label=_("What does it do to your judgement?"),
        max_length=12,
        widget=OneOf(attrs={"class": "options--inline"}),
        error_messages={"required": _("Choose what it does to your judgement.")},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        framework: Framework,
        indicator: Indicator,
        own_kinds: Iterable[Kind] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, frameworks=(framework,), own_kinds=own_kinds, **kwargs)
        self.names = {theme.path: f"theme_{theme.key}" for theme in indicator.themes}
        if "stance" in self.fields:
            self.fields["stance"].widget.choices = [(key, _(words)) for key, words in STANCE_WORDS.items()]
        for theme in indicator.themes:
            self.fields[f"theme_{theme.key}"] = forms.ChoiceField(required=False, choices=BEARS)
        # Themes of other indicators, as far as the form sends them: those that were suggested or chosen before.
        self.elsewhere = [
            path
            for path in framework.theme_by_path
            if f"theme_{path}" in (self.data or self.initial)
            and path not in {theme.path for theme in indicator.themes}
        ]
        for path in self.elsewhere:
            self.fields[f"theme_{path}"] = forms.ChoiceField(required=False, choices=BEARS)

    def theme_field(self, path: str) -> str:
        """Return the name of the field for a theme; those of other indicators have none here."""
        return self.names.get(path, "")

    def draft(self, indicator: Indicator, others: dict[str, str]) -> Draft:
        """Return the item as typed; `others` are themes of other indicators that it bears on already.

        Of these, what the form sends is what stands: a theme that was set to No is left out.
        """
        here = {theme.path: self.cleaned_data[f"theme_{theme.key}"] for theme in indicator.themes}
        sent = {path: self.cleaned_data[f"theme_{path}"] for path in self.elsewhere}
        return self.as_draft({path: bears for path, bears in (others | sent | here).items() if bears})


ALWAYS_SENT = (*TEXTS, "choice")


def field(posted: QueryDict, name: str) -> Field:
    """Return one saved field with the marks that say what its form had before it, and a choice after a conflict."""
    get = posted.get
    return Field(
        value=get(name, ""),
        base=get(f"base_{name}", "")[:64],
        choose=get(f"choose_{name}", "")[:10],
        seen=get(f"seen_{name}", "")[:64],
        aside=get(f"aside_{name}", "")[:16],
        keep=keeping(posted, name),
    )


def panel_fields(posted: QueryDict) -> dict[str, Field]:
    """Return the panel's fields that this form brought.

    A box that is not ticked sends nothing but its mark. A text and a level always come: where one is missing it was
    lost on the way, and nobody emptied it. The reason for a level comes as it was typed and is no field of its own.
    """
    return {
        name: field(posted, name)
        for name in (*FIELDS, "why")
        if name in posted or (name not in ALWAYS_SENT and f"base_{name}" in posted)
    }


def themes_elsewhere(
    framework: Framework, indicator: Indicator, themes: tuple[tuple[str, str], ...]
) -> dict[str, str]:
    """Return the themes of this framework's other indicators that an item bears on, to leave them as they are."""
    here = {theme.path for theme in indicator.themes}
    return {path: bears for path, bears in themes if path not in here and path in framework.theme_by_path}
