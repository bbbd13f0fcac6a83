"""Bringing a colleague in, and the roles that somebody holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from speir.web.people.words import choices
from speir.web.shell.fields import DayField, OneOf, box


def _role() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What they do here"),
        widget=OneOf,
        error_messages={
            "required": _("Choose what your colleague does here."),
            "invalid_choice": _("Choose one of the roles."),
        },
    )


def _starts() -> DayField:
    return DayField(
        label=_("First day (optional)"),
        help_text=_("Leave it empty to begin today."),
        required=False,
        max_length=60,
        widget=box(autocomplete="off"),
    )


def _ends() -> DayField:
    return DayField(
        last=True,
        label=_("Last day (optional)"),
        help_text=_("For example: 31 March 2027. An inspector needs one, within six months."),
        required=False,
        max_length=60,
        widget=box(autocomplete="off"),
    )


class ColleagueForm(forms.Form):
    """A colleague's name, e-mail address if there is one, and what they may do, from when until when."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=box(autocomplete="off"),
        error_messages={"required": _("Enter your colleague's name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address (optional)"),
        help_text=_("With it they can choose a password of their own."),
        required=False,
        max_length=254,
        widget=box(forms.EmailInput, autocomplete="off"),
        error_messages={
            "invalid": _("Enter an e-mail address such as name@example.scot, or leave this empty.")
        },
    )
    sent = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    role = _role()
    starts = _starts()
    ends = _ends()

    def __init__(self, *args: Any, kind: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = choices(kind)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """One more role of somebody who is here."""

    role = _role()
    starts = _starts()
    ends = _ends()

    def __init__(self, *args: Any, kind: str, without: frozenset[str] = frozenset(), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            choice for choice in choices(kind) if choice[0] not in without
        ]


class ChangeForm(forms.Form):
    """What a role becomes, and until when."""

    role = _role()
    ends = _ends()

    def __init__(self, *args: Any, kind: str, now: str, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = choices(kind)
        if now not in dict(offered):
            offered.insert(0, (now, dict(offered).get(now, now.replace("_", " ").capitalize())))
        self.fields["role"].choices = offered  # type: ignore[attr-defined]
