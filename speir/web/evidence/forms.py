"""Writing an item in the register: for which unit, with themes of every framework, and why it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from speir.evidence.rules.items import BEARS_WORDS, WHY_LONGEST, Bears, Draft
from speir.frameworks.rules.structure import Framework, Indicator, KeyQuestion, Theme
from speir.organisations.queries import UnitLine
from speir.web.evidence.fields import BEARS, ItemFields, only_me
from speir.web.shell.fields import FromList, box


@dataclass(frozen=True, slots=True)
class Themes:
    """An indicator's themes to choose from, each with its field, and in words those that are chosen."""

    indicator: Indicator
    themes: tuple[tuple[Theme, Any], ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A key question with its indicators."""

    framework: Framework
    question: KeyQuestion
    indicators: tuple[Themes, ...]

    @property
    def chosen(self) -> tuple[str, ...]:
        """In words, which of its themes are chosen."""
        return tuple(said for one in self.indicators for said in one.chosen)


class ItemForm(ItemFields):
    """One item of the register."""

    unit = forms.CharField(label=_("Whose evidence is it?"), max_length=16, required=False, widget=FromList)
    only_me = only_me(
        _("Colleagues in the partnership, agency, service or team it is for, until somebody shares it wider.")
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        frameworks: Sequence[Framework],
        units: Sequence[UnitLine] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, frameworks=frameworks, **kwargs)
        self.frameworks = frameworks
        self.fields["unit"].widget.choices = [
            (unit.id, f"{unit.name} ({_now('demonstration')})" if unit.demonstration else unit.name)
            for unit in units
        ]
        for path in self._paths():
            self.fields[f"theme_{path}"] = forms.ChoiceField(required=False, choices=BEARS)

    def draft(self) -> Draft:
        """Return the item as typed."""
        chosen = {path: self.cleaned_data[f"theme_{path}"] for path in self._paths()}
        return self.as_draft({path: bears for path, bears in chosen.items() if bears})

    def questions(self) -> list[Question]:
        """Return the themes to choose from as people look for them: by key question and indicator."""
        return [
            Question(framework, question, tuple(self._themes(indicator) for indicator in question.indicators))
            for framework in self.frameworks
            for question in framework.key_questions
        ]

    def _themes(self, indicator: Indicator) -> Themes:
        fields = tuple((theme, self[f"theme_{theme.path}"]) for theme in indicator.themes)
        chosen = tuple(
            f"{indicator.number} {theme.title}: {_now(BEARS_WORDS[field.value()])}"
            for theme, field in fields
            if field.value() in set(Bears)
        )
        return Themes(indicator, fields, chosen)

    def _paths(self) -> Iterable[str]:
        return (path for framework in self.frameworks for path in framework.theme_by_path)


class WithdrawForm(forms.Form):
    """Why an item is withdrawn."""

    why = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("One sentence. It stands wherever the piece is used. No names of children."),
        max_length=WHY_LONGEST,
        widget=box(),
        error_messages={"required": _("Write why it is withdrawn.")},
    )
