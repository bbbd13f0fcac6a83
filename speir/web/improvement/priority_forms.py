"""The form of a priority: what will be different, whose it is, which plans it feeds."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.core.errors import Refused
from speir.core.text import day
from speir.improvement.queries.priority_form import Editing
from speir.improvement.rules.naming import PART_WORDS, RESPONSIBILITY_WORDS, STRUCTURE_WORDS, PartAs
from speir.improvement.rules.priorities import Said
from speir.improvement.rules.texts import asked_about
from speir.web.shell.fields import AnyOf, DayField, FromList, OneOf, box

PART = "part_"
# So many organisations stand on the page at once; those that have no part yet open behind them.
SHOWN = 8
TEXTS = ("title", "difference", "responsibility_words")


class PriorityForm(forms.Form):
    """A priority. Each unit that can have a part in it has a list `part_<id>` of its own."""

    priority_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    asked_day = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    framework = forms.CharField(
        label=gettext_lazy("By which framework?"), required=False, max_length=60, widget=FromList
    )
    title = forms.CharField(
        label=gettext_lazy("What is to become better?"),
        help_text=gettext_lazy("A few words that everybody will call it by. No names of children."),
        required=False,
        widget=box(),
    )
    difference = forms.CharField(
        label=gettext_lazy("What will be different for children, young people and families?"),
        help_text=gettext_lazy(
            "What a child or a parent would notice, not what services will do. For example: “A child who tells "
            "a teacher is seen by somebody they know within a day.”"
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
    )
    responsibility = forms.ChoiceField(
        label=gettext_lazy("Whose responsibility is it?"),
        choices=[(key, gettext_lazy(words)) for key, words in RESPONSIBILITY_WORDS.items()],
        required=False,
        widget=OneOf,
    )
    parts = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
    responsibility_words = forms.CharField(
        label=gettext_lazy("Anything else to say of who does what? (optional)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": None}),
    )
    feeds = forms.MultipleChoiceField(
        label=gettext_lazy("Which plans does it feed? (optional)"),
        help_text=gettext_lazy("Each organisation can take its part away in the shape of these plans."),
        required=False,
        widget=AnyOf,
        error_messages={"invalid_choice": gettext_lazy("Choose the plans from the list.")},
    )
    review_on = DayField(
        last=True,
        label=gettext_lazy("When will you look again whether it made a difference? (optional)"),
        help_text=gettext_lazy("For example: June 2027. It closes with a new judgement of what it answers."),
        required=False,
        max_length=100,
        widget=box(autocomplete="off"),
    )

    def offer(self, shown: Editing) -> None:
        """List the units, the plans and, where there are several, the frameworks."""
        said = dict(shown.said.parts)
        choices = [("", _("has no part in it")), *((key, _(words)) for key, words in PART_WORDS.items())]
        for unit, name in shown.units:
            self.fields[PART + unit] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=said.get(unit, ""), widget=FromList
            )
        own = [(f"own:{one}", f"{unit}: {name}") for one, name, unit in shown.own_plans]
        feeds = self.fields["feeds"]
        assert isinstance(feeds, forms.MultipleChoiceField)  # noqa: S101  declared above
        feeds.choices = [*((key, _(words)) for key, words in STRUCTURE_WORDS.items()), *own]
        if len(shown.frameworks) > 1:
            self.fields["framework"].widget.choices = list(shown.frameworks)
        else:
            del self.fields["framework"]

    def units(self) -> tuple[list[Any], list[Any]]:
        """Return the boxes of units: those on the page at once, with a part in it first, and those behind them."""
        names = [name for name in self.fields if name.startswith(PART)]
        if len(names) <= SHOWN:
            return [self[name] for name in names], []
        there = [name for name in names if self[name].value() or self[name].errors]
        first = there + [name for name in names if name not in there][: max(0, SHOWN - len(there))]
        first.sort(key=names.index)
        return [self[name] for name in first], [self[name] for name in names if name not in first]

    def typed(self) -> Said:
        """Return what was typed."""
        given = self.cleaned_data
        parts = [(name.removeprefix(PART), given[name]) for name in given if name.startswith(PART)]
        return Said(
            title=given["title"],
            difference=given["difference"],
            responsibility=given["responsibility"],
            responsibility_words=given["responsibility_words"],
            review_on=given["review_on"],
            parts=tuple((unit, how) for unit, how in parts if how),
            feeds=tuple(given["feeds"]),
        )

    def questioned(self, stood: dt.date | None) -> list[Refused]:
        """Return the question that a day in the past raises, once; a day that stood there already raises none."""
        typed = self.cleaned_data["review_on"]
        answered = typed is not None and self.cleaned_data["asked_day"] == typed.isoformat()
        return [] if answered else asked_about(typed, timezone.localdate(), "review_on", stood)


def first(said: Said) -> dict[str, Any]:
    """Return what a form shows at first of a priority."""
    return {
        "title": said.title,
        "difference": said.difference,
        "responsibility": said.responsibility,
        "responsibility_words": said.responsibility_words,
        "feeds": list(said.feeds),
        "review_on": day(said.review_on) if said.review_on else "",
    }


def in_words(shown: Editing) -> list[tuple[str, str]]:
    """Return what stands now, as a form that is older shows it beside what was typed."""
    said, names = shown.said, dict(shown.units)
    plans = {f"own:{one}": f"{unit}: {name}" for one, name, unit in shown.own_plans}
    by: dict[str, list[str]] = {PartAs.SEES_TO_IT.value: [], PartAs.CONSULTED.value: []}
    for unit, how in said.parts:
        by[how].append(names.get(unit, ""))
    feeds = [_(STRUCTURE_WORDS[one]) if one in STRUCTURE_WORDS else plans.get(one, "") for one in said.feeds]
    return [
        (_("What is to become better?"), said.title),
        (_("What will be different?"), said.difference),
        (_("Whose responsibility is it?"), _(RESPONSIBILITY_WORDS.get(said.responsibility, ""))),
        (_("Who sees to it"), "\n".join(by[PartAs.SEES_TO_IT])),
        (_("Who is consulted"), "\n".join(by[PartAs.CONSULTED])),
        (_("Who does what"), said.responsibility_words),
        (_("Plans that it feeds"), "\n".join(feeds)),
        (_("When you look again"), day(said.review_on) if said.review_on else ""),
    ]


class ReopenPriorityForm(forms.Form):
    """A reason that has to be given."""

    text = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("A sentence or two. It stays on the page. No names of children."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )
