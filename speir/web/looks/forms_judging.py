"""Forms of the board: what was seen of a feature in a source, and who should be heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speir.evaluations.rules.looks.describing import LINE_LONGEST
from speir.evaluations.rules.looks.naming import GROUP_WORDS, SEEN_WORDS
from speir.web.shell.fields import FromList, OneOf, box

Choices = Sequence[tuple[str, str]]


class SightingForm(forms.Form):
    """Where a feature was looked for, whether it was seen there, and in a sentence what. `base` marks what was said."""

    source = forms.CharField(
        label=gettext_lazy("Where was it looked for?"),
        max_length=40,
        widget=FromList,
        error_messages={"required": gettext_lazy("Choose where it was looked for.")},
    )
    seen = forms.CharField(
        label=gettext_lazy("Was it seen there?"),
        max_length=12,
        widget=OneOf,
        error_messages={"required": gettext_lazy("Choose whether it was seen there.")},
    )
    text = forms.CharField(
        label=gettext_lazy("What was seen (optional)"),
        help_text=gettext_lazy("A sentence: what was seen or said, not who said it. No names."),
        required=False,
        max_length=LINE_LONGEST * 4,
        widget=forms.Textarea(attrs={"rows": 3, "cols": None}),
    )
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ways: Choices, pieces: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: list[Any] = [("", _("Choose one"))]
        if ways:
            listed.append((_("Ways of finding out"), list(ways)))
        if pieces:
            listed.append((_("Evidence beside this indicator"), list(pieces)))
        self.fields["source"].widget.choices = listed
        seen = [(key, _(words).capitalize()) for key, words in SEEN_WORDS.items()]
        self.fields["seen"].widget.choices = seen


class GroupForm(forms.Form):
    """People who should be heard, and what tells them apart from others. `base` marks the words it was opened with."""

    group_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Who should be heard?"),
        help_text=gettext_lazy(
            "For example: children under five, or families who speak Polish at home. No names."
        ),
        max_length=LINE_LONGEST * 4,
        widget=box(),
        error_messages={"required": gettext_lazy("Say who should be heard.")},
    )
    by_what = forms.CharField(
        label=gettext_lazy("What tells them apart"),
        max_length=12,
        widget=OneOf(attrs={"class": "options--inline"}),
        error_messages={"required": gettext_lazy("Choose age, area, need or language.")},
    )
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(key, _(said).capitalize()) for key, said in GROUP_WORDS.items()]
        self.fields["by_what"].widget.choices = words
