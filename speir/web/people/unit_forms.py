"""What becomes of a unit: its name and kind, what is added to it, its last day, and what it is merged into."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from speir.organisations.rules import LONGEST_LOCALITY, LONGEST_NAME
from speir.organisations.rules.sectors import SECTORS
from speir.web.shell.fields import DayField, FromList, OneOf, box


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=box(autocomplete="off"),
        error_messages={"required": _("Enter a name that its people recognise.")},
    )


class SectorField(forms.ChoiceField):
    """What kind of organisation a unit is, or not said."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What kind of organisation? (optional)"),
            required=False,
            widget=FromList,
            choices=lambda: [
                ("", gettext("Not said")),
                *((key, gettext(said)) for key, said in SECTORS.items()),
            ],
            error_messages={"invalid_choice": _("Choose what kind of organisation it is from the list.")},
        )


def _locality() -> forms.CharField:
    return forms.CharField(
        label=_("Locality (optional)"),
        help_text=_("The part of the area that it works in, such as a town. Empty is all of the area."),
        max_length=LONGEST_LOCALITY,
        required=False,
        widget=box(autocomplete="off"),
    )


def _last() -> DayField:
    return DayField(
        last=True,
        label=_("Last day"),
        help_text=_("For example: 31 March 2027. Nothing new begins there from the day after."),
        max_length=60,
        widget=box(autocomplete="off"),
        error_messages={"required": _("Enter the last day, such as 31 March 2027.")},
    )


class DescribeUnitForm(forms.Form):
    """A unit's name, what kind of organisation it is, and where it works."""

    unit_name = _name()
    sector = SectorField()
    locality = _locality()


class AddForm(forms.Form):
    """What is added to a unit: below a partnership an organisation, too."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=OneOf,
        error_messages={"required": _("Choose what it is.")},
    )
    unit_name = _name()
    sector = SectorField()
    locality = _locality()

    def __init__(self, *args: Any, kind: str, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [
            ("service", _("A service")),
            ("team", _("A team")),
        ]
        if kind == "partnership":
            offered.insert(0, ("agency", _("An organisation that sits in the partnership")))
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        if kind != "partnership":
            del self.fields["sector"]


class CloseForm(forms.Form):
    """A unit's last day."""

    last = _last()


class MergeForm(forms.Form):
    """What a unit is merged into, and its last day."""

    into = forms.ChoiceField(
        label=_("Into which?"),
        widget=FromList,
        error_messages={
            "required": _("Choose into which."),
            "invalid_choice": _("Choose one from the list."),
        },
    )
    last = _last()

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["into"].choices = [("", _("Choose into which")), *offered]  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """Which organisation takes a seat."""

    organisation = forms.ChoiceField(
        label=_("Which organisation?"),
        widget=OneOf,
        error_messages={
            "required": _("Choose one of the organisations that you look after."),
            "invalid_choice": _("Choose one of the organisations that you look after."),
        },
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["organisation"].choices = offered  # type: ignore[attr-defined]
