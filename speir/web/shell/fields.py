"""One family of fields: label, hint, error, box or options; and forms' errors, in a summary and beside each field."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.forms import renderers
from django.utils.translation import gettext as _

from speir.core.errors import Refused
from speir.core.when import UNREAD_CODE, read_period


class Fields(renderers.DjangoTemplates):
    """Draws `{{ form.title.as_field_group }}` by `field.html`, on every page the same. Django says which hint and error
    describe the box.
    """

    field_template_name = "field.html"


class OneOf(forms.RadioSelect):
    """Some few answers of which one is given; `attrs={"class": "options--inline"}` puts them on one line."""

    template_name = "fields/options.html"


class AnyOf(forms.CheckboxSelectMultiple):
    """Some few answers of which any are given."""

    template_name = "fields/options.html"


class FromList(forms.Select):
    """One answer out of a list too long to stand on the page."""

    template_name = "fields/select.html"

    def __init__(self, choices: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__(attrs={"class": "ds_select"}, choices=choices)


def by_place(people: Iterable[tuple[str, str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return people, each as (key, name, where) in their order, as groups of a list: two of one name are told apart."""
    return [
        (where, [(key, name) for key, name, _where in group])
        for where, group in groupby(people, key=lambda one: one[2])
    ]


def box(widget: type[forms.Widget] = forms.TextInput, **attrs: str) -> forms.Widget:
    """Return a box to type in, of one line as a rule; `attrs` are the element's attributes, such as autocomplete."""
    given: dict[str, Any] = {"class": "ds_input", **attrs}
    return widget(attrs=given)


class PeriodField(forms.CharField):
    """A day, a month or a period in words; cleans to (first day, last day), or None when left empty."""

    def clean(self, value: str | None) -> tuple[object, object] | None:
        """Return the two days. Raises ValidationError with what is wrong with words that name no period."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_period(text)
        except Refused as refused:
            raise forms.ValidationError(self.wrong(refused)) from None

    def wrong(self, refused: Refused) -> str:
        """Return the sentence that stands beside words that name no period."""
        return _(refused.sentence)


class DayField(PeriodField):
    """A day in words; cleans to a date, or None when left empty. Of a longer period its first or its last day."""

    def __init__(self, *, last: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.last = last
        # A box as wide as a day says what belongs in it.
        self.widget.attrs["class"] = f"{self.widget.attrs.get('class', 'ds_input')} ds_input--day"

    def clean(self, value: str | None) -> Any:
        """Return the day. Raises ValidationError as PeriodField does."""
        period = super().clean(value)
        return period[self.last] if period else None

    def wrong(self, refused: Refused) -> str:
        """Return the sentence, which asks for a day and for no period."""
        if refused.code == UNREAD_CODE:
            return _("Write a day in words, such as 3 March 2026.")
        return super().wrong(refused)


def add_refused(form: forms.Form, broken: Iterable[Refused], names: dict[str, str] | None = None) -> None:
    """Put each refusal beside its field (`names` maps a rule's field to the form's); unknown fields go on top."""
    for refused in broken:
        field = (names or {}).get(refused.field, refused.field)
        form.add_error(field if field in form.fields else None, _(refused.sentence))
