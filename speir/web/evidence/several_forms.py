"""Forms of several items at once: the box, and what was understood of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from speir.evidence.rules import understanding
from speir.evidence.rules.items import Draft, in_a_line
from speir.evidence.rules.several import Found
from speir.evidence.rules.understanding import Names, Unknown
from speir.organisations.queries.units import UnitLine
from speir.web.shell.fields import AnyOf, FromList, OneOf, box

MOST_TYPED = 60_000
TYPED = tuple(name for name in Found.__slots__ if name != "rest")
HOW_UNSAID = "Say how it bears on it: strength, weakness or both, such as 3.2 strength."


class SeveralForm(forms.Form):
    """The box, for whom it is, and whether its writer alone reads it at first."""

    unit = forms.CharField(
        label=_("Whose evidence is it?"),
        max_length=16,
        widget=FromList,
        error_messages={"required": _("Choose whose evidence it is.")},
    )
    text = forms.CharField(
        label=_("What do we know?"),
        help_text=_(
            "One piece a paragraph, with an empty line between. Its first line is what it shows. No names, and "
            "nothing that would give a child away."
        ),
        strip=False,
        max_length=MOST_TYPED,
        widget=forms.Textarea(attrs={"rows": 14, "cols": None, "class": "tall"}),
        error_messages={
            "required": _("Write what we know: what is happening."),
            "max_length": _("This is too long to look at in one go. Divide it, or bring it in from a sheet."),
        },
    )
    only_me = forms.MultipleChoiceField(
        label=_("Who can read it?"),
        help_text=_("Colleagues where it is written, until somebody shares it wider."),
        required=False,
        choices=[("yes", _("Only me, until I share it"))],
        widget=AnyOf,
    )

    def __init__(self, *args: Any, units: list[UnitLine], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].widget.choices = [(unit.id, unit.name) for unit in units]


class FoundForm(forms.Form):
    """One of several items. Each field is words, read as they are where there is a list to read them by."""

    item_id = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    shows = forms.CharField(
        label=_("What it shows"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": None}),
    )
    account = forms.CharField(
        label=_("Account"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": None}),
    )
    when = forms.CharField(label=_("Date or period"), required=False, widget=box())
    kind = forms.CharField(label=_("Kind of source"), required=False, widget=box(list="kinds"))
    themes = forms.CharField(
        label=_("Themes"),
        help_text=_("For example: 3.2 strength; Trust weakness"),
        required=False,
        widget=box(),
    )
    origin = forms.CharField(label=_("Where it came from"), required=False, widget=box())
    speaks_of = forms.CharField(
        label=_("Tells of"),
        help_text=_("What happens, impact, or what is intended"),
        required=False,
        widget=box(),
    )
    taken_as = forms.CharField(label=_("Fact or opinion"), required=False, widget=box())
    voices = forms.CharField(
        label=_("Voices"), help_text=_("Children, families, staff, the public"), required=False, widget=box()
    )
    alike = forms.ChoiceField(
        label=_("What becomes of this one?"),
        required=False,
        choices=[
            ("keep", _("Write it down as well")),
            ("leave", _("Leave it out: it is there already")),
        ],
        widget=OneOf,
    )

    def __init__(self, *args: Any, names: Names, **more: Any) -> None:
        super().__init__(*args, **more)
        self.names = names

    @property
    def found(self) -> Found:
        """What was typed, as the box would have it."""
        made = Found()
        for name in TYPED:
            setattr(made, name, str(self[name].value() or "").strip())
        return made

    @property
    def empty(self) -> bool:
        """Whether nothing is in it any more: somebody took it out."""
        return not any(str(self[name].value() or "").strip() for name in TYPED)

    def clean_when(self) -> Any:
        """Return (first day, last day)."""
        return self._read("when", understanding.when) or (None, None)

    def clean_kind(self) -> str:
        """Return the key of a kind of source."""
        return self._read("kind", lambda words: understanding.kind(words, self.names)) or ""

    def clean_themes(self) -> dict[str, str]:
        """Return how it bears on themes, by stable key."""
        bears: dict[str, str] = (
            self._read("themes", lambda words: understanding.bearing(words, self.names)) or {}
        )
        if not all(bears.values()):
            raise ValidationError(_now(HOW_UNSAID))
        return bears

    def clean_speaks_of(self) -> str:
        """Return what it tells of."""
        return self._read("speaks_of", understanding.speaks_of) or ""

    def clean_taken_as(self) -> str:
        """Return fact or opinion."""
        return self._read("taken_as", understanding.taken_as) or ""

    def clean_voices(self) -> tuple[str, ...]:
        """Return whose views it carries."""
        return self._read("voices", understanding.voices) or ()

    def clean_shows(self) -> str:
        """Return the line, which has to be there and be short enough to be one."""
        text: str = self.cleaned_data["shows"]
        if not text.strip():
            raise ValidationError(_now("Write what we know: what is happening."))
        return text

    def _read(self, name: str, reader: Callable[[str], Any]) -> Any:
        words = self.cleaned_data[name]
        try:
            return reader(words) if words.strip() else None
        except Unknown as unknown:
            raise ValidationError(_now(unknown.sentence)) from None

    @property
    def draft(self) -> Draft:
        """The item as far as it was understood."""
        read = self.cleaned_data
        first, last = read.get("when") or (None, None)
        shows, account = in_a_line(read.get("shows", ""), read.get("account", ""))
        return Draft(
            kind=read.get("kind", ""),
            shows=shows,
            account=account,
            from_day=first,
            to_day=last,
            speaks_of=read.get("speaks_of", ""),
            voices=read.get("voices", ()),
            themes=read.get("themes", {}),
            origin=read.get("origin", ""),
            taken_as=read.get("taken_as", ""),
        )
